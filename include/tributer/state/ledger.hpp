#pragma once
// Double-entry books. Every category of transfer has one payer and one payee; a month closes only
// if the accounts' changes equal their entries and sum to exactly 0.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

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
inline constexpr std::size_t n_accounts = 12;
inline constexpr std::array<std::string_view, n_accounts> account_labels{
    "households", "operations", "traders", "lenders",       "facility",    "donor",
    "state",      "officials",  "lsm",     "local_economy", "gold_market", "outside"};

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
struct CategoryEntry {
  std::string_view label;
  Account payer, payee;
};
inline constexpr std::array categories{
    CategoryEntry{"opening_cash", Account::outside, Account::households},
    CategoryEntry{"own_account_income", Account::local_economy, Account::households},
    CategoryEntry{"others_income", Account::local_economy, Account::households},
    CategoryEntry{"gold_bought", Account::traders, Account::households},
    CategoryEntry{"gold_sold", Account::gold_market, Account::traders},
    CategoryEntry{"running_costs", Account::households, Account::local_economy},
    CategoryEntry{"lsm_wages", Account::lsm, Account::households},
    CategoryEntry{"trader_credit", Account::traders, Account::households},
    CategoryEntry{"credit_repaid", Account::households, Account::traders},
    CategoryEntry{"consumption", Account::households, Account::local_economy},
    CategoryEntry{"school_fees", Account::households, Account::state},
    CategoryEntry{"kin_claims", Account::households, Account::outside},
    CategoryEntry{"travel", Account::households, Account::local_economy},
    CategoryEntry{"bribes", Account::households, Account::officials},
    CategoryEntry{"confiscations", Account::households, Account::state},
    CategoryEntry{"departing_cash", Account::households, Account::outside},
    CategoryEntry{"arriving_cash", Account::outside, Account::households},
    CategoryEntry{"pit_capital", Account::outside, Account::operations},
    CategoryEntry{"founding_capital", Account::households, Account::operations},
    CategoryEntry{"closing_capital", Account::operations, Account::households},
    CategoryEntry{"estates", Account::operations, Account::outside},
    CategoryEntry{"lost_capital", Account::operations, Account::local_economy},
    CategoryEntry{"operation_gold", Account::traders, Account::operations},
    CategoryEntry{"operation_costs", Account::operations, Account::local_economy},
    CategoryEntry{"owner_draw", Account::operations, Account::households},
    CategoryEntry{"operation_kin_claims", Account::operations, Account::outside},
    CategoryEntry{"harassment", Account::operations, Account::officials},
    CategoryEntry{"prefinance", Account::traders, Account::operations},
    CategoryEntry{"prefinance_repaid", Account::operations, Account::traders},
    CategoryEntry{"licence_costs", Account::operations, Account::state},
    CategoryEntry{"compliance", Account::operations, Account::local_economy},
    CategoryEntry{"royalties", Account::operations, Account::state},
    CategoryEntry{"trader_royalties", Account::traders, Account::state},
    CategoryEntry{"price_gain", Account::traders, Account::operations},
    CategoryEntry{"buyer_premium", Account::gold_market, Account::operations},
    CategoryEntry{"equipment", Account::operations, Account::outside},
    CategoryEntry{"trader_capital", Account::outside, Account::traders},
    CategoryEntry{"trader_profit", Account::traders, Account::outside},
    CategoryEntry{"bank_loans", Account::lenders, Account::operations},
    CategoryEntry{"bank_instalments", Account::operations, Account::lenders},
    CategoryEntry{"trader_loans", Account::lenders, Account::traders},
    CategoryEntry{"trader_instalments", Account::traders, Account::lenders},
    CategoryEntry{"cost_of_funds", Account::lenders, Account::outside},
    CategoryEntry{"lending_costs", Account::lenders, Account::local_economy},
    CategoryEntry{"lender_capital", Account::outside, Account::lenders},
    CategoryEntry{"grants", Account::donor, Account::operations},
    CategoryEntry{"grant_leakage", Account::donor, Account::officials},
    CategoryEntry{"administration", Account::donor, Account::outside},
    CategoryEntry{"fund_capital", Account::donor, Account::facility},
    CategoryEntry{"private_capital", Account::outside, Account::facility},
    CategoryEntry{"lsm_capital", Account::lsm, Account::facility},
    CategoryEntry{"fund_loans", Account::facility, Account::operations},
    CategoryEntry{"fund_instalments", Account::operations, Account::facility},
    CategoryEntry{"fund_trader_loans", Account::facility, Account::traders},
    CategoryEntry{"fund_trader_instalments", Account::traders, Account::facility},
    CategoryEntry{"idle_yield", Account::outside, Account::facility},
    CategoryEntry{"guarantee_fees", Account::lenders, Account::facility},
    CategoryEntry{"guarantee_claims", Account::facility, Account::lenders},
    CategoryEntry{"capital_returned", Account::facility, Account::donor},
    CategoryEntry{"private_returned", Account::facility, Account::outside},
    CategoryEntry{"lsm_returned", Account::facility, Account::lsm},
    CategoryEntry{"tribute", Account::households, Account::lsm},
    CategoryEntry{"pit_tribute", Account::operations, Account::lsm},
    CategoryEntry{"lsm_procurement", Account::lsm, Account::local_economy},
    CategoryEntry{"lsm_security", Account::lsm, Account::local_economy},
    CategoryEntry{"lsm_engagement", Account::lsm, Account::local_economy},
    CategoryEntry{"lsm_incidents", Account::lsm, Account::outside},
    CategoryEntry{"liability_claims", Account::donor, Account::lsm},
    CategoryEntry{"school_fee_aid", Account::donor, Account::state},
    CategoryEntry{"donor_costs", Account::donor, Account::local_economy},
    CategoryEntry{"state_costs", Account::state, Account::local_economy},
    CategoryEntry{"export_taxes", Account::traders, Account::state},
    CategoryEntry{"aid_grants", Account::donor, Account::households},
    CategoryEntry{"aid_goods", Account::donor, Account::local_economy},
    CategoryEntry{"aid_loans", Account::facility, Account::households},
    CategoryEntry{"aid_repaid", Account::households, Account::facility},
};
inline constexpr std::size_t n_categories = categories.size();

/// Transfers of one month, by category. Adding two books adds their entries.
struct Book {
  std::array<Cents, n_categories> cents{};
  void add(Category category, Cents amount) { cents[static_cast<std::size_t>(category)] += amount; }
  Cents of(Category category) const { return cents[static_cast<std::size_t>(category)]; }
  Book& operator+=(Book const& other) {
    for (std::size_t i = 0; i < n_categories; ++i) cents[i] += other.cents[i];
    return *this;
  }
};

/// The books of one world: this month's entries, and what each account holds since the beginning.
struct Ledger {
  Book month;
  std::array<Cents, n_accounts> balance{};  ///< cash held (open accounts may run below 0)
  Cents receivable = 0;                     ///< owed by households to traders
  Cents written_off = 0;                    ///< debts of people who left, since the beginning

  /// Posts the month's entries to the balances and returns what the accounts' sum is off by (0).
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
