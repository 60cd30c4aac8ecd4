// Tests when traders borrow from banks, when they default, and whether an offer that they may refuse can harm them.
// Runs are deterministic unless a test says otherwise. Each pattern is tested again with a planted fault, which must
// miss it.
#include <catch2/catch.hpp>
#include <functional>

#include "finance_lab.hpp"

using namespace lab;

namespace {

constexpr std::size_t trade = static_cast<std::size_t>(Purpose::trade);

/// A guarantee on loans to traders only, for four years.
std::string guarantee(std::string const& name, std::string const& keys = "") {
  return arm_text(name, instrument_text("loan_guarantee",
                                        "start = \"2015-01\"\nmonths = 48\nlender = \"bank\"\nborrowers = \"traders\"\n"
                                        "capital_usd = 500_000\ncoverage = 0.8\n" +
                                            keys));
}

/// A bank that serves traders and lends readily.
std::vector<std::string> ready_bank(std::vector<std::string> more = {}) {
  for (auto const* s : {"bank.fixed_cost_usd=50", "bank.prior_hazard_yearly=0.06", "bank.window_usd_per_year=0"})
    more.emplace_back(s);
  return more;
}
/// Traders can lend little of their own capital, and operations need much.
std::vector<std::string> short_of_cash(std::vector<std::string> more) {
  for (auto const* s : {"traders.prefinance_share=0.005", "operations.advance_months=1.5"}) more.emplace_back(s);
  return more;
}

struct TraderYears {
  double loans = 0, covered = 0, lost = 0;
  double value_usd = 0;  ///< received less paid, except what traders put in or take out
};

/// Something that a test changes in the world before each month.
using Plant = std::function<void(World&)>;

TraderYears run(FinanceStudy& study, std::string const& arm, uint32_t replicate, int months, int from = 0,
                Plant const& plant = {}) {
  Simulation simulation = study.branch(arm, replicate);
  TraderYears out;
  for (int m = 0; m < months; ++m) {
    if (plant) plant(simulation.world());
    simulation.step();
    World const& world = simulation.world();
    Book const& book = world.ledger.month;
    if (m < from) continue;
    out.loans += static_cast<double>(world.credit.approved[trade]);
    out.covered += static_cast<double>(world.credit.covered_loans);
    out.lost += static_cast<double>(world.credit.defaults[trade]);
    out.value_usd +=
        0.01 * static_cast<double>(book.of(received_by(Account::traders)) - book.of(paid_by(Account::traders)) +
                                   book.of(Category::trader_profit) - book.of(Category::trader_capital));
  }
  return out;
}

/// The planted fault: traders borrow half of their capital whenever they may, as if it gained a tenth a month.
void borrow_always(World& world) {
  for (Trader& trader : world.traders) {
    trader.usual_shortage_usd = 0.005 * static_cast<double>(trader.cash_cents + trader.prefinance_cents);
    trader.usual_lent_usd = 100, trader.usual_gain_usd = 10;
  }
}

}  // namespace

TEST_CASE("input: traders borrow when they turn operations away, and not when their cash lies idle") {
  FinanceStudy idle("", ready_bank()), in_want("", short_of_cash(ready_bank()));
  double const few = run(idle, "baseline", 0, 48).loans, many = run(in_want, "baseline", 0, 48).loans,
               misled = run(idle, "baseline", 0, 48, 0, borrow_always).loans;
  WARN("loans to traders in four years: " << few << " while their cash lies idle, " << many
                                          << " if they can lend little, " << misled << " if they borrow always");
  CHECK(many > 100);
  CHECK(few < 0.1 * many);
  CHECK_FALSE(misled < 0.1 * many);
}

