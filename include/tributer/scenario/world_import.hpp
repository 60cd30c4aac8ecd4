#pragma once
// Makes a world folder from a table of mine sites.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

struct ImportRequest {
  std::filesystem::path sites = {};   ///< .csv or .tsv, or a FeatureCollection of Points in .geojson or .json
  std::filesystem::path towns = {};   ///< the same; empty = none
  std::filesystem::path folder = {};  ///< the folder to make; it may exist if it is empty
  double round_degrees = 0.05;        ///< rounding of positions; 0 = positions are kept as given
  std::vector<std::pair<std::string, std::string>> columns = {};  ///< names of columns here, and in the table of sites
  std::vector<std::string> skip_blank = {};                       ///< sites without a value there are left out
  bool centroids = false;       ///< features that are areas have their centroid as position
  bool merge_repeated = false;  ///< rows with the same id are one site, and their counts are added
  std::string latest = {};      ///< column of dates: rows of one id are visits, and the latest is used; empty = none
};

struct ImportedWorld {
  std::size_t n_sites = 0, n_concessions = 0, n_connections = 0;  ///< sites are rows or features
  int64_t n_miners = 0;
  std::size_t n_hours_assumed = 0;  ///< concessions whose hours to market are assumed
  std::vector<std::string> notes;   ///< what the user should look at, one sentence each
};

/// Makes a folder for the key `[world] path`: concessions.csv, connections.csv, SOURCES.md, and world.toml with the
/// default of every parameter that the tables do not contain. After a UserError, which lists all problems of the
/// tables, or a FileError, nothing is left of the folder. The order of the rows has no effect. `declared` are the
/// parameters of the model, which have the defaults. `pulse` is called again and again until the folder is written;
/// what it throws ends the import, and nothing is left.
ImportedWorld import_world(
    ImportRequest const& request, std::vector<Parameter> const& declared, std::function<void()> const& pulse = [] {});

}  // namespace tributer
