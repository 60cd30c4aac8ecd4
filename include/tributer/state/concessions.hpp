#pragma once
// One row a concession: a tract with one deposit and the community around it. `outside` has a row
// of its own at the end. Rows x livelihoods tables are row-major.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tributer/core/money.hpp"

namespace tributer {

struct Concessions {
  // ground
  // masses are of what is dug there: gold, or another mineral of the study
  std::vector<double> grade_mg;  ///< per effective worker and month without crowding or depletion
  std::vector<double> amenity;   ///< utility of mining here beyond pay
  std::vector<double> capacity;  ///< miners at which yield per head halves
  std::vector<Milligrams> reserve_mg, opening_reserve_mg, discovered_mg;
  std::vector<Milligrams> full_reserve_mg;  ///< at the start of the study: depletion counts from here
  std::vector<Milligrams> output_mg;        ///< recovered this month
  std::vector<double> start_miners;         ///< shrunk count that the ground was inverted on
  std::vector<double> start_people;         ///< people whose table row began here: sets how many enter
  std::vector<double> log_shock;            ///< site productivity, AR(1)
  std::vector<double> log_rain;             ///< rainfall, AR(1)
  std::vector<uint8_t> tenure;              ///< position in tenure labels, this month
  // this month's work
  std::vector<int64_t> workers;          ///< people mining this month
  std::vector<int64_t> worker_weight;    ///< sum of their pay weights
  std::vector<double> new_ground_share;  ///< of this month's output, from ground that was opened beside the own
  std::vector<double> yield_mg;          ///< per unit of pay weight, before the lottery
  std::vector<double> site_price_usd;    ///< per gram, free sellers
  std::vector<double> kept_share;        ///< of the world price, that is left for ore from here: see model/market
  std::vector<double> traced_share, laundered_share;  ///< of output: tagged where it was dug; tagged elsewhere
  std::vector<Cents> mining_income_cents;             ///< net, all miners here
  std::vector<int64_t> residents;
  // operations, this month
  std::vector<double> crew_output;      ///< rows x livelihoods: output of a crew member over the plain yield
  std::vector<double> crew_price;       ///< rows x livelihoods: price of a crew member over that of a free seller
  std::vector<int64_t> crew_openings;   ///< offered by licensed operations at work
  std::vector<double> usual_output_mg;  ///< a month, moving average
  std::vector<double> trader_credit;    ///< share of the usual credit to diggers that traders can give
  std::vector<Milligrams> formal_mg, declared_mg;  ///< of licensed pits; sold as dug here
  // beliefs, rows x livelihoods
  std::vector<double> base_income_usd;  ///< a month, before rank and season; mining: what the ground pays
  std::vector<double> expected_usd;     ///< what people expect
  std::vector<double> chance;           ///< of a place, for rationed livelihoods
  std::vector<int64_t> openings, holders, applied, placed;
  // enforcement
  std::vector<double> presence, force, hazard, last_hazard, risk_memory, risk;
  std::vector<int64_t> evicted;  ///< this month
  // community
  std::vector<Cents> spent_cents;         ///< consumption of miners and LSM workers here, this month
  std::vector<double> usual_spent_cents;  ///< average over the last year of burn-in
  std::vector<double> local_multiplier;   ///< other income over its base
  std::vector<double> grievance;
  std::vector<double> trust;                 ///< of 0 to 1: how far promises are believed
  std::vector<int64_t> promised, delivered;  ///< this month, of what programmes and companies announce: people
  std::vector<Cents> rent_cents;             ///< value of this month's output at the site
  std::vector<double> log_rent_year, log_income_year;  ///< 12 months each, ring of months
  std::vector<int64_t> riots, battles, lootings;
  // households and services
  std::vector<int64_t> need_millionths;  ///< of the usual need: what food costs here
  std::vector<Cents> fee_relief_cents;   ///< of a child's fee this term, paid by programmes
  std::vector<double> safety_trained;    ///< share of diggers who remember a training
  std::vector<int64_t> helped;           ///< people whom programmes helped to move away, this month
  // connections (by edge)
  std::vector<double> recent_flow;  ///< people a month, moving average
};

}  // namespace tributer
