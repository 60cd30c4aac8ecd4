// Tests a law that makes buyers abroad leave one of two minerals (V9): the tin of two territories of eastern DR Congo.
//   tin miners earn less; they are looted more      signs, input by construction
//   some turn to gold                               sign, held out
//   gold dearer, more battles                       sign, input by construction
// The levels of V9 (battles +44%, lootings +51% in gold territories) are not modelled: armed groups do not move here.
// Seeds are fixed, so there are no false alarms. Each is tested again with a planted fault, which must miss it.
#include <catch2/catch.hpp>

#include "../lab.hpp"

using namespace lab;

namespace {

constexpr int replicates = 4, months = 30, shock = 12;  ///< buyers abroad leave in month 12

/// Sums over the months after buyers abroad left, over all replicates.
struct Seen {
  double tin_income = 0, tin_miners = 0, gold_miners = 0, tin_lootings = 0, battles = 0;
};

Seen look(Model const& model, std::string const& name) {
  SerialExecutor const executor;
  Seen seen;
  for (int r = 0; r < replicates; ++r) {
    Simulation const start = burned_in(model, static_cast<uint32_t>(r), executor);
    Simulation run = branch(model, start, name);
    for (int month = 0; month < months; ++month) {
      run.step();
      if (month < shock) continue;
      auto const& c = run.world().concessions;
      for (std::size_t location = 0; location < model.geography->n; ++location) {
        bool const tin = model.geography->mineral[location] != 0;
        (tin ? seen.tin_miners : seen.gold_miners) += static_cast<double>(c.workers[location]);
        seen.battles += static_cast<double>(c.battles[location]);
        if (tin) seen.tin_income += static_cast<double>(c.mining_income_cents[location]);
        if (tin) seen.tin_lootings += static_cast<double>(c.lootings[location]);
      }
    }
  }
  return seen;
}

Opened opened(std::vector<std::string> set = {}) {
  for (auto const* s : {"time.months=30", "world.weight=10", "world.coarse=true"}) set.emplace_back(s);
  return open("scenarios/buyers_leave.toml", set);
}

double income(Seen const& s) { return s.tin_income / s.tin_miners; }

}  // namespace

TEST_CASE("buyers abroad leave one of two minerals") {
  auto const study = opened();
  Seen const base = look(*study.model, "baseline"), left = look(*study.model, "buyers_leave"),
             dear = look(*study.model, "dear_gold");
  INFO("income of tin miners " << income(base) << " -> " << income(left) << ", lootings there " << base.tin_lootings
                               << " -> " << left.tin_lootings << ", gold miners " << base.gold_miners << " -> "
                               << left.gold_miners << ", battles, gold dearer " << base.battles << " -> "
                               << dear.battles);
  CHECK(income(left) < 0.8 * income(base));
  CHECK(left.tin_lootings > 1.2 * base.tin_lootings);
  CHECK(left.gold_miners > 1.003 * base.gold_miners);
  CHECK(dear.battles > 1.02 * base.battles);
}

TEST_CASE("planted: looting and fighting do not depend on rent, and nobody can move") {
  auto const study = opened({"conflict.looting_rent_fall=0", "conflict.looting_income_fall=0", "conflict.battle_rent=0",
                             "choice.move_cost=4", "choice.move_cash_usd=200"});
  Seen const base = look(*study.model, "baseline"), left = look(*study.model, "buyers_leave"),
             dear = look(*study.model, "dear_gold");
  CHECK(income(left) < 0.8 * income(base));  // the shock is there
  CHECK_FALSE(left.tin_lootings > 1.2 * base.tin_lootings);
  CHECK_FALSE(left.gold_miners > 1.003 * base.gold_miners);
  CHECK_FALSE(dear.battles > 1.02 * base.battles);
}
