// Tests that people are where they were counted once the first months are over, and that they stay there without
// shocks.
#include <catch2/catch.hpp>
#include <cmath>
#include <ctime>

#include "../lab.hpp"

using namespace lab;

namespace {

struct Fit {
  double correlation = 0, start = 0, end = 0, wanted = 0;
};

/// Log counts of miners after the burn-in, mean over replicates, compared with their counts at the start.
Fit fit_of(Model const& model, int replicates) {
  SerialExecutor const executor;
  std::size_t const n = model.geography->n;
  std::vector<double> mean_count(n, 0);
  Fit fit;
  auto const count = [&](World const& world, std::vector<double>* into) {
    double total = 0;
    for (std::size_t i = 0; i < world.miners.size(); ++i)
      if (world.miners.alive(i) && model.axis.traits[world.miners.livelihood[i]].mining) {
        total += 1.0 / replicates;
        if (into) (*into)[world.miners.location[i]] += 1.0 / replicates;
      }
    return total;
  };
  for (int r = 0; r < replicates; ++r) {
    Simulation run = burned_in(model, static_cast<uint32_t>(r), executor);
    fit.start += count(run.world(), &mean_count);
    for (int m = 0; m < 24; ++m) run.step();
    fit.end += count(run.world(), nullptr);
  }
  double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, k = 0;
  for (std::size_t c = 0; c < n; ++c) {
    fit.wanted += model.ground.start_miners[c];
    if (model.ground.start_miners[c] < 20) continue;
    double const x = std::log(model.ground.start_miners[c]), y = std::log(std::max(0.5, mean_count[c]));
    sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y, ++k;
  }
  fit.correlation = (k * sxy - sx * sy) / std::sqrt((k * sxx - sx * sx) * (k * syy - sy * sy));
  return fit;
}

}  // namespace

TEST_CASE("on the inverted ground people stay where they were counted") {
  // The seconds are those of this process, so that other work on the machine does not count.
  std::clock_t const from = std::clock();
  auto const study = open("scenarios/crackdown.toml", quiet({"time.burn_in=36"}));
  double const seconds = static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC;
  Fit const fit = fit_of(*study.model, 6);
  WARN("ground: " << study.model->ground.rounds << " rounds, " << seconds << " s, worst "
                  << study.model->ground.worst_error << "; r of log counts " << fit.correlation << "; total "
                  << fit.start << " of " << fit.wanted << ", after 24 months " << fit.end);
  CHECK(seconds < 2);
  CHECK(study.model->ground.worst_error < 0.01);
  CHECK(fit.correlation >= 0.99);
  CHECK(std::abs(fit.end / fit.start - 1) < 0.01);
  CHECK(std::abs(fit.start / fit.wanted - 1) < 0.04);
}

TEST_CASE("the time of the inversion grows with the concessions, not with their square") {
  // Four times the concessions take about four times as long; a square would take sixteen times. Both are measured in
  // this process, twice, and the shorter counts, so that other work on the machine hardly counts.
  SerialExecutor const executor;
  auto const seconds = [&](int concessions) {
    ScenarioText const plane("[world]\nsynthetic = { concessions = " + std::to_string(concessions) +
                             ", miners = " + std::to_string(40 * concessions) +
                             " }\n[time]\nstart = \"2015-01\"\nmonths = 1\n[gold_price]\nconstant_usd_per_gram = 40\n");
    auto const study = open(plane.path(), {}, false);
    double best = 1e9;
    for (int k = 0; k < 2; ++k) {
      std::clock_t const from = std::clock();
      invert_ground(ground_question(study.model->context(), std::vector<double>{40}), 0, executor);
      best = std::min(best, static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC);
    }
    return best;
  };
  double const small_world = seconds(150), large_world = seconds(600);
  WARN("150 concessions: " << small_world << " s, 600: " << large_world << " s");
  CHECK(large_world < 8 * small_world);
}

TEST_CASE("the inversion gives the same ground from two starting points") {
  auto const study = open("scenarios/crackdown.toml", quiet(), false);
  SerialExecutor const executor;
  auto const solve = [&](double offset) {
    return invert_ground(ground_question(study.model->context(), std::vector<double>{40}), offset, executor);
  };
  Ground const a = solve(0), b = solve(0.5);
  double worst = 0;
  for (std::size_t c = 0; c < a.grade_mg.size(); ++c)
    if (a.start_miners[c] >= 20) worst = std::max(worst, std::abs(std::log(a.grade_mg[c] / b.grade_mg[c])));
  WARN("largest difference of log grade: " << worst << ", of mean attachment: "
                                           << std::abs(a.parts.at(0).mean_attachment - b.parts.at(0).mean_attachment));
  CHECK(worst < 0.02);
  CHECK(std::abs(a.parts.at(0).mean_attachment - b.parts.at(0).mean_attachment) < 0.05);
}

TEST_CASE("on a ground that was not inverted people do not stay") {  // the planted fault
  auto const study = open("scenarios/crackdown.toml", quiet());
  double mean_grade = 0;
  for (double const g : study.model->ground.grade_mg) mean_grade += g / static_cast<double>(study.model->geography->n);
  std::fill(study.model->ground.grade_mg.begin(), study.model->ground.grade_mg.end(), mean_grade);
  std::fill(study.model->ground.amenity.begin(), study.model->ground.amenity.end(), 0.0);
  CHECK(fit_of(*study.model, 1).correlation < 0.99);
}
