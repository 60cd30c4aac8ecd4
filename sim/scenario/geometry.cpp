#include "geometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributer {
namespace {

constexpr std::size_t in_point = 1, in_multi_point = 2, in_polygon = 3, in_multi_polygon = 4;  ///< brackets

/// The number of brackets around each position; 0 for a type that gives a site no position.
std::size_t brackets_of(std::string_view type) {
  if (type == "Point") return in_point;
  if (type == "MultiPoint") return in_multi_point;
  if (type == "Polygon") return in_polygon;
  return type == "MultiPolygon" ? in_multi_polygon : 0;
}

bool is_in_degrees(Position p) { return std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90; }

/// Degrees of longitude from one meridian to another, the short way.
double eastward(double from, double to) { return std::remainder(to - from, 360); }

/// The area within a ring, doubled, and its moments about `origin`. They are negative if the ring runs clockwise.
struct Moments {
  double area = 0, east = 0, north = 0;

  Moments(std::vector<Position> const& ring, Position origin) {
    double x = eastward(origin.lon, ring.front().lon), y = ring.front().lat - origin.lat;
    for (std::size_t i = 1; i <= ring.size(); ++i) {
      Position const from = ring[i - 1], to = ring[i % ring.size()];
      double const next_x = x + eastward(from.lon, to.lon), next_y = to.lat - origin.lat;
      double const cross = x * next_y - next_x * y;
      area += cross;
      east += (x + next_x) * cross;
      north += (y + next_y) * cross;
      x = next_x, y = next_y;
    }
  }
};

}  // namespace

void Geometry::open() {
  is_sound_ = is_sound_ && numbers_.empty();
  ++depth_;
}

void Geometry::number(double number) { numbers_.push_back(number); }

void Geometry::close() {
  if (!numbers_.empty()) {
    if (depth_of_positions_ == 0) depth_of_positions_ = depth_;
    is_sound_ = is_sound_ && numbers_.size() >= 2 && depth_ == depth_of_positions_;
    if (is_sound_) ring_.corners.push_back({numbers_[0], numbers_[1]});
    numbers_.clear();
  } else if (depth_ >= depth_of_positions_) {
    is_sound_ = false;  // an empty list
  } else if (depth_ + 1 == depth_of_positions_) {
    is_sound_ = is_sound_ && !ring_.corners.empty();
    rings_.push_back(std::move(ring_));
    ring_ = {{}, true};
  } else if (depth_ + 2 == depth_of_positions_) {
    ring_.is_hole = false;
  }
  --depth_;
}

std::variant<Position, Geometry::Fault> Geometry::position(Areas areas) const {
  if (type_.empty()) return Fault{"it has no position", "give it a Point, or leave it out"};
  std::size_t const brackets = brackets_of(type_);
  if (brackets == 0) return Fault{fmt::format("it is a {:.40}, not a Point", type_), "give each site one position"};
  if (brackets >= in_polygon && areas == Areas::refused)
    return Fault{fmt::format("it is a {}, not a Point", type_), "add --centroids to take the centroids of areas"};
  if (!is_sound_ || depth_of_positions_ != brackets)
    return brackets == in_point ? Fault{"its coordinates are not two numbers", "write [longitude, latitude]"}
                                : Fault{fmt::format("its coordinates are not those of a {}", type_),
                                        "write lists of [longitude, latitude]"};
  if (brackets >= in_polygon) return centroid();
  std::vector<Position> const& points = brackets == in_point ? ring_.corners : rings_.front().corners;
  if (points.size() == 1) return points.front();
  return Fault{fmt::format("it is a MultiPoint of {} positions", points.size()),
               "write one Point for each site, with its own count of miners"};
}

std::variant<Position, Geometry::Fault> Geometry::centroid() const {
  Position const origin = rings_.front().corners.front();
  double area = 0, east = 0, north = 0;
  for (Ring const& ring : rings_) {
    for (Position const corner : ring.corners)
      if (!is_in_degrees(corner))
        return Fault{fmt::format("a corner is at {}, {}", corner.lon, corner.lat),
                     "write degrees: longitudes from -180 to 180, latitudes from -90 to 90"};
    Moments const m(ring.corners, origin);
    double const sign = (m.area < 0) == ring.is_hole ? 1 : -1;
    area += sign * m.area, east += sign * m.east, north += sign * m.north;
  }
  if (area <= 0) return Fault{fmt::format("the {} has no area", type_), "give it a Point"};
  return Position{eastward(0, origin.lon + east / (3 * area)), origin.lat + north / (3 * area)};
}

}  // namespace tributer
