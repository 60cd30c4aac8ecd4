#pragma once
// Double-entry books. Every category of transfer has one payer and one payee. A month can be closed only if the
// balances of all accounts sum to exactly 0.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tributer/core/enumeration.hpp"
#include "tributer/core/money.hpp"

namespace tributer {

enum class Account : uint8_t {
  households,
  operations,
  traders,
  lenders,
  facility,
  donor,
  state,
  officials,
  lsm,
  local_economy,
  gold_market,
  outside
};
inline constexpr std::size_t n_accounts = n_of<Account>;

enum class Category : uint8_t {
  opening_cash,
  own_account_income,
  others_income,
  gold_bought,
  gold_sold,
  running_costs,
  lsm_wages,
  trader_credit,
  credit_repaid,
  consumption,
  school_fees,
  kin_claims,
  travel,
  bribes,
  confiscations,
  departing_cash,
  arriving_cash,
  pit_capital,
  founding_capital,
  closing_capital,
  estates,
  lost_capital,
  operation_gold,
  operation_costs,
  owner_draw,
  operation_kin_claims,
  harassment,
  prefinance,
  prefinance_repaid,
  licence_costs,
  compliance,
  royalties,
  trader_royalties,
  price_gain,
  buyer_premium,
  equipment,
  trader_capital,
  trader_profit,
  trader_losses,
  bank_loans,
  bank_instalments,
  trader_loans,
  trader_instalments,
  cost_of_funds,
  lending_costs,
  lender_capital,
  grants,
  grant_leakage,
  administration,
  fund_capital,
  private_capital,
  lsm_capital,
  fund_loans,
  fund_instalments,
  fund_trader_loans,
  fund_trader_instalments,
  idle_yield,
  guarantee_fees,
  guarantee_claims,
  capital_returned,
  private_returned,
  lsm_returned,
  tribute,
  pit_tribute,
  lsm_procurement,
  lsm_security,
  lsm_engagement,
  lsm_incidents,
  liability_claims,
  school_fee_aid,
  donor_costs,
  state_costs,
  export_taxes,
  aid_grants,
  aid_goods,
  aid_loans,
  aid_repaid
};
inline constexpr std::size_t n_categories = n_of<Category>;

/// The payer and the payee of the transfers of a category.
struct CategoryEntry {
  Category category;
  Account payer, payee;
  constexpr std::string_view label() const { return name_of(category); }
};
inline constexpr std::array categories{
    CategoryEntry{Category::opening_cash, Account::outside, Account::households},
    CategoryEntry{Category::own_account_income, Account::local_economy, Account::households},
    CategoryEntry{Category::others_income, Account::local_economy, Account::households},
    CategoryEntry{Category::gold_bought, Account::traders, Account::households},
    CategoryEntry{Category::gold_sold, Account::gold_market, Account::traders},
    CategoryEntry{Category::running_costs, Account::households, Account::local_economy},
    CategoryEntry{Category::lsm_wages, Account::lsm, Account::households},
    CategoryEntry{Category::trader_credit, Account::traders, Account::households},
    CategoryEntry{Category::credit_repaid, Account::households, Account::traders},
    CategoryEntry{Category::consumption, Account::households, Account::local_economy},
    CategoryEntry{Category::school_fees, Account::households, Account::state},
    CategoryEntry{Category::kin_claims, Account::households, Account::outside},
    CategoryEntry{Category::travel, Account::households, Account::local_economy},
    CategoryEntry{Category::bribes, Account::households, Account::officials},
    CategoryEntry{Category::confiscations, Account::households, Account::officials},
    CategoryEntry{Category::departing_cash, Account::households, Account::outside},
    CategoryEntry{Category::arriving_cash, Account::outside, Account::households},
    CategoryEntry{Category::pit_capital, Account::outside, Account::operations},
    CategoryEntry{Category::founding_capital, Account::households, Account::operations},
    CategoryEntry{Category::closing_capital, Account::operations, Account::households},
    CategoryEntry{Category::estates, Account::operations, Account::outside},
    CategoryEntry{Category::lost_capital, Account::operations, Account::local_economy},
    CategoryEntry{Category::operation_gold, Account::traders, Account::operations},
    CategoryEntry{Category::operation_costs, Account::operations, Account::local_economy},
    CategoryEntry{Category::owner_draw, Account::operations, Account::households},
    CategoryEntry{Category::operation_kin_claims, Account::operations, Account::outside},
    CategoryEntry{Category::harassment, Account::operations, Account::officials},
    CategoryEntry{Category::prefinance, Account::traders, Account::operations},
    CategoryEntry{Category::prefinance_repaid, Account::operations, Account::traders},
    CategoryEntry{Category::licence_costs, Account::operations, Account::state},
    CategoryEntry{Category::compliance, Account::operations, Account::local_economy},
    CategoryEntry{Category::royalties, Account::operations, Account::state},
    CategoryEntry{Category::trader_royalties, Account::traders, Account::state},
    CategoryEntry{Category::price_gain, Account::traders, Account::operations},
    CategoryEntry{Category::buyer_premium, Account::gold_market, Account::operations},
    CategoryEntry{Category::equipment, Account::operations, Account::outside},
    CategoryEntry{Category::trader_capital, Account::outside, Account::traders},
    CategoryEntry{Category::trader_profit, Account::traders, Account::outside},
    CategoryEntry{Category::trader_losses, Account::traders, Account::local_economy},
    CategoryEntry{Category::bank_loans, Account::lenders, Account::operations},
    CategoryEntry{Category::bank_instalments, Account::operations, Account::lenders},
    CategoryEntry{Category::trader_loans, Account::lenders, Account::traders},
    CategoryEntry{Category::trader_instalments, Account::traders, Account::lenders},
    CategoryEntry{Category::cost_of_funds, Account::lenders, Account::outside},
    CategoryEntry{Category::lending_costs, Account::lenders, Account::local_economy},
    CategoryEntry{Category::lender_capital, Account::outside, Account::lenders},
    CategoryEntry{Category::grants, Account::donor, Account::operations},
    CategoryEntry{Category::grant_leakage, Account::donor, Account::officials},
    CategoryEntry{Category::administration, Account::donor, Account::outside},
    CategoryEntry{Category::fund_capital, Account::donor, Account::facility},
    CategoryEntry{Category::private_capital, Account::outside, Account::facility},
    CategoryEntry{Category::lsm_capital, Account::lsm, Account::facility},
    CategoryEntry{Category::fund_loans, Account::facility, Account::operations},
    CategoryEntry{Category::fund_instalments, Account::operations, Account::facility},
    CategoryEntry{Category::fund_trader_loans, Account::facility, Account::traders},
    CategoryEntry{Category::fund_trader_instalments, Account::traders, Account::facility},
    CategoryEntry{Category::idle_yield, Account::outside, Account::facility},
    CategoryEntry{Category::guarantee_fees, Account::lenders, Account::facility},
    CategoryEntry{Category::guarantee_claims, Account::facility, Account::lenders},
    CategoryEntry{Category::capital_returned, Account::facility, Account::donor},
    CategoryEntry{Category::private_returned, Account::facility, Account::outside},
    CategoryEntry{Category::lsm_returned, Account::facility, Account::lsm},
    CategoryEntry{Category::tribute, Account::households, Account::lsm},
    CategoryEntry{Category::pit_tribute, Account::operations, Account::lsm},
    CategoryEntry{Category::lsm_procurement, Account::lsm, Account::local_economy},
    CategoryEntry{Category::lsm_security, Account::lsm, Account::local_economy},
    CategoryEntry{Category::lsm_engagement, Account::lsm, Account::local_economy},
    CategoryEntry{Category::lsm_incidents, Account::lsm, Account::outside},
    CategoryEntry{Category::liability_claims, Account::donor, Account::lsm},
    CategoryEntry{Category::school_fee_aid, Account::donor, Account::state},
    CategoryEntry{Category::donor_costs, Account::donor, Account::local_economy},
    CategoryEntry{Category::state_costs, Account::state, Account::local_economy},
    CategoryEntry{Category::export_taxes, Account::traders, Account::state},
    CategoryEntry{Category::aid_grants, Account::donor, Account::households},
    CategoryEntry{Category::aid_goods, Account::donor, Account::local_economy},
    CategoryEntry{Category::aid_loans, Account::facility, Account::households},
    CategoryEntry{Category::aid_repaid, Account::households, Account::facility},
};

consteval bool one_entry_for_each_category() {
  for (std::size_t i = 0; i < categories.size(); ++i)
    if (static_cast<std::size_t>(categories[i].category) != i) return false;
  return categories.size() == n_categories;
}
static_assert(one_entry_for_each_category(), "every category has its payer and payee, in the order of the enumeration");

/// The categories that an account pays.
inline std::vector<Category> paid_by(Account account) {
  std::vector<Category> out;
  for (CategoryEntry const& entry : categories)
    if (entry.payer == account) out.push_back(entry.category);
  return out;
}
/// The categories that an account receives.
inline std::vector<Category> received_by(Account account) {
  std::vector<Category> out;
  for (CategoryEntry const& entry : categories)
    if (entry.payee == account) out.push_back(entry.category);
  return out;
}

/// The condition of a total over categories of the ledger: "category=grants|administration|-capital_returned".
inline std::string of_categories(std::vector<Category> const& added, std::vector<Category> const& subtracted = {}) {
  std::string where = "category=";
  char const* between = "";
  for (Category const category : added) where.append(std::exchange(between, "|")).append(name_of(category));
  for (Category const category : subtracted) where.append("|-").append(name_of(category));
  return where;
}

/// Transfers of one month, by category. Adding two books adds their entries.
struct Book {
  std::array<Cents, n_categories> cents{};
  void add(Category category, Cents amount) { cents[static_cast<std::size_t>(category)] += amount; }
  Cents of(Category category) const { return cents[static_cast<std::size_t>(category)]; }
  Cents of(std::vector<Category> const& list) const {
    Cents sum = 0;
    for (Category const category : list) sum += of(category);
    return sum;
  }
  Book& operator+=(Book const& other) {
    for (std::size_t i = 0; i < n_categories; ++i) cents[i] += other.cents[i];
    return *this;
  }
};

/// The books of one world: the entries of this month, and the balance of each account since the beginning.
struct Ledger {
  Book month;
  std::array<Cents, n_accounts> balance{};  ///< cash held; the accounts of parties outside the model may fall below 0
  Cents receivable = 0;                     ///< owed by households to traders
  Cents written_off = 0;                    ///< debts of people who left, since the beginning

  /// Posts the entries of the month to the balances and returns the sum of all balances, which must be 0.
  Cents close() {
    Cents total = 0;
    for (std::size_t i = 0; i < n_categories; ++i) {
      balance[static_cast<std::size_t>(categories[i].payer)] -= month.cents[i];
      balance[static_cast<std::size_t>(categories[i].payee)] += month.cents[i];
    }
    for (Cents const held : balance) total += held;
    receivable += month.of(Category::trader_credit) - month.of(Category::credit_repaid);
    return total;
  }
};

}  // namespace tributer
