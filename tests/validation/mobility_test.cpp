// Tests help to people and new ground against the evidence (V4, V15, V16, V29, V30, P-82b). Held out: the ratio of V4,
// and V15. Fitted: the gains of training and goods by the order in V29; the relief of return support by the rise in
// P-82b. Input: barren ground keeps nobody (V16). Each is tested again with a planted fault, which must miss it.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <unordered_set>

#include "../lab.hpp"

using namespace lab;

namespace {

constexpr int before = 12;  ///< months of the study before instruments act

std::vector<std::string> with(std::vector<std::string> base, std::vector<std::string> const& more) {
  base.insert(base.end(), more.begin(), more.end());
  return base;
}

/// A study of scenarios/ with further arms, or only those arms on the ground of the crackdown.
Opened extended(std::string const& study, std::string const& arms, std::vector<std::string> const& set) {
  auto const file =
      (std::filesystem::temp_directory_path() / ("tributer-mobility-" + std::to_string(::getpid()) + ".toml")).string();
  std::string const scenarios = TRIBUTER_SOURCE_DIR "/scenarios/";
  std::string const head = study.empty()
                               ? "format = 1\n[world]\npath = \"" + scenarios +
                                     "worlds/ituri_gold\"\n[time]\nstart = \"2015-01\"\nmonths = 36\n[random]\nseed = "
                                     "20200405\n[gold_price]\nseries = \"" +
                                     scenarios + "data/gold_usd_per_gram.csv\"\n"
                               : "format = 1\nextends = \"" + scenarios + study + ".toml\"\n";
  std::ofstream(file) << head << arms;
  auto out = open(file, set);
  std::filesystem::remove(file);
  return out;
}

/// Few people move at one concession, so that one replicate says little.
std::vector<Simulation> settled_replicates(Model const& model, uint32_t replicates, Executor const& executor) {
  std::vector<Simulation> out;
  for (uint32_t r = 0; r < replicates; ++r) out.push_back(burned_in(model, r, executor));
  return out;
}

bool mines(Model const& model, World const& world, std::size_t row) {
  return model.axis.traits[world.miners.livelihood[row]].mining;
}

/// V29: percentage points by which fewer of the people enrolled in the first month mine two years later.
struct Drop {
  double training, capital, payment;
};
Drop drop_in_digging(std::vector<std::string> const& set) {
  auto const study = open("scenarios/alternative_livelihoods.toml", with({"time.burn_in=12"}, set));
  Model const& model = *study.model;
  SerialExecutor const executor;
  Simulation const start = burned_in(model, 0, executor);
  std::vector<Simulation> arms;
  for (auto const* name : {"baseline", "training", "capital", "payment"}) arms.push_back(branch(model, start, name));
  std::unordered_set<uint64_t> enrolled;
  std::vector<double> share;
  for (Simulation& run : arms)
    for (int m = 0; m <= before; ++m) run.step();
  Miners const& m = arms[1].world().miners;
  for (std::size_t i = 0; i < m.size(); ++i)
    if (m.alive(i) && m.package[i] != 0) enrolled.insert(m.id[i]);
  for (Simulation& run : arms) {
    for (int k = 0; k < 23; ++k) run.step();
    double still = 0, there = 0;
    for (std::size_t i = 0; i < run.world().miners.size(); ++i)
      if (run.world().miners.alive(i) && enrolled.contains(run.world().miners.id[i]))
        ++there, still += mines(model, run.world(), i);
    share.push_back(100 * still / there);
  }
  return {share[0] - share[1], share[0] - share[2], share[0] - share[3]};
}

std::vector<std::string> many_slots(std::vector<std::string> const& keys = {}) {
  std::vector<std::string> out;
  for (std::string const name : {"training", "capital", "payment"}) {
    std::string const path = "arm." + name + ".alternative_livelihoods.";
    for (auto const* key : {"months=1", "slots_per_month=3000", "budget_usd=1e8"}) out.push_back(path + key);
    for (auto const& key : keys) out.push_back(path + key);
  }
  return out;
}

/// V16, V30: additional miners at the plots a year after the source was cleared, in percent of the miners whom the
/// source would have; and miners at the source, in percent of the same. There are no shocks to either concession.
struct Moved {
  double kept = 0, trespass = 0;
};
std::map<std::string, Moved> relocate(uint32_t replicates, std::vector<std::string> const& set = {}) {
  std::string const cleared =
      "[[arm]]\nname = \"cleared\"\n[[arm.instrument]]\ntype = \"enforcement_operation\"\nstart = "
      "\"2016-01\"\nmonths = 24\nconcessions = [\"067\"]\n";
  auto const study =
      extended("relocation", cleared,
               with({"time.burn_in=12", "world.weight=2", "ground.shock_log_sd=0", "ground.vein_years=1000"}, set));
  Model const& model = *study.model;
  SerialExecutor const executor;
  constexpr std::size_t source = 67, plots = 66;
  std::vector<Simulation> const starts = settled_replicates(model, replicates, executor);
  double usual_source = 0, usual_plots = 0;
  std::map<std::string, Moved> out;
  for (std::string const name : {"baseline", "cleared", "good", "middling", "barren"}) {
    double helped = 0, at_source = 0, at_plots = 0;
    for (Simulation const& start : starts) {
      Simulation run = branch(model, start, name);
      for (int month = 0; month < before + 36; ++month) {
        run.step();
        helped += static_cast<double>(run.world().concessions.helped[source]) * 2 / replicates;
      }
      auto const& workers = run.world().concessions.workers;
      at_source += static_cast<double>(workers[source]), at_plots += static_cast<double>(workers[plots]);
    }
    if (name == "baseline") usual_source = at_source, usual_plots = at_plots;
    out[name] = {100 * (at_plots - usual_plots) / usual_source, 100 * at_source / usual_source};
    WARN(name << ": helped to move " << helped << "; a year after, at the plots " << out[name].kept
              << "% of the source's miners more, at the source " << out[name].trespass << "%");
  }
  return out;
}

/// P-82b: miners who go home from the ten largest concessions in a year of help, over those who do without help.
std::vector<double> returns(uint32_t replicates, std::vector<std::string> const& set = {}) {
  std::string const information =
      "[[arm]]\nname = \"information\"\n[[arm.instrument]]\ntype = \"return_support\"\nstart = "
      "\"2016-01\"\nmonths = 24\ncash_usd = 0\nrelief = 0\nbudget_usd = 1e6\neligible = { largest = 10 }\n";
  auto const study = extended("return_support", information, with({"time.burn_in=12"}, set));
  Model const& model = *study.model;
  SerialExecutor const executor;
  std::vector<double> home;
  std::vector<Simulation> const starts = settled_replicates(model, replicates, executor);
  for (auto const* name : {"baseline", "information", "cash", "loan"}) {
    double sum = 0;
    for (Simulation const& start : starts) {
      Simulation run = branch(model, start, name);
      for (int m = 0; m < before + 12; ++m) {
        run.step();
        if (m < before) continue;
        for (Move const& move : run.world().moves)
          sum += move.cause == returned && model.axis.traits[move.left].mining &&
                 model.ring[move.from] == static_cast<uint8_t>(Ring::cleared);
      }
    }
    home.push_back(sum);
  }
  return {home[1] / home[0], home[2] / home[0], home[3] / home[0]};
}

/// V4: percent of the fall at watched concessions that appears elsewhere, over the second half year of monitoring.
double net_short_of_gross(std::string const& eligible, std::vector<std::string> const& set = {}) {
  std::string const watched =
      "[[arm]]\nname = \"baseline\"\n[[arm]]\nname = \"watched\"\n[[arm.instrument]]\ntype = "
      "\"monitoring\"\nstart = \"2016-01\"\nmonths = 24\neligible = { " +
      eligible + " }\n";
  auto const study = extended("", watched, with({"time.burn_in=12"}, set));
  auto const paths = run_arms(*study.model, {"baseline", "watched"}, 1, before + 12);
  int const first = before + 6, last = before + 11;
  auto const change = [&](int ring) {
    return mean(miners(paths[1], ring, first, last)) - mean(miners(paths[0], ring, first, last));
  };
  WARN("watched concessions: " << 100 * change(0) / mean(miners(paths[0], 0, first, last)) << "% of their miners");
  double const net = 100 * (change(1) + change(2)) / -change(0);
  WARN("  net below gross by " << net << "%");
  return net;
}

/// A third of the concessions, drawn by lottery.
std::string third(unsigned seed) {
  std::mt19937 luck(seed);
  std::string list;
  for (int c = 0; c < 110; ++c) {
    if (luck() % 3 != 0) continue;
    std::string const id = std::to_string(c);
    list += (list.empty() ? "\"" : ", \"") + std::string(3 - id.size(), '0') + id + "\"";
  }
  return "concession = [" + list + "]";
}
std::string const one_side = "territory = [\"Mambasa\"]";

}  // namespace

