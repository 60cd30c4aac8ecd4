#include "tributer/analysis/holders.hpp"

#include <algorithm>

namespace tributer {

SupportedHolders match_holders(std::span<HolderRow const> arm, std::span<HolderRow const> baseline, int by_month) {
  SupportedHolders sum;
  for (HolderRow const& row : arm) {
    if (row.programme < 0) continue;
    sum.people += 1;
    sum.months += row.months_licensed;
    auto const other = std::lower_bound(baseline.begin(), baseline.end(), row.person,
                                        [](HolderRow const& r, uint64_t person) { return r.person < person; });
    if (other == baseline.end() || other->person != row.person) continue;
    sum.licensed_anyway += other->first_month <= by_month;
    sum.months_anyway += other->months_licensed;
  }
  return sum;
}

}  // namespace tributer
