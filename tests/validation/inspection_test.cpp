// Tests who registers under watching and under inspection (V26). Inspection is held out, as a sign; watching is fitted,
// because how fast an empty threat fades was chosen by it. Information alone moves nobody for long, and visits move
// those who are visited. Watching for nine years without any eviction must end where the baseline ends; presence of
// four days a month must raise licensed operations where it is and not elsewhere. In the twin people believe for ever
// in a threat that never comes true. Two replicates; arms share their luck.
#include <catch2/catch.hpp>

#include "../lab.hpp"

using namespace lab;

namespace {

constexpr int before = 12, years = 9;

struct Licensed {
  double in_djugu, elsewhere;  ///< licensed operations, % of those open
};

Licensed licensed(Model const& model, World const& world) {
  std::array<double, 2> open{}, with{};
  for (Operation const& operation : world.operations) {
    if (!operation.open) continue;
    bool const djugu = model.geography->territory[operation.location] == "Djugu";
    ++open[djugu];
    with[djugu] += operation.licence == Licence::licensed;
  }
  return {100 * with[1] / open[1], 100 * with[0] / open[0]};
}

/// Percentage points above the baseline, nine years on.
Licensed gained(std::string const& instrument, std::vector<std::string> set = {}) {
  ScenarioText const file("extends = \"" TRIBUTER_SOURCE_DIR
                          "/scenarios/crackdown.toml\"\n[time]\nstart = \"2015-01\"\nmonths = 120\nburn_in = "
                          "24\n[[arm]]\nname = \"tested\"\n[[arm.instrument]]\nstart = \"2016-01\"\nmonths = 108\n" +
                          instrument);
  set.emplace_back("world.weight=2");
  auto const study = open(file.path(), set);
  SerialExecutor const executor;
  Licensed sum{};
  for (uint32_t r = 0; r < 2; ++r) {
    Simulation const start = burned_in(*study.model, r, executor);
    std::array<Licensed, 2> end{};
    for (std::size_t a = 0; a < 2; ++a) {
      Simulation run = branch(*study.model, start, a == 0 ? "baseline" : "tested");
      for (int month = 0; month < before + 12 * years; ++month) run.step();
      end[a] = licensed(*study.model, run.world());
    }
    sum.in_djugu += (end[1].in_djugu - end[0].in_djugu) / 2;
    sum.elsewhere += (end[1].elsewhere - end[0].elsewhere) / 2;
  }
  WARN(instrument << "nine years on, licensed operations: " << sum.in_djugu << " points more in Djugu, "
                  << sum.elsewhere << " elsewhere");
  return sum;
}

std::string const watching = "type = \"monitoring\"\neligible = { territory = [\"Djugu\"] }\n";

}  // namespace

TEST_CASE("watching that nothing follows moves nobody for long, and inspection moves the inspected (V26)") {
  Licensed const watched = gained(watching);
  CHECK(std::abs(watched.in_djugu) < 6);
  Licensed const inspected = gained("type = \"enforcement_operation\"\nterritory = \"Djugu\"\ndays_per_month = 4\n");
  CHECK(inspected.in_djugu > 8);
  CHECK(std::abs(inspected.elsewhere) < 4);
}

TEST_CASE("if people believe for ever that they are found, watching alone makes many register") {
  CHECK_FALSE(std::abs(gained(watching, {"enforcement.watch_half_life=240"}).in_djugu) < 6);
}
