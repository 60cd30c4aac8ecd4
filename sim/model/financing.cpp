#include "tributer/model/financing.hpp"

#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/licence.hpp"

namespace tributer {

FinancingOption by_grant(Applicant const& applicant, Grant const& g, double cost) {
  FinancingOption option;
  option.grant = &g;
  option.grant_usd =
      std::min(static_cast<double>(g.cap_cents) / cents_per_usd, g.share * cost + g.profit_months * applicant.profit);
  double const received = option.grant_usd * (1.0 - g.leakage);
  double const wait =
      g.payment == Payment::up_front ? 0 : applicant.delay + (g.payment == Payment::on_results ? months_per_year : 0.0);
  option.value =
      received * math::power(1.0 + applicant.discount / months_per_year, -wait) + g.hassle_relief * applicant.hassle;
  option.own_usd = g.payment == Payment::up_front ? -received : 0;
  return option;
}

FinancingOption by_loan(Applicant const& applicant, double principal, RepaymentTerms const& terms) {
  FinancingOption option;
  option.principal_usd = std::max(0.0, principal);
  double const instalment = principal > 0 ? principal / terms.principal_per_instalment : 0;
  double const later =
      math::power((1.0 - applicant.hazard) / (1.0 + applicant.discount / months_per_year), terms.grace_months);
  option.value = option.principal_usd -
                 option.principal_usd * terms.yearly_rate / months_per_year *
                     annuity(applicant.discount, applicant.hazard, terms.grace_months) -
                 instalment * later * annuity(applicant.discount, applicant.hazard, terms.months);
  option.own_usd = -option.principal_usd;
  return option;
}

}  // namespace tributer
