#pragma once
#include <cstdint>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "travel.hpp"

namespace tributer {

using Pairs = std::set<std::pair<uint32_t, uint32_t>>;

/// The connections between concessions: each is connected with its five nearest neighbours, and a minimum spanning tree
/// joins all. No concession has more than `most_connections`: if there are too many, those of the tree and then the
/// shortest are kept. Time grows with the square of the number of points (1 s for 10,000); `pulse` is called for each,
/// and what it throws ends the search.
Pairs connect(
    std::vector<Point> const& points, std::function<void()> const& pulse = [] {});

}  // namespace tributer
