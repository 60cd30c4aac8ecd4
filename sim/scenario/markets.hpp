#pragma once
#include "sites.hpp"

namespace tributer {

/// Concessions for each one that is taken for a market where no towns are given; the supplied regions
/// have one town of 50,000 for about so many.
inline constexpr std::size_t concessions_per_market = 25;

/// The largest concessions by miners, as markets.
std::vector<Town> largest_as_markets(std::vector<Site> const& places);

/// Gives each place without recorded hours the market it is nearest to, and the hours there. Of two
/// that are as near, the more populous. Returns how many places were given one.
std::size_t assign_markets(std::vector<Site>& places, std::vector<Town> towns);

}  // namespace tributer
