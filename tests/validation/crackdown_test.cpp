// Tests what happens if five large concessions of Djugu are cleared for two years (V3, V5). All is fitted: the depth by
// calibration, displacement and return by the values of move cost, nest scale and home bias, and raids by the waiting
// rule, which were all chosen with these rows in view. Months are counted from the start of presence (month 12 of the
// study). For each target there is a test with a planted fault, which must miss the target.
#include <catch2/catch.hpp>

#include "../lab.hpp"
#include "tributer/analysis/paired.hpp"

using namespace lab;

namespace {

constexpr int from = 12, until = 35;  ///< months of the study under presence

std::vector<double> minus(std::vector<double> a, std::vector<double> const& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

/// arm over baseline - 1, in percent, in a month from the start of presence.
PairedEstimate change(std::vector<Path> const& arm, std::vector<Path> const& baseline, int ring, int month) {
  PairedEstimate e = ratio_to_baseline(miners(arm, ring, from + month - 1), miners(baseline, ring, from + month - 1));
  for (double* x : {&e.difference, &e.lower, &e.upper}) *x = 100 * (*x - 1);
  return e;
}

double leakage(std::vector<Path> const& arm, std::vector<Path> const& baseline) {
  int const last = until + 12;
  double const rise = mean(minus(miners(arm, 1, from, last), miners(baseline, 1, from, last))) +
                      mean(minus(miners(arm, 2, from, last), miners(baseline, 2, from, last)));
  return rise / mean(minus(miners(baseline, 0, from, last), miners(arm, 0, from, last)));
}

double percent_back(std::vector<Path> const& arm, std::vector<Path> const& baseline, int months_after) {
  return 100 * mean(miners(arm, 0, until + months_after)) / mean(miners(baseline, 0, until + months_after));
}

double raid_year(std::vector<Path> const& raids, std::vector<Path> const& baseline) {
  return 100 * (mean(miners(raids, 0, from, from + 11)) / mean(miners(baseline, 0, from, from + 11)) - 1);
}

}  // namespace

TEST_CASE("a crackdown in Ituri clears concessions, displaces miners to connected ones, and does not last") {
  auto const study = open("scenarios/crackdown.toml");
  auto const paths = run_arms(*study.model, {"baseline", "with_force", "raids"}, 8, until + 25);
  auto const &base = paths[0], &force = paths[1];
  PairedEstimate const cleared = change(force, base, 0, 12), connected = change(force, base, 1, 12),
                       far = change(force, base, 2, 12);
  double const net = leakage(force, base), after12 = percent_back(force, base, 12),
               after24 = percent_back(force, base, 24), raids = raid_year(paths[2], base);
  WARN("month 12: cleared " << cleared.difference << "% [" << cleared.lower << ", " << cleared.upper << "]; connected "
                            << connected.difference << "% [" << connected.lower << ", " << connected.upper << "]; far "
                            << far.difference << "% [" << far.lower << ", " << far.upper << "]; net leakage " << net
                            << "; back after 12 months " << after12 << "%, after 24 " << after24 << "%; raids " << raids
                            << "% over a year");
  CHECK(cleared.difference < -75);
  CHECK(cleared.difference > -85);
  CHECK(connected.difference >= 25);
  CHECK(far.lower > -2);
  CHECK(far.upper < 2);
  CHECK(net > 0.2);
  CHECK(net < 0.45);
  CHECK(after12 >= 70);
  CHECK(after24 >= 80);
  CHECK(std::abs(raids) < 6);
}

TEST_CASE("without connections nobody is displaced to connected concessions") {
  auto const study = open("scenarios/crackdown.toml", {"choice.move_cost=4", "choice.distance_cost_per_hour=2"});
  auto const paths = run_arms(*study.model, {"baseline", "with_force"}, 2, until + 14);
  CHECK(change(paths[1], paths[0], 1, 12).difference < 25);
  CHECK(leakage(paths[1], paths[0]) < 0.2);
}

TEST_CASE("if risk is never forgotten, people do not return") {
  auto const study =
      open("scenarios/crackdown.toml", {"enforcement.memory_gain=0.1", "enforcement.memory_half_life=60"});
  auto const paths = run_arms(*study.model, {"baseline", "with_force"}, 2, until + 13);
  CHECK(percent_back(paths[1], paths[0], 12) < 70);
}

TEST_CASE("without a lasting taste for mining, displacement dies out") {
  auto const study = open("scenarios/crackdown.toml", {"world.people.attachment_sd=0.5"});
  auto const paths = run_arms(*study.model, {"baseline", "with_force"}, 2, until + 14);
  bool const connected_up = change(paths[1], paths[0], 1, 12).difference >= 25,
             net_right = leakage(paths[1], paths[0]) > 0.2;
  CHECK_FALSE((connected_up && net_right));
}
