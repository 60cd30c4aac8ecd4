#pragma once
// What households lack of their need, as a share of it.
#include <array>
#include <cstddef>
#include <cstdint>

#include "tributer/core/units.hpp"

namespace tributer {

/// The gap of one household: the share of its need that it does not consume, in millionths; 0 if it is not poor.
inline int64_t poverty_gap(int64_t need_cents, int64_t consumption_cents) {
  return consumption_cents < need_cents ? (need_cents - consumption_cents) * per_million / need_cents : 0;
}

/// The gaps of many households, side by side in the vectors of the processor. poverty_gap defines them.
struct Shortfalls {
  static constexpr std::size_t most = 128;
  /// Needs are below this, so that they are exact when they are multiplied by a million.
  static constexpr double largest_need = 9e9;
  alignas(64) std::array<double, most> need;  ///< in cents
  alignas(64) std::array<int32_t, most> consumption;
  alignas(64) std::array<int32_t, most> gap;          ///< in millionths
  alignas(64) std::array<int32_t, most> gap_squared;  ///< the square of the gap over a million
  /// Works out the gaps of the first `n`.
  void find(std::size_t n);
};

}  // namespace tributer
