#pragma once
// Operations as businesses: crews, technology, the cash that a month's work needs, and traders.
//
// The manager of an operation gets the yield of his own pay weight, and what technology and better crews add to the
// yield of the crew, less the part that is passed on to the crew:
//   weight = quality (w_m F + (1 - pass) (F - 1) w_c),  crew's factor = 1 + pass (F - 1)
// F is the factor of technology, times that of better crews if licensed; w_m and w_c are pay weights of manager and
// crew.
#include <array>

#include "tributer/core/rng.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/operations.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

struct OperationParameters {
  int64_t crew;  ///< people in an operation, manager included
  double quality_log_sd, luck_log_sd;
  double failure_per_year, failure_log_sd;
  double opening_cash_usd, opening_cash_log_sd;
  double advance_months;    ///< months of running costs that the manager must hold before work
  double line_months;       ///< months of missing running costs that a line of working capital lends
  double payout_per_month;  ///< share of the cash above what the operation needs
  double reserve_instalments;
  double belief_speed;
  int64_t closes_after_idle_months;
  double succession;  ///< chance that an operation without a manager passes to another miner
  std::array<double, n_technologies> output, mercury_per_gold;
  double equipment_usd, equipment_yearly_loss;
};
OperationParameters read_operations(TableReader const& study);

struct TradeParameters {
  double operations_per_trader, turn_months, headroom, capital_growth;
  double usual_speed;                 ///< monthly speed of the moving average of output
  double surplus_drawn, least_share;  ///< monthly share of excess capital; lowest share of wanted capital
  double prefinance_share, prefinance_repaid_share;
  double failure_per_year;
};
TradeParameters read_trade(TableReader const& study);

/// Lasting productivity of a manager, drawn from his luck.
float quality_of(OperationParameters const& p, Luck const& luck, uint64_t owner);
/// Monthly hazard that his operation fails, drawn from his luck.
double failure_hazard(OperationParameters const& p, Luck const& luck, uint64_t owner);

inline constexpr double manager_weight = pay_weight[manager];
/// Sum of the pay weights of a crew of `crew` people, without the manager.
inline double crew_weight(int64_t crew) { return mean_pay_weight * static_cast<double>(crew) - manager_weight; }

/// Cash that a manager must hold before a month's work, by what he expects to take.
Cents needed_cents(OperationParameters const& p, double running_cost_share, Operation const& operation);
/// Sales of the whole operation over the takings of its manager.
double sales_per_take(double running_cost_share, int64_t crew);

double owner_weight(double quality, double factor, double pass_through, int64_t crew);

/// Lets the trader of an operation lend what it lacks to work this month, or one of its concession if it has none.
/// False if he cannot.
bool prefinance(World& world, TradeParameters const& p, Operation& operation, Cents missing);

}  // namespace tributer
