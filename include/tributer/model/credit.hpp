#pragma once
// What happens to a loan: it is issued, paid down, or lost. Shared by the processes that lend, collect,
// and close pits, so that the money is booked in one place.
#include "tributer/model/context.hpp"
#include "tributer/model/lending.hpp"
#include "tributer/model/support.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

struct CreditParameters {
  std::vector<LenderParameters> lenders;
  std::vector<OfferTable> plain_offers;             ///< by lender: what loans without a cover are worth
  double service_hazard;                            ///< monthly hazard added at the cap on debt service
  double attention;                                 ///< monthly chance that a borrower asks whether to go on paying
  double standing_months;                           ///< months of profit that a known defaulter loses
  int64_t default_after;                            ///< months in arrears
  double fund_recovery;                             ///< of the balance, from a defaulter's cash, by funds
  double licence_standing;                          ///< of the cost of a licence, lost with it by a known defaulter
  double most_hazard;                               ///< a month, that a lender believes of anybody
  double trader_loan_share, least_trader_loan_usd;  ///< largest loan over a trader's capital; smallest loan
};
CreditParameters read_credit(TableReader const& study);

/// A lender's own terms, without a cover and for no sum in particular.
LoanTerms plain_terms(LenderParameters const& lender);

/// Position of a programme by label; checked.
uint8_t programme_of(World const& world, std::string_view label);

/// Rows of the traders at a place: first, and one past the last.
std::pair<uint32_t, uint32_t> traders_at(World const& world, std::size_t location);

/// What is left of a programme's budget, and a payment out of it: as much of `wanted` as the budget still holds.
/// `budget` is of the whole world; the books hold what falls to the people simulated. Who pays books the transfer.
Cents budget_left(World const& world, std::string_view label, Cents budget);
Cents draw_on(World& world, std::string_view label, Cents budget, Cents wanted);
/// Does the budget of an outlay still hold the whole of it, and something?
bool affords(World const& world, Outlay const& outlay);

/// A loan on a fund's terms.
Loan fund_loan(Fund const& fund, uint8_t programme, Purpose purpose, uint32_t borrower, Cents principal,
               uint32_t month);

/// A fund lends on its terms if it has the money, and pays for the administration; else it is counted as refused.
bool lend(World& world, Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal, uint32_t month);

/// Puts a loan on the books and pays it out to its borrower.
void issue(World& world, Loan loan);
/// A month's instalment if the borrower can pay it; else a month of arrears. Interest alone in grace.
void collect(World& world, Loan& loan);
/// The currency that a bank loan is owed in changed its dollar value by `factor`: balance, instalment and what the
/// lender is owed follow. A cover is in dollars: what it holds falls with the balance, and is never raised, so that
/// exposure stays within the leverage of its capital.
void revalue(World& world, Loan& loan, double factor);
/// Repays the whole balance if the borrower has it.
bool pay_off(World& world, Loan& loan);
/// The loan is lost: what can be had from the borrower is, the rest is written off, a covered loss is
/// claimed. `recovery` is the share of the balance sought.
void default_on(World& world, uint32_t loan, uint32_t month, double recovery);
/// Recovery that the lender or fund of a loan seeks.
double recovery_of(CreditParameters const& p, Loan const& loan);

/// Pays what was promised: a share leaks on its way to the pit, administration comes on top.
void pay_promise(World& world, Promise const& promise);
/// The promise lapses.
void withdraw_promise(World& world, Promise const& promise);

}  // namespace tributer
