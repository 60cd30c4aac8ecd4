#pragma once
// Credit and the money of programmes: loans, lenders, claims that are not paid yet, promised payments, and the books of
// each instrument that handles money.
#include <cstdint>
#include <string>

#include "tributer/core/money.hpp"
#include "tributer/state/operations.hpp"

namespace tributer {

enum class Purpose : uint8_t { licence, equipment, working_capital, trade };
inline constexpr std::size_t n_purposes = n_of<Purpose>;

/// Position of a programme among the books of an arm.
using ProgrammeId = uint8_t;
/// No programme: a loan that is not lent by a fund, or that nobody guarantees.
inline constexpr ProgrammeId no_programme = 255;

/// What the borrower of a loan has agreed to.
struct LoanTerms {
  uint16_t term_months = 0;  ///< number of instalments
  uint8_t grace_months = 0;  ///< months before the first instalment, in which interest alone is due
  float monthly_rate = 0;
  float enforcement = 0;  ///< share of the balance that a defaulter loses in any case
  friend bool operator==(LoanTerms const&, LoanTerms const&) = default;
};

/// What a guarantee pays if the loan is lost, and what the lender pays for it.
struct GuaranteeTerms {
  ProgrammeId programme = no_programme;  ///< programme that guarantees the loan
  uint16_t claim_wait_months = 0;        ///< from default to payment of the claim
  float coverage = 0;                    ///< share of a loss that is paid
  float exposure_share = 0;  ///< exposure over balance: the coverage, times the cap on all claims where there is one
  float honoured = 0;        ///< share of a claim that is paid
  float monthly_fee = 0;     ///< share of the exposure
  friend bool operator==(GuaranteeTerms const&, GuaranteeTerms const&) = default;
};

/// A loan: its contract, and what has happened to it. At all times principal + revalued = repaid + written_off +
/// balance; interest is counted separately. `revalued` is the change of the balance in dollars because the currency of
/// a bank loan changed its value; no cash moves.
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
  Cents exposure_cents = 0;    ///< exposure of the guarantee to this loan
  float predicted_hazard = 0;  ///< monthly hazard as scored, before the correction by the lender's experience
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
  bool serves = true;        ///< true while it has a window at which miners can apply
  double prospects_usd = 0;  ///< gain expected of the loans of this year that it made, or would have made at a window
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

/// A grant promised to an operation. It is paid when the licence is granted (`after_licence` is 0), or when the licence
/// has been held for `after_licence` months. Until then the budget keeps the money.
struct Promise {
  uint32_t operation = no_row;
  uint64_t owner_id = 0;
  ProgrammeId programme = 0;
  uint8_t after_licence = 0;
  Cents amount_cents = 0;
  float leakage = 0, administration = 0;  ///< shares of the amount: lost to side payments; paid in addition
  friend bool operator==(Promise const&, Promise const&) = default;
};

/// What a person holds from a programme of other livelihoods: training, goods, and a pledged payment.
struct Package {
  ProgrammeId programme = 0;
  uint8_t without_capital = 0,
          without_pledge = 0;  ///< 1 + the package that is left without the goods, or without the pledge
  float gain = 0;              ///< rise of own-account income outside mining, share of it
  float pledge_usd = 0;        ///< pledged payment, spread over the months until it is due
  float capital_loss = 0;      ///< monthly chance of losing the goods while mining
  friend bool operator==(Package const&, Package const&) = default;
};

/// A payment promised to a person by name, if he does not mine in the month in which it falls due.
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

/// The books of an instrument that handles money: what it has given, lent and guaranteed since the arm began. A budget
/// satisfies spent + promised <= budget; a guarantee satisfies exposure <= leverage x capital. The label is the id of
/// the instrument.
struct Programme {
  std::string label;
  Cents budget_cents = 0;    ///< budget of grants
  Cents promised_cents = 0;  ///< promised and unpaid
  Cents granted_cents = 0;   ///< paid to or for operations and people, leakage included
  Cents costs_cents = 0;     ///< spent on offices, ground, services and observers, outside the budget
  Cents leaked_cents = 0;
  Cents administration_cents = 0;
  Cents committed_cents = 0;      ///< capital that the donor has promised, paid in or not
  Cents capital_cents = 0;        ///< capital paid in by the donor
  Cents other_capital_cents = 0;  ///< capital paid in by private investors and the large-scale mine
  Cents private_uncalled_cents = 0, lsm_uncalled_cents = 0;  ///< capital that they have promised and not paid in
  Cents cash_cents = 0;                                      ///< held by the fund or guarantee
  Cents returned_cents = 0;                                  ///< returned to the donor and other investors
  Cents yield_cents = 0;                                     ///< earned by idle capital
  Cents lent_cents = 0, repaid_cents = 0, interest_cents = 0, written_off_cents = 0;
  Cents covered_cents = 0;      ///< coverage times the principal of all loans guaranteed so far
  Cents exposure_cents = 0;     ///< exposure to open loans and to claims that are not paid yet
  Cents claimed_cents = 0;      ///< all claims made, paid or not
  Cents claims_paid_cents = 0;  ///< claims paid to lenders
  Cents recoveries_cents = 0;   ///< recovered from defaulters
  Cents fees_cents = 0;         ///< fees received from lenders
  int64_t supported = 0, refused = 0, defaults = 0;
  Cents private_owed_cents = 0, lsm_owed_cents = 0;  ///< owed to investors, with the promised interest
  double idle_rate = 0, other_rate = 0;              ///< monthly yield on idle capital; yearly rate to investors
  double leverage = 0;                               ///< highest exposure over committed capital; 0 = no guarantee
  double claim_cap = 1;                              ///< most that may be claimed on all loans, over `covered_cents`
  uint16_t last_active = never;                      ///< month of the run in which it last offered anything
  /// True while it is owed money or may still have to pay.
  bool has_money_out() const {
    return lent_cents > repaid_cents + written_off_cents || exposure_cents > 0 || promised_cents > 0;
  }
  friend bool operator==(Programme const&, Programme const&) = default;
};

/// What happened to licences this month.
struct FormalityTallies {
  int64_t applications = 0, granted = 0, refused = 0, renewed = 0, lapsed = 0, upgrades = 0, founded = 0, closed = 0,
          succeeded = 0;
  Cents prefinance_owed_cents = 0, prefinance_cost_cents = 0;  ///< owed by tied operations; lost through the tied price
  Cents prefinance_lost_cents = 0;                             ///< not repaid by operations that closed
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
