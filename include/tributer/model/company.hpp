#pragma once
// The yearly cost of the miners around a large-scale mine to its company, for each posture.
#include <array>

#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/companies.hpp"

namespace tributer {

struct CompanyParameters {
  double in_migrants_per_job;
  int64_t in_migration_months, delay_months;
  double guard_presence, guard_force;
  double slots_share, tribute, partner_output, partner_price;
  double trespass_usd, guard_usd, engagement_usd, partner_usd, partner_grams, partner_margin;
  double incident_usd, posture_riots, liability_usd, liability_per_year, scale_usd, change_usd, lasting_share;
};
CompanyParameters read_companies(TableReader const& study);

/// Expected costs of a year in USD, by posture. `relief` is the share of liability that law or a guarantee takes off.
/// The price is that of a gram of gold, or of the amount of another mineral that was worth as much at the start.
std::array<double, n_postures> posture_costs(CompanyParameters const& p, double miners, double slots,
                                             double riots_a_year, double relief, double price_usd_per_gram);

}  // namespace tributer
