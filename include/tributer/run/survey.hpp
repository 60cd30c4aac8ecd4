#pragma once
// The survey question put to simulated miners: would you quit for a certain job at so many USD a day,
// 22 days a month? No switching cost; the answer is the probability of yes (Geenen et al. 2021, P-2).
#include <array>

#include "tributer/run/simulation.hpp"

namespace tributer {

struct Survey {
  std::array<double, n_ranks> yes{};      ///< share by rank
  std::array<int64_t, n_ranks> miners{};  ///< asked, by rank
  /// "Experts and right hands" of the survey: skilled and lead pooled.
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
