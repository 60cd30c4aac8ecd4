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

/// How programs write that nothing is recorded.
bool is_blank_number(std::string_view text) {
  for (std::string_view const blank : {"", "NA", "N/A", "#N/A", "NaN", "NULL"})
    if (text == blank) return true;
  return false;
}

/// In a table whose cells are not separated by commas, a comma is a decimal comma.
std::string with_point(std::string_view number, char separator) {
  std::string out(number);
  if (separator != ',') std::replace(out.begin(), out.end(), ',', '.');
  return out;
}

std::optional<double> number_of(std::string const& text) {
  double x = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  bool const whole = error == std::errc() && end == text.data() + text.size() && std::isfinite(x);
  return whole ? std::optional(x) : std::nullopt;
}

/// What is wrong with the spelling of a number.
std::string spelling(std::string_view text) {
  bool const separated = text.find_first_of(",'") != std::string_view::npos &&
                         text.find_first_not_of("0123456789.,' +-") == std::string_view::npos;
  return separated ? "write it with a decimal point and without separators of thousands"
                   : "write digits with a decimal point";
}

/// True for a row of hashtags below the header, as the Humanitarian Data Exchange has it.
bool is_hashtags(std::vector<std::string> const& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](std::string const& cell) { return trimmed(cell).empty() || trimmed(cell).starts_with('#'); });
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
  CsvText text = split_csv(problems_.source().content());
  separator_ = text.separator;
  if (text.open_quote_at > 0)
    fail(text.open_quote_at, "a quoted field is not closed properly",
         "close it with \" before the comma, and write \"\" for a quote inside it");
  if (text.rows.empty()) {
    if (text.open_quote_at == 0) fail(1, "the file is empty", "write the names of the columns in its first line");
    return;
  }
  read_header(text.rows.front());
  for (std::size_t i = 1; i < text.rows.size(); ++i)
    if (i > 1 || !is_hashtags(text.rows[i].cells)) read_row(std::move(text.rows[i].cells), text.rows[i].line);
}

/// Columns without a name stay in the header but are found by no name.
void CsvTable::read_header(CsvText::Row const& row) {
  refuse_controls(row.cells, row.line);
  for (std::string const& cell : row.cells) header_.emplace_back(trimmed(cell));
  while (header_.back().empty()) header_.pop_back();
  std::vector<std::string> sorted = header_;
  std::erase(sorted, "");
  std::sort(sorted.begin(), sorted.end());
  auto const twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())
    fail(row.line, fmt::format("the column '{}' is named twice", *twice), "name each column once");
}

void CsvTable::read_row(std::vector<std::string> cells, int line) {
  refuse_controls(cells, line);
  while (cells.size() > header_.size() && trimmed(cells.back()).empty()) cells.pop_back();
  if (cells.size() != header_.size())
    return fail(line, fmt::format("the line has {} fields, but the header has {}", cells.size(), header_.size()),
                "put names that contain commas in quotes");
  rows_.push_back({line, std::move(cells)});
}

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
  auto const at = std::find(header_.begin(), header_.end(), column);
  if (at == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - header_.begin());
}

std::optional<std::size_t> CsvTable::require(std::string_view column, std::string remedy) {
  auto const at = find(column);
  if (at || header_.empty()) return at;
  std::string const close = closest(column, header_);
  if (remedy.empty() && !close.empty()) remedy = fmt::format("should '{}' have this name?", close);
  if (remedy.empty()) remedy = problems_.heading() > 0 ? "add it to the header" : "add it to every feature";
  fail(problems_.heading(), fmt::format("there is no {} '{}'", problems_.column(), column), std::move(remedy));
  return at;
}

void CsvTable::rename(std::string const& theirs, std::string const& ours) {
  if (find(ours)) {
    fail(problems_.heading(), fmt::format("there already is a {} '{}'", problems_.column(), ours),
         fmt::format("leave out --columns {}={}", ours, theirs));
  } else if (auto const at = require(theirs, fmt::format("name one that exists in --columns {}={}", ours, theirs))) {
    header_[*at] = ours;
  }
}

std::vector<int> CsvTable::leave_out_blank(std::string const& column) {
  std::vector<int> lines;
  auto const at = require(column);
  if (!at) return lines;
  std::erase_if(rows_, [&](Row const& row) {
    bool const blank = is_blank_number(trimmed(row.fields[*at]));
    if (blank) lines.push_back(row.line);
    return blank;
  });
  return lines;
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
  if (text.empty() && blank == Blank::refused) refuse_blank(row, column);
  return text;
}

void CsvTable::refuse_blank(Row const& row, std::size_t column) {
  fail(row.line, fmt::format("'{}' is blank", header_[column]), "write its value");
}

std::string_view CsvTable::number(Row const& row, std::size_t column, Blank blank) {
  std::string_view const given = text(row, column, Blank::allowed);
  if (!is_blank_number(given)) return given;
  if (blank == Blank::refused) refuse_blank(row, column);
  return {};
}

std::optional<double> CsvTable::real(Row const& row, std::size_t column, double min, double max, Blank blank) {
  std::string_view const given = number(row, column, blank);
  if (given.empty())
    return blank == Blank::allowed ? std::optional(std::numeric_limits<double>::quiet_NaN()) : std::nullopt;
  auto const read = number_of(with_point(given, separator_));
  if (!read) {
    fail(row.line, fmt::format("'{}' is '{:.40}', which is not a number", header_[column], given), spelling(given));
    return std::nullopt;
  }
  double const x = *read;
  if (x >= min && x <= max) return x;
  std::string const range =
      max < std::numeric_limits<double>::max() ? fmt::format("{} to {}", min, max) : fmt::format("at least {}", min);
  fail(row.line, fmt::format("'{}' is {}, out of range", header_[column], given), "allowed: " + range);
  return std::nullopt;
}

std::optional<int64_t> CsvTable::count(Row const& row, std::size_t column, int64_t max, Blank blank) {
  std::string_view const given = number(row, column, blank);
  if (given.empty()) return std::nullopt;
  std::string digits = with_point(given, separator_);
  if (auto const point = digits.find('.'); point != std::string::npos && point > 0 && point + 1 < digits.size() &&
                                           digits.find_first_not_of('0', point + 1) == std::string::npos)
    digits.resize(point);  // 420.0
  int64_t n = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    fail(row.line, fmt::format("'{}' is '{:.40}', which is not a whole number", header_[column], given),
         "write digits only, without separators of thousands");
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
