#pragma once
#include "connect.hpp"
#include "sites.hpp"
#include "tributer/scenario/world_import.hpp"
#include "whole_folder.hpp"

namespace tributer {

/// What is said of a world in its SOURCES.md and world.toml.
struct WorldOrigin {
  std::string sites_file, towns_file;  ///< names without folder; towns "" = none
  std::size_t n_sites = 0, n_towns = 0;
  std::size_t n_hours_recorded = 0;
  double round_degrees = 0;
};

/// The files of a world folder.
FolderFiles world_files(std::vector<Site> const& places, Pairs const& connections, WorldOrigin const& origin,
                        std::vector<Parameter> const& declared);

}  // namespace tributer
