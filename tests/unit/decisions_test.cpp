// Tests that decisions side by side in vectors are those that define them, one by one, for every kind of vector that
// this processor has: everybody of a small world, in many months, with mines, evictions and programmes. Everything is
// compared exactly, so false alarms cannot happen.
#include <catch2/catch.hpp>
#include <cmath>

#include "../property/small_study.hpp"
#include "tributer/model/decisions.hpp"
#include "vector_kinds.hpp"

using namespace small;

namespace {

std::string const study =
    head(48, 12) + "[lsm]\nslots_share = 0.3\n[ground]\nvein_years = 4\n" +
    arm("all", {"type = \"enforcement_operation\"\nstart = \"2015-06\"\nmonths = 24\nlargest = 3\nforce = 0.8\n",
                "type = \"lsm_mine\"\nconcession = \"c6\"\nstart = \"2015-01\"\nexploration_months = 6\n"
                "construction_months = 6\nposture = \"engage\"\n",
                "type = \"return_support\"\nstart = \"2015-03\"\nmonths = 36\nbudget_usd = 1_000_000\n",
                "type = \"alternative_livelihoods\"\nstart = \"2015-03\"\nmonths = 36\nbudget_usd = 1_000_000\n"});

/// How often people of each kind were compared.
using Kinds = std::map<std::string, int64_t>;

bool same(Decision const& a, Decision const& b) {
  auto const all = [](Decision const& d) {
    return std::tuple(d.location, d.livelihood, d.cause, std::bit_cast<uint32_t>(d.cash_usd), d.applies,
                      d.fallback_location, d.fallback, d.fallback_cause, std::bit_cast<uint32_t>(d.fallback_cash_usd),
                      std::bit_cast<uint32_t>(d.gain));
  };
  return all(a) == all(b);
}

void count(Kinds& kinds, Model const& model, Asker const& a, World const& world, Decision const& d) {
  bool const outside = a.standpoint >= world.geography->n;
  ++kinds[outside ? "outside" : "at a concession"];
  if (a.owner) ++kinds[model.axis.traits[a.livelihood].licensed ? "licensed manager" : "manager"];
  if (a.flees) ++kinds["fleeing"];
  if (a.package != 0) ++kinds["aided"];
  if (d.applies)
    ++kinds[(d.fallback_cause != unmoved ? "applies or moves for " : "applies for ") +
            model.axis.traits[d.livelihood].label];
  else if (d.cause == unmoved)
    ++kinds[(d.livelihood == a.livelihood ? "stays in " : "takes up ") + model.axis.traits[d.livelihood].label];
  else
    ++kinds["moves for cause " + std::to_string(d.cause) + (outside ? " from outside" : "")];
}

/// People whose decision in `month` differs from that of Decider, and rows of which it differs whether they reconsider.
/// `alpha_bits` is added to the sensitivity to pay, in units of its last bit.
int64_t different(Model const& model, Simulation const& run, int alpha_bits, Kinds* kinds = nullptr) {
  SerialExecutor const executor;
  Terms const terms;
  World const& world = run.world();
  MonthContext const month{model.study.time.start, 0, run.months_done(), run.luck(), executor, terms};
  std::vector<float> const need = need_by_dependants(model.parameters->need, world.price_level);
  ChoiceParameters const& p = model.parameters->choice;
  Decider const decider(p, model.axis, world, need);
  DecisionTables tables(p, model.axis, world, need);
  for (int k = 0; k < alpha_bits; ++k) tables.alpha = std::nextafter(tables.alpha, 100.0f);
  int64_t different = 0;
  std::map<uint32_t, std::vector<Asker>> at;
  for (std::size_t i = 0; i < world.miners.size(); ++i) {
    if (!world.miners.alive(i)) continue;
    Asker const asker = asker_of(tables, i, i % 5 == 0);
    at[asker.standpoint].push_back(asker);
  }
  for (auto const& [standpoint, askers] : at) {
    std::array<Decision, most_in_crowd> decisions;
    for (std::size_t first = 0, n = 0; first < askers.size(); first += n) {
      n = std::min({askers.size() - first, most_in_crowd, 1 + first % (most_in_crowd + 1)});
      std::vector<Asker const*> crowd;
      for (std::size_t k = 0; k < n; ++k) crowd.push_back(&askers[first + k]);
      decide(tables, month, crowd, decisions.data());
      for (std::size_t k = 0; k < n; ++k) {
        Decision const one = decider.decide(month, crowd[k]->row, crowd[k]->row % 5 == 0);
        different += !same(one, decisions[k]);
        if (kinds) count(*kinds, model, *crowd[k], world, one);
      }
    }
  }
  Reconsideration const reconsideration(p, model.axis, world, month);
  std::vector<uint32_t> found;
  for (std::size_t begin = 0, n = 0; begin < world.miners.size(); begin += n) {
    n = std::min(world.miners.size() - begin, 1 + begin % 301);
    std::vector<uint32_t> rows;
    reconsideration.find(begin, begin + n, rows);
    found.insert(found.end(), rows.begin(), rows.end());
  }
  std::vector<uint32_t> expected;
  for (std::size_t i = 0; i < world.miners.size(); ++i)
    if (reconsideration.holds_for(i)) expected.push_back(static_cast<uint32_t>(i));
  return different + (found != expected);
}

}  // namespace

TEST_CASE("Decisions side by side are those of people one by one, with every kind of vector", "[decisions]") {
  SerialExecutor const executor;
  Opened const open = open_text(study);
  Simulation run = branch(*open.model, settled(*open.model, executor), 0, executor);
  Kinds kinds;
  for (int steps = 1; steps <= 36; ++steps) {
    run.step();
    if (steps % 4 != 0) continue;
    bool counted = false;
    INFO("after " << steps << " months");
    with_each_kind_of_vector([&] {
      CHECK(different(*open.model, run, 0, counted ? nullptr : &kinds) == 0);
      CHECK(different(*open.model, run, 1) > 20);  // the planted fault: one bit of one parameter
      counted = true;
    });
  }
  std::string seen;
  for (auto const& [kind, n] : kinds) seen += fmt::format("\n  {} {}", kind, n);
  WARN("decisions compared:" << seen);
  for (std::string const kind : {"outside", "manager", "licensed manager", "aided", "fleeing", "stays in tributer",
                                 "stays in formal_mining", "applies for tributer", "applies or moves for lsm_job"})
    CHECK(kinds[kind] > 0);
}
