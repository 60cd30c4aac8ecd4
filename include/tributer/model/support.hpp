#pragma once
// What instruments offer to operations and traders in a month. Instruments do not change them: shared processes apply
// the offers and book the money in the programme of the instrument.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tributer/core/enumeration.hpp"
#include "tributer/model/eligibility.hpp"
#include "tributer/state/finance.hpp"

namespace tributer {

/// The conditions of a licence. Costs are in USD.
struct LicenceRegime {
  double fee_usd, permit_usd, title_usd;  ///< paid with the application
  double renewal_usd, compliance_usd_per_month;
  double royalty;     ///< share of declared value
  double delay_cost;  ///< cost of delay when gold is declared, share of value
  double crew_gain;   ///< output that a licensed operation gains by a better crew, share of output
  double hassle_mean_months, hassle_scale_months;  ///< months of profit, logistic
  double free_ground_share;                        ///< share of a concession's operations that can be licensed
  double office_per_month;                         ///< decisions of the licence office a month
  int64_t delay_months, valid_months;
  double cost_usd() const { return fee_usd + permit_usd + title_usd; }
};

enum class Payment : uint8_t { up_front, reimbursed, on_results };

/// A programme that pays a share of a cost of operations.
struct Grant {
  std::string label;
  ProgrammeId programme = no_programme;  ///< books the money
  Purpose purpose = Purpose::licence;
  Eligibility eligible;
  double share = 0;          ///< of the cost
  double profit_months = 0;  ///< further reward, in months of the operation's profit
  Cents cap_cents = 0;       ///< most for one operation
  Cents budget_cents = 0;    ///< of the whole programme
  Payment payment = Payment::up_front;
  bool poorest_first = false;  ///< otherwise the lottery decides the order
  double hassle_relief = 0;    ///< share of the hassle that assistance takes off
  double leakage = 0;          ///< share of each payment lost to side payments
  double administration = 0;   ///< paid in addition to each payment
  int opens_in = 0;            ///< months until it opens; it is announced before
};

/// When the capital of a fund or guarantee is paid in: as its loans or its exposure grow, or all at the start.
enum class PaidIn : uint8_t { called, at_once };

/// A programme that lends its own capital: an interest-free fund, a lease of equipment, a line of working capital, or a
/// pool of several investors.
struct Fund {
  std::string label;
  ProgrammeId programme = no_programme;  ///< books the money
  std::array<bool, n_purposes> lends_for{};
  Eligibility eligible;
  double yearly_rate = 0;
  int64_t term_months = 24, grace_months = 0;
  double deposit = 0;                      ///< share of the cost that the borrower brings
  Cents cap_cents = 0;                     ///< most for one loan
  Cents capital_cents = 0;                 ///< from the donor
  Cents private_cents = 0, lsm_cents = 0;  ///< tranches that bear losses only after the donor's is spent
  double private_yearly_rate = 0;          ///< interest that investors receive on these tranches
  PaidIn paid_in = PaidIn::called;
  bool revolving = true;      ///< repayments are lent again
  double enforcement = 0;     ///< share of the balance that a defaulter loses in any case
  double service_cap = 1;     ///< highest instalment over believed income; 1 = no check
  double idle_yield = 0;      ///< yearly yield on capital that is not lent
  double administration = 0;  ///< share of each loan, paid by the donor
};

/// How a guarantee shares losses with the lender. Pari passu: it pays a part of each loss, without a cap. Portfolio
/// cap: it pays a part of each loss until a cap on all claims is reached. First loss: it pays the whole of each loss
/// until such a cap is reached.
enum class GuaranteeKind : uint8_t { pari_passu, first_loss, portfolio_cap };

/// What a guarantee pays. A lender relies on the coverage and does not consider that the cap may be reached.
struct LossSharing {
  double coverage = 0;   ///< share of a loss that is paid, until the cap is reached
  double claim_cap = 1;  ///< most that may be claimed in all, over the covered part of all principal
  /// Exposure over the balance of a loan: the most that may be claimed on it, or its part of the cap on all claims.
  double exposure_share() const { return coverage * claim_cap; }
};
/// `coverage` and `cap_share` as a study writes them.
constexpr LossSharing loss_sharing(GuaranteeKind kind, double coverage, double cap_share) {
  return {kind == GuaranteeKind::first_loss ? 1.0 : coverage, kind == GuaranteeKind::pari_passu ? 1.0 : cap_share};
}

/// What a guarantee changes at a bank: whether it serves miners at all, which applicants it accepts and how closely it
/// screens them, the rate it asks, and the deposit it asks.
enum class GuaranteeChannel : uint8_t { entry, cutoff, rate, deposit };

/// A guarantee on loans by a lender.
struct Guarantee {
  std::string label;
  ProgrammeId programme = no_programme;  ///< books the money
  uint8_t lender = 0;
  std::array<bool, n_purposes> purposes{};  ///< purposes of the loans that it guarantees
  Eligibility eligible;
  LossSharing pays;
  Cents capital_cents = 0;
  PaidIn paid_in = PaidIn::called;
  double leverage = 1;                      ///< highest exposure over capital
  double fee_up_front = 0, fee_yearly = 0;  ///< share of the exposure
  Cents loan_cap_cents = 0;                 ///< largest loan guaranteed
  int64_t claim_wait_months = 0;
  double honoured = 1;         ///< share of claims paid
  double deposit = 0.2;        ///< of the borrower at a coverage of 1; at lower coverage it nears the lender's own
  bool declared_only = false;  ///< traders must sell their gold through the legal channel
  double idle_yield = 0, administration = 0;
  Per<GuaranteeChannel, bool> acts_on{true, true, true, true};  ///< what of it the bank takes into account
};

/// A donor pays a share of what a large-scale mine is liable for when its posture is engage or partner.
struct LiabilityGuarantee {
  std::string label;
  ProgrammeId programme = no_programme;  ///< books the money
  Eligibility eligible;
  double coverage = 0;  ///< share of a claim that is paid
  Cents budget_cents = 0;
};

/// A share of the school fees of children who attend, paid for their households.
struct SchoolFees {
  std::string label;
  ProgrammeId programme = no_programme;  ///< books the money
  Eligibility eligible;
  double share = 0;
  double administration = 0;  ///< paid in addition, share of the aid
  Cents budget_cents = 0;
};

/// The party that bears an outlay.
enum class Payer : uint8_t { donor, state, lsm };
/// What an instrument itself costs in a month.
struct Outlay {
  std::string label;
  Payer payer = Payer::donor;
  Cents cents = 0;                       ///< the part of the simulated people
  std::optional<Cents> budget_cents;     ///< budget of the whole programme; none: the outlay is not limited by a budget
  ProgrammeId programme = no_programme;  ///< books the money
};

}  // namespace tributer
