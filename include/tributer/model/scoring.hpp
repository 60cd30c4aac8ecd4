#pragma once
// How a lender scores an application for a loan. These functions only compute: they do not read the world or book
// money.
//
//   scored hazard    s = exp(i log(own) + (1 - i) log(prior)),  i = most insight x (1 - exp(-g e))
//   learned ratio    L = (a + defaults) / (a + predicted defaults)
//   believed hazard  h = min(most, L (1 + ill repute) s)
//   agreed           NPV(h) - fixed cost - k1 e >= margin x principal, or h <= the lender's cut-off if he has one
//
// e is the effort of screening, chosen while the lender knows only the prior hazard; a says how much that prior counts,
// in expected defaults; most is the highest hazard that lenders believe of anybody. NPV and effort are those of
// `lending.hpp`.
#include "tributer/model/lending.hpp"

namespace tributer {

/// How much a lender finds out with some effort, from 0 (he knows only the prior) to the most that can be found out.
double insight(LenderParameters const& p, double effort);

/// Geometric mix of the applicant's own hazard and the prior, by insight.
double scored_hazard(double own_monthly, double prior_monthly, double insight);

/// Defaults over predicted defaults of the loans that a lender has seen; 1 for a lender without experience.
double learned_ratio(LenderParameters const& p, double defaults, double predicted_defaults);

/// What a lender needs to score an application.
struct ScoringInput {
  double principal_usd = 0;
  double own_hazard = 0;      ///< monthly hazard of the applicant, which a lender who screens closely finds out
  double learned = 1;         ///< ratio of defaults to predicted defaults that experience has taught
  double ill_repute = 0;      ///< share that the applicant's location adds to the hazard
  double fixed_cost_usd = 0;  ///< fixed cost of this application
  double most_hazard = 1;     ///< highest monthly hazard that lenders believe of anybody
};

struct Score {
  double effort = 0;            ///< spent on the applicant
  double predicted_hazard = 0;  ///< monthly hazard found by screening: defaults are compared with it
  double believed_hazard = 0;   ///< the same, corrected for the lender's experience and the location's repute
  double cost_usd = 0;          ///< fixed cost of the application, and cost of the effort
  double npv_usd = 0;           ///< expected NPV after all costs
  bool agreed = false;
};

/// `worth` is the table of the lender's loans under the guarantee that would be used.
Score score(LenderParameters const& p, OfferTable const& worth, ScoringInput const& input);

}  // namespace tributer
