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
  arriving_cash
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
