#include "tributer/model/scoring.hpp"

#include <algorithm>

#include "tributer/core/math.hpp"
#include "tributer/core/units.hpp"

namespace tributer {
namespace {

constexpr double least_hazard = 1e-6;  // per month, so that logarithms are finite

}  // namespace

double insight(LenderParameters const& p, double effort) {
  return p.most_insight * (1.0 - math::exp(-p.effort_gain * effort));
}

double scored_hazard(double own_monthly, double prior_monthly, double insight) {
  double const own = math::log(std::max(own_monthly, least_hazard));
  double const prior = math::log(std::max(prior_monthly, least_hazard));
  return math::exp(insight * own + (1.0 - insight) * prior);
}

double learned_ratio(LenderParameters const& p, double defaults, double predicted_defaults) {
  return (p.prior_weight + defaults) / (p.prior_weight + predicted_defaults);
}

Score score(LenderParameters const& p, OfferTable const& worth, ScoringInput const& input) {
  Score out;
  double const prior = p.prior_hazard_yearly / months_per_year;
  // Ill repute is not part of the prediction that defaults are compared with; otherwise experience would cancel it.
  double const believed = input.learned * (1.0 + input.ill_repute);
  out.effort = worth.at(input.principal_usd, believed * prior).effort;
  out.cost_usd = input.fixed_cost_usd + p.effort_cost_usd * out.effort;
  out.predicted_hazard = scored_hazard(input.own_hazard, prior, insight(p, out.effort));
  out.believed_hazard = std::min(input.most_hazard, believed * out.predicted_hazard);
  out.npv_usd = worth.at(input.principal_usd, out.believed_hazard).npv_usd - out.cost_usd;
  out.agreed =
      p.cutoff_fixed >= 0 ? out.believed_hazard <= p.cutoff_fixed : out.npv_usd >= p.margin * input.principal_usd;
  return out;
}

}  // namespace tributer
