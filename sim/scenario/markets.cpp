#include "markets.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "way.hpp"

namespace tributer {

std::vector<Town> largest_as_markets(std::vector<Site> const& places) {
  std::vector<Town> markets;
  for (Site const& place : places) markets.push_back({place.name, place.lon, place.lat, place.miners});
  std::stable_sort(markets.begin(), markets.end(),
                   [](Town const& a, Town const& b) { return a.population > b.population; });
  markets.resize((places.size() + concessions_per_market - 1) / concessions_per_market);
  return markets;
}

std::size_t assign_markets(std::vector<Site>& places, std::vector<Town> towns) {
  std::sort(towns.begin(), towns.end(), [](Town const& a, Town const& b) {
    return std::tie(b.population, a.name, a.lon, a.lat) < std::tie(a.population, b.name, b.lon, b.lat);
  });
  std::vector<Point> positions;
  for (Town const& town : towns) positions.push_back(on_globe(town.lon, town.lat));
  std::size_t n_given = 0;
  for (Site& place : places) {
    if (!std::isnan(place.hours_to_market)) continue;
    Point const here = on_globe(place.lon, place.lat);
    auto const nearest = std::min_element(positions.begin(), positions.end(), [&](Point const& a, Point const& b) {
      return straight_km(a, here) < straight_km(b, here);
    });
    place.market = towns[static_cast<std::size_t>(nearest - positions.begin())].name;
    place.hours_to_market = travel_hours(great_circle_km(*nearest, here));
    ++n_given;
  }
  return n_given;
}

}  // namespace tributer
