#pragma once
// Money is counted in whole US cents, and gold or another mineral in whole milligrams. An amount is rounded once, for
// the smallest party. Totals are sums of rounded amounts, so they are exact in any order of summation.
#include <cstdint>
#include <limits>
#include <type_traits>

#include "tributer/core/check.hpp"

namespace tributer {

using Cents = int64_t;       ///< US cents
using Milligrams = int64_t;  ///< of gold, or of another mineral

/// Converts a number to the narrower type of a column. A value that the column cannot hold stops the run.
template <class Narrow, class Wide>
constexpr Narrow checked(Wide value) {
  static_assert(std::is_integral_v<Wide> && std::is_integral_v<Narrow>);
  bool const fits = std::is_signed_v<Wide> || std::is_signed_v<Narrow>
                        ? value >= static_cast<Wide>(std::numeric_limits<Narrow>::min()) &&
                              value <= static_cast<Wide>(std::numeric_limits<Narrow>::max())
                        : value <= std::numeric_limits<Narrow>::max();
  if (!fits) stop("a column cannot hold its value");
  return static_cast<Narrow>(value);
}

/// Rounds a real amount of cents or milligrams down to a whole one. An amount that is no number or that 64 bits cannot
/// hold stops the run.
inline int64_t whole(double amount) {
  constexpr double most = 9.2e18;
  if (!(amount > -most && amount < most)) stop("an amount is too large to be counted, or is not a number");
  int64_t const towards_zero = static_cast<int64_t>(amount);
  return towards_zero - (static_cast<double>(towards_zero) > amount ? 1 : 0);
}

/// Rounds to the nearest whole amount.
inline int64_t rounded(double amount) { return whole(amount + 0.5); }

/// Rounds up, but an excess of less than 1e-6 over a whole number counts as an error of arithmetic.
inline int64_t rounded_up(double amount) { return whole(amount + 0.999999); }

constexpr Cents cents_from_usd(double usd) { return static_cast<Cents>(usd * 100.0 + (usd < 0 ? -0.5 : 0.5)); }

/// `amount x part / of`, rounded down; the product may be larger than an integer of 64 bits (all >= 0, of > 0).
constexpr Cents proportion(Cents amount, Cents part, Cents of) {
  __extension__ using Wide = __int128;
  return static_cast<Cents>(static_cast<Wide>(amount) * part / of);
}

/// `amount * parts / 10000`, rounded down (amount >= 0).
constexpr Cents basis_points(Cents amount, int64_t parts) { return amount * parts / 10000; }

}  // namespace tributer
