#include "source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "tributer/core/text.hpp"

namespace tributer {
namespace {

constexpr std::size_t widest_line = 160;

/// UTF-16 with a byte order mark as UTF-8; half a pair of surrogates becomes a byte that is not UTF-8.
std::string from_utf16(std::string_view text) {
  bool const big = text[0] == '\xFE';
  auto const unit = [&](std::size_t i) {
    auto const byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(text[at])); };
    return i + 1 < text.size() ? byte(i + !big) << 8 | byte(i + big) : 0u;
  };
  std::string out;
  auto const add = [&out](unsigned lead, unsigned code, int shift) {
    out += static_cast<char>(lead | code >> shift);
    while ((shift -= 6) >= 0) out += static_cast<char>(0x80 | (code >> shift & 0x3F));
  };
  for (std::size_t i = 2; i < text.size(); i += 2) {
    unsigned code = unit(i);
    bool const pair = code >= 0xD800 && code < 0xDC00 && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000;
    if (pair) code = 0x10000 + ((code & 0x3FF) << 10 | (unit(i += 2) & 0x3FF));
    if (code >= 0xD800 && code < 0xE000)
      out += '\xFF';
    else if (code < 0x80)
      out += static_cast<char>(code);
    else
      add(code < 0x800 ? 0xC0 : code < 0x10000 ? 0xE0 : 0xF0, code, code < 0x800 ? 6 : code < 0x10000 ? 12 : 18);
  }
  return out;
}

std::string megabytes(std::uintmax_t bytes) {
  return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / 1048576.0);
}

}  // namespace

SourceText::SourceText(std::string name, std::string content, Kind kind)
    : name_(std::move(name)), content_(std::move(content)), kind_(kind), line_starts_{0} {
  for (std::size_t i = 0; i < content_.size(); ++i) {
    if (content_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::filesystem::path SourceText::folder() const {
  return kind_ == Kind::file ? std::filesystem::path(name_).parent_path() : std::filesystem::path();
}

int SourceText::line_of(std::size_t offset) const {
  if (kind_ == Kind::command_line) return 0;
  auto const after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<int>(after - line_starts_.begin());
}

std::string SourceText::line_text(int line) const {
  if (line < 1 || static_cast<std::size_t>(line) > line_starts_.size()) return {};
  std::size_t const begin = line_starts_[static_cast<std::size_t>(line) - 1];
  std::size_t const end = std::min(content_.find('\n', begin), content_.size());
  std::string text = content_.substr(begin, std::min(end - begin, widest_line));
  if (end - begin > widest_line) {
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0u) == 0x80u) text.pop_back();
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80) text.pop_back();
    text += "...";
  }
  while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.pop_back();
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

Origin SourceText::origin(int line) const {
  if (kind_ == Kind::command_line || line < 1) return {name_, 0, {}};
  return {name_, line, line_text(line)};
}

int SourceText::first_line_longer_than(std::size_t bytes) const {
  for (std::size_t i = 0; i < line_starts_.size(); ++i) {
    std::size_t const end = i + 1 < line_starts_.size() ? line_starts_[i + 1] - 1 : content_.size();
    if (end - line_starts_[i] > bytes) return static_cast<int>(i) + 1;
  }
  return 0;
}

SourcePointer read_source(std::filesystem::path const& file, std::uintmax_t max_bytes, Origin const& asked_for_at,
                          ParameterBook& book) {
  auto const refuse = [&](std::string what, std::string remedy) {
    Origin const itself{file.string(), 0, {}};
    book.report({asked_for_at.file.empty() ? itself : asked_for_at, std::move(what), std::move(remedy)});
    return nullptr;
  };
  if (InputFile const* const copy = book.copy_of(file))
    return std::make_shared<SourceText const>(copy->path, copy->content, SourceText::Kind::file);
  std::error_code error;
  auto const status = std::filesystem::status(file, error);
  if (book.reads_copies() || !std::filesystem::exists(status)) {
    return refuse(fmt::format("there is no file '{}'", file.string()), "check its name and its folder");
  }
  if (!std::filesystem::is_regular_file(status)) {
    return refuse(fmt::format("'{}' is not a regular file", file.string()), "name a text file");
  }
  auto const size = std::filesystem::file_size(file, error);
  if (error || size > max_bytes) {
    return refuse(
        fmt::format("'{}' is too large ({}, at most {})", file.string(), megabytes(size), megabytes(max_bytes)),
        "check that this is the right file");
  }
  std::ifstream in(file, std::ios::binary);
  std::string content(size, '\0');
  if (!in || (size > 0 && !in.read(content.data(), static_cast<std::streamsize>(size)))) {
    return refuse(fmt::format("'{}' cannot be read", file.string()), "check that you have permission to read it");
  }
  if (content.starts_with("\xEF\xBB\xBF")) content.erase(0, 3);
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) content = from_utf16(content);
  auto source = std::make_shared<SourceText const>(file.string(), std::move(content), SourceText::Kind::file);
  std::string const& text = source->content();
  std::size_t const bad = std::min(find_not_utf8(text), text.find('\0'));
  if (bad != std::string::npos) {
    bool const nul = text[bad] == '\0';
    book.report({source->origin(source->line_of(bad)),
                 nul ? "the file is not text: it contains a NUL byte" : "the file is not UTF-8 text",
                 "save it as plain text in UTF-8"});
    return nullptr;
  }
  return source;
}

}  // namespace tributer
