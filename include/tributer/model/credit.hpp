#pragma once
// What happens to a loan: it is disbursed, repaid, or lost. Shared by the processes that lend, collect, and close
// pits, so that the money is booked in one place.
#include "tributer/model/context.hpp"
#include "tributer/model/lending.hpp"
#include "tributer/model/support.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

struct CreditParameters {
  std::vector<LenderParameters> lenders;
  std::vector<OfferTable> plain_offers;             ///< by lender: what loans without a guarantee are worth
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

/// A lender's loan without a guarantee, of no sum in particular.
ProposedLoan unguaranteed_loan(LenderParameters const& lender);
LoanTerms loan_terms(double yearly_rate, int64_t term_months, int64_t grace_months, double enforcement);
/// The instalment that repays a loan within its term, rounded up.
Cents instalment_cents(Cents principal, double yearly_rate, int64_t term_months);

/// Rows of the traders at a place: first, and one past the last.
/// Who a trader is, for luck: made of the concession and of his number there.
uint64_t trader_key(World const& world, uint32_t trader);

std::pair<uint32_t, uint32_t> traders_at(World const& world, std::size_t location);

/// What is left of a programme's budget, and a payment out of it: as much of `wanted` as the budget still holds.
/// `budget` is of the whole world; the books hold what falls to the people simulated. Who pays books the transfer.
Cents budget_left(World const& world, ProgrammeId programme, Cents budget);
Cents draw_on(World& world, ProgrammeId programme, Cents budget, Cents wanted);
/// Does the budget of an outlay of this programme still hold the whole of it, and something?
bool affords(World const& world, ProgrammeId programme, Outlay const& outlay);

/// The contract of a loan by a fund, which does not score its borrowers.
Loan originate(Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal, uint32_t month);
/// A fund lends on its terms if it has the money, and pays for the administration; else it counts a refusal.
bool apply_for_loan(World& world, Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal,
                    uint32_t month);

/// Puts a contract on the books and pays the principal out to the borrower.
void disburse(World& world, Loan loan);
/// Takes a month's instalment if the borrower can pay it; else counts a month of arrears. In grace only interest is
/// due.
void collect_instalment(World& world, Loan& loan);
/// The currency that a bank loan is owed in changed its dollar value by `factor`: balance, instalment and what the
/// lender is owed follow. A guarantee is in dollars: its exposure falls with the balance, and is never raised, so that
/// it stays within the leverage of the capital.
void revalue(World& world, Loan& loan, double factor);
/// Repays the whole balance if the borrower has it.
bool repay_in_full(World& world, Loan& loan);
/// A default: the lender recovers what the borrower has, up to the share `recovery` of the balance, writes off the
/// rest, and claims what a guarantee pays of it.
void write_off(World& world, uint32_t loan, uint32_t month, double recovery);
/// Share of the balance that the lender or fund of a loan seeks from a defaulter.
double recovery_sought(CreditParameters const& p, Loan const& loan);
/// Guarantees pay the claims that fall due this month, as far as their cash goes.
void settle_claims(World& world, uint32_t month);

/// Pays what was promised: a share leaks on its way to the pit, administration comes on top.
void pay_promise(World& world, Promise const& promise);
/// The promise lapses.
void withdraw_promise(World& world, Promise const& promise);

}  // namespace tributer
