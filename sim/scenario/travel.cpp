#include "travel.hpp"

#include <algorithm>
#include <cmath>

#include "tributer/core/math.hpp"

namespace tributer {
namespace {

constexpr double earth_radius_km = 6371.0088;

struct SpeedClass {
  double below_km, km_per_hour;
};
constexpr SpeedClass speed_classes[] = {{50, 21}, {100, 24}, {200, 28}, {400, 30}};
constexpr double far_km_per_hour = 32;

}  // namespace

double straight_km(Point a, Point b) {
  double const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
  return std::sqrt(dx * dx + dy * dy + dz * dz);
}

Point on_globe(double lon, double lat) {
  double const ring_km = earth_radius_km * math::cos_degrees(lat);
  return {ring_km * math::cos_degrees(lon), ring_km * math::sin_degrees(lon), earth_radius_km * math::sin_degrees(lat)};
}

double great_circle_km(Point a, Point b) {
  double const arc_km = 2.0 * earth_radius_km * math::arcsin(straight_km(a, b) / (2.0 * earth_radius_km));
  return std::max(shortest_km, arc_km);
}

double travel_hours(double km) {
  for (auto const& [below_km, km_per_hour] : speed_classes)
    if (km < below_km) return km / km_per_hour;
  return km / far_km_per_hour;
}

}  // namespace tributer
