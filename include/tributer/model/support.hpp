#pragma once
// What instruments offer to operations and traders in a month. Shared processes apply the offers and
// book the money in the programme of the instrument; instruments edit nobody.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tributer/model/eligibility.hpp"
#include "tributer/state/finance.hpp"

namespace tributer {

/// Conditions of being licensed. Costs in USD, shares of value as parts of 1.
struct LicenceRegime {
  double fee_usd, permit_usd, title_usd;  ///< paid with the application
  double renewal_usd, compliance_usd_per_month;
  double royalty;                                  ///< share of declared value
  double delay_cost;                               ///< of declaring, share of value
  double crew_gain;                                ///< better crews: share of output
  double hassle_mean_months, hassle_scale_months;  ///< months of profit, logistic
  double free_ground_share;                        ///< of a place's operations that can be licensed
  double office_per_month;                         ///< decisions
  int64_t delay_months, valid_months;
  double cost_usd() const { return fee_usd + permit_usd + title_usd; }
};

enum class Payment : uint8_t { up_front, reimbursed, on_results };

/// A share of a cost is paid for the operation.
struct Grant {
  std::string label;
  ProgrammeId programme = no_programme;  ///< in whose books its money is
  Purpose purpose = Purpose::licence;
  Eligibility eligible;
  double share = 0;          ///< of the cost
  double profit_months = 0;  ///< further reward, in months of the operation's profit
  Cents cap_cents = 0;       ///< most for one operation
  Cents budget_cents = 0;    ///< of the whole programme
  Payment payment = Payment::up_front;
  bool poorest_first = false;  ///< else by lot
  double hassle_relief = 0;    ///< share of the hassle taken off by assistance
  double leakage = 0;          ///< share of each payment lost to side payments
  double administration = 0;   ///< paid beside each payment
  int opens_in = 0;            ///< months until it opens; announced before
};

/// Money that is lent from a pool of its own: an interest-free fund, a lease of equipment, a line of working
/// capital, a pool of several investors.
struct Fund {
  std::string label;
  ProgrammeId programme = no_programme;  ///< in whose books its money is
  std::array<bool, n_purposes> lends_for{};
  Eligibility eligible;
  double yearly_rate = 0;
  int64_t term_months = 24, grace_months = 0;
  double deposit = 0;                      ///< share of the cost that the borrower brings
  Cents cap_cents = 0;                     ///< most for one loan
  Cents capital_cents = 0;                 ///< from the donor
  Cents private_cents = 0, lsm_cents = 0;  ///< tranches that lose after the donor's
  double private_yearly_rate = 0;          ///< paid to them on what they put in
  bool revolving = true;                   ///< repayments are lent again
  double enforcement = 0;                  ///< share of the balance that a defaulter loses anyway
  double service_cap = 1;                  ///< most instalment over believed income; 1 = no check
  double idle_yield = 0;                   ///< yearly, on what is not lent
  double administration = 0;               ///< share of each loan, paid by the donor
};

/// How a guarantee shares losses with the lender: it pays a part of each loss, without a cap (pari passu) or up to a
/// cap on the portfolio, or the whole of each loss up to such a cap (first loss).
enum class GuaranteeKind : uint8_t { pari_passu, first_loss, portfolio_cap };

/// What a guarantee pays. A lender counts on the coverage, whether or not the cap may be reached.
struct LossSharing {
  double coverage = 0;   ///< share of a loss that is paid, until the cap is reached
  double claim_cap = 1;  ///< most that may be claimed in all, over the covered part of all principal
  /// Exposure over balance of a loan: all that may be claimed on it, or its part of what may be claimed in all.
  double exposure_share() const { return coverage * claim_cap; }
};
/// `coverage` and `cap_share` as a study writes them.
constexpr LossSharing loss_sharing(GuaranteeKind kind, double coverage, double cap_share) {
  return {kind == GuaranteeKind::first_loss ? 1.0 : coverage, kind == GuaranteeKind::pari_passu ? 1.0 : cap_share};
}

/// A guarantee on loans by a lender.
struct Guarantee {
  std::string label;
  ProgrammeId programme = no_programme;  ///< in whose books its money is
  uint8_t lender = 0;
  std::array<bool, n_purposes> purposes{};  ///< of the loans that are guaranteed
  Eligibility eligible;
  LossSharing pays;
  Cents capital_cents = 0;
  double leverage = 1;                      ///< most exposure over capital
  double fee_up_front = 0, fee_yearly = 0;  ///< of the exposure
  Cents loan_cap_cents = 0;                 ///< largest loan guaranteed
  int64_t claim_wait_months = 0;
  double honoured = 1;         ///< share of claims paid
  double deposit = 0.2;        ///< asked of the borrower at a coverage of 1; at less, between it and the lender's own
  bool declared_only = false;  ///< traders must sell what they buy through the declared channel
  double idle_yield = 0, administration = 0;
};

/// A share of what a large-scale mine is held liable for when it engages, paid by a donor.
struct LiabilityGuarantee {
  std::string label;
  ProgrammeId programme = no_programme;  ///< in whose books its money is
  Eligibility eligible;
  double coverage = 0;  ///< share of a claim that is paid
  Cents budget_cents = 0;
};

/// A share of the school fees of children who attend, paid for their households.
struct SchoolFees {
  std::string label;
  ProgrammeId programme = no_programme;  ///< in whose books its money is
  Eligibility eligible;
  double share = 0;
  double administration = 0;  ///< paid beside
  Cents budget_cents = 0;
};

/// What an instrument itself costs in a month, and who bears it.
enum class Payer : uint8_t { donor, state, lsm };
struct Outlay {
  std::string label;
  Payer payer = Payer::donor;
  Cents cents = 0;                       ///< of the people simulated
  std::optional<Cents> budget_cents;     ///< of the whole programme; none: spent beside it
  ProgrammeId programme = no_programme;  ///< in whose books its money is
};

}  // namespace tributer
