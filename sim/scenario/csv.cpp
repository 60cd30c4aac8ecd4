#include "csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "suggestion.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

std::string_view trimmed(std::string_view text) {
  auto const blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Splits one line at its commas. A quoted field may contain commas and doubled quotes. Returns nothing if a quote is
/// not closed or is followed by text.
std::optional<std::vector<std::string>> split(std::string_view line) {
  std::vector<std::string> fields(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ',') {
      fields.emplace_back();
    } else if (line[i] == '"' && trimmed(fields.back()).empty()) {
      fields.back().clear();
      for (++i; i < line.size() && (line[i] != '"' || line.substr(i, 2) == "\"\""); ++i) {
        if (line[i] == '"') ++i;
        fields.back() += line[i];
      }
      if (i >= line.size()) return std::nullopt;
      std::string_view const rest = line.substr(i + 1, line.find(',', i + 1) - (i + 1));
      if (!trimmed(rest).empty()) return std::nullopt;
      i += rest.size();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

}  // namespace

CsvTable::CsvTable(FileProblems problems, std::vector<std::string> header, std::vector<Row> rows)
    : problems_(std::move(problems)), header_(std::move(header)), rows_(std::move(rows)) {
  for (Row const& row : rows_) refuse_controls(row.fields, row.line);
}

void CsvTable::refuse_controls(std::vector<std::string> const& fields, int line) {
  for (std::string const& field : fields)
    if (find_control(field) != std::string::npos)
      return fail(line, fmt::format("'{:.200}' contains a control character", printable(field)), "remove it");
}

CsvTable::CsvTable(SourcePointer source, ParameterBook& book)
    : problems_(std::move(source), FileProblems::Rows::lines, book) {
  std::string_view const content = problems_.source().content();
  int number = 0;
  for (std::size_t begin = 0; begin < content.size();) {
    std::size_t const end = std::min(content.find('\n', begin), content.size());
    std::string_view line = content.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    if (!trimmed(line).empty()) read_row(line, number);
    begin = end + 1;
  }
  if (header_.empty()) fail(1, "the file is empty", "write the names of the columns in its first line");
}

void CsvTable::read_row(std::string_view line, int number) {
  auto fields = split(line);
  if (!fields)
    return fail(number, "a quoted field is not closed properly",
                "close it with \" before the comma, and write \"\" for a quote inside it");
  refuse_controls(*fields, number);
  if (header_.empty()) {
    for (std::string const& field : *fields) header_.emplace_back(trimmed(field));
    std::vector<std::string> sorted = header_;
    std::sort(sorted.begin(), sorted.end());
    auto const twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end())
      fail(number, fmt::format("the column '{}' is named twice", *twice), "name each column once");
    return;
  }
  if (fields->size() != header_.size()) {
    return fail(number, fmt::format("the line has {} fields, but the header has {}", fields->size(), header_.size()),
                "put names that contain commas in quotes");
  }
  rows_.push_back({number, std::move(*fields)});
}

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
  auto const at = std::find(header_.begin(), header_.end(), column);
  if (at == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - header_.begin());
}

std::optional<std::size_t> CsvTable::require(std::string_view column) {
  auto const at = find(column);
  if (!at && !header_.empty()) {
    std::string const close = closest(column, header_);
    std::string const remedy = problems_.heading() > 0 ? "add it to the header" : "add it to every feature";
    fail(problems_.heading(), fmt::format("there is no {} '{}'", problems_.column(), column),
         close.empty() ? remedy : fmt::format("should '{}' have this name?", close));
  }
  return at;
}

std::optional<std::size_t> CsvTable::find_optional(std::string_view column,
                                                   std::vector<std::string> const& all_columns) {
  auto const at = find(column);
  if (at) return at;
  for (std::string const& other : header_) {
    bool const is_own = std::find(all_columns.begin(), all_columns.end(), other) != all_columns.end();
    if (!is_own && closest(other, all_columns) == column) {
      fail(problems_.heading(), fmt::format("the {} '{}' is not known", problems_.column(), other),
           fmt::format("did you mean '{}'?", column));
    }
  }
  return std::nullopt;
}

std::string_view CsvTable::text(Row const& row, std::size_t column, Blank blank) {
  std::string_view const text = trimmed(row.fields[column]);
  if (text.empty() && blank == Blank::refused)
    fail(row.line, fmt::format("'{}' is blank", header_[column]), "write its value");
  return text;
}

std::optional<double> CsvTable::real(Row const& row, std::size_t column, double min, double max, Blank blank) {
  std::string_view const given = text(row, column, blank);
  if (given.empty())
    return blank == Blank::allowed ? std::optional(std::numeric_limits<double>::quiet_NaN()) : std::nullopt;
  double x = 0;
  auto const [end, error] = std::from_chars(given.data(), given.data() + given.size(), x);
  if (error != std::errc() || end != given.data() + given.size() || !std::isfinite(x)) {
    fail(row.line, fmt::format("'{}' is '{:.40}', which is not a number", header_[column], given),
         "write digits with a decimal point");
    return std::nullopt;
  }
  if (x >= min && x <= max) return x;
  std::string const range =
      max < std::numeric_limits<double>::max() ? fmt::format("{} to {}", min, max) : fmt::format("at least {}", min);
  fail(row.line, fmt::format("'{}' is {}, out of range", header_[column], given), "allowed: " + range);
  return std::nullopt;
}

std::optional<int64_t> CsvTable::count(Row const& row, std::size_t column, int64_t max, Blank blank) {
  std::string_view const given = text(row, column, blank);
  if (given.empty()) return std::nullopt;
  int64_t n = 0;
  auto const [end, error] = std::from_chars(given.data(), given.data() + given.size(), n);
  if (error != std::errc() || end != given.data() + given.size()) {
    fail(row.line, fmt::format("'{}' is '{:.40}', which is not a whole number", header_[column], given),
         "write digits only");
    return std::nullopt;
  }
  if (n >= 0 && n <= max) return n;
  fail(row.line, fmt::format("'{}' is {}, out of range", header_[column], given), fmt::format("allowed: 0 to {}", max));
  return std::nullopt;
}

void CsvTable::fail(int line, std::string what, std::string remedy) {
  problems_.fail(line, std::move(what), std::move(remedy));
}

}  // namespace tributer
