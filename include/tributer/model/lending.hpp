#pragma once
// What a loan is worth to a lender, and how much effort he spends on looking at the applicant.
//
//   NPV = -P - k0 - k1 e - f0 x P + sum_t v^t [ S_t (A - f1/12 x B_t)
//                                            + S_(t-1) h(e) ((1-l) B_t + v^w pi c l B_t) ]
//   h(e) = h0 exp(-g e),  S_t = (1 - h)^t,  offered if NPV >= margin P
//
// P principal, A instalment, B_t balance, e screening effort at cost k1, k0 fixed cost, v monthly
// discount factor at the cost of funds, l loss given default, c coverage, x exposure of the guarantee
// over balance, f0 and f1 its fees, w months a claim takes, pi share of claims honoured. Effort is
// where its marginal gain meets k1, so it falls as coverage rises. Sources: Li 1998; Beck et al. 2010; Honohan 2010;
// values assumed.
#include <string>
#include <vector>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

/// One bank or fund that lends its own money. `[[lender]]` of a study, by name; one bank if there is none.
struct LenderParameters {
  std::string name;
  double yearly_rate, funds_yearly, margin;
  double fixed_cost_usd, fixed_cost_log_sd, effort_cost_usd, effort_gain, most_effort;
  double loss_given_default, enforcement;
  double deposit, service_cap, income_counted, capital_usd, largest_loan_usd;
  double prior_hazard_yearly;  ///< of an applicant nobody looked at
  double prior_weight;         ///< a: worth of the prior, in expected defaults
  int64_t term_months, grace_months;
  double screening_fixed;  ///< effort if not chosen; negative = chosen
  double cutoff_fixed;     ///< most hazard a month accepted if not by NPV; negative = by NPV
};
std::vector<LenderParameters> read_lenders(TableReader const& study);

/// A loan before it is made: what its borrower would pay, and what a guarantee would.
struct ProposedLoan {
  double principal_usd = 0, yearly_rate = 0;
  int64_t term_months = 24, grace_months = 0;
  double coverage = 0;                      ///< share of a loss that the guarantee pays; 0 without one
  double exposure_share = 0;                ///< exposure of the guarantee over principal or balance
  double fee_up_front = 0, fee_yearly = 0;  ///< of the guarantee, on its exposure
  double honoured = 1;                      ///< share of claims that are paid
  int64_t claim_wait_months = 0;
};

/// Monthly instalment that repays `principal` in `term` months at `yearly_rate`. In grace only interest is due.
double instalment_usd(double principal_usd, double yearly_rate, int64_t term_months);

/// Expected NPV in USD, before the fixed cost, at monthly hazard `hazard` and effort `effort`.
double expected_npv(LenderParameters const& p, ProposedLoan const& loan, double hazard, double effort);

/// Effort at which its marginal gain meets its cost (or the fixed one).
double best_effort(LenderParameters const& p, ProposedLoan const& loan, double hazard);

/// NPV before the fixed cost, and best effort, over principal and hazard: built once a month for each lender and
/// guarantee, read by interpolation.
class OfferTable {
 public:
  OfferTable(LenderParameters const& p, ProposedLoan const& loan);
  struct Offer {
    double npv_usd, effort;
  };
  Offer at(double principal_usd, double monthly_hazard) const;

 private:
  static constexpr std::size_t n_sizes = 12, n_hazards = 14;
  std::vector<double> npv_, effort_;
};

}  // namespace tributer
