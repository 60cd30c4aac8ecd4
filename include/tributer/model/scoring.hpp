#pragma once
// How a lender scores an application for a loan. Pure maths: it knows no world and books nothing.
//
//   scored hazard    s = exp(i log(own) + (1 - i) log(prior)),  i = 1 - exp(-g e)
//   learned ratio    L = (a + defaults) / (a + predicted defaults)
//   believed hazard  h = min(most, L (1 + ill repute) s)
//   agreed           NPV(h) - fixed cost >= margin x principal, or h <= the lender's cut-off if he has one
//
// e is the effort that the lender spends on an applicant of whom he knows the prior only; a is the worth of that prior
// in expected defaults; most is the highest hazard that lenders believe of anybody. NPV and effort are those of
// `lending.hpp`.
#include "tributer/model/lending.hpp"

namespace tributer {

/// How far a lender looks through the applicant at some effort: 0 sees only the prior, 1 all.
double insight(LenderParameters const& p, double effort);

/// Geometric mix of the applicant's own hazard and the prior, by insight.
double scored_hazard(double own_monthly, double prior_monthly, double insight);

/// Defaults over what was predicted, from the lender's own loans; 1 for a lender without experience.
double learned_ratio(LenderParameters const& p, int64_t defaults, double predicted_defaults);

/// What enters a score.
struct ScoringInput {
  double principal_usd = 0;
  double own_hazard = 0;      ///< a month, known to a lender who looks closely
  double learned = 1;         ///< ratio learned from the lender's own loans
  double ill_repute = 0;      ///< of the applicant's location: share that is added to the hazard
  double fixed_cost_usd = 0;  ///< of this application
  double most_hazard = 1;     ///< a month, that lenders believe of anybody
};

struct Score {
  double effort = 0;            ///< spent on the applicant
  double predicted_hazard = 0;  ///< a month, from what was seen of the applicant: defaults are compared with it
  double believed_hazard = 0;   ///< a month, with what the lender learned and the location's repute
  double cost_usd = 0;          ///< of the application: fixed, and of the effort
  double npv_usd = 0;           ///< expected, all costs paid
  bool agreed = false;
};

/// `worth` is the table of the lender's loans under the guarantee that would be used.
Score score(LenderParameters const& p, OfferTable const& worth, ScoringInput const& input);

}  // namespace tributer