TEST_CASE("input: a dear loan keeps traders from borrowing, unless pre-finance gains more than it costs") {
  auto const loans = [](std::string const& rate, std::string const& tied, std::string const& tied_alone) {
    FinanceStudy study("", short_of_cash(ready_bank({"bank.yearly_rate=" + rate, "traders.tied_margin=" + tied,
                                                     "traders.tied_margin_alone=" + tied_alone})));
    return run(study, "baseline", 0, 48).loans;
  };
  double const at_30 = loans("0.3", "0.03", "0"), at_100 = loans("1", "0.03", "0"),
               paid_back = loans("1", "0.05", "0.06");
  WARN("loans to traders in four years at 30% a year " << at_30 << ", at 100% " << at_100
                                                       << ", the same if the tied price is lower " << paid_back);
  CHECK(at_30 > 50);
  CHECK(at_100 < 0.5 * at_30);
  CHECK_FALSE(paid_back < 0.5 * at_30);
}

TEST_CASE(
    "input: traders refuse a guarantee that demands declared sale if the royalty costs more than the loan gains") {
  std::string const arms = guarantee("declared", "declared_only = true\n") + guarantee("free");
  FinanceStudy taxed(arms, short_of_cash(ready_bank())),
      untaxed(arms, short_of_cash(ready_bank({"licence.royalty=0"})));
  double const free = run(taxed, "free", 0, 48).covered, declared = run(taxed, "declared", 0, 48).covered,
               no_royalty = run(untaxed, "declared", 0, 48).covered;
  WARN("guaranteed loans to traders in four years: " << free << ", if gold must be declared " << declared
                                                     << ", if declared gold then pays no royalty " << no_royalty);
  CHECK(free > 50);
  CHECK(declared < 0.5 * free);
  CHECK_FALSE(no_royalty < 0.5 * free);
}

TEST_CASE("held out: more traders default after the price of gold has fallen (sign)") {
  std::string const fall =
      arm_text("fall", instrument_text("gold_price_shock", "start = \"2017-01\"\nmonths = 24\nshare = -0.5\n"));
  FinanceStudy risky(fall, short_of_cash(ready_bank({"traders.failure_per_year=0.3"}))),
      safe(fall, short_of_cash(ready_bank({"traders.failure_per_year=0"})));
  TraderYears const usual = run(risky, "baseline", 0, 48, 24), after = run(risky, "fall", 0, 48, 24),
                    unfailing = run(safe, "fall", 0, 48, 24);
  WARN("traders' loans lost in two years: " << usual.lost << ", after a fall of the price " << after.lost
                                            << ", if no trader fails " << unfailing.lost);
  CHECK(usual.lost > 0);
  CHECK(after.lost > usual.lost);
  CHECK_FALSE(unfailing.lost > usual.lost);
}

TEST_CASE("held out: traders as a party do not lose from an offer that they may refuse") {
  // The upper end of the 95% interval is at least 0. If traders neither gained nor lost, this would fail by chance once
  // in 40 worlds; here they gain.
  FinanceStudy idle(guarantee("offered"), ready_bank());
  FinanceStudy in_want(guarantee("offered"), short_of_cash({"bank.fixed_cost_usd=100", "bank.prior_hazard_yearly=0.25",
                                                            "bank.window_usd_per_year=0"}));
  auto const gain = [](FinanceStudy& study, Plant const& plant) {
    std::vector<double> out;
    for (uint32_t r = 0; r < 6; ++r)
      out.push_back(run(study, "offered", r, 72, 0, plant).value_usd - run(study, "baseline", r, 72).value_usd);
    return out;
  };
  auto const upper = [](std::vector<double> const& x) {
    double square = 0;
    for (double const v : x) square += (v - mean(x)) * (v - mean(x));
    double const n = static_cast<double>(x.size());
    return mean(x) + 2.57 * std::sqrt(square / (n * (n - 1)));
  };
  double const used = run(in_want, "offered", 0, 72).covered, plain = run(in_want, "baseline", 0, 72).loans;
  auto const offered = gain(in_want, {}), misled = gain(idle, borrow_always);
  WARN(used << " guaranteed loans, against " << plain << " loans without an offer; traders gain " << mean(offered)
            << " USD by the offer, at most " << upper(offered) << "; if they borrow always " << mean(misled)
            << ", at most " << upper(misled));
  CHECK(used > 50);
  CHECK(upper(offered) >= 0);
  CHECK_FALSE(upper(misled) >= 0);
}
