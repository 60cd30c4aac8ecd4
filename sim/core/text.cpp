#include "tributer/core/text.hpp"

#include <algorithm>

namespace tributer {

std::size_t find_not_utf8(std::string_view text) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    unsigned const lead = byte(i);
    std::size_t const length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0u) != 0x80u) return i;
    }
    bool const overlong = (lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xF0 && byte(i + 1) < 0x90);
    bool const no_letter = (lead == 0xED && byte(i + 1) >= 0xA0) || (lead == 0xF4 && byte(i + 1) >= 0x90);
    if (overlong || no_letter) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::size_t find_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    bool const ascii = (byte(i) < 0x20 && text[i] != '\n' && text[i] != '\t') || byte(i) == 0x7F;
    if (ascii || (byte(i) == 0xC2 && byte(i + 1) >= 0x80 && byte(i + 1) < 0xA0)) return i;
  }
  return std::string_view::npos;
}

std::string printable(std::string_view text) {
  constexpr char const* digits = "0123456789abcdef";
  std::string out;
  for (std::size_t at; (at = std::min(find_control(text), find_not_utf8(text))) != std::string_view::npos;) {
    out += text.substr(0, at);
    bool const c1 = text[at] == '\xC2' && find_control(text.substr(at, 2)) == 0;
    std::size_t const bytes = c1 ? 2 : 1;
    auto const code = static_cast<unsigned char>(text[at + bytes - 1]);
    out += {'\\', 'x', digits[code / 16], digits[code % 16]};
    text.remove_prefix(at + bytes);
  }
  return out += text;
}

}  // namespace tributer
