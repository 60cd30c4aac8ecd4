#pragma once
// Small helpers for texts.
#include <string>
#include <string_view>
#include <vector>

namespace tributer {

/// Joins words with `between` between them. (fmt::join makes g++ 12 warn about an overflow that cannot happen.)
template <class Words>
std::string join_words(Words const& words, std::string_view between) {
  std::string out;
  bool first = true;
  for (auto const& word : words) {
    if (!first) out += between;
    out += word;
    first = false;
  }
  return out;
}

/// The parts of a text between separators: one more than it has separators.
inline std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (char const c : text)
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

inline std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// Position of the first byte that is not UTF-8; npos if there is none.
std::size_t find_not_utf8(std::string_view text);

/// Position of the first control character other than a line break or a tab; npos if there is none. A terminal obeys
/// such characters, and a NUL cuts a text. Those of one byte (ASCII) and of two (C1, in UTF-8) count.
std::size_t find_control(std::string_view text);

/// The text with each control character, and each byte that is not UTF-8, written as its code, such as \\x1b, so that
/// it can be shown on a terminal.
std::string printable(std::string_view text);

}  // namespace tributer
