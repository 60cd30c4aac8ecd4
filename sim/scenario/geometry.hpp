#pragma once
// The geometry of a GeoJSON feature, and the one position that it gives a site.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tributer {

struct Position {
  double lon = 0, lat = 0;  ///< degrees
};

/// What is done with a feature that is an area.
enum class Areas : uint8_t { refused, centroids };

class Geometry {
 public:
  struct Fault {
    std::string what, remedy;
  };

  void set_type(std::string type) { type_ = std::move(type); }
  /// The brackets and numbers of its coordinates, in their order.
  void open();
  void close();
  void number(double number);
  /// Its coordinates contain something else.
  void spoil() { is_sound_ = false; }

  /// The position of a point; or the centroid of an area, in which an edge goes the short way over the date line.
  std::variant<Position, Fault> position(Areas areas) const;

 private:
  struct Ring {
    std::vector<Position> corners;
    bool is_hole = false;
  };
  std::variant<Position, Fault> centroid() const;

  std::string type_;
  bool is_sound_ = true;
  std::size_t depth_ = 0, depth_of_positions_ = 0;  ///< brackets
  std::vector<double> numbers_;                     ///< of the position that is being read
  Ring ring_;                                       ///< the positions that are in no ring yet
  std::vector<Ring> rings_;                         ///< the first of each polygon is its outline
};

}  // namespace tributer
