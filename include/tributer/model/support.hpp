#pragma once
// What instruments offer to operations and traders in a month. Shared processes apply the offers and
// book the money in the programme of the same label; instruments edit nobody.
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

/// A guarantee on loans by a lender.
struct Cover {
  std::string label;
  uint8_t lender = 0;
  enum class Kind : uint8_t { pari_passu, first_loss, portfolio_cap } kind = Kind::pari_passu;
  std::array<bool, n_purposes> covers{};
  Eligibility eligible;
  double share = 0;      ///< of a loss; a first loss pays all of it instead
  double cap_share = 1;  ///< first loss, portfolio cap: most paid in all, over what was covered
  /// Share of a loss that is paid, until a first loss has spent its tranche. A lender counts on the whole of it.
  double coverage() const { return kind == Kind::first_loss ? 1.0 : share; }
  Cents capital_cents = 0;
  double leverage = 1;                      ///< exposure over capital
  double fee_up_front = 0, fee_yearly = 0;  ///< of the covered amount
  Cents loan_cap_cents = 0;                 ///< largest loan covered
  int64_t claim_wait_months = 0;
  double honoured = 1;         ///< share of claims paid
  double deposit = 0.2;        ///< asked of a covered borrower at full cover; between it and the plain one below
  bool declared_only = false;  ///< traders: must sell what they buy through the declared channel
  double idle_yield = 0, administration = 0;
};

/// A share of what a large-scale mine is held liable for when it engages, paid by a donor.
struct LiabilityCover {
  std::string label;
  Eligibility eligible;
  double share = 0;
  Cents budget_cents = 0;
};

/// A share of the school fees of children who attend, paid for their households.
struct SchoolFees {
  std::string label;
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
  Cents cents = 0;                    ///< of the people simulated
  std::optional<Cents> budget_cents;  ///< of the whole programme; none: spent beside it
};

}  // namespace tributer
