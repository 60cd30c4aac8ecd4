// Asks simulated miners the survey question of Kamituga (P-2, P-3). The answers are fitted, so this does not validate
// the model; it tests that the calibration still holds.
#include <catch2/catch.hpp>

#include "../lab.hpp"
#include "tributer/run/survey.hpp"

using namespace lab;

namespace {

World asked(World world, double dependants, int others_usd, int cash_usd) {
  Miners& m = world.miners;
  for (std::size_t i = 0; i < m.size(); ++i) {
    m.dependants[i] = static_cast<uint8_t>(std::min(250.0, m.dependants[i] * dependants));
    m.others_income_usd[i] = static_cast<uint16_t>(m.others_income_usd[i] + others_usd);
    m.cash_cents[i] += cash_usd * 100;
  }
  return world;
}

}  // namespace

TEST_CASE("miners of each rank answer the wage question as in Kamituga") {
  auto const study = open("scenarios/crackdown.toml");
  SerialExecutor const executor;
  std::array<double, 5> answers{};
  std::array<double, 4> mix{};
  constexpr int replicates = 3;
  for (uint32_t r = 0; r < replicates; ++r) {
    Simulation const run = burned_in(*study.model, r, executor);
    Survey const ten = ask_miners(*study.model, run.world(), 10), one = ask_miners(*study.model, run.world(), 1),
                 twenty = ask_miners(*study.model, run.world(), 20);
    std::array<double, 5> const now{ten.yes[worker], ten.experts(), ten.yes[manager], one.yes[worker],
                                    twenty.yes[manager]};
    for (std::size_t k = 0; k < 5; ++k) answers[k] += 100 * now[k] / replicates;
    for (int rank = 0; rank < n_ranks; ++rank)
      mix[static_cast<std::size_t>(rank)] += 12 * ten.rank_share(rank) / replicates;
  }
  WARN("yes at 10 USD: workers " << answers[0] << " (67), experts " << answers[1] << " (45), managers " << answers[2]
                                 << " (19); at 1 USD: " << answers[3] << " (0); managers at 20 USD: " << answers[4]
                                 << " (71); mix " << mix[0] << " " << mix[1] << " " << mix[2] << " " << mix[3]);
  CHECK(answers[0] == Approx(67).margin(5));
  CHECK(answers[1] == Approx(45).margin(5));
  CHECK(answers[2] == Approx(19).margin(5));
  CHECK(answers[3] < 3);
  CHECK(answers[4] == Approx(71).margin(5));
  CHECK(mix[0] == Approx(8).epsilon(0.1));
  CHECK(mix[1] == Approx(2).epsilon(0.1));
  CHECK(mix[2] == Approx(1).epsilon(0.1));
  CHECK(mix[3] == Approx(1).epsilon(0.1));
}

TEST_CASE("need, savings, others' income and risk of pay each change the answer smoothly") {
  auto const study = open("scenarios/crackdown.toml");
  SerialExecutor const executor;
  Simulation const run = burned_in(*study.model, 0, executor);
  auto const yes = [&](World const& world) { return ask_miners(*study.model, world, 10).yes[worker]; };
  double const as_is = yes(run.world());
  CHECK(yes(asked(run.world(), 2, 0, 0)) > as_is + 0.02);     // with more need, more take the better paid job
  CHECK(yes(asked(run.world(), 1, 30, 0)) < as_is - 0.01);    // with more income of others, fewer do
  CHECK(yes(asked(run.world(), 1, 0, 200)) < as_is - 0.005);  // with more savings, fewer do
  World riskier = run.world();
  for (float& v : riskier.values.mining_here)
    if (v > not_offered)
      v -= static_cast<float>(study.model->parameters->choice.risk_discount * 0.5 / 2);  // log-variance + 0.5
  CHECK(yes(riskier) > as_is + 0.02);
  double last = 0, steepest = 0, first = 0;
  for (int step = 0; step <= 16; ++step) {
    double const now = yes(asked(run.world(), 0.25 * step, 0, 0));
    if (step == 0) first = now;
    if (step > 0) {
      CHECK(now >= last - 0.002);
      steepest = std::max(steepest, now - last);
    }
    last = now;
  }
  WARN("workers' yes over need x 0 to 4: " << first << " to " << last << ", steepest step " << steepest);
  CHECK(last > first);
  CHECK(steepest < 0.15);
}
