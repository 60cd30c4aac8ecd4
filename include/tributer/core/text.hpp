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

/// Position of the first control character other than a line break or a tab; npos if there is none. A terminal obeys
/// such characters, and a NUL cuts a text. Those of one byte (ASCII) and of two (C1, in UTF-8) count.
inline std::size_t find_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    bool const ascii = (byte(i) < 0x20 && text[i] != '\n' && text[i] != '\t') || byte(i) == 0x7F;
    if (ascii || (byte(i) == 0xC2 && byte(i + 1) >= 0x80 && byte(i + 1) < 0xA0)) return i;
  }
  return std::string_view::npos;
}

/// The text with each control character written as its code, such as \\x1b, so that it can be shown on a terminal.
inline std::string printable(std::string_view text) {
  constexpr char const* digits = "0123456789abcdef";
  std::string out;
  for (std::size_t at; (at = find_control(text)) != std::string_view::npos;) {
    out += text.substr(0, at);
    std::size_t const bytes = static_cast<unsigned char>(text[at]) == 0xC2 ? 2 : 1;
    auto const code = static_cast<unsigned char>(text[at + bytes - 1]);
    out += {'\\', 'x', digits[code / 16], digits[code % 16]};
    text.remove_prefix(at + bytes);
  }
  return out += text;
}

}  // namespace tributer
