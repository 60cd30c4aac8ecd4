#include <fmt/format.h>

#include <algorithm>

#include "csv.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {

namespace {

/// The column of prices. A column that states another unit is named, since it would be off by a large factor.
std::optional<std::size_t> require_price(CsvTable& table) {
  auto const& header = table.header();
  auto const other = std::find_if(header.begin(), header.end(),
                                  [](std::string const& column) { return column.find("_per_") != std::string::npos; });
  if (table.find("usd_per_gram") || other == header.end()) return table.require("usd_per_gram");
  table.fail(1, fmt::format("the column '{}' is not in US dollars per gram", *other),
             "convert the prices, for which a troy ounce has 31.1035 g, and name the column 'usd_per_gram'");
  return std::nullopt;
}

/// False for a table that is something else than a series. An empty one is refused where it is read.
bool has_a_column_of_a_series(SourcePointer const& source) {
  ParameterBook unread;
  CsvTable const table(source, unread);
  return table.header().empty() || table.find("month") || table.find("usd_per_gram");
}

MonthlySeries read_table(SourcePointer const& source, ParameterBook& book) {
  constexpr double most_in_a_cell = 1e6;  // before the scale of the study
  CsvTable table(source, book);
  auto const month_column = table.require("month");
  auto const price_column = require_price(table);
  if (!month_column || !price_column) return {};
  MonthlySeries series;
  for (auto const& row : table.rows()) {
    std::string_view const text = table.text(row, *month_column, CsvTable::Blank::refused);
    auto const month = parse_month(text);
    auto const price = table.real(row, *price_column, 0, most_in_a_cell, CsvTable::Blank::refused);
    if (!month) {
      table.fail(row.line, fmt::format("'{:.40}' is not a month", text),
                 "write a year from 1900 to 2199 and a month, such as 2015-01; leave earlier months out");
    } else if (series.values.empty()) {
      series.first = *month;
    } else if (Month const due = series.first + static_cast<int>(series.values.size()); *month != due) {
      table.fail(row.line, fmt::format("the month is {}, but {} comes next", text, to_string(due)),
                 "list every month once, in order");
      return series;
    }
    if (price && *price <= 0)
      table.fail(row.line, fmt::format("'{}' is 0", table.header()[*price_column]), "write a price above 0");
    series.values.push_back(price.value_or(1));
  }
  if (series.values.empty()) table.fail(1, "the series has no months", "write one line for each month");
  return series;
}

}  // namespace

MonthlySeries read_monthly_series(std::filesystem::path const& file, Origin const& asked_for_at, ParameterBook& book,
                                  std::vector<InputFile>* files) {
  constexpr std::uintmax_t largest_series = 4u << 20;
  SourcePointer const source = read_source(file, largest_series, asked_for_at, book);
  if (!source) return {};
  if (!has_a_column_of_a_series(source)) {
    // What another file contains may be nobody's business, so it is not shown.
    book.report({{source->name(), 0, {}},
                 "it is no price series: it has no columns 'month' and 'usd_per_gram'",
                 "name a table with these columns"});
    return {};
  }
  if (files != nullptr) files->push_back({source->name(), source->content()});
  return read_table(source, book);
}

}  // namespace tributer
