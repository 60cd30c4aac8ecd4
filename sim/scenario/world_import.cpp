#include "tributer/scenario/world_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geojson.hpp"
#include "markets.hpp"
#include "merge_sites.hpp"
#include "repeated_ids.hpp"
#include "tributer/core/text.hpp"
#include "world_tables.hpp"
#include "world_writer.hpp"

namespace tributer {
namespace {

constexpr double unusual_hours = 48;  ///< a market further away than this is rather a wrong position

bool is_one_of(std::string_view ending, std::initializer_list<std::string_view> endings) {
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// How a file of another format becomes one that is read.
std::string conversion_of(std::filesystem::path const& file, std::string_view ending) {
  if (is_one_of(ending, {".gpkg", ".shp", ".kml", ".kmz", ".gml", ".fgb"}))
    return fmt::format("convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 '{}.geojson' '{}'", file.stem().string(),
                       file.string());
  if (is_one_of(ending, {".xlsx", ".xls", ".ods"}))
    return fmt::format("save its sheet as CSV, or convert it: libreoffice --convert-to csv '{}'", file.string());
  return "export it as .csv or .geojson";
}

/// Opens a table of sites or towns, of which these columns are used.
std::optional<CsvTable> open_table(std::filesystem::path const& file, std::string_view what,
                                   std::vector<std::string> const& columns, Areas areas, ParameterBook& book) {
  std::string const ending = lower_case(file.extension().string());
  bool const is_csv = is_one_of(ending, {".csv", ".tsv"});
  if (!is_csv && !is_one_of(ending, {".geojson", ".json"})) {
    book.report({{file.string(), 0, {}},
                 fmt::format("{} are read from a .csv or .geojson file, not from a '{}' file", what, ending),
                 conversion_of(file, ending)});
    return std::nullopt;
  }
  SourcePointer source = read_source(file, largest_table, {}, book);
  if (!source) return std::nullopt;
  return is_csv ? CsvTable(std::move(source), book) : read_geojson(std::move(source), columns, areas, book);
}

Areas areas_of(ImportRequest const& request) { return request.centroids ? Areas::centroids : Areas::refused; }

/// The columns of the table of sites that are used, by the names that they have there.
std::vector<std::string> wanted_columns(ImportRequest const& request) {
  std::vector<std::string> wanted = concession_columns;
  for (auto const& [ours, theirs] : request.columns) {
    std::erase(wanted, ours);
    wanted.push_back(theirs);
  }
  wanted.insert(wanted.end(), request.skip_blank.begin(), request.skip_blank.end());
  if (!request.latest.empty()) wanted.push_back(request.latest);
  return wanted;
}

std::optional<CsvTable> open_sites(ImportRequest const& request, ParameterBook& book, std::vector<std::string>& notes) {
  auto table = open_table(request.sites, "sites", wanted_columns(request), areas_of(request), book);
  if (!table) return table;
  for (auto const& [ours, theirs] : request.columns) table->rename(theirs, ours);
  for (std::string const& column : request.skip_blank) {
    auto const lines = table->leave_out_blank(column);
    if (!lines.empty())
      notes.push_back(fmt::format("{} sites have no value in '{}' and are left out, the first in {} {}", lines.size(),
                                  column, table->row_word(), lines.front()));
  }
  return table;
}

std::vector<Town> open_towns(ImportRequest const& request, ParameterBook& book) {
  if (request.towns.empty()) return {};
  auto table = open_table(request.towns, "towns", town_columns, areas_of(request), book);
  return table ? read_towns(*table) : std::vector<Town>{};
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
  std::vector<std::string> notes;
  auto table = open_sites(request, book, notes);
  std::vector<SiteRow> const rows = table ? read_sites(*table, request.latest, pulse) : std::vector<SiteRow>{};
  RepeatedIds const repeated{request.merge_repeated, request.latest, request.round_degrees};
  std::vector<Site> const sites = table ? one_for_each_id(*table, rows, repeated, notes) : std::vector<Site>{};
  std::vector<Town> towns = open_towns(request, book);
  book.throw_if_any();
  std::vector<Site> concessions = merge_sites(sites, request.round_degrees);
  check_sizes(*table, concessions);
  book.throw_if_any();

  WorldOrigin origin;
  origin.sites_file = request.sites.filename().string(), origin.towns_file = request.towns.filename().string();
  origin.n_rows = rows.size(), origin.choices = notes, origin.n_towns = towns.size(),
  origin.round_degrees = request.round_degrees;
  std::size_t const n_given =
      assign_markets(concessions, request.towns.empty() ? largest_as_markets(concessions) : towns);
  origin.n_hours_recorded = concessions.size() - n_given;
  std::vector<Point> positions;
  for (Site const& concession : concessions) positions.push_back(on_globe(concession.lon, concession.lat));
  Pairs const connections = connect(positions, pulse);
  pulse();
  write_whole_folder(request.folder, world_files(concessions, connections, origin, declared));

  for (std::string& note : look_alikes(*table, request.latest)) notes.push_back(std::move(note));
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
