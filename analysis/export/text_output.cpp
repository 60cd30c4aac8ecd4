#include "text_output.hpp"

#include <fmt/format.h>

#include <cmath>
#include <system_error>

namespace tributer {

void TextOutput::add(std::string_view text) {
  constexpr std::size_t enough = 1 << 20;
  waiting_ += text;
  if (waiting_.size() >= enough) flush();
}

void TextOutput::flush() {
  file_.write(written_, std::as_bytes(std::span(waiting_)));
  written_ += waiting_.size();
  waiting_.clear();
  file_.require_written();
}

void TextOutput::keep() {
  flush();
  file_.keep();
}

void make_folder(std::filesystem::path const& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw FileError(fmt::format("{}: this folder cannot be made: {}", folder.string(), error.message()));
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string plain_number(double value) { return std::isnan(value) ? "nan" : fmt::format("{}", value); }

}  // namespace tributer
