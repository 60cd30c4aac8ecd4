#include "tributer/scenario/world_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geojson.hpp"
#include "markets.hpp"
#include "merge_sites.hpp"
#include "world_tables.hpp"
#include "world_writer.hpp"

namespace tributer {
namespace {

std::string ending_of(std::filesystem::path const& file) {
  std::string ending = file.extension().string();
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return ending;
}

std::optional<CsvTable> open_sites(std::filesystem::path const& file, ParameterBook& book) {
  std::string const ending = ending_of(file);
  if (ending != ".csv" && ending != ".geojson" && ending != ".json") {
    book.report({{file.string(), 0, {}},
                 fmt::format("sites are read from a .csv or a .geojson, not from a '{}'", ending),
                 "export them as one of these"});
    return std::nullopt;
  }
  SourcePointer source = read_source(file, largest_table, {}, book);
  if (!source) return std::nullopt;
  if (ending == ".csv") return CsvTable(std::move(source), book);
  return read_geojson(std::move(source), concession_columns, book);
}

std::vector<Town> open_towns(std::filesystem::path const& file, ParameterBook& book) {
  if (file.empty()) return {};
  SourcePointer source = read_source(file, largest_table, {}, book);
  if (!source) return {};
  CsvTable table(std::move(source), book);
  return read_towns(table);
}

/// What the sites are too many for, only seen once they are merged.
void check_sizes(CsvTable& table, std::vector<Site> const& places) {
  if (places.size() > most_concessions)
    table.fail(0, fmt::format("{} places, at most {} can be simulated", places.size(), most_concessions),
               "round more coarsely (--round), or import a part of the region");
  for (Site const& place : places) {
    int64_t const most = std::max({place.miners, place.n_sites, place.peak_miners.value_or(0)});
    if (most > most_miners_at_a_place)
      table.fail(0,
                 fmt::format("the sites of '{}' at {}, {} have {} miners together, at most {} can be simulated",
                             place.name, place.lon, place.lat, most, most_miners_at_a_place),
                 "round less coarsely (--round)");
  }
}

}  // namespace

ImportedWorld import_world(ImportRequest const& request, std::vector<Parameter> const& declared) {
  refuse_occupied(request.folder);
  ParameterBook book;
  auto table = open_sites(request.sites, book);
  std::vector<Site> const sites = table ? read_sites(*table) : std::vector<Site>{};
  std::vector<Town> towns = open_towns(request.towns, book);
  book.throw_if_any();
  std::vector<Site> places = merge_sites(sites, request.round_degrees);
  check_sizes(*table, places);
  book.throw_if_any();

  WorldOrigin origin;
  origin.sites_file = request.sites.filename().string(), origin.towns_file = request.towns.filename().string();
  origin.n_sites = sites.size(), origin.n_towns = towns.size(), origin.round_degrees = request.round_degrees;
  std::size_t const n_given = assign_markets(places, request.towns.empty() ? largest_as_markets(places) : towns);
  origin.n_hours_recorded = places.size() - n_given;
  std::vector<Point> positions;
  for (Site const& place : places) positions.push_back(on_globe(place.lon, place.lat));
  Pairs const connections = connect(positions);
  write_whole_folder(request.folder, world_files(places, connections, origin, declared));

  ImportedWorld made{sites.size(), places.size(), connections.size(), 0, request.towns.empty() ? n_given : 0};
  for (Site const& place : places) made.n_miners += place.miners;
  return made;
}

}  // namespace tributer
