// Do the points of a design fill the space of its variables, and do they stay where they are when a design grows?
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tributer/analysis/points.hpp"
#include "tributer/core/check.hpp"
#include "tributer/core/enumeration.hpp"

using namespace tributer;

namespace {

using PointTable = std::vector<std::vector<double>>;

PointVariable unit(std::string address) { return {.address = std::move(address), .min = 0, .max = 1}; }
std::vector<PointVariable> three() { return {unit("a.one"), unit("a.two"), unit("b.three")}; }

std::vector<double> column(PointTable const& points, std::size_t j) {
  std::vector<double> out;
  for (auto const& point : points) out.push_back(point[j]);
  return out;
}

/// How many values lie in each of `n` equal parts of 0 to 1.
std::vector<int> counts(std::vector<double> const& values, std::size_t n) {
  std::vector<int> out(n);
  for (double const x : values) ++out.at(static_cast<std::size_t>(x * static_cast<double>(n)));
  return out;
}

/// The largest distance between the distribution of the values and the even one, times the root of their number.
double distance_from_even(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  auto const n = static_cast<double>(values.size());
  double most = 0;
  for (std::size_t k = 0; k < values.size(); ++k)
    most = std::max(
        {most, std::abs(values[k] - static_cast<double>(k) / n), std::abs(values[k] - static_cast<double>(k + 1) / n)});
  return most * std::sqrt(n);
}

/// The differences between two columns, modulo 1, for values that are shifted modulo 1.
double shift_between(double from, double to) { return to - from - std::floor(to - from); }

}  // namespace

TEST_CASE("every kind of design stays in the ranges, and another seed gives other points", "[points]") {
  std::vector<PointVariable> const variables{{.address = "a", .min = -2, .max = 3},
                                             {.address = "b", .min = 0.01, .max = 100, .scale = PointScale::log},
                                             {.address = "c", .min = 2, .max = 5, .whole = true}};
  for (DesignKind const kind :
       {DesignKind::random, DesignKind::latin_hypercube, DesignKind::sobol, DesignKind::saltelli}) {
    INFO(name_of(kind));
    auto const points = design_points(kind, variables, 50, 7);
    REQUIRE(points.size() == (kind == DesignKind::saltelli ? 250u : 50u));
    for (auto const& point : points) {
      REQUIRE(point.size() == 3);
      for (std::size_t j = 0; j < 3; ++j) CHECK((variables[j].min <= point[j] && point[j] <= variables[j].max));
      CHECK(point[2] == std::floor(point[2]));
    }
    CHECK(points == design_points(kind, variables, 50, 7));
    auto const others = design_points(kind, variables, 50, 8);
    for (std::size_t j = 0; j < 3; ++j) CHECK(column(points, j) != column(others, j));
  }
  CHECK_THROWS_AS(design_points(DesignKind::file, variables, 1, 1), Bug);
  CHECK(design_points(DesignKind::sobol, {}, 10, 1).empty());
}

TEST_CASE("random and Sobol points do not depend on their number", "[points]") {
  for (DesignKind const kind : {DesignKind::random, DesignKind::sobol}) {
    auto const few = design_points(kind, three(), 5, 1);
    auto many = design_points(kind, three(), 100, 1);
    many.resize(5);
    CHECK(few == many);
    CHECK(can_grow(kind));
  }
  auto const few = design_points(DesignKind::latin_hypercube, three(), 5, 1);
  auto many = design_points(DesignKind::latin_hypercube, three(), 100, 1);
  many.resize(5);
  CHECK(few != many);
  CHECK(can_grow(DesignKind::file));
  for (DesignKind const kind : {DesignKind::grid, DesignKind::latin_hypercube, DesignKind::saltelli})
    CHECK_FALSE(can_grow(kind));
}

TEST_CASE("what is drawn for a variable does not depend on the others", "[points]") {
  for (DesignKind const kind : {DesignKind::random, DesignKind::latin_hypercube}) {
    auto const all = design_points(kind, three(), 40, 1);
    CHECK(column(design_points(kind, {unit("b.three")}, 40, 1), 0) == column(all, 2));
    CHECK(column(all, 0) != column(all, 1));
  }
}

TEST_CASE("a Latin hypercube has one point in each part of each range", "[points]") {
  auto const points = design_points(DesignKind::latin_hypercube, three(), 64, 3);
  for (std::size_t j = 0; j < 3; ++j) CHECK(counts(column(points, j), 64) == std::vector<int>(64, 1));
  auto const whole =
      design_points(DesignKind::latin_hypercube, {{.address = "n", .min = 1, .max = 8, .whole = true}}, 24, 3);
  for (double k = 1; k <= 8; ++k) {
    auto const values = column(whole, 0);
    CHECK(std::count(values.begin(), values.end(), k) == 3);
  }
}

