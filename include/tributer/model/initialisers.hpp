#pragma once
// What app hands to run: the month, the inversion of the ground, and the first population.
#include <functional>
#include <memory>
#include <vector>

#include "tributer/core/executor.hpp"
#include "tributer/model/livelihood.hpp"
#include "tributer/model/process.hpp"
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

struct Initialisers {
  /// The processes of a month in order. The livelihoods must outlive them. Prices are by mineral.
  std::function<ProcessList(Tables const&, std::vector<MonthlySeries> const& prices, Livelihoods const&)> schedule;
  /// `start_offset` moves the starting point of the search (two must agree).
  std::function<Ground(Tables const&, Geography const&, Livelihoods const&, std::vector<double> const& prices_usd,
                       double start_offset, Executor const&)>
      invert;
  /// The population and concessions of one replicate on that ground.
  std::function<World(Tables const&, std::shared_ptr<Geography const>, Livelihoods const&, Ground const&,
                      std::vector<double> const& prices_usd, Luck const&)>
      populate;
};

}  // namespace tributer
