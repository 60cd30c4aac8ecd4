#pragma once
// The points of a design: values of variables, chosen to fill a space of parameters.
#include <cstdint>
#include <string>
#include <vector>

#include "tributer/core/design.hpp"

namespace tributer {

struct PointVariable {
  std::string address;  ///< names the luck of the variable
  double min = 0, max = 0;
  using Scale = PointScale;
  Scale scale = Scale::linear;
  bool whole = false;            ///< whole numbers from min to max only
  std::vector<double> levels{};  ///< of a grid
};

/// Points of a design: [point][variable], without point 0, which changes nothing. Throws a Bug for the kind `file`.
///
/// The result depends on the arguments only. Point k of `random` and of `sobol` does not depend on the number of
/// points. What `random` and `latin_hypercube` draw for a variable does not depend on the other variables. `saltelli`
/// gives `points` blocks of D + 2 points for D variables: A, then AB_1 to AB_D, then B, where AB_j is A with variable j
/// of B. This is the order of SALib without indices of second order. A grid ignores `points` and `seed`; its last
/// variable changes fastest.
std::vector<std::vector<double>> design_points(DesignKind kind, std::vector<PointVariable> const& variables, int points,
                                               uint64_t seed);

/// `n` values from min to max at equal steps by the scale, both ends included. Whole numbers are not repeated.
std::vector<double> evenly_spaced(double min, double max, PointScale scale, bool whole, int n);

}  // namespace tributer
