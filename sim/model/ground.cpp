#include "tributer/model/ground.hpp"

#include "tributer/core/units.hpp"
#include "tributer/model/initialisers.hpp"

#include <algorithm>
#include <cmath>

namespace tributer {

GroundParameters read_ground(TableReader const& study) {
  TableReader const t = study.table("ground");
  GroundParameters p{};
  p.grade_share = t.real("grade_share", 0.7,
                         {"1", 0.3, 1, "assumed: the rest is amenity (security, roads, kin)",
                          "share of attractiveness that is gold in the ground"});
  p.capacity_per_peak_miner = t.real(
      "capacity_per_peak_miner", 4,
      {"1", 1, 6, "assumed: sets crowding (V3)", "kappa: miners at which yield per head halves, per peak miner"});
  p.surveyed_grams = t.real(
      "surveyed_grams", 68,
      {"g/year", 1, 1000, "P-9", "gold of a miner in a year; below half and above twice of it a warning is given"});
  p.reserve_years =
      t.real("reserve_years", 20,
             {"year", 5, 60, "assumed: shallow ground lasts a generation", "years of opening output in the reserve"});
  p.depletion_elasticity =
      t.real("depletion_elasticity", 0.15,
             {"1", 0, 1, "assumed: ore gets harder to reach slowly", "delta: elasticity of yield to the reserve left"});
  p.net_pay_usd = t.real("net_pay_usd", 120,
                         {"USD/month", 60, 200, "P-9",
                          "mean net pay of mining at the start: 68 g a year at site prices less running costs"});
  p.running_cost_share =
      t.real("running_cost_share", 0.45,
             {"1", 0.2, 0.7, "assumed: food, fuel and fees of an operation", "running costs over gross sales"});
  p.shock_log_sd = t.real("shock_log_sd", 0.4,
                          {"1", 0, 0.8, "assumed: ground is rich and poor by turns",
                           "log-sd of the productivity of a concession with one site"});
  p.shock_months = t.real(
      "shock_months", 12,
      {"month", 1, 36, "assumed: a good vein lasts about a year", "correlation time of a concession's productivity"});
  p.miners_per_vein =
      t.real("miners_per_vein", 100,
             {"miner", 20, 5000, "P-71", "people who were counted for each vein, where more than a vein a site"});
  p.vein_years = t.real("vein_years", 8,
                        {"year", 1, 1000, "assumed: a fifth of known sites are empty when visited (V17b)",
                         "mean time until a vein is worked out"});
  p.hidden_veins = t.real("hidden_veins", 0.8,
                          {"1", 0, 3, "calibrated: the number of miners lasts at a constant real price",
                           "veins of a concession, in the mean, that bore nothing when miners were counted"});
  return p;
}

double site_shock_sd(GroundParameters const& p, int64_t n_sites) {
  return p.shock_log_sd / std::sqrt(static_cast<double>(n_sites < 1 ? 1 : n_sites));
}

int64_t counted_veins(GroundParameters const& p, int64_t n_sites, int64_t counted_miners) {
  int64_t const by_people = whole(static_cast<double>(counted_miners) / p.miners_per_vein);
  return std::max({int64_t{1}, n_sites, by_people});
}

TraderParameters read_traders(TableReader const& study) {
  TableReader const t = study.table("traders");
  return {t.real("margin", 0.04, {"1", 0, 0.3, "P-16", "discount on the world price at a market town"}),
          t.real("margin_per_hour", 0.01, {"1/h", 0, 0.05, "P-17", "further discount per hour to market"}),
          t.real("tied_margin", 0.05,
                 {"1", 0, 0.3, "assumed: 3 to 15 points (P-20)",
                  "m0: further discount for sellers in debt to their trader"}),
          t.real("tied_margin_alone", 0.06,
                 {"1", 0, 0.3, "assumed: as the row above",
                  "m1: discount added where traders are few: m1 / (1 + traders)"}),
          t.real("least_price", 0.1,
                 {"1", 0.01, 1, "assumed: somebody always buys gold",
                  "least share of a price that is left by each of: buyers abroad who shun ore, margins of traders, "
                  "traders short of cash, an export tax"}),
          t.real("credit_limit_usd", 60,
                 {"USD", 0, 500, "assumed: two weeks of need (P-56)", "most that a trader lends to one miner"}),
          t.real("credit_share", 0.5,
                 {"1", 0, 1, "assumed: the rest buys gold",
                  "share of the cash of traders up to which they give miners the usual credit"})};
}

double grams_a_miner_year(Ground const& ground, Geography const& geography) {
  double mg = 0, miners = 0;
  for (std::size_t c = 0; c < geography.n; ++c) {
    if (geography.mineral[c] != Geography::gold) continue;
    mg += site_output_mg(ground.grade_mg[c], ground.start_miners[c], ground.capacity[c], 1, 0);
    miners += ground.start_miners[c];
  }
  return miners > 0 ? mg / mg_per_gram * months_per_year / miners : 0;
}

}  // namespace tributer
