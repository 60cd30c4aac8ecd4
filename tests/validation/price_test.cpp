// Tests the effect of the gold price on the number of miners: its sign, its size within a year (V2b; fitted, because
// the switching cost was chosen in a range that gives it), and no oscillation. Also tests that a few concessions stay
// much larger than the rest (V17), and that all numbers stay within bounds on real prices.
#include <catch2/catch.hpp>

#include <cmath>

#include "../lab.hpp"

using namespace lab;

namespace {

std::string const price_study = "extends = \"" TRIBUTER_SOURCE_DIR
                                "/scenarios/crackdown.toml\"\n"
                                "[[arm]]\nname = \"dearer\"\n[[arm.instrument]]\ntype = \"gold_price_shock\"\nstart = "
                                "\"2015-01\"\nmonths = 1200\nshare = 0.1\n";

}  // namespace

TEST_CASE("gold one percent dearer raises miners by 0.3 to 1.0 percent within a year, without oscillation") {
  ScenarioText const file(price_study);
  auto const study = open(file.path(), quiet());
  auto const paths = run_arms(*study.model, {"baseline", "dearer"}, 3, 48);
  std::vector<double> response;
  for (int m = 0; m < 48; ++m)
    response.push_back(100 * (mean(miners(paths[1], 3, m)) / mean(miners(paths[0], 3, m)) - 1));
  double const elasticity = response[11] / 10;
  double deepest_fall = 0, highest = 0;
  for (double const r : response) {
    highest = std::max(highest, r);
    deepest_fall = std::max(deepest_fall, highest - r);
  }
  WARN("price +10%: miners +" << response[11] << "% after 12 months, +" << response[35]
                              << "% after 36; largest fall from a peak " << deepest_fall << " points");
  CHECK(elasticity > 0.3);
  CHECK(elasticity < 1.0);
  CHECK(response[35] > response[11]);
  CHECK(deepest_fall < 1.0);
}

TEST_CASE(
    "a price that differs from that of the counts moves people; one that was there when they were counted does not") {
  auto const miners_after = [](std::string const& scale, std::string const& counted) {
    auto const study =
        open("scenarios/crackdown.toml",
             quiet({"gold_price.scale=" + scale, "gold_price.counted_usd_per_gram=" + counted, "world.weight=4"}));
    SerialExecutor const executor;
    Simulation run = burned_in(*study.model, 0, executor);
    for (int m = 0; m < 12; ++m) run.step();
    int64_t sum = 0;
    for (int64_t const n : run.world().concessions.workers) sum += n;
    return static_cast<double>(sum);
  };
  double const usual = miners_after("1", "40"), half = miners_after("0.5", "40") / usual,
               twice = miners_after("2", "40") / usual;
  WARN("miners three years after the price halved " << half << ", doubled " << twice << " of those at the usual price");
  CHECK(half < 0.85);
  CHECK(twice > 1.15);
  // The twin: the ground is inferred at the new price, which then explains where people are.
  CHECK(std::abs(miners_after("0.5", "20") / usual - 1) < 0.05);
  CHECK(std::abs(miners_after("2", "80") / usual - 1) < 0.05);
}

TEST_CASE("a few concessions stay much larger and numbers stay bounded over eight years of real prices") {
  auto const study = open("scenarios/crackdown.toml");
  SerialExecutor const executor;
  Simulation run = burned_in(*study.model, 0, executor);
  auto const tail = [&](World const& world) {
    std::vector<int64_t> sizes(world.concessions.workers.begin(), world.concessions.workers.end());
    std::sort(sizes.rbegin(), sizes.rend());
    int64_t top = 0, all = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) all += sizes[i], top += i < sizes.size() / 10 ? sizes[i] : 0;
    return std::pair(static_cast<double>(top) / static_cast<double>(all), static_cast<double>(all));
  };
  auto const [share_then, miners_then] = tail(run.world());
  double before = miners_then, largest = 0;
  for (int m = 0; m < 96; ++m) {
    run.step();
    double const now = tail(run.world()).second;
    largest = std::max(largest, std::abs(now / before - 1));
    before = now;
  }
  auto const [share_now, miners_now] = tail(run.world());
  WARN("largest tenth of concessions: " << share_then << " of miners at the start, " << share_now
                                        << " after 8 years; miners " << miners_then << " to " << miners_now
                                        << "; largest monthly change " << 100 * largest << "%");
  CHECK(share_now > 0.4);
  CHECK(share_now < 0.85);
  CHECK(largest < 0.06);
  CHECK(miners_now / miners_then > 0.6);
  CHECK(miners_now / miners_then < 1.7);
}
