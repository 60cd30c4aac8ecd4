#pragma once
// Kinds of designs. A design says at which points an ensemble runs, and a point is a study with some parameters set
// otherwise.
#include <cstddef>
#include <cstdint>

namespace tributer {

enum class DesignKind : uint8_t {
  grid,             ///< every combination of the levels of the variables
  random,           ///< each variable drawn on its own
  latin_hypercube,  ///< as random, but each variable has one point in each of as many equal parts as there are points
  sobol,            ///< a Sobol sequence, which fills the space evenly, shifted at random
  saltelli,         ///< a Sobol sequence with the rows that indices of sensitivity need
  file,             ///< a table of the user
};

/// Whether equal parts of a range are equal differences or equal ratios.
enum class PointScale : uint8_t { linear, log };

/// True if more points can be added later without changing those that exist.
constexpr bool can_grow(DesignKind kind) {
  return kind == DesignKind::random || kind == DesignKind::sobol || kind == DesignKind::file;
}

/// Most points of a design, beside point 0.
inline constexpr int most_points = 100000;

/// Most dimensions of a Sobol sequence: the most variables of `sobol`, and twice the most of `saltelli`.
inline constexpr std::size_t most_sobol_dimensions = 3667;

}  // namespace tributer
