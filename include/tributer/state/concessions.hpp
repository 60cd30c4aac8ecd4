#pragma once
// Concessions: each is a tract with one deposit and the community around it. `outside` has the last row.
// Masses are of the mineral of the concession: gold, or another mineral of the study.
#include "tributer/core/money.hpp"
#include "tributer/state/schema.hpp"

namespace tributer {

// clang-format off
#define TRIBUTER_CONCESSION_COLUMNS(column) \
  /* ground */ \
  column(location, double, grade_mg, kept, 0, "mg/month", "output of an effective worker without crowding or depletion") \
  column(location, double, amenity, kept, 0, "1", "utility of mining here beyond pay") \
  column(location, double, capacity, kept, 0, "miner", "miners at which yield per head halves") \
  column(location, Milligrams, reserve_mg, kept, 0, "mg", "reserve left in the ground") \
  column(location, Milligrams, opening_reserve_mg, kept, 0, "mg", "reserve when the world was made") \
  column(location, Milligrams, discovered_mg, kept, 0, "mg", "discovered since then") \
  column(location, Milligrams, full_reserve_mg, kept, 0, "mg", "reserve at the start of the study: depletion counts from here") \
  column(location, Milligrams, output_mg, kept, 0, "mg", "recovered this month") \
  column(location, double, start_miners, kept, 0, "miner", "shrunk count that the ground was inverted on") \
  column(location, double, start_people, kept, 0, "person", "people whose table row began here; decides how many enter") \
  column(location, double, log_shock, kept, 0, "1", "log of productivity, AR(1)") \
  column(location, int64_t, counted_veins, kept, 0, "1", "veins that bore gold when miners were counted") \
  column(location, int64_t, veins, kept, 0, "1", "veins that bear gold this month") \
  column(location, double, log_rain, kept, 0, "1", "log of rainfall over its mean, AR(1)") \
  column(location, uint8_t, tenure, kept, 0, "1", "tenure this month; begins as in the world") \
  /* work of the month */ \
  column(location, int64_t, workers, kept, 0, "person", "people who mine this month") \
  column(location, int64_t, worker_weight, kept, 0, "1", "sum of their pay weights") \
  column(location, double, new_ground_share, kept, 0, "1", "share of this month's output from ground opened beside the concession's own") \
  column(location, double, yield_mg, kept, 0, "mg/month", "output per unit of pay weight, before the lottery") \
  column(location, double, site_price_usd, kept, 0, "USD/g", "price paid to free sellers") \
  column(location, double, kept_share, kept, 1, "1", "share of the world price left for ore from here; see model/market") \
  column(location, double, traced_share, kept, 0, "1", "share of output tagged where it was mined") \
  column(location, double, laundered_share, kept, 0, "1", "share of output tagged elsewhere") \
  column(location, Cents, mining_income_cents, kept, 0, "0.01 USD", "net income of all miners here this month") \
  column(location, int64_t, residents, kept, 0, "person", "people who live here") \
  /* operations of the month */ \
  column(location_and_livelihood, double, crew_output, kept, 1, "1", "output of a crew member over the plain yield") \
  column(location_and_livelihood, double, crew_price, kept, 1, "1", "price of a crew member over that of a free seller") \
  column(location, int64_t, crew_openings, kept, 0, "person", "room on the crews of licensed operations, for next month") \
  column(location, double, usual_output_mg, kept, 0, "mg/month", "moving average of output") \
  column(location, int64_t, traders, kept, 0, "1", "traders who buy here; with a weight, of the whole population") \
  column(location, double, trader_credit, kept, 1, "1", "share of the usual credit to miners that traders can give") \
  column(location, Milligrams, formal_mg, kept, 0, "mg", "output of licensed operations this month") \
  column(location, Milligrams, declared_mg, kept, 0, "mg", "output sold as mined here this month") \
  /* beliefs */ \
  column(location_and_livelihood, double, base_income_usd, kept, 0, "USD/month", "pay before rank and season; of mining, what the ground pays") \
  column(location_and_livelihood, double, expected_usd, kept, 0, "USD/month", "pay that people expect") \
  column(location_and_livelihood, double, chance, kept, 0, "1", "believed chance of an opening in a rationed livelihood; begins at expectations.opening_chance") \
  column(location_and_livelihood, int64_t, openings, kept, 0, "person", "room in a rationed livelihood") \
  column(location_and_livelihood, int64_t, holders, kept, 0, "person", "people who have a rationed livelihood") \
  column(location_and_livelihood, int64_t, applied, kept, 0, "person", "people who applied when openings were last filled") \
  column(location_and_livelihood, int64_t, placed, kept, 0, "person", "of these, people who were placed") \
  /* enforcement */ \
  column(location, double, presence, kept, 0, "1", "share of this month under presence of forces or guards") \
  column(location, double, force, kept, 0, "1", "force used, 0 to 1") \
  column(location, double, hazard, kept, 0, "1/month", "chance that an unlicensed miner is evicted") \
  column(location, double, last_hazard, kept, 0, "1/month", "that chance last month") \
  column(location, double, risk_memory, kept, 0, "1/month", "remembered risk of eviction") \
  column(location, double, risk, kept, 0, "1/month", "perceived risk of eviction") \
  column(location, double, watch_believed, kept, 1, "1", "share of the risk announced by monitoring that people still believe") \
  column(location, int64_t, evicted, month, 0, "person", "people evicted") \
  /* community */ \
  column(location, Cents, spent_cents, kept, 0, "0.01 USD", "consumption of miners and workers of large-scale mines here this month") \
  column(location, double, usual_spent_cents, kept, 0, "0.01 USD", "average of it over the last year of the burn-in") \
  column(location, double, local_multiplier, kept, 1, "1", "other income over its base") \
  column(location, double, grievance, kept, 0, "1", "grievance of the residents") \
  column(location, double, trust, kept, 0, "1", "how far people believe promises, 0 to 1; begins at trust.usual") \
  column(location, int64_t, promised, month, 0, "person", "people promised what programmes and companies announce, due this month") \
  column(location, int64_t, delivered, month, 0, "person", "of these, people who got it") \
  column(location, Cents, rent_cents, kept, 0, "0.01 USD", "value of this month's output at the price paid here") \
  column(location_and_month, Cents, rent_year_cents, kept, 0, "0.01 USD", "rent of each of the last twelve months, a ring") \
  column(location_and_month, Cents, income_year_cents, kept, 0, "0.01 USD", "mining income of each of the last twelve months, a ring") \
  column(location, int64_t, riots, kept, 0, "1", "riots this month") \
  column(location, int64_t, battles, kept, 0, "1", "battles this month") \
  column(location, int64_t, lootings, kept, 0, "1", "lootings this month") \
  /* households and services */ \
  column(location, int64_t, need_millionths, kept, 1e6, "1e-6", "need of a household over its usual need: what food costs here") \
  column(location, Cents, fee_relief_cents, kept, 0, "0.01 USD", "part of a child's fee of this term that programmes pay") \
  column(location, double, safety_trained, kept, 0, "1", "share of miners who remember a training in safety") \
  column(location, int64_t, helped, month, 0, "person", "people whom programmes helped to move away") \
  /* connections */ \
  column(connection, double, recent_flow, kept, 0, "person/month", "moving average of movers")
// clang-format on

struct Concessions {
  TRIBUTER_COLUMNS(TRIBUTER_CONCESSION_COLUMNS)
};

/// Harm of the month.
// clang-format off
#define TRIBUTER_HARM_COLUMNS(column) \
  column(location, int64_t, deaths, month, 0, "person", "people killed in evictions") \
  column(location, int64_t, injuries, month, 0, "person", "people injured in evictions") \
  column(location, int64_t, confiscations, month, 0, "person", "people who lost cash in evictions") \
  column(location, int64_t, first_evictions, month, 0, "person", "people whose eviction episode began") \
  column(location, int64_t, accidents, month, 0, "person", "people injured at work") \
  column(location, Cents, uncompensated_cents, month, 0, "0.01 USD", "claims of tributers that a law no longer makes a company pay")
// clang-format on

struct Harm {
  TRIBUTER_COLUMNS(TRIBUTER_HARM_COLUMNS)
};

}  // namespace tributer
