// The gaps of many households. The loop is plain; the compiler makes vectors of it for each kind that a processor may
// have. poverty_gap defines it.
#include "tributer/model/shortfalls.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/model/shortfalls_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {

void find_gaps(Shortfalls& all, std::size_t n) {
  double const* const need = all.need.data();
  int32_t const* const consumption = all.consumption.data();
  int32_t *const gap = all.gap.data(), *const gap_squared = all.gap_squared.data();
  constexpr double millionths = per_million;
  // A little more than a millionth, so that the product with a whole number of millions is not cut to the one below.
  constexpr double millionth = 1.0 / millionths * (1 + std::numeric_limits<double>::epsilon());
  for (std::size_t i = 0; i < n; ++i) {
    double const missing = std::max(0.0, need[i] - static_cast<double>(consumption[i])) * millionths;
    // Whole parts of these quotients are exact, because all numbers are below 2^53.
    int32_t const whole_gap = static_cast<int32_t>(missing / std::max(1.0, need[i]));
    gap[i] = whole_gap;
    gap_squared[i] = static_cast<int32_t>(static_cast<double>(whole_gap) * static_cast<double>(whole_gap) * millionth);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {
HWY_EXPORT(find_gaps);
}  // namespace

void Shortfalls::find(std::size_t n) { HWY_DYNAMIC_DISPATCH(find_gaps)(*this, n); }

}  // namespace tributer
#endif
