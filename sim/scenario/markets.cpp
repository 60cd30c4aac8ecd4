#include "markets.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "travel.hpp"

namespace tributer {

std::vector<Town> largest_as_markets(std::vector<Site> const& concessions) {
  std::vector<Town> markets;
  for (Site const& concession : concessions)
    markets.push_back({concession.name, concession.lon, concession.lat, concession.miners});
  std::stable_sort(markets.begin(), markets.end(),
                   [](Town const& a, Town const& b) { return a.population > b.population; });
  markets.resize((concessions.size() + concessions_per_market - 1) / concessions_per_market);
  return markets;
}

std::size_t assign_markets(std::vector<Site>& concessions, std::vector<Town> towns) {
  std::sort(towns.begin(), towns.end(), [](Town const& a, Town const& b) {
    return std::tie(b.population, a.name, a.lon, a.lat) < std::tie(a.population, b.name, b.lon, b.lat);
  });
  std::vector<Point> positions;
  for (Town const& town : towns) positions.push_back(on_globe(town.lon, town.lat));
  std::size_t n_given = 0;
  for (Site& concession : concessions) {
    if (!std::isnan(concession.hours_to_market)) continue;
    Point const here = on_globe(concession.lon, concession.lat);
    auto const nearest = std::min_element(positions.begin(), positions.end(), [&](Point const& a, Point const& b) {
      return straight_km(a, here) < straight_km(b, here);
    });
    concession.market = towns[static_cast<std::size_t>(nearest - positions.begin())].name;
    concession.hours_to_market = travel_hours(great_circle_km(*nearest, here));
    ++n_given;
  }
  return n_given;
}

}  // namespace tributer
