#pragma once
// A world folder out of a table of mine sites.
#include <cstdint>
#include <filesystem>
#include <vector>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

struct ImportRequest {
  std::filesystem::path sites;   ///< .csv, or .geojson or .json: a FeatureCollection of Points
  std::filesystem::path towns;   ///< .csv; empty = none
  std::filesystem::path folder;  ///< to be made; may exist if it is empty
  double round_degrees = 0.05;   ///< of positions; 0 = as given
};

struct ImportedWorld {
  std::size_t n_sites = 0, n_concessions = 0, n_connections = 0;  ///< sites: rows or features
  int64_t n_miners = 0;
  std::size_t n_hours_assumed = 0;  ///< concessions whose way to market is a guess
};

/// Makes the folder that `[world] path` names: concessions.csv, connections.csv, world.toml with the
/// declared defaults of what no table holds, SOURCES.md. All of it or, after a UserError (what is
/// wrong with the tables, all at once) or a FileError, nothing. Rows in another order make the same.
/// `declared`: the parameters of the model, for the defaults.
ImportedWorld import_world(ImportRequest const& request, std::vector<Parameter> const& declared);

}  // namespace tributer
