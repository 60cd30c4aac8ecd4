#pragma once
// How far two places lie apart, and how long the way takes.

namespace tributer {

/// Places that share a rounded position are still apart.
inline constexpr double shortest_km = 2;

struct Point {
  double x = 0, y = 0, z = 0;  ///< km
};

double straight_km(Point a, Point b);

/// A point of the globe (a sphere of 6,371 km), in degrees.
Point on_globe(double lon, double lat);
/// Great circle between two points of the globe, at least `shortest_km`.
double great_circle_km(Point a, Point b);
/// Median crow-flies speed of a motor vehicle in the dry season, by distance (from OpenStreetMap
/// routing; scenarios/worlds/*/SOURCES.md): a lower bound on time.
double travel_hours(double km);

}  // namespace tributer
