#pragma once
// What the ground pays: the yield of a concession under crowding and depletion, and the local price of gold.
#include "tributer/core/math.hpp"
#include "tributer/core/units.hpp"
#include "tributer/scenario/table_reader.hpp"
#include "tributer/state/concessions.hpp"

namespace tributer {

struct GroundParameters {
  double grade_share, capacity_per_peak_miner, reserve_years, depletion_elasticity;
  double net_pay_usd, running_cost_share, surveyed_grams;
  double shock_log_sd, shock_months;
  double miners_per_vein, vein_years, hidden_veins;
  friend bool operator==(GroundParameters const&, GroundParameters const&) = default;
};
GroundParameters read_ground(TableReader const& study);

struct TraderParameters {
  double margin, margin_per_hour, tied_margin, tied_margin_alone;
  double least_price;  ///< share of a price that each thing that lowers it leaves at least
  double credit_limit_usd, credit_share;
  friend bool operator==(TraderParameters const&, TraderParameters const&) = default;
};
TraderParameters read_traders(TableReader const& study);

/// Gold of all miners of a concession in a month, in mg: grade L K / (K + L) (reserve left)^delta.
inline double site_output_mg(double grade_mg, double workers, double capacity, double reserve_left,
                             double depletion_elasticity) {
  if (workers <= 0 || reserve_left <= 0) return 0;
  double const depletion = depletion_elasticity == 0 ? 1.0 : math::power(reserve_left, depletion_elasticity);
  return grade_mg * workers * capacity / (capacity + workers) * depletion;
}

/// The yield of a miner where new ground (g1, K1) lies beside a concession's own ground (g0, K0). Miners spread until
/// both grounds pay the same,
///   y = (K0 g0 + K1 g1) / (K0 + K1 + L).
/// They leave a ground that yields less than the other pays. So grade is a mean by capacity, and barren plots are
/// empty.
struct SharedGround {
  double per_head = 0, on_new = 0;  ///< yield of a miner; share of miners on the new ground
};
inline SharedGround share_ground(double g0, double k0, double g1, double k1, double miners) {
  double const own = k0 * g0 / (k0 + miners), both = (k0 * g0 + k1 * g1) / (k0 + k1 + miners);
  if (k1 <= 0 || g1 <= own) return {own, 0};
  if (g0 <= k1 * g1 / (k1 + miners)) return {k1 * g1 / (k1 + miners), 1};
  return {both, k1 * (g1 / both - 1.0) / miners};
}

/// Log-sd of a concession's productivity. It is smaller where a concession has many sites.
double site_shock_sd(GroundParameters const& p, int64_t n_sites);

/// Veins that bore gold when miners were counted: one for each surveyed site, and more where many people were counted.
int64_t counted_veins(GroundParameters const& p, int64_t n_sites, int64_t counted_miners);

/// Whether there is nothing to mine: every vein is worked out, or all ground is closed.
inline bool is_barren(Concessions const& c, std::size_t location) { return c.yield_mg[location] <= 0; }

/// Local price per gram that a free seller gets.
inline double site_price(TraderParameters const& p, double world_price, double hours_to_market) {
  double const kept = 1.0 - p.margin - p.margin_per_hour * hours_to_market;
  return world_price * (kept < p.least_price ? p.least_price : kept);
}

/// Discount for sellers in debt to one of the `traders` at a concession.
inline double tied_discount(TraderParameters const& p, int64_t traders) {
  return p.tied_margin + p.tied_margin_alone / (1.0 + static_cast<double>(traders));
}

/// Net pay of a worker of mean pay weight from `gold_mg` a month at `price` USD per gram.
inline double net_pay_usd(double gold_mg, double price, double running_cost_share) {
  return gold_mg / mg_per_gram * price * (1.0 - running_cost_share);
}

}  // namespace tributer
