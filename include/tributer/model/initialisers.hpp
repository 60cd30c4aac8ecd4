#pragma once
// How a world begins: the ground is inferred from where miners were counted, then people are drawn on it.
#include <memory>
#include <vector>

#include "tributer/core/executor.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {

/// What the ground must be for people to be where they were counted, and where people of each home
/// are then. Found without random draws.
struct Ground {
  std::vector<double> grade_mg, amenity, capacity;  ///< by concession
  std::vector<double> start_miners;                 ///< shrunk counts
  std::vector<double> model_miners;                 ///< what the expected months come to rest at
  std::vector<double> people;                       ///< homes and migrants belonging to a concession
  std::vector<double> away;                         ///< [place][home] locals away from home, people
  std::vector<double> migrants;                     ///< [place] incl. outside, people
  std::vector<double> mining_share;                 ///< [place] share of miners among people there
  double mean_attachment = 0;
  int rounds = 0;
  double worst_error = 0;  ///< of log miners, concessions of 20 and more
};

/// Finds the ground without random draws. Prices are of the start, by mineral. `start_offset` moves the starting point
/// of the search: two starting points must agree.
Ground invert_ground(BuildContext const& context, std::vector<double> const& prices_usd, double start_offset,
                     Executor const& executor);

/// The people, operations, traders and lenders of one replicate on that ground.
World build_population(BuildContext const& context, std::shared_ptr<Geography const> geography, Ground const& ground,
                       std::vector<double> const& prices_usd, Luck const& luck);

}  // namespace tributer
