#pragma once
// What a programme has added, person by person: its licence holders against the same people in the baseline.
#include <cstddef>
#include <span>

#include "tributer/core/recording.hpp"

namespace tributer {

/// Of those whose licence a programme supported, in one replicate.
struct SupportedHolders {
  double people = 0;
  double licensed_anyway = 0;  ///< of them, licensed in the baseline too by the month asked about
  double months = 0;           ///< with a licence, since the start
  double months_anyway = 0;    ///< of the same people in the baseline
};

/// `arm` and `baseline` are in order of person; `by_month` is counted since the start.
SupportedHolders match_holders(std::span<HolderRow const> arm, std::span<HolderRow const> baseline, int by_month);

}  // namespace tributer
