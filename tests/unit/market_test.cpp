// Tests the price that is left for tagged and untagged ore, and concessions with another mineral than gold.
#include <catch2/catch.hpp>

#include "../property/small_study.hpp"
#include "tributer/model/aid.hpp"
#include "tributer/model/market.hpp"

using namespace small;

namespace {

/// Three concessions in a row; the last has another mineral.
Geography row_of_three() {
  Geography g;
  g.n = 3;
  g.mineral = {0, 0, 1, 0};
  g.first_edge = {0, 1, 3, 4};
  g.edge_to = {1, 0, 2, 1};
  return g;
}

MarketAccess access(std::size_t location, double discount, Tagging const& at_first) {
  Terms terms;
  if (discount > 0) terms.add(UntracedDiscount{discount});
  terms.set(at_first, 0);
  return market_access(terms, row_of_three(), location, 0.1);
}

Opened with_tin(std::string const& keys, std::string const& arms = arm("baseline")) {
  return open_text(head(6, 2) + "[[mineral]]\nname = \"tin\"\n" + keys + arms);
}

std::string problem_of(std::string const& keys) {
  try {
    with_tin(keys);
  } catch (UserError const& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("without schemes or discounts the whole price is left", "[market]") {
  MarketAccess const free = access(1, 0, {});
  CHECK(free.kept == 1);
  CHECK(free.traced + free.laundered == 0);
}

TEST_CASE("tags save the discount, cost the levy, and connected concessions buy them if that pays", "[market]") {
  Tagging const scheme{0.5, 0.05, 0.4, 0.15};
  MarketAccess const own = access(0, 0.4, scheme), near = access(1, 0.4, scheme), other = access(2, 0.4, scheme);
  CHECK(own.traced == 0.5);
  CHECK(own.laundered == 0);
  CHECK(own.kept == Approx(1 - 0.5 * 0.05 - 0.5 * 0.4));
  // a bought tag costs 0.2 of the 0.4 that it saves: half of leak x coverage buys one
  CHECK(near.traced == 0);
  CHECK(near.laundered == Approx(0.4 * 0.5 * 0.5));
  CHECK(near.kept == Approx(1 - near.laundered * 0.2 - (1 - near.laundered) * 0.4));
  CHECK(other.laundered == 0);  // tin does not get the tags of gold
  CHECK(other.kept == Approx(0.6));
}

TEST_CASE("nobody buys a tag that costs more than it saves", "[market]") {
  CHECK(access(1, 0.2, {1, 0.1, 1, 0.1}).laundered == 0);
  CHECK(access(1, 0, {1, 0.1, 1, 0}).laundered == 0);
  CHECK(access(0, 1, {1, 0.1, 1, 0}).kept == Approx(0.9));
  CHECK(access(1, 1, {0, 0, 1, 0}).kept == Approx(0.1));  // the price never falls below its lower limit
}

TEST_CASE("the mineral of a concession sets its price and grams but does not move miners", "[market]") {
  Opened const gold = open_text(head(6, 2) + arm("baseline"));
  Opened const both =
      with_tin("constant_usd_per_gram = 0.02\nconcession = [\"c0\", \"c4\"]\nterritory = [\"South\"]\n");
  Geography const& g = *both.model->geography;
  CHECK(g.minerals == std::vector<std::string>{"gold", "tin"});
  CHECK(g.mineral == std::vector<uint8_t>{1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0});
  Ground const &a = gold.model->ground, &b = both.model->ground;
  for (std::size_t c = 0; c < g.n; ++c) {
    CHECK(b.model_miners[c] == a.model_miners[c]);
    CHECK(b.grade_mg[c] == Approx(a.grade_mg[c] * (g.mineral[c] == 1 ? 40 / 0.02 : 1)));
  }
  auto const records = run_all(*both.model);
  CHECK(records.size() == 1);
}

TEST_CASE("a shock to the price of one mineral does not change that of the other", "[market]") {
  std::string const shock = "type = \"gold_price_shock\"\nstart = \"2015-02\"\nmonths = 2\nshare = 0.5\n";
  Opened const open = with_tin("constant_usd_per_gram = 0.02\nterritory = [\"South\"]\n",
                               arm("tin", {shock + "mineral = \"tin\"\n"}) + arm("gold", {shock}));
  SerialExecutor const executor;
  auto const prices = [&](int which) {
    Simulation run = branch(*open.model, settled(*open.model, executor), which, executor);
    run.step(), run.step();
    return run.world().price_usd_per_gram;
  };
  CHECK(prices(0) == std::vector<double>{40, 0.02 * 1.5});
  CHECK(prices(1) == std::vector<double>{40 * 1.5, 0.02});
}

TEST_CASE("plots for miners of another mineral have the same worth at the prices of the start", "[market]") {
  std::string const shock = "type = \"gold_price_shock\"\nstart = \"2015-01\"\nmonths = 6\nmineral = \"tin\"\n",
                    moved =
                        "type = \"relocation\"\nstart = \"2015-01\"\nmonths = 6\nto = \"c1\"\nplots = "
                        "50\nbudget_usd = 1000\neligible.concession = [\"c0\"]\n";
  Opened const open =
      with_tin("constant_usd_per_gram = 0.02\nconcession = [\"c0\"]\n", arm("dear", {shock + "share = 2\n", moved}));
  SerialExecutor const executor;
  Simulation run = branch(*open.model, settled(*open.model, executor), 0, executor);
  run.step();
  Terms terms;
  MonthContext const month = run.context(terms);
  add_terms(*open.model, 0, month, run.world(), terms);
  NewGrounds const plots = new_grounds(terms, 1);
  CHECK(run.world().price_usd_per_gram[1] == Approx(0.06));
  CHECK(plots.grade / plots.capacity == Approx(run.world().concessions.grade_mg[0] * 0.02 / 40));
}

TEST_CASE("minerals without a price, concessions or a name of their own are refused", "[market]") {
  using Catch::Contains;
  std::string const price = "constant_usd_per_gram = 0.02\n";
  CHECK_THAT(problem_of("territory = [\"South\"]\n"), Contains("[[mineral]] does not say the price"));
  CHECK_THAT(problem_of(price), Contains("the mineral 'tin' has no concessions"));
  CHECK_THAT(problem_of(price + "territory = [\"West\"]\n"), Contains("there is no territory 'West' in this world"));
  CHECK_THAT(problem_of(price + "territory = [\"South\"]\nconcession = [\"c7\"]\n"),
             Catch::Equals(""));  // named twice in one table
  CHECK_THAT(problem_of(price + "territory = [\"South\"]\n[[mineral]]\nname = \"coltan\"\n" + price +
                        "concession = [\"c7\"]\n"),
             Contains("concession 'c7' is also in the mineral 'tin'"));
  CHECK_THAT(problem_of("constant_usd_per_gram = 0.02\nscale = 0.001\nterritory = [\"South\"]\n"),
             Contains("prices lie between 0.001 and 1000 USD/g"));
  CHECK_THAT(
      problem_of(price + "territory = [\"South\"]\n[[mineral]]\nname = \"gold\"\n" + price + "concession = [\"c1\"]\n"),
      Contains("there is another mineral 'gold'"));
}
