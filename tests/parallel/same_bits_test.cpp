// Tests that results have the same bits on any number of threads and in any order of arms and instruments.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "../property/same_world.hpp"
#include "../property/small_study.hpp"
#include "tributer/run/pool.hpp"

using namespace small;

namespace {

std::string const panel = "[output.panel]\nshare = 0.1\nevery_months = 3\n[compare]\nbaseline = \"baseline\"\n";
std::string const patrol =
    "type = \"enforcement_operation\"\nid = \"patrol\"\nstart = \"2015-03\"\nmonths = 6\nlargest = 4\ndays_per_month = "
    "11.3\nforce = 0.3\n";
std::string const army =
    "type = \"enforcement_operation\"\nid = \"army\"\nstart = \"2015-04\"\nmonths = 5\nlargest = 2\ndays_per_month = "
    "7.7\nforce = 0.9\n";
std::string const price = "type = \"gold_price_shock\"\nstart = \"2015-02\"\nmonths = 9\nshare = 0.37\n";
std::string const dip = "type = \"gold_price_shock\"\nid = \"dip\"\nstart = \"2015-05\"\nmonths = 3\nshare = -0.21\n";

/// Shocks and programmes that occur in one arm.
std::vector<std::string> const many{
    patrol,
    price,
    "type = \"pandemic\"\nstart = \"2015-04\"\nmonths = 4\n",
    "type = \"rainfall_shock\"\nstart = \"2015-03\"\nmonths = 6\nchange = -0.37\n",
    "type = \"rainfall_shock\"\nid = \"rain\"\nstart = \"2015-05\"\nmonths = 5\nchange = 0.13\n",
    "type = \"buyers_leave\"\nstart = \"2015-04\"\nmonths = 6\nshare = 0.17\n",
    "type = \"stigma\"\nstart = \"2015-03\"\nmonths = 8\n",
    "type = \"traceability\"\nstart = \"2015-03\"\nmonths = 6\neligible.largest = 4\n",
    "type = \"discovery\"\nstart = \"2015-05\"\nconcession = \"03\"\n",
    "type = \"lsm_mine\"\nstart = \"2015-02\"\nconcession = \"05\"\nexploration_months = 1\nconstruction_months = "
    "2\njobs = 30\nconstruction_jobs = 40\npromised_jobs = 90\nposture = \"partner\"\n",
    "type = \"lsm_hiring\"\nstart = \"2015-02\"\nmonths = 11\njobs = 7\nwomen_share = 0.3\n",
    "type = \"tribute_agreement\"\nstart = \"2015-03\"\nmonths = 6\nslots = 20\n",
    "type = \"tribute_agreement\"\nid = \"other\"\nstart = \"2015-05\"\nmonths = 6\nslots = 9\ntribute = 0.1\n",
    "type = \"dialogue\"\nstart = \"2015-02\"\nmonths = 11\nbudget_usd = 9_000\n",
    "type = \"alternative_livelihoods\"\nstart = \"2015-02\"\nmonths = 9\nslots_per_month = 11\nbudget_usd = 30_000\n",
    "type = \"return_support\"\nstart = \"2015-02\"\nmonths = 9\nbudget_usd = 3_000\n",
    "type = \"school_fees\"\nstart = \"2015-02\"\nmonths = 10\nbudget_usd = 2_000\n",
    "type = \"safety_training\"\nstart = \"2015-02\"\nmonths = 9\nbudget_usd = 3_000\n",
    "type = \"export_tax\"\nstart = \"2015-03\"\nmonths = 7\nrate = 0.03\n",
    "type = \"monitoring\"\nstart = \"2015-03\"\nmonths = 7\n"};

/// Runs a study in the folder and returns its results file.
fs::path run(Folder const& folder, std::string const& out, std::string const& study,
             std::string const& options = "--threads 1") {
  fs::path const file = folder.write(out + ".toml", study);
  Said const said = say(fmt::format("run '{}' -o '{}' -q {}", file.string(), (folder.path() / out).string(), options));
  INFO(said.text);
  REQUIRE(said.code == 0);
  return folder.path() / out / "results.h5";
}

void check_equal(fs::path const& a, fs::path const& b) {
  Said const said = say(fmt::format("compare --exact '{}' '{}'", a.string(), b.string()));
  INFO(said.text);
  CHECK(said.code == 0);
}

std::string study(std::string const& arms, int seed = 1) { return plane_head(12, 3000, 12, 6, 2, seed) + panel + arms; }

}  // namespace

