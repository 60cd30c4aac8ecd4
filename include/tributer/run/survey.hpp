#pragma once
// Asks simulated miners the question of a survey (Geenen et al. 2021, P-2): would you quit for a secure job that pays
// this many USD a day, 22 days a month? There is no cost of switching. The answer is the probability of yes.
#include <array>

#include "tributer/run/simulation.hpp"

namespace tributer {

struct Survey {
  std::array<double, n_ranks> yes{};      ///< share of yes, by rank
  std::array<int64_t, n_ranks> miners{};  ///< miners who were asked, by rank
  /// The "experts and right hands" of the survey: the ranks skilled and lead together.
  double experts() const {
    double const n = static_cast<double>(miners[skilled] + miners[lead]);
    return n > 0
               ? (yes[skilled] * static_cast<double>(miners[skilled]) + yes[lead] * static_cast<double>(miners[lead])) /
                     n
               : 0;
  }
  double rank_share(int rank) const;
};

Survey ask_miners(Model const& model, World const& world, double usd_per_day);

}  // namespace tributer
