// Budgets of many households side by side. settle_household defines them. Amounts are whole numbers, and below 2^51
// even when multiplied by basis points, so they are exact as real numbers, and so is every sum of them.
#include <bit>

#include "tributer/core/units.hpp"
#include "tributer/model/household_budget.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/model/household_budget_kernel.cpp"
#include <hwy/foreach_target.h>

#include "tributer/core/vector_math.hpp"

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {

using Doubles = hn::ScalableTag<double>;
using DoubleV = hn::Vec<Doubles>;
using Cents32 = hn::Rebind<int32_t, Doubles>;

/// A factor that turns an amount into its share in basis points, once digits after the point are cut off. It is not
/// below parts / 10000, so a whole share is never missed, and so little above it that no whole number is crossed.
inline double factor_of(int64_t parts, double of = per_ten_thousand) {
  double const factor = static_cast<double>(parts) / of;
  return parts == 0 ? 0 : std::bit_cast<double>(std::bit_cast<int64_t>(factor) + 1);
}

/// Settles rows from `begin` and returns how many of the `n` it has settled. It stops before rows that fill no vector,
/// and before a row whose columns could not hold what comes of it.
std::size_t settle(BudgetRules const& rules, Miners& m, std::size_t begin, std::size_t n, Budgets& budgets,
                   BudgetSums& sums) {
  Doubles const d;
  Cents32 const d32;
  DoubleV const zero = hn::Zero(d);
  auto const cents = [&](Column<int32_t> const& column, std::size_t k) {
    return hn::PromoteTo(d, hn::LoadU(d32, column.data() + begin + k));
  };
  DoubleV const kin = hn::Set(d, factor_of(rules.kin)), save = hn::Set(d, factor_of(rules.saved)),
                repay = hn::Set(d, factor_of(rules.repaid)), buffer = hn::Set(d, rules.buffer_months),
                others_cents = hn::Set(d, factor_of(rules.price_level, per_ten_thousand / cents_per_usd)),
                entered = hn::Set(d, entered_this_year), free_row = hn::Set(d, gone),
                most = hn::Set(d, std::numeric_limits<int32_t>::max());
  DoubleV kin_claims = zero, others_income = zero, credit_repaid = zero, trader_credit = zero, school_fees = zero,
          consumed = zero;
  std::size_t k = 0;
  for (; k + hn::Lanes(d) <= n; k += hn::Lanes(d)) {
    auto const livelihood = hn::LoadU(hn::Rebind<uint8_t, Doubles>(), m.livelihood.data() + begin + k);
    auto const alive = hn::Ne(hn::PromoteTo(d, hn::PromoteTo(d32, livelihood)), free_row);
    DoubleV const need = hn::IfThenElseZero(alive, hn::Load(d, budgets.need.data() + k)),
                  fees = hn::IfThenElseZero(alive, hn::Load(d, budgets.fees.data() + k)),
                  limit = hn::Load(d, budgets.limit.data() + k);
    DoubleV const old_cash = cents(m.cash_cents, k), old_debt = cents(m.debt_cents, k),
                  old_consumption = cents(m.consumption_cents, k), old_year = cents(m.income_year_cents, k);
    DoubleV const earned = hn::IfThenElseZero(alive, cents(m.income_cents, k)),
                  debt = hn::IfThenElseZero(alive, old_debt);
    DoubleV cash = hn::IfThenElseZero(alive, old_cash);
    auto const others_usd = hn::LoadU(hn::Rebind<uint16_t, Doubles>(), m.others_income_usd.data() + begin + k);
    DoubleV const others =
        hn::IfThenElseZero(alive, hn::Trunc(hn::Mul(hn::PromoteTo(d, hn::PromoteTo(d32, others_usd)), others_cents)));
    DoubleV const year = hn::IfThenElse(hn::Eq(old_year, entered), old_year, hn::Add(old_year, earned));
    DoubleV const claimed = hn::Trunc(hn::Mul(cash, kin)), income = hn::Add(earned, others);
    cash = hn::Sub(cash, claimed);
    DoubleV const balance = hn::Sub(hn::Sub(income, need), fees);
    auto const enough = hn::Ge(balance, zero);
    DoubleV const surplus = hn::Max(balance, zero), short_of = hn::Max(hn::Neg(balance), zero);
    DoubleV const repaid = hn::IfThenElseZero(enough, hn::Min(debt, hn::Trunc(hn::Mul(surplus, repay))));
    DoubleV const room = hn::Max(zero, hn::Sub(hn::Floor(hn::Mul(need, buffer)), cash));
    DoubleV const saved = hn::Min(room, hn::Trunc(hn::Mul(hn::Sub(surplus, repaid), save)));
    DoubleV const drawn = hn::IfThenZeroElse(enough, hn::Min(cash, short_of));
    DoubleV const lent = hn::Min(hn::Max(zero, hn::Sub(limit, debt)), hn::Sub(short_of, drawn));
    DoubleV const means = hn::Add(hn::Add(income, drawn), lent), paid = hn::Min(fees, means);
    DoubleV const consumption = hn::Sub(hn::Sub(hn::Sub(means, paid), repaid), saved);
    DoubleV const borrowed = hn::Sub(lent, repaid), new_debt = hn::Add(debt, borrowed);
    cash = hn::Add(cash, hn::Sub(saved, drawn));
    DoubleV const largest =
        hn::Max(hn::Max(hn::Max(hn::Abs(cash), hn::Abs(new_debt)), hn::Max(hn::Abs(consumption), hn::Abs(year))),
                hn::Abs(borrowed));
    if (!hn::AllTrue(d, hn::Le(largest, most))) break;
    auto const store = [&](Column<int32_t>& column, DoubleV fresh, DoubleV old) {
      hn::StoreU(hn::DemoteTo(d32, hn::IfThenElse(alive, fresh, old)), d32, column.data() + begin + k);
    };
    store(m.cash_cents, cash, old_cash), store(m.debt_cents, new_debt, old_debt);
    store(m.consumption_cents, consumption, old_consumption), store(m.income_year_cents, year, old_year);
    hn::Store(hn::DemoteTo(d32, borrowed), d32, budgets.borrowed.data() + k);
    kin_claims = hn::Add(kin_claims, claimed), others_income = hn::Add(others_income, others);
    credit_repaid = hn::Add(credit_repaid, repaid), trader_credit = hn::Add(trader_credit, lent);
    school_fees = hn::Add(school_fees, paid), consumed = hn::Add(consumed, consumption);
  }
  auto const add = [&](Cents& to, DoubleV sum) { to += static_cast<Cents>(hn::GetLane(hn::SumOfLanes(d, sum))); };
  add(sums.kin_claims, kin_claims), add(sums.others_income, others_income);
  add(sums.credit_repaid, credit_repaid), add(sums.trader_credit, trader_credit);
  add(sums.school_fees, school_fees), add(sums.consumption, consumed);
  return k;
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {

HWY_EXPORT(settle);

}  // namespace

void settle_households(BudgetRules const& rules, Miners& m, std::size_t begin, std::size_t n, Budgets& budgets,
                       BudgetSums& sums) {
  std::size_t k = HWY_DYNAMIC_DISPATCH(settle)(rules, m, begin, n, budgets, sums);
  for (; k < n; ++k) settle_household(rules, m, begin + k, budgets, k, sums);
}

}  // namespace tributer
#endif
