#pragma once
// What happens to a loan: it is disbursed, repaid, or lost. The processes that lend, collect and close operations share
// these functions, so that loans are booked in one file only.
#include "tributer/model/context.hpp"
#include "tributer/model/lending.hpp"
#include "tributer/model/support.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

struct CreditParameters {
  std::vector<LenderParameters> lenders;
  double service_hazard;    ///< monthly hazard added at the cap on debt service
  double attention;         ///< monthly chance that a borrower asks whether to go on paying
  double standing_months;   ///< months of profit that a known defaulter loses; for these no bank lends to a trader
  int64_t default_after;    ///< months in arrears
  double fund_recovery;     ///< share of the balance that funds recover from a defaulter's cash
  double licence_standing;  ///< share of a licence's cost that a defaulter loses besides his standing
  double most_hazard;       ///< highest monthly hazard that a lender believes of anybody
  double least_trader_loan_usd;
};
CreditParameters read_credit(TableReader const& study);

LoanTerms loan_terms(double yearly_rate, int64_t term_months, int64_t grace_months, double enforcement);
/// The instalment that repays a loan within its term, rounded up.
Cents instalment_cents(Cents principal, double yearly_rate, int64_t term_months);

/// Identifies a trader for luck: made of the concession and the trader's number there.
uint64_t trader_key(World const& world, uint32_t trader);

/// Rows of the traders at a location: the first, and one past the last.
std::pair<uint32_t, uint32_t> traders_at(World const& world, std::size_t location);

/// `budget_left` is what is left of a programme's budget. `draw_on` pays out of it as much of `wanted` as the budget
/// still holds; the caller books the transfer. `budget` is for the whole population; the books hold the part of the
/// simulated people.
Cents budget_left(World const& world, ProgrammeId programme, Cents budget);
Cents draw_on(World& world, ProgrammeId programme, Cents budget, Cents wanted);
/// True if the budget still holds the whole outlay and is not empty.
bool affords(World const& world, ProgrammeId programme, Outlay const& outlay);

/// Capital that the donor and other investors have promised and not paid in.
Cents uncalled(Programme const& programme);
/// They pay in `amount`, each in proportion to what is left of his promise; less if less is left.
void call_capital(World& world, Programme& programme, Cents amount);

/// The contract of a loan by a fund, which does not score its borrowers.
Loan originate(Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal, uint32_t month);
/// A fund lends on its terms if it has the money or can call for it, and the donor pays for administration. Otherwise
/// it counts a refusal.
bool apply_for_loan(World& world, Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal,
                    uint32_t month);

/// Puts a contract on the books and pays the principal out to the borrower.
void disburse(World& world, Loan loan);
/// Takes the instalment of the month if the borrower can pay it; otherwise counts a month of arrears. During months of
/// grace only interest is due.
void collect_instalment(World& world, Loan& loan);
/// The currency of a bank loan changed its dollar value by `factor`. The balance, the instalment and what the lender is
/// owed change with it. A guarantee is in dollars: its exposure falls with the balance and never rises, so that it
/// stays within the leverage of the capital.
void revalue(World& world, Loan& loan, double factor);
/// Repays the whole balance if the borrower has it.
bool repay_in_full(World& world, Loan& loan);
/// The loan defaults. The lender recovers what the borrower has, up to the share `recovery` of the balance, writes off
/// the rest, and claims from the guarantee the part that it covers.
void write_off(World& world, uint32_t loan, uint32_t month, double recovery);
/// Share of the balance that the lender or fund tries to recover from a defaulter.
double recovery_sought(CreditParameters const& p, Loan const& loan);
/// Guarantees pay the claims that fall due this month, as far as their cash and their committed capital go.
void settle_claims(World& world, uint32_t month);

/// Pays a promised grant. A share is lost to side payments, and administration is paid in addition.
void pay_promise(World& world, Promise const& promise);
/// Cancels a promised grant and frees its budget.
void withdraw_promise(World& world, Promise const& promise);

}  // namespace tributer