TEST_CASE("few leave mining for training alone, more for goods, and most for a later payment") {
  Drop const drop = drop_in_digging(many_slots());
  WARN("percentage points fewer who mine two years later: training " << drop.training << ", and goods " << drop.capital
                                                                     << ", and a later payment " << drop.payment);
  CHECK(drop.training >= 0);
  CHECK(drop.training < 8);
  CHECK(drop.capital > drop.training + 3);
  CHECK(drop.payment > drop.capital + 2);
}

TEST_CASE("if training earns as much as goods, the order of effects is lost") {
  Drop const drop = drop_in_digging(many_slots({"capital_gain=0", "training_gain=0.25"}));
  CHECK_FALSE((drop.training < 8 && drop.capital > drop.training + 3));
}

TEST_CASE("few leave for work that pays less than half of mining, and many for work that pays more") {
  Drop const less = drop_in_digging(many_slots({"capital_gain=0.05"})),
             more = drop_in_digging(many_slots({"capital_gain=3"}));
  WARN("percentage points fewer who mine two years later: other work a tenth up " << less.capital << ", fourfold "
                                                                                  << more.capital);
  CHECK(less.capital < 10);
  CHECK(more.capital > 30);  // the planted fault: enough people could be moved
}

TEST_CASE("good ground keeps most miners, middling ground some, and barren ground does not end trespass") {
  auto moved = relocate(4);
  CHECK(moved["good"].kept > 40);  // 48.5 over twelve replicates; no source says how many stay
  CHECK(moved["middling"].kept > moved["cleared"].kept + 10);
  CHECK(moved["middling"].kept < moved["good"].kept - 10);
  CHECK(moved["barren"].kept < moved["cleared"].kept + 10);
  CHECK(moved["good"].trespass < 0.7 * moved["cleared"].trespass);
  CHECK(moved["barren"].trespass > 0.7 * moved["cleared"].trespass);
}

