// Tests that one simulated person may stand for two: half the people must give the same shares. The bounds are four
// standard errors of the smaller sample, which chance exceeds in less than one of 10,000 cases. A world with more
// people per miner must fail the same test.
#include <catch2/catch.hpp>
#include <cmath>

#include "../lab.hpp"

using namespace lab;

namespace {

struct Shares {
  double miners = 0, formal = 0, people = 0, operations = 0;
};

Shares after_two_years(std::vector<std::string> const& set) {
  auto const study = open("scenarios/subsidy_loan_guarantee.toml", set);
  SerialExecutor const executor;
  Simulation const run = burned_in(*study.model, 0, executor);
  Shares out;
  Miners const& m = run.world().miners;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i)) continue;
    ++out.people;
    out.miners += study.model->axis.traits[m.livelihood[i]].mining;
  }
  for (Operation const& operation : run.world().operations) {
    out.operations += operation.open;
    out.formal += operation.open && operation.licence == Licence::licensed;
  }
  out.miners /= out.people;
  out.formal /= out.operations;
  return out;
}

double errors_of(double share, double other, double n) {
  return std::abs(share - other) / std::sqrt(share * (1 - share) * 1.5 / n);
}

}  // namespace

TEST_CASE("half the people, each of whom stands for two, give the same shares") {
  Shares const all = after_two_years({}), half = after_two_years({"world.weight=2"});
  Shares const other = after_two_years({"world.weight=2", "world.people.reservoir_per_miner=3"});
  WARN("miners among people " << 100 * all.miners << "% and " << 100 * half.miners << "%; licensed operations "
                              << 100 * all.formal << "% and " << 100 * half.formal << "%; with more people "
                              << 100 * other.miners << "%");
  CHECK(half.people == Approx(all.people / 2).epsilon(0.001));
  CHECK(errors_of(all.miners, half.miners, half.people) < 4);
  CHECK(errors_of(all.formal, half.formal, half.operations) < 4);
  CHECK_FALSE(errors_of(all.miners, other.miners, other.people) < 4);
}
