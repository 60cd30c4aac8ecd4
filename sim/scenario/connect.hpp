#pragma once
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "way.hpp"

namespace tributer {

using Pairs = std::set<std::pair<uint32_t, uint32_t>>;

/// Which places are connected: each with its five nearest neighbours, and all of them by a minimum
/// spanning tree. No place gets more than `most_connections`: where many coincide, the nearest keep
/// theirs, after the tree. Time grows with the square of the number of points (1 s for 10,000).
Pairs connect(std::vector<Point> const& points);

}  // namespace tributer
