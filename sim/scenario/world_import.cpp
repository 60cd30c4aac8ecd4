#include "tributer/scenario/world_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geojson.hpp"
#include "markets.hpp"
#include "merge_sites.hpp"
#include "tributer/core/text.hpp"
#include "world_tables.hpp"
#include "world_writer.hpp"

namespace tributer {
namespace {

constexpr double unusual_hours = 48;  ///< a market further away than this is rather a wrong position

std::string ending_of(std::filesystem::path const& file) { return lower_case(file.extension().string()); }

std::optional<CsvTable> open_sites(ImportRequest const& request, ParameterBook& book) {
  std::filesystem::path const& file = request.sites;
  std::string const ending = ending_of(file);
  if (ending != ".csv" && ending != ".geojson" && ending != ".json") {
    book.report({{file.string(), 0, {}},
                 fmt::format("sites are read from a .csv or .geojson file, not from a '{}' file", ending),
                 "export the sites as .csv or .geojson"});
    return std::nullopt;
  }
  SourcePointer source = read_source(file, largest_table, {}, book);
  if (!source) return std::nullopt;
  std::vector<std::string> wanted = concession_columns;
  for (auto const& [ours, theirs] : request.columns) wanted.push_back(theirs);
  std::optional<CsvTable> table =
      ending == ".csv" ? CsvTable(std::move(source), book) : read_geojson(std::move(source), wanted, book);
  for (auto const& [ours, theirs] : request.columns)
    if (table) table->rename(theirs, ours);
  return table;
}

std::vector<Town> open_towns(std::filesystem::path const& file, ParameterBook& book) {
  if (file.empty()) return {};
  if (ending_of(file) != ".csv") {
    book.report({{file.string(), 0, {}},
                 fmt::format("towns are read from a .csv file, not from a '{}' file", ending_of(file)),
                 "export the towns as .csv"});
    return {};
  }
  SourcePointer source = read_source(file, largest_table, {}, book);
  if (!source) return {};
  CsvTable table(std::move(source), book);
  return read_towns(table);
}

/// Reports more concessions or miners than can be simulated, after sites were merged.
void check_sizes(CsvTable& table, std::vector<Site> const& concessions) {
  if (concessions.size() > most_concessions)
    table.fail(0,
               fmt::format("the sites make {} concessions, but at most {} can be simulated", concessions.size(),
                           most_concessions),
               "use a larger --round, or import a part of the region");
  for (Site const& concession : concessions) {
    int64_t const most = std::max({concession.miners, concession.n_sites, concession.peak_miners.value_or(0)});
    if (most > most_miners_at_a_place)
      table.fail(0,
                 fmt::format("the sites of '{}' at {}, {} have {} miners together, but at most {} can be simulated",
                             concession.name, concession.lon, concession.lat, most, most_miners_at_a_place),
                 "use a smaller --round");
  }
}

}  // namespace

ImportedWorld import_world(ImportRequest const& request, std::vector<Parameter> const& declared,
                           std::function<void()> const& pulse) {
  refuse_occupied(request.folder);
  ParameterBook book;
  auto table = open_sites(request, book);
  std::vector<std::string> notes;
  for (std::string const& column : request.skip_blank) {
    auto const lines = table ? table->leave_out_blank(column) : std::vector<int>{};
    if (!lines.empty())
      notes.push_back(fmt::format("{} sites have no value in '{}' and are left out, the first in {} {}", lines.size(),
                                  column, table->row_word(), lines.front()));
  }
  std::vector<Site> const sites = table ? read_sites(*table, pulse) : std::vector<Site>{};
  std::vector<Town> towns = open_towns(request.towns, book);
  book.throw_if_any();
  std::vector<Site> concessions = merge_sites(sites, request.round_degrees);
  check_sizes(*table, concessions);
  book.throw_if_any();

  WorldOrigin origin;
  origin.sites_file = request.sites.filename().string(), origin.towns_file = request.towns.filename().string();
  origin.n_sites = sites.size(), origin.n_towns = towns.size(), origin.round_degrees = request.round_degrees;
  std::size_t const n_given =
      assign_markets(concessions, request.towns.empty() ? largest_as_markets(concessions) : towns);
  origin.n_hours_recorded = concessions.size() - n_given;
  std::vector<Point> positions;
  for (Site const& concession : concessions) positions.push_back(on_globe(concession.lon, concession.lat));
  Pairs const connections = connect(positions, pulse);
  pulse();
  write_whole_folder(request.folder, world_files(concessions, connections, origin, declared));

  for (std::string& note : look_alikes(*table)) notes.push_back(std::move(note));
  ImportedWorld made{sites.size(),    concessions.size(), connections.size(), 0, request.towns.empty() ? n_given : 0,
                     std::move(notes)};
  for (Site const& concession : concessions) {
    made.n_miners += concession.miners;
    bool const in_the_sea = concession.lon == 0 && concession.lat == 0;  // how some programs write "no position"
    if (concession.hours_to_market > unusual_hours || in_the_sea)
      made.notes.push_back(
          fmt::format("'{}' ({}) at {}, {} is {:.0f} hours from its market; check its position, and "
                      "whether longitude and latitude are swapped",
                      concession.id, concession.name, concession.lon, concession.lat, concession.hours_to_market));
  }
  return made;
}

}  // namespace tributer
