// How much of a credit authority's line pits can absorb (V20).
#include <catch2/catch.hpp>

#include "../lab.hpp"

using namespace lab;

namespace {

std::string line(std::string const& name, int capital_usd) {
  return "[[arm]]\nname = \"" + name +
         "\"\n[[arm.instrument]]\nid = \"line\"\ntype = \"loan_guarantee\"\nstart = \"2016-01\"\nmonths = 48\nlender = "
         "\"bank\"\nadministration = 0\ncapital_usd = " +
         std::to_string(capital_usd) + "\n";
}

/// Of a line: mean exposure in USD over its last three years, and claims paid over capital.
struct Use {
  double exposure_usd = 0, claims_share = 0;
};

/// One quarter of the people of Ituri, two replicates; the bank's own window is wide, so that it does not bind.
std::vector<Use> uses(std::vector<int> const& capitals) {
  std::string text = "[world]\npath = \"" + std::string(TRIBUTER_SOURCE_DIR) +
                     "/scenarios/worlds/ituri_gold\"\nweight = 4\n[time]\nstart = \"2015-01\"\nmonths = 60\nburn_in = "
                     "18\n[random]\nseed = 11\nreplicates = 2\n[gold_price]\nseries = \"" +
                     std::string(TRIBUTER_SOURCE_DIR) +
                     "/scenarios/data/gold_usd_per_gram.csv\"\n[bank]\ncapital_usd = 1e9\n";
  for (std::size_t k = 0; k < capitals.size(); ++k) text += line("line_" + std::to_string(k), capitals[k]);
  ScenarioText const file(text);
  auto const study = open(file.path());
  PoolExecutor const executor(2);
  std::vector<Use> out(capitals.size());
  for (uint32_t r = 0; r < 2; ++r) {
    Simulation const start = burned_in(*study.model, r, executor);
    for (std::size_t k = 0; k < capitals.size(); ++k) {
      Simulation run(*study.model, start.luck(), start.world(), start.months_done(), static_cast<int>(k), executor);
      for (int month = 0; month < 60; ++month) {
        run.step();
        if (month >= 24)
          out[k].exposure_usd += 4 * static_cast<double>(run.world().programmes[0].exposure_cents) / 100 / 36 / 2;
      }
      Programme const& p = run.world().programmes[0];
      out[k].claims_share += static_cast<double>(p.claims_cents) / static_cast<double>(p.capital_cents) / 2;
    }
  }
  return out;
}

}  // namespace

// Two million dollars may be covered in Ituri, or twenty. Band: the larger line is used less than twice as much, and
// what is claimed is under a tenth of its capital. The twin is a line so small that its capital binds: ten times as
// much of it must be used more than twice as much.
TEST_CASE("held out: absorption binds before loss does (V20)") {
  auto const use = uses({500'000, 5'000'000, 20'000, 200'000});
  WARN("in use " << use[0].exposure_usd << " USD of 2 m, " << use[1].exposure_usd << " of 20 m; claims over capital "
                 << use[0].claims_share << ", " << use[1].claims_share << "; twin " << use[2].exposure_usd
                 << " of 80,000, " << use[3].exposure_usd << " of 800,000");
  CHECK(use[0].exposure_usd > 0);
  CHECK(use[1].exposure_usd < 2 * use[0].exposure_usd);
  CHECK(use[1].claims_share < 0.1);
  CHECK_FALSE(use[3].exposure_usd < 2 * use[2].exposure_usd);
}
