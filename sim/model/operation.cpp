#include "tributer/model/operation.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"

namespace tributer {

OperationParameters read_operations(TableReader const& study) {
  TableReader const t = study.table("operations");
  OperationParameters p{};
  p.crew = t.integer("crew", 12, {"1", 4, 60, "P-1", "people of an operation, its manager included: 8 + 2 + 1 + 1"});
  p.quality_log_sd = t.real("quality_log_sd", 0.7,
                            {"1", 0, 1.5, "assumed: managers differ", "log-sd of managers' lasting productivity"});
  p.luck_log_sd = t.real(
      "luck_log_sd", 0.6,
      {"1", 0, 1.5, "assumed: a manager shares the luck of a dozen miners", "log-sd of a manager's monthly luck"});
  p.failure_per_year = t.real("failure_per_year", 0.04,
                              {"1/year", 0, 0.5, "assumed: workings flood, cave in, run out",
                               "median chance that an operation fails in a year"});
  p.failure_log_sd = t.real(
      "failure_log_sd", 0.8,
      {"1", 0, 1.5, "assumed: some managers and ground are twice as risky", "log-sd of that chance among managers"});
  p.opening_cash_usd = t.real("opening_cash_usd", 2000,
                              {"USD", 0, 20000, "assumed: near where the cash of operations settles",
                               "median cash of an operation at the start"});
  p.opening_cash_log_sd = t.real("opening_cash_log_sd", 1,
                                 {"1", 0, 2, "assumed: operations differ as much as their output",
                                  "log-sd of the cash of an operation at the start"});
  p.advance_months = t.real("advance_months", 0.5,
                            {"month", 0, 2, "assumed: two weeks until gold is sold",
                             "months of running costs that a manager must hold before work"});
  p.payout_per_month = t.real("payout_per_month", 0.15,
                              {"1/month", 0.02, 1, "assumed: half a year's takings stay in the operation",
                               "share of cash beyond the operation's needs that the manager takes home"});
  p.line_months = t.real("line_months", 2,
                         {"month", 1, 12, "assumed: a loan should last for some weeks",
                          "months of missing running costs that a line of working capital lends at a time"});
  p.reserve_instalments = t.real("reserve_instalments", 2,
                                 {"1", 0, 12, "assumed: managers save for what falls due soon",
                                  "instalments of its loans that an operation keeps as cash"});
  p.belief_speed = t.real("belief_speed", 0.04,
                          {"1/month", 0.005, 0.5, "assumed: faster learning makes borrowers walk away",
                           "share of the gap between believed and actual takings closed in a month"});
  p.closes_after_idle_months = t.integer(
      "closes_after_idle_months", 6,
      {"month", 1, 60, "assumed: crews leave within half a year", "idle months after which an operation is given up"});
  p.succession = t.real("succession", 0.5,
                        {"1", 0, 1, "assumed: a lead or another manager takes over",
                         "chance that an operation whose manager has left passes to another miner"});
  p.output = {
      1.0,
      t.real("output_semi_mechanised", 1.3,
             {"1", 1, 2, "assumed: 1.2 to 1.4", "gold kept with crusher and pump, over working by hand"}),
      t.real("output_mercury_free", 1.2, {"1", 1, 2, "P-59", "gold kept without mercury, over working by hand"})};
  p.mercury_per_gold = {
      t.real("mercury_manual", 1.5, {"g/g", 0, 10, "assumed: 1 to 2 (P-61)", "mercury lost per gold, by hand"}),
      t.real("mercury_semi_mechanised", 3,
             {"g/g", 0, 10, "assumed: 3 to 6 (P-61)", "mercury lost per gold, whole ore"}),
      0.0};
  p.equipment_usd =
      t.real("equipment_usd", 8000, {"USD", 100, 50000, "P-62", "price of better equipment for an operation"});
  p.equipment_yearly_loss =
      t.real("equipment_yearly_loss", 0.1,
             {"1/year", 0, 1, "assumed: machines last ten years", "chance that equipment is worn out in a year"});
  return p;
}

TradeParameters read_trade(TableReader const& study) {
  TableReader const t = study.table("traders");
  return {
      t.real("operations_per_trader", 20, {"1", 5, 100, "assumed: 10 to 50", "operations that one trader buys from"}),
      t.real(
          "turn_months", 0.5,
          {"month", 0.05, 6, "assumed: sold within two weeks", "months in which a trader's capital turns over once"}),
      t.real("headroom", 0.65,
             {"1", 0.2, 5, "assumed: gives the size of V12; surplus is drawn slowly, so more than this is held",
              "capital wanted over what usual purchases tie up"}),
      t.real("capital_growth", 0.1,
             {"1/month", 0, 1, "assumed: profits of a trade of small margins",
              "largest rise of a trader's capital out of profit, share of it"}),
      t.real("usual_speed", 0.1,
             {"1/month", 0.01, 1, "assumed: traders plan by the last year",
              "weight of this month's output in the average for which traders hold capital"}),
      t.real("surplus_drawn", 0.2,
             {"1/month", 0, 1, "assumed: purchases come and go, so a surplus is drawn slowly",
              "share of capital beyond the wanted that a trader takes out of the business in a month"}),
      t.real("least_share", 0.25,
             {"1", 0, 1, "assumed: kin and other business keep a trader going",
              "share of the wanted capital that a trader who lost his capital gets from outside"}),
      t.real(
          "prefinance_share", 0.3,
          {"1", 0, 1, "assumed: the rest buys gold (P-56)", "share of a trader's cash that may be lent to operations"}),
      t.real("prefinance_repaid_share", 0.3,
             {"1", 0.02, 1, "assumed: P-56", "share of takings that goes to repay pre-finance"}),
      t.real("failure_per_year", 0.04,
             {"1/year", 0, 0.5, "assumed: as often as an operation; traders are robbed, cheated or fall ill",
              "chance that a trader fails in a year"})};
}

namespace {

float lasting_normal(Luck const& luck, uint64_t owner, std::size_t word) {
  return Luck::to_normal(luck.block(owner, 0, streams::manager)[word]);
}

}  // namespace

float quality_of(OperationParameters const& p, Luck const& luck, uint64_t owner) {
  float const sd = static_cast<float>(p.quality_log_sd);
  return math::exp(sd * lasting_normal(luck, owner, 0) - sd * sd / 2);
}

double failure_hazard(OperationParameters const& p, Luck const& luck, uint64_t owner) {
  double const yearly = p.failure_per_year * math::exp(p.failure_log_sd * lasting_normal(luck, owner, 1));
  return yearly / months_per_year < 1.0 ? yearly / months_per_year : 1.0;
}

double sales_per_take(double running_cost_share, int64_t crew) {
  return (manager_weight + crew_weight(crew)) / manager_weight / (1.0 - running_cost_share);
}

Cents needed_cents(OperationParameters const& p, double running_cost_share, Operation const& operation) {
  return whole(p.advance_months * running_cost_share * sales_per_take(running_cost_share, p.crew) *
               static_cast<double>(operation.expected_take_usd) * cents_per_usd);
}

double owner_weight(double quality, double factor, double pass_through, int64_t crew) {
  double const weight = manager_weight * factor + (1.0 - pass_through) * (factor - 1.0) * crew_weight(crew);
  return quality * (weight > 0 ? weight : 0);
}

bool prefinance(World& world, TradeParameters const& p, Operation& operation, Cents missing) {
  if (operation.trader == no_row) {
    auto const [first, last] = traders_at(world, operation.location);
    if (first == last) return false;
    operation.trader = first + static_cast<uint32_t>(operation.owner_id % (last - first));
  }
  Trader& trader = world.traders[operation.trader];
  // A part of his own capital, and all that he has borrowed: he borrowed it for that.
  Cents const borrowed = trader.loan != no_row ? world.loans[trader.loan].balance_cents : 0;
  Cents const own = std::max<Cents>(0, trader.cash_cents + trader.prefinance_cents - borrowed);
  Cents const lends = whole(p.prefinance_share * static_cast<double>(own)) + borrowed;
  if (trader.prefinance_cents + missing > lends || missing > trader.cash_cents) {
    trader.turned_away_cents += missing;
    if (operation.prefinance_cents == 0) operation.trader = no_row;
    return false;
  }
  trader.cash_cents -= missing;
  trader.prefinance_cents += missing;
  operation.cash_cents += missing;
  operation.prefinance_cents += missing;
  world.ledger.month.add(Category::prefinance, missing);
  return true;
}

}  // namespace tributer
