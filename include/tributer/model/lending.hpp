#pragma once
// What a loan is worth to a lender, and how much effort he spends on screening the applicant.
//
//   NPV = -P - k0 - k1 e - f0 x P + sum_t v^t [ S_t (A - f1/12 x B_t)
//                                            + S_(t-1) h(e) ((1-l) B_t + v^w pi c l B_t) ]
//   h(e) = h0 exp(-g e),  S_t = (1 - h)^t,  offered if NPV >= margin P
//
// P is the principal, A the instalment, B_t the balance, e the effort of screening at cost k1, k0 the fixed cost, v the
// monthly discount factor at the cost of funds, l the loss given default, c the coverage, x the exposure of the
// guarantee over the balance, f0 and f1 its fees, w the months that a claim takes, pi the share of claims that are
// honoured, g the gain of effort. The lender chooses the effort at which the marginal gain equals k1, so effort falls
// as coverage rises. What he finds out decides (`scoring.hpp`): by then the effort is spent and lowers no hazard.
//
// A lender serves miners at all only while the expected gain of a year's loans pays for a window: people, premises and
// travel. His rate passes on a part of what he expects to lose and of the fees of a guarantee,
//
//   rate = usual + z [ h l (L (1 - pi c) - 1) + x (f1 + f0 / y) ]
//
// where z is that part, h the yearly prior hazard, L the ratio learned from experience, and y the mean years that the
// money is out. Sources: Li 1998; Beck et al. 2010; Honohan 2010. The values are assumed.
#include <memory>
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
  double prior_hazard_yearly;  ///< hazard of an applicant who was not screened
  double prior_weight;         ///< how much the prior counts, in expected defaults
  double most_insight;         ///< how much of an applicant's risk the closest screening reveals
  double learns_from_others;   ///< weight of other lenders' loans in the lender's experience
  double rate_passed_on;       ///< share of a change of expected losses and fees that the rate passes on
  double window_usd_per_year;  ///< cost of serving miners at all; a lender whose loans do not gain it closes
  int64_t term_months, grace_months;
  double screening_fixed;  ///< fixed effort; negative = the lender chooses
  double cutoff_fixed;     ///< highest monthly hazard accepted; negative = the lender decides by NPV
};
std::vector<LenderParameters> read_lenders(TableReader const& study);

/// A loan before it is made: what the borrower would pay, and what a guarantee would pay.
struct ProposedLoan {
  double principal_usd = 0, yearly_rate = 0;
  int64_t term_months = 24, grace_months = 0;
  double coverage = 0;                      ///< share of a loss that the guarantee pays; 0 without one
  double exposure_share = 0;                ///< exposure of the guarantee over principal or balance
  double fee_up_front = 0, fee_yearly = 0;  ///< fees of the guarantee, share of its exposure
  double honoured = 1;                      ///< share of claims that are paid
  int64_t claim_wait_months = 0;
};

/// Monthly instalment that repays the principal in `term_months` months at `yearly_rate`. Months of grace come before.
double instalment_usd(double principal_usd, double yearly_rate, int64_t term_months);

/// What a borrower pays back, and the principal that an instalment of 1 USD a month repays.
struct RepaymentTerms {
  double yearly_rate, months, grace_months, principal_per_instalment;
  RepaymentTerms(double rate, int64_t term, int64_t grace)
      : yearly_rate(rate),
        months(static_cast<double>(term)),
        grace_months(static_cast<double>(grace)),
        principal_per_instalment(1.0 / instalment_usd(1.0, rate, term)) {}
};

/// Yearly rate that the lender asks, given the ratio of defaults that experience has taught; `loan` has no rate yet.
double asked_rate(LenderParameters const& p, ProposedLoan const& loan, double learned);

/// Expected NPV in USD, before the fixed cost, at monthly hazard `hazard` and effort `effort`.
double expected_npv(LenderParameters const& p, ProposedLoan const& loan, double hazard, double effort);

/// Effort at which the marginal gain equals the cost, or the fixed effort if the lender has one.
double best_effort(LenderParameters const& p, ProposedLoan const& loan, double hazard);

/// NPV at a believed hazard, before the costs of scoring, and the best effort before an applicant is known, over a grid
/// of principal and hazard, read by interpolation. There is one a month for each lender and guarantee. What nobody asks
/// for in a month is not computed: most applicants ask for few sizes of loans. The lender must outlive it.
class OfferTable {
 public:
  OfferTable(LenderParameters const& p, ProposedLoan const& loan) : p_(&p), loan_(loan) {}
  struct Offer {
    double npv_usd, effort;
  };
  Offer at(double principal_usd, double monthly_hazard) const;

 private:
  static constexpr std::size_t n_sizes = 12, n_hazards = 14;
  struct Table;
  LenderParameters const* p_;
  ProposedLoan loan_;
  mutable std::shared_ptr<Table> table_;
};

}  // namespace tributer