TEST_CASE("if plots are as good as announced, the arm with barren ground keeps people too") {
  auto moved = relocate(1, {"arm.barren.relocation.geology=1", "arm.barren.relocation.services=0.8"});
  CHECK_FALSE((moved["barren"].kept < moved["cleared"].kept + 10 &&
               moved["barren"].trespass > 0.7 * moved["cleared"].trespass));
}

TEST_CASE("a paid fare home raises returns, as cash or as a loan; information does not") {
  auto const more = returns(12);
  WARN("returns over those without help: information " << more[0] << ", cash " << more[1] << ", loan " << more[2]);
  CHECK(std::abs(more[0] - 1) < 0.05);
  for (std::size_t k : {1u, 2u}) {
    CHECK(more[k] > 1.3);
    CHECK(more[k] < 2.2);
  }
}

TEST_CASE("if help does not lower the cost of travel, returns do not rise") {
  auto const more = returns(2, {"arm.cash.return_support.relief=0", "arm.loan.return_support.relief=0",
                                "arm.cash.return_support.cash_usd=0", "arm.loan.return_support.cash_usd=0"});
  CHECK_FALSE(more[1] > 1.3);
  CHECK_FALSE(more[2] > 1.3);
}

TEST_CASE("watching a third of the concessions moves a third of the mining that it stops") {
  double const net = (net_short_of_gross(third(1)) + net_short_of_gross(third(2)) + net_short_of_gross(third(3))) / 3,
               together = net_short_of_gross(one_side);
  WARN("net below gross by: a third by lottery " << net << "%, one side of the province " << together << "%");
  CHECK(net > 18);
  CHECK(net < 48);
}

TEST_CASE("without connections, watching moves nobody") {
  CHECK_FALSE(net_short_of_gross(third(1), {"choice.move_cost=4", "choice.distance_cost_per_hour=2"}) > 18);
}
