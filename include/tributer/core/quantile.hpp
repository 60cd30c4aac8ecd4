#pragma once
// Quantiles of sorted values.
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace tributer {

/// The value that a share (0 to 1) of the sorted values do not exceed, by linear interpolation between two of them; NaN
/// without values.
inline double quantile_of(std::vector<double> const& sorted, double share) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  double const at = share * static_cast<double>(sorted.size() - 1), below = std::floor(at);
  std::size_t const k = static_cast<std::size_t>(below);
  return k + 1 < sorted.size() ? sorted[k] + (at - below) * (sorted[k + 1] - sorted[k]) : sorted[k];
}

}  // namespace tributer
