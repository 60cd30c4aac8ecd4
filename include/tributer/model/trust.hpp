#pragma once
// How far people believe what companies and programmes announce.
//   trust += speed (kept - trust)                 where something was due, kept = delivered / promised
//   take-up of what is offered = min(1, trust / usual)
// Promises that are kept therefore leave take-up as it is, and broken promises lower it. All values are assumed.
#include <algorithm>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

struct TrustParameters {
  double usual, speed, recovery_months, dialogue_gain, dialogue_calm;
};
TrustParameters read_trust(TableReader const& study);

inline double take_up(TrustParameters const& p, double trust) { return std::min(1.0, trust / p.usual); }

}  // namespace tributer