// Joe and Kuo's sequence: the first points are 0, 1/2, (3/4, 1/4), (1/4, 3/4). A shift moves all points alike.
TEST_CASE("Sobol points are the known sequence, shifted, and fill the space evenly", "[points]") {
  auto const points = design_points(DesignKind::sobol, three(), 256, 1);
  double const known[5][3] = {
      {0, 0, 0}, {0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75}, {0.375, 0.375, 0.625}};
  for (std::size_t k = 0; k < 5; ++k)
    for (std::size_t j = 0; j < 3; ++j)
      CHECK(shift_between(points[0][j], points[k][j]) == Approx(known[k][j]).margin(1e-12));
  CHECK(points[0][0] != points[0][1]);
  for (std::size_t j = 0; j < 3; ++j) {
    auto const n = counts(column(points, j), 16);
    CHECK(*std::min_element(n.begin(), n.end()) >= 15);
    CHECK(*std::max_element(n.begin(), n.end()) <= 17);
  }
  // Of each pair of variables, every quarter of a quarter: shifted points are nearly as even as the sequence.
  std::vector<int> squares(16);
  for (auto const& point : points)
    ++squares[static_cast<std::size_t>(point[0] * 4) * 4 + static_cast<std::size_t>(point[1] * 4)];
  CHECK(*std::min_element(squares.begin(), squares.end()) >= 12);
  CHECK(*std::max_element(squares.begin(), squares.end()) <= 20);
}

TEST_CASE("a Sobol sequence of most dimensions can be drawn", "[points]") {
  std::vector<PointVariable> variables;
  for (std::size_t j = 0; j < most_sobol_dimensions; ++j) variables.push_back(unit("v." + std::to_string(j)));
  auto const points = design_points(DesignKind::sobol, variables, 4, 1);
  CHECK(shift_between(points[0].back(), points[1].back()) == Approx(0.5));
}

TEST_CASE("a saltelli design has blocks of A, A with one variable of B, and B", "[points]") {
  auto const points = design_points(DesignKind::saltelli, three(), 16, 1);
  REQUIRE(points.size() == 16 * 5);
  for (std::size_t k = 0; k < points.size(); k += 5) {
    auto const &a = points[k], &b = points[k + 4];
    for (std::size_t j = 0; j < 3; ++j) {
      auto expected = a;
      expected[j] = b[j];
      CHECK(points[k + 1 + j] == expected);
      CHECK(a[j] != b[j]);
    }
  }
  // A and B are points of one sequence of twice as many dimensions, and A is that of a plain Sobol design.
  auto const plain = design_points(DesignKind::sobol, three(), 16, 1);
  for (std::size_t k = 0; k < 16; ++k) CHECK(points[5 * k] == plain[k]);
  CHECK(shift_between(points[4][0], points[9][0]) == Approx(0.5));
}

TEST_CASE("a grid has every combination once, and its last variable changes fastest", "[points]") {
  PointVariable one = unit("one"), two = unit("two");
  one.levels = {1, 2};
  two.levels = {0.5, 0, 7};
  CHECK(design_points(DesignKind::grid, {one, two}, 0, 0) ==
        PointTable{{1, 0.5}, {1, 0}, {1, 7}, {2, 0.5}, {2, 0}, {2, 7}});
  CHECK(evenly_spaced(0, 1, PointScale::linear, false, 3) == std::vector<double>{0, 0.5, 1});
  auto const ratios = evenly_spaced(0.01, 100, PointScale::log, false, 5);
  for (std::size_t k = 0; k < 5; ++k) CHECK(ratios[k] == Approx(std::pow(10.0, static_cast<double>(k) - 2)));
  CHECK(ratios.front() == 0.01);
  CHECK(ratios.back() == 100);
  CHECK(evenly_spaced(1, 3, PointScale::linear, true, 9) == std::vector<double>{1, 2, 3});
  CHECK(evenly_spaced(2, 4, PointScale::linear, false, 1) == std::vector<double>{3});
}

TEST_CASE("a log scale gives equal ratios the same share, and whole numbers are equally frequent", "[points]") {
  auto const draw = [](PointVariable const& v) {
    return column(design_points(DesignKind::latin_hypercube, {v}, 600, 1), 0);
  };
  auto const ratios = draw({.address = "a", .min = 0.001, .max = 1, .scale = PointScale::log});
  for (double const below : {0.01, 0.1})
    CHECK(std::count_if(ratios.begin(), ratios.end(), [&](double x) { return x < below; }) ==
          (below < 0.05 ? 200 : 400));
  auto const dice = draw({.address = "b", .min = 1, .max = 6, .whole = true});
  for (double k = 1; k <= 6; ++k) CHECK(std::count(dice.begin(), dice.end(), k) == 100);
  auto const octaves = draw({.address = "c", .min = 1, .max = 7, .scale = PointScale::log, .whole = true});
  CHECK(std::count(octaves.begin(), octaves.end(), 1.0) == 200);  // 1 to 2, of three octaves
}

// Kolmogorov and Smirnov's distance exceeds 2.7 once in a million samples, so these 20 raise a false alarm in one of
// 50,000 seeds. The twin, squares of the same draws, must be found.
TEST_CASE("random points are even", "[points]") {
  std::vector<PointVariable> variables;
  for (int j = 0; j < 20; ++j) variables.push_back(unit("v." + std::to_string(j)));
  auto const points = design_points(DesignKind::random, variables, 1000, 5);
  for (std::size_t j = 0; j < variables.size(); ++j) {
    auto values = column(points, j);
    CHECK(distance_from_even(values) < 2.7);
    for (double& x : values) x *= x;
    CHECK(distance_from_even(values) > 2.7);
  }
}
