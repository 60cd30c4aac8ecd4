#pragma once
// The budget of a household in a month: kin claim a share of saved cash; if income is below need and school fees, the
// household first spends savings, then borrows from a trader, and then consumes less; if it is above, the household
// repays, then saves towards a buffer, and consumes the rest.
#include <array>
#include <limits>

#include "tributer/core/money.hpp"
#include "tributer/state/miners.hpp"

namespace tributer {

/// Rules that are the same for all households. Shares are in basis points.
struct BudgetRules {
  int64_t kin = 0, saved = 0, repaid = 0;
  int64_t price_level = 0;  ///< in basis points too
  double buffer_months = 0;
};

/// What households meet this month, and what comes of it: of the households of rows that follow each other.
struct Budgets {
  static constexpr std::size_t most = 256;
  /// Amounts are whole, and exact because they are below this.
  static constexpr double largest = 1e14;
  using Amounts = std::array<double, most>;
  alignas(64) Amounts need{}, fees{};  ///< in cents
  alignas(64) Amounts limit{};         ///< the most that a trader lends; `no_credit` for people who do not mine
  alignas(64) std::array<int32_t, most> borrowed{};  ///< from the trader, less repaid
};
inline constexpr double no_credit = -std::numeric_limits<double>::infinity();

/// Sums over households.
struct BudgetSums {
  Cents kin_claims = 0, others_income = 0, credit_repaid = 0, trader_credit = 0, school_fees = 0, consumption = 0;
};

/// Settles the budget of row `i`, with what the household meets at position `k` of `budgets`.
void settle_household(BudgetRules const& rules, Miners& m, std::size_t i, Budgets& budgets, std::size_t k,
                      BudgetSums& sums);

/// The same for `n` rows from `begin`, side by side in the vectors of the processor.
void settle_households(BudgetRules const& rules, Miners& m, std::size_t begin, std::size_t n, Budgets& budgets,
                       BudgetSums& sums);

}  // namespace tributer
