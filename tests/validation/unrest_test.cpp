// Tests that unrest grows with the people who are there: the clearing of a site of a few miners must not be seen in the
// lootings of a whole territory, and that of the largest concessions must. Luck is the same with and without the
// clearing, and lootings are frequent, so that a false alarm has a probability below 1 in 10,000.
#include <catch2/catch.hpp>

#include "../lab.hpp"

using namespace lab;

namespace {

/// Lootings in two years over those without the clearing, when some concessions are cleared for all that time.
double lootings_if_cleared(std::string const& concessions) {
  ScenarioText const file(
      "extends = \"" TRIBUTER_SOURCE_DIR
      "/scenarios/crackdown.toml\"\n[time]\nstart = \"2015-01\"\nmonths = 36\nburn_in = 12\n[[arm]]\nname = "
      "\"cleared\"\n[[arm.instrument]]\ntype = \"enforcement_operation\"\nstart = \"2016-01\"\nmonths = "
      "24\n" +
      concessions + "\n");
  auto const study = open(file.path(), {"conflict.lootings_per_year=2", "world.weight=2"});
  SerialExecutor const executor;
  double with = 0, without = 0;
  for (uint32_t r = 0; r < 3; ++r) {
    Simulation const start = burned_in(*study.model, r, executor);
    for (auto const* name : {"baseline", "cleared"}) {
      Simulation run = branch(*study.model, start, name);
      for (int month = 0; month < 36; ++month) {
        run.step();
        for (int64_t const n : run.world().concessions.lootings)
          (std::string(name) == "cleared" ? with : without) += month < 12 ? 0 : static_cast<double>(n);
      }
    }
  }
  WARN(concessions << ": " << without / 6 << " lootings a year, " << with / 6 << " with the clearing");
  return with / without;
}

}  // namespace

TEST_CASE("clearing a site of nine miners is not seen in the lootings of a territory, clearing the largest ones is") {
  CHECK(std::abs(lootings_if_cleared("concessions = [\"088\"]") - 1) < 0.01);
  CHECK(lootings_if_cleared("largest = 5") > 1.1);  // the twin: the test sees what there is to see
}
