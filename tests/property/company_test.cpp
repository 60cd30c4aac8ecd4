// Tests that the offers of a mine or an agreement end with it. Everything is exact, so false alarms cannot happen.
#include <catch2/catch.hpp>

#include "small_study.hpp"

using namespace small;

TEST_CASE("Openings for tributers end with the agreement, also at a concession without a mine") {
  SerialExecutor const executor;
  Opened const open =
      open_text(head(12, 3) + arm("baseline") +
                arm("ceded", {"type = \"tribute_agreement\"\nstart = \"2015-02\"\nmonths = 5\nslots = 30\n"}));
  Simulation run = branch(*open.model, settled(*open.model, executor), 1, executor);
  std::size_t const tributer = open.model->axis.find("tributer");
  auto const tributers = [&] {
    Miners const& m = run.world().miners;
    int64_t n = 0;
    for (std::size_t i = 0; i < m.size(); ++i) n += m.alive(i) && m.livelihood[i] == tributer;
    return n;
  };
  int64_t most = 0;
  for (int month = 0; month < 12; ++month) {
    run.step();
    most = std::max(most, tributers());
  }
  CHECK(most > 0);
  for (Company const& company : run.world().companies) CHECK(company.slots == 0);
  CHECK(tributers() == 0);
}