TEST_CASE("1, 2 and 8 threads give the same bits, whether they share people or replicates") {
  Folder const folder;
  std::string const text = study(arm("baseline") + arm("acted_on", {patrol, army, price}));
  fs::path const one = run(folder, "one", text);
  check_equal(one, run(folder, "two", text, "--threads 2"));
  check_equal(one, run(folder, "eight", text, "--threads 8"));
  Said const other = say(
      fmt::format("compare --exact '{}' '{}'", one.string(),
                  run(folder, "other", study(arm("baseline") + arm("acted_on", {patrol, army, price}), 2)).string()));
  CHECK(other.code == 1);  // another seed must give a difference
}

TEST_CASE("The order of arms and instruments has no effect") {
  Folder const folder;
  fs::path const as_is =
      run(folder, "as_is", study(arm("baseline") + arm("acted_on", {patrol, army, price, dip}) + arm("dear", {price})));
  check_equal(as_is, run(folder, "arms",
                         study(arm("dear", {price}) + arm("acted_on", {patrol, army, price, dip}) + arm("baseline"))));
  check_equal(as_is, run(folder, "instruments",
                         study(arm("baseline") + arm("acted_on", {dip, price, army, patrol}) + arm("dear", {price}))));
  check_equal(as_is, run(folder, "mixed",
                         study(arm("acted_on", {army, dip, patrol, price}) + arm("dear", {price}) + arm("baseline"))));
}

TEST_CASE("The order of shocks and programmes has no effect on any number of threads") {
  Folder const folder;
  auto shuffled = many;
  fs::path const as_is = run(folder, "as_is", study(arm("baseline") + arm("acted_on", many)));
  std::reverse(shuffled.begin(), shuffled.end());
  check_equal(as_is, run(folder, "backwards", study(arm("baseline") + arm("acted_on", shuffled)), "--threads 2"));
  std::mt19937 luck(7);
  std::shuffle(shuffled.begin(), shuffled.end(), luck);
  check_equal(as_is, run(folder, "shuffled", study(arm("baseline") + arm("acted_on", shuffled)), "--threads 8"));
  shuffled.pop_back();  // one instrument less must give a difference
  fs::path const less = run(folder, "less", study(arm("baseline") + arm("acted_on", shuffled)));
  CHECK(say(fmt::format("compare --exact '{}' '{}'", as_is.string(), less.string())).code == 1);
}

namespace {

/// Two studies that share only the code.
struct Two {
  Opened a = open_text(head(18, 6) + arm("baseline", {patrol, army}), {{"choice.reconsider_per_month", "0.4"}});
  Opened b = open_text(
      plane_head(14, 2500, 18, 6, 1, 9) + arm("baseline", {price, patrol}),
      {{"choice.reconsider_per_month", "0.1"}, {"ground.shock_log_sd", "0.7"}, {"world.need.adult_usd", "60"}});
};

Simulation start(Opened const& open, Executor const& executor) {
  return branch(*open.model, settled(*open.model, executor), 0, executor);
}

}  // namespace

TEST_CASE("Two studies give the same results if their months are simulated alternately") {
  SerialExecutor const serial;
  PoolExecutor const pool(3);
  Two const two;
  Simulation a = start(two.a, serial), b = start(two.b, serial);
  Simulation mixed_a = start(two.a, pool), mixed_b = start(two.b, pool);
  for (int month = 0; month < 18; ++month) a.step();
  for (int month = 0; month < 18; ++month) b.step();
  for (int month = 0; month < 18; ++month) mixed_a.step(), mixed_b.step();
  CHECK(world_difference(a.world(), mixed_a.world()) == "");
  CHECK(world_difference(b.world(), mixed_b.world()) == "");
  CHECK(world_difference(a.world(), b.world()) != "");
  mixed_a.world().miners.cash_cents[7] ^= 1;  // one changed bit must give a difference
  CHECK(world_difference(a.world(), mixed_a.world()) == "miners.cash_cents");
}

TEST_CASE("A burn-in on several threads equals a burn-in on one") {
  SerialExecutor const serial;
  PoolExecutor const pool(8);
  Opened const open = open_text(head(6, 12) + arm("baseline"));
  CHECK(world_difference(settled(*open.model, serial).world(), settled(*open.model, pool).world()) == "");
}
