#pragma once
#include "connect.hpp"
#include "sites.hpp"
#include "tributer/scenario/world_import.hpp"
#include "whole_folder.hpp"

namespace tributer {

/// What SOURCES.md and world.toml say about the origin of a world.
struct WorldOrigin {
  std::string sites_file, towns_file;  ///< names without folder; "" if there are no towns
  std::size_t n_rows = 0, n_towns = 0;
  std::size_t n_hours_recorded = 0;
  double round_degrees = 0;
  std::vector<std::string> choices;  ///< what was left out or merged, one sentence each
};

/// The files of a world folder.
FolderFiles world_files(std::vector<Site> const& concessions, Pairs const& connections, WorldOrigin const& origin,
                        std::vector<Parameter> const& declared);

}  // namespace tributer
