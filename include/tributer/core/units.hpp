#pragma once
// Units and the calendar: numbers that are facts, not assumptions.
#include "tributer/core/math.hpp"

namespace tributer {

inline constexpr int months_per_year = 12;
inline constexpr int days_per_month = 30;  ///< days of presence are counted out of these
inline constexpr int cents_per_usd = 100;
inline constexpr int mg_per_gram = 1000;
inline constexpr int per_million = 1'000'000;
inline constexpr int per_ten_thousand = 10'000;  ///< basis points
inline constexpr float utility_per_milli = 0.001f;
template <class Real>
inline constexpr Real usd_per_cent = static_cast<Real>(0.01L);

/// The share of something that is left after one month if half of it is left after `half_life_months`.
inline double half_life_decay(double half_life_months) { return math::exp(-math::ln_2 / half_life_months); }

/// The monthly chance that gives the chance `yearly` over twelve months.
inline double monthly_chance(double yearly) {
  return yearly >= 1.0 ? 1.0 : 1.0 - math::power(1.0 - yearly, 1.0 / months_per_year);
}

}  // namespace tributer
