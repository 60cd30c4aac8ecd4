#pragma once
// Operations as businesses: crews, technology, what a month's work must be paid from, and traders.
//
// The manager of a pit takes his pay weight of the yield and what technology and better crews add
// beyond the part passed on to the crew:
//   weight = quality (w_m F + (1 - pass) (F - 1) w_c),  crew's factor = 1 + pass (F - 1)
// F = technology x better crews if licensed, w_m and w_c pay weights of manager and crew.
#include <array>

#include "tributer/core/rng.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/operations.hpp"

namespace tributer {

struct OperationParameters {
  int64_t crew;  ///< people, manager included
  double quality_log_sd, luck_log_sd;
  double failure_per_year, failure_log_sd;
  double opening_cash_usd, opening_cash_log_sd;
  double advance_months;    ///< of running costs that must be in hand before work
  double line_months;       ///< of missing costs that a line of working capital lends
  double payout_per_month;  ///< of cash above what the pit needs
  double reserve_instalments;
  double belief_speed;
  int64_t closes_after_idle_months;
  double succession;  ///< chance that a pit left behind passes on
  std::array<double, n_technologies> output, mercury_per_gold;
  double equipment_usd, equipment_yearly_loss;
};
OperationParameters read_operations(TableReader const& study);

struct TradeParameters {
  double operations_per_trader, turn_months, headroom, capital_growth;
  double usual_speed;                 ///< of the average output that counts as usual
  double surplus_drawn, least_share;  ///< a month, of capital beyond the wanted; of the wanted capital
  double prefinance_share, prefinance_repaid_share;
};
TradeParameters read_trade(TableReader const& study);

/// Lasting luck of a manager.
float quality_of(OperationParameters const& p, Luck const& luck, uint64_t owner);
/// Monthly hazard that his pit fails.
double failure_hazard(OperationParameters const& p, Luck const& luck, uint64_t owner);

inline constexpr double manager_weight = pay_weight[manager];
/// Pay weight of a crew of `crew` without its manager.
inline double crew_weight(int64_t crew) { return mean_pay_weight * static_cast<double>(crew) - manager_weight; }

/// What must be in hand before a month's work, from believed takings.
Cents needed_cents(OperationParameters const& p, double running_cost_share, Operation const& operation);
/// Believed sales of the whole pit over the manager's takings.
double sales_per_take(double running_cost_share, int64_t crew);

double owner_weight(double quality, double factor, double pass_through, int64_t crew);

}  // namespace tributer
