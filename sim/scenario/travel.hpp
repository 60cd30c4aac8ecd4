#pragma once
// The distance between two points, and the hours of travel.

namespace tributer {

/// Least distance: concessions with the same rounded position are not at the same point.
inline constexpr double shortest_km = 2;

struct Point {
  double x = 0, y = 0, z = 0;  ///< km
};

double straight_km(Point a, Point b);

/// A point of the globe (a sphere of 6,371 km), in degrees.
Point on_globe(double lon, double lat);
/// Length of the great circle between two points of the globe, at least `shortest_km`.
double great_circle_km(Point a, Point b);
/// Hours of travel, from the median straight-line speed of a motor vehicle in the dry season by distance (from routes
/// over OpenStreetMap; scenarios/worlds/*/SOURCES.md). It is a lower bound on time.
double travel_hours(double km);

}  // namespace tributer
