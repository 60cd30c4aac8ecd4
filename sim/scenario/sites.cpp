#include "sites.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suggestion.hpp"
#include "tributer/core/text.hpp"
#include "world_tables.hpp"

namespace tributer {
namespace {

using Blank = CsvTable::Blank;
constexpr int64_t most_people_of_a_town = 100'000'000;

/// How other tables call the columns that every site needs, in lower case.
std::vector<std::string> usual_names(std::string_view column) {
  if (column == "lon") return {"longitude", "long", "lng", "x"};
  if (column == "lat") return {"latitude", "y"};
  return {"workers", "creuseurs", "total_workers", "nb_creuseurs"};
}

/// The remedy if a column is missing that the table calls by one of its usual names; otherwise empty.
std::string remedy_for(std::string const& column, CsvTable const& table) {
  if (column == "id") return "visits of one site have the same id; if a column has it, add --columns id=THEIRS";
  for (std::string const& name : usual_names(column))
    for (std::string const& given : table.header())
      if (lower_case(given) == name || lower_case(given) == column)
        return fmt::format("if '{}' is meant, add --columns {}={}", given, column, given);
  return "";
}

/// Reads the cells of a table by the name of their column. Cells of a missing column are blank.
class SiteReader {
 public:
  SiteReader(CsvTable& table, std::string const& date_column) : table_(table) {
    bool const has_visits = !date_column.empty();
    if (has_visits) date_at_ = table.require(date_column, "name one that exists in --latest");
    for (std::string const& column : concession_columns) {
      bool const required = column == "lon" || column == "lat" || column == "miners" || (column == "id" && has_visits);
      at_.emplace(column, required ? table.require(column, remedy_for(column, table)) : table.find(column));
      is_complete_ = is_complete_ && (!required || at_.at(column));
    }
    is_complete_ = is_complete_ && (!has_visits || date_at_);
  }
  bool is_complete() const { return is_complete_; }

  SiteRow read(CsvTable::Row const& row) {
    return {row.line, std::string(date_at_ ? table_.text(row, *date_at_, Blank::allowed) : ""), site_of(row)};
  }

 private:
  Site site_of(CsvTable::Row const& row) {
    Site site;
    site.id = text(row, "id", Blank::refused);
    site.name = text(row, "name", Blank::allowed);
    site.territory = text(row, "territory", Blank::allowed);
    site.province = text(row, "province", Blank::allowed);
    site.lon = real(row, "lon", -180, 180, Blank::refused);
    site.lat = real(row, "lat", -90, 90, Blank::refused);
    site.n_sites = count(row, "n_sites", Blank::allowed).value_or(1);
    site.miners = count(row, "miners", Blank::refused).value_or(0);
    site.peak_miners = count(row, "peak_miners", Blank::allowed);
    check_peak(table_, row.line, site.miners, site.peak_miners.value_or(site.miners));
    site.armed_share = real(row, "armed_share", 0, 1, Blank::allowed);
    site.mercury_share = real(row, "mercury_share", 0, 1, Blank::allowed);
    site.market = text(row, "market", Blank::allowed);
    site.hours_to_market = real(row, "hours_to_market", 0, longest_to_market, Blank::allowed);
    site.last_surveyed = text(row, "last_surveyed", Blank::allowed);
    return site;
  }

  std::string text(CsvTable::Row const& row, std::string const& column, Blank blank) {
    auto const at = at_.at(column);
    return at ? std::string(table_.text(row, *at, blank)) : std::string();
  }
  double real(CsvTable::Row const& row, std::string const& column, double min, double max, Blank blank) {
    auto const at = at_.at(column);
    return at ? table_.real(row, *at, min, max, blank).value_or(not_recorded) : not_recorded;
  }
  std::optional<int64_t> count(CsvTable::Row const& row, std::string const& column, Blank blank) {
    auto const at = at_.at(column);
    return at ? table_.count(row, *at, most_miners_at_a_place, blank) : std::nullopt;
  }

  CsvTable& table_;
  std::unordered_map<std::string, std::optional<std::size_t>> at_;
  std::optional<std::size_t> date_at_;
  bool is_complete_ = true;
};

}  // namespace

std::vector<SiteRow> read_sites(CsvTable& table, std::string const& date_column, std::function<void()> const& pulse) {
  if (table.rows().empty()) {
    if (!table.has_problems())
      table.fail(0, "there are no sites", "write one row for each site, with its position and its count of miners");
    return {};
  }
  SiteReader reader(table, date_column);
  if (!reader.is_complete()) return {};
  std::vector<SiteRow> rows;
  int64_t n_miners = 0;
  for (auto const& row : table.rows()) {
    pulse();
    rows.push_back(reader.read(row));
    n_miners += rows.back().site.miners;
  }
  if (n_miners == 0 && !table.has_problems())
    table.fail(0, "no site has miners", "write counts in the column 'miners'");
  return rows;
}

std::vector<std::string> look_alikes(CsvTable const& table, std::string const& date_column) {
  std::vector<std::string> notes;
  for (std::string const& given : table.header()) {
    bool const is_own =
        std::find(concession_columns.begin(), concession_columns.end(), given) != concession_columns.end();
    std::string const close = is_own || given.empty() || given == date_column ? "" : closest(given, concession_columns);
    if (!close.empty() && !table.find(close))
      notes.push_back(
          fmt::format("the column '{}' is not used; if it is '{}', add --columns {}={}", given, close, close, given));
  }
  return notes;
}

std::vector<Town> read_towns(CsvTable& table) {
  if (table.rows().empty()) {
    if (!table.has_problems())
      table.fail(0, "there are no towns", "write one row for each town, with its name and position");
    return {};
  }
  auto const name = table.require("name"), lon = table.require("lon"), lat = table.require("lat");
  auto const population = table.find_optional("population", town_columns);
  if (!name || !lon || !lat) return {};
  std::vector<Town> towns;
  for (auto const& row : table.rows()) {
    Town town;
    town.name = table.text(row, *name, Blank::refused);
    town.lon = table.real(row, *lon, -180, 180, Blank::refused).value_or(0);
    town.lat = table.real(row, *lat, -90, 90, Blank::refused).value_or(0);
    if (population) town.population = table.count(row, *population, most_people_of_a_town, Blank::allowed).value_or(0);
    towns.push_back(std::move(town));
  }
  return towns;
}

}  // namespace tributer
