#pragma once
// Credit and the money of programmes: loans as issued, lenders, claims under way, payments promised,
// and one set of books per instrument that handles money.
#include <cstdint>
#include <string>

#include "tributer/core/money.hpp"
#include "tributer/state/operations.hpp"

namespace tributer {

enum class Purpose : uint8_t { licence, equipment, working_capital, trade };
inline constexpr std::size_t n_purposes = n_of<Purpose>;

/// Position of a programme among the books of an arm.
using ProgrammeId = uint8_t;
/// No programme: of a loan that no fund lends, or that nobody guarantees.
inline constexpr ProgrammeId no_programme = 255;

/// What a loan asks of its borrower.
struct LoanTerms {
  uint16_t term_months = 0;  ///< number of instalments
  uint8_t grace_months = 0;  ///< months before the first instalment, in which interest alone is due
  float monthly_rate = 0;
  float enforcement = 0;  ///< share of the balance that a defaulter loses anyway
  friend bool operator==(LoanTerms const&, LoanTerms const&) = default;
};

/// What a guarantee pays if the loan is lost, and what the lender pays for it.
struct GuaranteeTerms {
  ProgrammeId programme = no_programme;  ///< whose capital stands for the loan
  uint16_t claim_wait_months = 0;        ///< from default to payment of the claim
  float coverage = 0;                    ///< share of a loss that is paid
  float exposure_share = 0;  ///< exposure over balance: the coverage, times the cap on all claims where there is one
  float honoured = 0;        ///< share of a claim that is paid
  float monthly_fee = 0;     ///< of the exposure
  friend bool operator==(GuaranteeTerms const&, GuaranteeTerms const&) = default;
};

/// A contract of loan, and what has become of it. Always principal + revalued = repaid + written_off + balance;
/// interest is beside it. `revalued` is what the currency of a bank loan added to its balance in dollars, or took
/// away: no cash moves.
struct Loan {
  uint32_t borrower = no_row;       ///< row of an operation, or of a trader for purpose trade
  uint8_t lender = 0;               ///< row of a lender, unless a fund lends
  ProgrammeId fund = no_programme;  ///< programme that lends
  Purpose purpose = Purpose::licence;
  uint8_t open = 0;
  uint8_t arrears = 0;            ///< months behind
  uint8_t grace_left = 0;         ///< months before the first instalment
  uint16_t instalments_left = 0;  ///< months of grace not counted
  uint16_t disbursed = never;     ///< month of the run
  Cents principal_cents = 0, balance_cents = 0, repaid_cents = 0, written_off_cents = 0;
  Cents revalued_cents = 0;
  Cents instalment_cents = 0;
  Cents exposure_cents = 0;    ///< of the guarantee, against this loan
  float predicted_hazard = 0;  ///< a month, as scored, before what the lender learned from its loans
  LoanTerms terms;
  GuaranteeTerms guarantee;
  bool from_fund() const { return fund != no_programme; }
  bool guaranteed() const { return guarantee.programme != no_programme; }
  friend bool operator==(Loan const&, Loan const&) = default;
};

struct Lender {
  Cents cash_cents = 0;
  Cents outstanding_cents = 0;
  double predicted_defaults = 0;  ///< sum of scored hazards of its loans since the beginning
  int64_t defaults = 0;
  friend bool operator==(Lender const&, Lender const&) = default;
};

/// A lender's claim on a guarantee, paid in the month in which it falls due.
struct Claim {
  uint16_t due = never;
  uint8_t lender = 0;
  ProgrammeId programme = 0;
  Cents amount_cents = 0;
  friend bool operator==(Claim const&, Claim const&) = default;
};

/// A grant promised to an operation, paid when its condition is met: the licence is granted
/// (`after_licence` 0), or has been held for so many months. Kept in the budget until then.
struct Promise {
  uint32_t operation = no_row;
  uint64_t owner_id = 0;
  ProgrammeId programme = 0;
  uint8_t after_licence = 0;
  Cents amount_cents = 0;
  float leakage = 0, administration = 0;  ///< shares of the amount: lost on the way; paid beside it
  friend bool operator==(Promise const&, Promise const&) = default;
};

/// What a programme of other livelihoods leaves a person with.
struct Package {
  ProgrammeId programme = 0;
  uint8_t without_capital = 0, without_pledge = 0;  ///< 1 + the package that is left when either is gone
  float gain = 0;                                   ///< on own-account income outside mining
  float pledge_usd = 0;                             ///< a month until a payment that is to come
  float capital_loss = 0;                           ///< monthly chance of losing the capital while digging
  friend bool operator==(Package const&, Package const&) = default;
};

/// A payment promised to a person by name, for a month in which he does not dig.
struct Pledge {
  uint32_t row = no_row;
  uint64_t id = 0;
  uint16_t due = never;
  ProgrammeId programme = 0;
  Cents amount_cents = 0;
  float leakage = 0, administration = 0;
  friend bool operator==(Pledge const&, Pledge const&) = default;
};

/// A loan to a household, without interest, by a programme.
struct HouseholdLoan {
  uint32_t row = no_row;
  uint64_t id = 0;
  ProgrammeId programme = 0;
  Cents balance_cents = 0, instalment_cents = 0;
  friend bool operator==(HouseholdLoan const&, HouseholdLoan const&) = default;
};

/// The books of an instrument that handles money: what it has given, lent and guaranteed since the arm began. Of a
/// budget, spent + promised <= budget; of a guarantee, exposure <= leverage x capital. The label is the instrument's
/// id.
struct Programme {
  std::string label;
  Cents budget_cents = 0;    ///< of grants
  Cents promised_cents = 0;  ///< promised and unpaid
  Cents granted_cents = 0;   ///< paid to or for operations and people, leakage included
  Cents costs_cents = 0;     ///< spent on ground, services and observers, beside the budget
  Cents leaked_cents = 0;
  Cents administration_cents = 0;
  Cents capital_cents = 0;        ///< paid in: by the donor
  Cents other_capital_cents = 0;  ///< by private investors and the large-scale mine
  Cents cash_cents = 0;           ///< held by the fund or guarantee
  Cents returned_cents = 0;       ///< to the donor and other investors
  Cents yield_cents = 0;          ///< earned by idle capital
  Cents lent_cents = 0, repaid_cents = 0, interest_cents = 0, written_off_cents = 0;
  Cents covered_cents = 0;      ///< coverage times the principal of all loans guaranteed so far
  Cents exposure_cents = 0;     ///< against open loans, and claims under way
  Cents claimed_cents = 0;      ///< claims made, paid or under way
  Cents claims_paid_cents = 0;  ///< to lenders
  Cents recoveries_cents = 0;   ///< from defaulters
  Cents fees_cents = 0;         ///< from lenders
  int64_t supported = 0, refused = 0, defaults = 0;
  Cents private_owed_cents = 0, lsm_owed_cents = 0;  ///< to investors, with what they were promised
  double idle_rate = 0, other_rate = 0;              ///< a month on idle capital; a year to investors
  double leverage = 0;                               ///< most exposure over capital; 0 = no guarantee
  double claim_cap = 1;                              ///< most that may be claimed in all, over `covered_cents`
  uint16_t last_active = never;                      ///< month of the run in which it last offered anything
  friend bool operator==(Programme const&, Programme const&) = default;
};

/// What happened to licences this month.
struct FormalityTallies {
  int64_t applications = 0, granted = 0, refused = 0, renewed = 0, lapsed = 0, upgrades = 0, founded = 0, closed = 0,
          succeeded = 0;
  Cents prefinance_owed_cents = 0, prefinance_cost_cents = 0;  ///< owed by tied pits; lost by the tied price
  Cents prefinance_lost_cents = 0;                             ///< not repaid by pits that closed
  friend bool operator==(FormalityTallies const&, FormalityTallies const&) = default;
};

/// What happened to loans this month, by purpose.
struct CreditTallies {
  int64_t applications[n_purposes]{}, approved[n_purposes]{}, defaults[n_purposes]{};
  int64_t covered_loans = 0, covered_defaults = 0;
  Cents lent_cents[n_purposes]{}, defaulted_cents[n_purposes]{};
  friend bool operator==(CreditTallies const&, CreditTallies const&) = default;
};

}  // namespace tributer
