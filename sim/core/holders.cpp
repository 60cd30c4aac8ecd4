#include "tributer/core/holders.hpp"

#include <algorithm>

namespace tributer {
namespace {

constexpr HolderMeasure measures[] = {
    {"licences/supported", &SupportedHolders::people},
    {"licences/supported_licensed", &SupportedHolders::licensed},
    {"licences/supported_months", &SupportedHolders::months},
};

}  // namespace

SupportedHolders match_holders(std::span<HolderRow const> arm, std::span<HolderRow const> other, int by_month) {
  SupportedHolders sum;
  for (HolderRow const& row : arm) {
    if (row.programme < 0) continue;
    sum.people += 1;
    auto const found = std::lower_bound(other.begin(), other.end(), row.person,
                                        [](HolderRow const& r, uint64_t person) { return r.person < person; });
    if (found == other.end() || found->person != row.person) continue;
    sum.licensed += found->first_month <= by_month;
    sum.months += found->months_licensed;
  }
  return sum;
}

HolderMeasure const* find_holder_measure(std::string_view name) {
  auto const found =
      std::find_if(std::begin(measures), std::end(measures), [&](HolderMeasure const& m) { return m.name == name; });
  return found == std::end(measures) ? nullptr : found;
}

}  // namespace tributer
