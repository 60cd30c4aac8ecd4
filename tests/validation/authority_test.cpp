// Tests how much of the line of a credit authority operations use (V20).
#include <catch2/catch.hpp>
#include <cmath>

#include "../lab.hpp"

using namespace lab;

namespace {

std::string line(std::string const& name, int capital_usd) {
  return "[[arm]]\nname = \"" + name +
         "\"\n[[arm.instrument]]\nid = \"line\"\ntype = \"loan_guarantee\"\nstart = \"2016-01\"\nmonths = 48\nlender = "
         "\"bank\"\nadministration = 0\ncapital_usd = " +
         std::to_string(capital_usd) + "\n";
}

/// Use of a line: mean exposure in USD over its last three years, and claims paid over capital.
struct Use {
  double exposure_usd = 0, claims_share = 0;
};

/// One quarter of the people of Ituri, two replicates. The bank has so much capital that it does not limit loans.
std::vector<Use> uses(std::vector<int> const& capitals) {
  std::string text = "[world]\npath = \"" + std::string(TRIBUTER_SOURCE_DIR) +
                     "/scenarios/worlds/ituri_gold\"\nweight = 4\n[time]\nstart = \"2015-01\"\nmonths = 60\nburn_in = "
                     "18\n[random]\nseed = 11\nreplicates = 2\n[gold_price]\nseries = \"" +
                     std::string(TRIBUTER_SOURCE_DIR) +
                     "/scenarios/data/gold_usd_per_gram.csv\"\n[bank]\ncapital_usd = 1e9\n";
  for (std::size_t k = 0; k < capitals.size(); ++k) text += line("line_" + std::to_string(k), capitals[k]);
  ScenarioText const file(text);
  auto const study = open(file.path());
  SerialExecutor const executor;
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
      out[k].claims_share += static_cast<double>(p.claims_paid_cents) / static_cast<double>(p.committed_cents) / 2;
    }
  }
  return out;
}

}  // namespace

