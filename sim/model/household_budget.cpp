#include "tributer/model/household_budget.hpp"

#include <algorithm>

#include "tributer/core/units.hpp"

namespace tributer {

void settle_household(BudgetRules const& rules, Miners& m, std::size_t i, Budgets& budgets, std::size_t k,
                      BudgetSums& sums) {
  budgets.borrowed[k] = 0;
  if (!m.alive(i)) return;
  Cents const need = static_cast<Cents>(budgets.need[k]), fees = static_cast<Cents>(budgets.fees[k]);
  Cents cash = m.cash_cents[i], debt = m.debt_cents[i];
  Cents const claimed = basis_points(cash, rules.kin);
  cash -= claimed;
  Cents const others = basis_points(m.others_income_usd[i] * cents_per_usd, rules.price_level);
  if (m.income_year_cents[i] != entered_this_year)
    m.income_year_cents[i] = checked<int32_t>(Cents{m.income_year_cents[i]} + m.income_cents[i]);
  Cents const income = m.income_cents[i] + others;
  Cents consumption = 0, paid_fees = fees, repaid = 0, lent = 0;
  if (income >= need + fees) {
    Cents const surplus = income - need - fees;
    repaid = std::min(debt, basis_points(surplus, rules.repaid));
    Cents const room = std::max<Cents>(0, whole(static_cast<double>(need) * rules.buffer_months) - cash);
    Cents const saved = std::min(room, basis_points(surplus - repaid, rules.saved));
    cash += saved;
    consumption = income - fees - repaid - saved;
  } else {
    Cents const short_of = need + fees - income;
    Cents const drawn = std::min(cash, short_of);
    cash -= drawn;
    bool const may_borrow = budgets.limit[k] > static_cast<double>(debt);
    Cents const room = may_borrow ? static_cast<Cents>(budgets.limit[k]) - debt : 0;
    lent = std::min(room, short_of - drawn);
    Cents const means = income + drawn + lent;
    paid_fees = std::min(fees, means);
    consumption = means - paid_fees;
  }
  debt += lent - repaid;
  sums.kin_claims += claimed, sums.others_income += others, sums.credit_repaid += repaid, sums.trader_credit += lent;
  sums.school_fees += paid_fees, sums.consumption += consumption;
  budgets.borrowed[k] = checked<int32_t>(lent - repaid);
  m.cash_cents[i] = checked<int32_t>(cash);
  m.debt_cents[i] = checked<int32_t>(debt);
  m.consumption_cents[i] = checked<int32_t>(consumption);
}

}  // namespace tributer
