#pragma once
// Small helpers for texts.
#include <string>
#include <string_view>

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

}  // namespace tributer