// The line may guarantee two million dollars of loans in Ituri, or twenty. Band: the larger line is used less than
// twice as much, and what is claimed is under a tenth of its capital. The planted fault is a line so small that its
// capital binds: ten times as much of it must be used more than twice as much.
TEST_CASE("held out: absorption binds before loss does (V20)") {
  auto const use = uses({500'000, 5'000'000, 20'000, 200'000});
  WARN("in use " << use[0].exposure_usd << " USD of 2 m, " << use[1].exposure_usd << " of 20 m; claims over capital "
                 << use[0].claims_share << ", " << use[1].claims_share << "; planted " << use[2].exposure_usd
                 << " of 80,000, " << use[3].exposure_usd << " of 800,000");
  CHECK(use[0].exposure_usd > 0);
  CHECK(use[1].exposure_usd < 2 * use[0].exposure_usd);
  CHECK(use[1].claims_share < 0.1);
  CHECK_FALSE(use[3].exposure_usd < 2 * use[2].exposure_usd);
}

namespace {

/// A plane on which operations buy cheap licences with guaranteed loans, in one country or three.
std::string plane(std::string const& more) {
  return "[world]\nsynthetic = { concessions = 12, miners = 6000, seed = 5 }\n[time]\nstart = \"2015-01\"\nmonths = "
         "60\nburn_in = 12\n[random]\nseed = 3\nreplicates = 16\n[gold_price]\nconstant_usd_per_gram = 40\n[licence]\n"
         "fee_usd = 600\npermit_usd = 600\ntitle_usd = 600\nhassle_mean_months = 0\ndelay_months = "
         "2\n[formality]\nharassment_per_year = 0.6\ndiscount_rate = 0.25\n[operations]\nopening_cash_usd = "
         "400\nequipment_usd = 3000\nfailure_per_year = 0.15\n" +
         more + "[bank]\nfixed_cost_usd = 20\ndeposit = 0.2\nservice_cap = 0.6\ncapital_usd = 1e9\n" +
         line("line", 5'000'000);
}

/// Claims made on the line over its life, by replicate, in USD.
std::vector<double> claims(std::string const& more, std::vector<std::string> const& set = {}) {
  ScenarioText const file(plane(more));
  auto const study = open(file.path(), set);
  SerialExecutor const executor;
  std::vector<double> out;
  for (uint32_t r = 0; r < 16; ++r) {
    Simulation run(*study.model, r, executor);
    for (int month = 0; month < 12; ++month) run.step();
    run = Simulation(*study.model, run.luck(), run.world(), run.months_done(), 0, executor);
    for (int month = 0; month < 60; ++month) run.step();
    out.push_back(static_cast<double>(run.world().programmes[0].claimed_cents) / 100);
  }
  return out;
}

double variance(std::vector<double> const& x) {
  double const centre = mean(x);
  double sum = 0;
  for (double const v : x) sum += (v - centre) * (v - centre);
  return sum / static_cast<double>(x.size() - 1);
}

}  // namespace

// Operations of a country fail together: the variance of claims among 16 futures is over 5.5 times that of operations
// that fail independently. Without an effect of the shock, the ratio of two such variances would exceed 5.5 in about
// one of 1,000 cases (F with 15 and 15 degrees of freedom). The planted fault is other luck without a shock. If the
// same operations are in three countries, the spread should be smaller; 16 futures are too few to test this, so it is
// printed.
TEST_CASE("held out: operations of a country that fail together widen the spread of claims") {
  std::string const countries =
      "[[country]]\nname = \"a\"\nterritory = [\"Block A1\", \"Block A2\", \"Block A3\"]\n[[country]]\nname = "
      "\"b\"\nterritory = [\"Block B1\", \"Block B2\"]\n";
  auto const apart = claims(""), together = claims("country_log_sd = 1\n"),
             three = claims("country_log_sd = 1\n" + countries), other = claims("", {"random.seed=4"});
  WARN("claims, mean and sd in USD: one by one "
       << mean(apart) << ", " << std::sqrt(variance(apart)) << "; together " << mean(together) << ", "
       << std::sqrt(variance(together)) << "; in three countries " << mean(three) << ", " << std::sqrt(variance(three))
       << "; other luck " << mean(other) << ", " << std::sqrt(variance(other)));
  CHECK(variance(together) > 5.5 * variance(apart));
  CHECK_FALSE(variance(other) > 5.5 * variance(apart));
}

namespace {

std::string subsidy(std::string const& id, std::string const& start, int months, int budget_usd) {
  return "[[arm.instrument]]\nid = \"" + id + "\"\ntype = \"formalisation_subsidy\"\nstart = \"" + start +
         "\"\nmonths = " + std::to_string(months) + "\nbudget_usd = " + std::to_string(budget_usd) + "\n";
}
std::string three(std::string const& name, std::array<std::string, 3> const& starts, int budget_usd) {
  std::string text = "[[arm]]\nname = \"" + name + "\"\n";
  for (std::string const& start : starts) text += subsidy("from_" + start, start, 36, budget_usd / 3);
  return text;
}

/// Additional formal miner-years per 1,000 USD of grants, over fifteen years.
double bought(Model const& model, std::vector<Simulation> const& starts, int which, Executor const& executor) {
  double years = 0, usd = 0;
  std::size_t const formal = model.axis.find("formal_mining");
  for (Simulation const& from : starts)
    for (int const a : {0, which}) {
      Simulation run(model, from.luck(), from.world(), from.months_done(), a, executor);
      for (int month = 0; month < 180; ++month) {
        run.step();
        Miners const& m = run.world().miners;
        for (std::size_t i = 0; i < m.size(); ++i)
          if (m.alive(i) && m.livelihood[i] == formal) years += a == 0 ? -1.0 / 12 : 1.0 / 12;
      }
      for (Programme const& p : run.world().programmes) usd += static_cast<double>(p.granted_cents) / 100;
    }
  return 1000 * years / usd;
}

}  // namespace

// The same money for licences over nine years, or in three programmes of three years with two years of nothing between.
TEST_CASE("held out: funding that stops and starts buys less formal mining per dollar") {
  ScenarioText const file(
      "[world]\nsynthetic = { concessions = 12, miners = 6000, seed = 5 }\n[time]\nstart = \"2010-01\"\nmonths = "
      "180\nburn_in = 12\n[random]\nseed = 3\nreplicates = 12\n[gold_price]\nconstant_usd_per_gram = 40\n[[arm]]\nname "
      "= "
      "\"baseline\"\n[[arm]]\nname = \"nine_years\"\n" +
      subsidy("line", "2011-01", 108, 180'000) +
      three("three_times_three", {"2011-01", "2016-01", "2021-01"}, 180'000) +
      three("no_gaps", {"2011-01", "2014-01", "2017-01"}, 180'000));
  auto const study = open(file.path());
  SerialExecutor const executor;
  std::vector<Simulation> starts;
  for (uint32_t r = 0; r < 12; ++r) starts.push_back(burned_in(*study.model, r, executor));
  double const nine = bought(*study.model, starts, 1, executor), gaps = bought(*study.model, starts, 2, executor),
               none = bought(*study.model, starts, 3, executor);
  WARN("formal miner-years per 1,000 USD: nine years " << nine << ", three times three " << gaps << ", without gaps "
                                                       << none);
  CHECK(gaps < 0.95 * nine);
  // The twin: it is the gaps that cost. Later starts alone, with fewer years left in which to gain, cost less than
  // half.
  CHECK(nine - none < 0.5 * (nine - gaps));
}
