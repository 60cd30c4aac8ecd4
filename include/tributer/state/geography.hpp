#pragma once
// What does not change during a study: where concessions are and how they connect.
// Locations 0..n-1 are concessions, in the order of their ids; location n is `outside`, which has no mining.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tributer/core/recording.hpp"

namespace tributer {

struct Geography {
  std::size_t n = 0;   ///< number of concessions
  int64_t weight = 1;  ///< people that one simulated person stands for
  std::vector<std::string> id, name, territory;
  std::vector<uint64_t> key;   ///< by location: hash of the id, which draws of luck are keyed by
  std::vector<uint16_t> part;  ///< by concession: concessions of one part are joined by connections, directly or not
  std::size_t n_parts = 0;
  std::vector<double> lon, lat;  ///< degrees
  std::vector<int64_t> n_sites, counted_miners, peak_miners;
  std::vector<double> armed_share;  ///< share of surveyed sites with armed presence, 0 if not recorded
  std::vector<double> hours_to_market;
  std::vector<std::string> countries{"rest"};  ///< of the study
  std::vector<uint8_t> country;                ///< by concession: position in countries
  std::vector<uint64_t> country_key;           ///< by country: hash of its name
  static constexpr uint8_t gold = 0;           ///< position in minerals
  std::vector<std::string> minerals{"gold"};   ///< of the study
  std::vector<uint8_t> mineral;                ///< by location, outside included: position in minerals
  std::vector<uint8_t> tenure;                 ///< by concession: position in the list of tenures
  std::vector<int64_t> lsm_jobs;               ///< 0 = no large-scale mine
  std::vector<double> lsm_wage_usd;            ///< a month
  // Connections as rows of neighbours: edges first_edge[c] .. first_edge[c+1]-1.
  std::vector<uint32_t> first_edge;
  std::vector<uint16_t> edge_to;
  std::vector<double> edge_hours;

  std::size_t outside() const { return n; }
  std::size_t locations() const { return n + 1; }
  friend bool operator==(Geography const&, Geography const&) = default;
};

/// Numbers the parts that no connection joins, in the order of their first concessions.
void find_parts(Geography& g);

/// The concessions `members`, which are one part of `whole`, as a geography of their own.
Geography part_alone(Geography const& whole, std::vector<std::size_t> const& members);

}  // namespace tributer
