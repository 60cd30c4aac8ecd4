#include "tributer/analysis/points.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "tributer/core/check.hpp"
#include "tributer/core/math.hpp"
#include "tributer/core/rng.hpp"

namespace tributer {
namespace {

constexpr Stream design_stream{"design"};

static_assert(most_sobol_dimensions == BOOST_RANDOM_SOBOL_MAX_DIMENSION);

/// What a draw of a design is for. It takes the place of the month in the luck of a study.
enum class Use : uint32_t { random_point, sobol_shift, second_sobol_shift, order_of_strata, place_in_stratum };

/// 64 random bits that belong to a variable.
uint64_t bits(PointVariable const& variable, uint64_t seed, Use use, uint64_t index) {
  auto const words = Luck(seed, 0).block(hash_of(variable.address), static_cast<uint32_t>(use), design_stream, index);
  return static_cast<uint64_t>(words[0]) << 32 | words[1];
}

/// The middle of one of 2^53 equal parts of the interval from 0 to 1, so never 0 and never 1.
double to_unit(uint64_t word) { return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52; }

/// The value at the share `u` of the range, by the scale.
double between(double min, double max, PointScale scale, double u) {
  if (min == max) return min;
  double const x = scale == PointScale::log ? min * math::power(max / min, u) : min + u * (max - min);
  return std::clamp(x, min, max);
}

/// Each whole number has the share of the range that lies between it and the next.
double value_of(PointVariable const& variable, double u) {
  if (!variable.whole) return between(variable.min, variable.max, variable.scale, u);
  return std::min(std::floor(between(variable.min, variable.max + 1, variable.scale, u)), variable.max);
}

/// A Sobol sequence of 64 bits, with the origin as its first point, so that its first 2^m points are balanced.
class SobolPoints {
 public:
  explicit SobolPoints(std::size_t dimensions) : engine_(dimensions), point_(dimensions, 0) {}

  std::vector<uint64_t> const& next() {
    if (!first_) std::generate(point_.begin(), point_.end(), [this] { return engine_(); });
    first_ = false;
    return point_;
  }

 private:
  boost::random::sobol engine_;
  std::vector<uint64_t> point_;
  bool first_ = true;
};

using Points = std::vector<std::vector<double>>;
using Variables = std::vector<PointVariable>;

Points random_points(Variables const& variables, std::size_t n, uint64_t seed) {
  Points points(n);
  for (std::size_t k = 0; k < n; ++k)
    for (auto const& v : variables) points[k].push_back(value_of(v, to_unit(bits(v, seed, Use::random_point, k))));
  return points;
}

Points latin_hypercube(Variables const& variables, std::size_t n, uint64_t seed) {
  Points points(n);
  std::vector<std::size_t> strata(n);
  for (auto const& v : variables) {
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    for (std::size_t k = n; k > 1; --k) {
      double const u = to_unit(bits(v, seed, Use::order_of_strata, k));
      std::swap(strata[k - 1], strata[std::min(static_cast<std::size_t>(u * static_cast<double>(k)), k - 1)]);
    }
    for (std::size_t k = 0; k < n; ++k) {
      double const inside = to_unit(bits(v, seed, Use::place_in_stratum, k));
      points[k].push_back(value_of(v, (static_cast<double>(strata[k]) + inside) / static_cast<double>(n)));
    }
  }
  return points;
}

/// The shifts of a Sobol sequence: each variable has its own, modulo 1 (Cranley and Patterson 1976).
std::vector<uint64_t> shifts(Variables const& variables, uint64_t seed, Use use) {
  std::vector<uint64_t> out;
  for (auto const& v : variables) out.push_back(bits(v, seed, use, 0));
  return out;
}

Points sobol_points(Variables const& variables, std::size_t n, uint64_t seed) {
  SobolPoints sequence(variables.size());
  auto const shift = shifts(variables, seed, Use::sobol_shift);
  Points points(n);
  for (auto& point : points) {
    auto const& raw = sequence.next();
    for (std::size_t j = 0; j < variables.size(); ++j)
      point.push_back(value_of(variables[j], to_unit(raw[j] + shift[j])));
  }
  return points;
}

Points saltelli_points(Variables const& variables, std::size_t n, uint64_t seed) {
  std::size_t const dimensions = variables.size();
  SobolPoints sequence(2 * dimensions);
  auto const shift_a = shifts(variables, seed, Use::sobol_shift);
  auto const shift_b = shifts(variables, seed, Use::second_sobol_shift);
  Points points;
  for (std::size_t k = 0; k < n; ++k) {
    auto const& raw = sequence.next();
    std::vector<double> a, b;
    for (std::size_t j = 0; j < dimensions; ++j) {
      a.push_back(value_of(variables[j], to_unit(raw[j] + shift_a[j])));
      b.push_back(value_of(variables[j], to_unit(raw[dimensions + j] + shift_b[j])));
    }
    points.push_back(a);
    for (std::size_t j = 0; j < dimensions; ++j) {
      points.push_back(a);
      points.back()[j] = b[j];
    }
    points.push_back(b);
  }
  return points;
}

Points grid_points(Variables const& variables) {
  Points points(1);
  for (auto const& v : variables) {
    Points longer;
    for (auto const& point : points) {
      for (double const level : v.levels) {
        longer.push_back(point);
        longer.back().push_back(level);
      }
    }
    points = std::move(longer);
  }
  return points;
}

}  // namespace

std::vector<std::vector<double>> design_points(DesignKind kind, std::vector<PointVariable> const& variables, int points,
                                               uint64_t seed) {
  if (variables.empty()) return {};
  auto const n = static_cast<std::size_t>(std::max(points, 0));
  switch (kind) {
    case DesignKind::grid:
      return grid_points(variables);
    case DesignKind::random:
      return random_points(variables, n, seed);
    case DesignKind::latin_hypercube:
      return latin_hypercube(variables, n, seed);
    case DesignKind::sobol:
      return sobol_points(variables, n, seed);
    case DesignKind::saltelli:
      return saltelli_points(variables, n, seed);
    case DesignKind::file:
      break;
  }
  stop("the points of a file are not drawn");
}

std::vector<double> evenly_spaced(double min, double max, PointScale scale, bool whole, int n) {
  std::vector<double> values;
  for (int k = 0; k < n; ++k) {
    double const u = n == 1 ? 0.5 : static_cast<double>(k) / (n - 1);
    double const x = k == 0 && n > 1 ? min : k == n - 1 && n > 1 ? max : between(min, max, scale, u);
    double const value = whole ? std::round(x) : x;
    if (values.empty() || value != values.back()) values.push_back(value);
  }
  return values;
}

}  // namespace tributer
