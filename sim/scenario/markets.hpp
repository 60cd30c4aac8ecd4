#pragma once
#include "sites.hpp"

namespace tributer {

/// If no towns are given, one of this many concessions is taken for a market. The supplied regions have one town of
/// 50,000 people for about this many concessions.
inline constexpr std::size_t concessions_per_market = 25;

/// The concessions with the most miners, as markets.
std::vector<Town> largest_as_markets(std::vector<Site> const& concessions);

/// Gives each concession without recorded hours the nearest market and the hours to it. Of two equally near markets the
/// one with more people is taken. Returns the number of concessions that were given a market.
std::size_t assign_markets(std::vector<Site>& concessions, std::vector<Town> towns);

}  // namespace tributer
