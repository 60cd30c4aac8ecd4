#pragma once
// Are two worlds the same, bit for bit? Names the first column that differs.
#include <cstring>
#include <string>
#include <tuple>

#include "tributer/state/world.hpp"

namespace small {

using namespace tributer;

template <class T>
bool same_bits(std::vector<T> const& a, std::vector<T> const& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

/// Every vector of the table of concessions. The structured binding fails to compile when a column is
/// added and not listed here.
inline auto columns_of(Concessions const& c) {
  auto const& [grade, amenity, capacity, reserve, opening, discovered, full, gold, start_miners, start_people, shock,
               rain, tenure, workers, weight, fresh, yield, price, kept, traced, laundered, mining_income, residents,
               crew_output, crew_price, crew_openings, usual_gold, trader_credit, formal_gold, declared, base, expected,
               chance, openings, holders, applied, placed, presence, force, hazard, last_hazard, memory, risk, evicted,
               spent, usual, multiplier, grievance, trust, promised, delivered, rent, log_rent, log_income, riots,
               battles, lootings, need, relief, trained, helped, flow] = c;
  return std::tie(grade, amenity, capacity, reserve, opening, discovered, full, gold, start_miners, start_people, shock,
                  rain, tenure, workers, weight, fresh, yield, price, kept, traced, laundered, mining_income, residents,
                  crew_output, crew_price, crew_openings, usual_gold, trader_credit, formal_gold, declared, base,
                  expected, chance, openings, holders, applied, placed, presence, force, hazard, last_hazard, memory,
                  risk, evicted, spent, usual, multiplier, grievance, trust, promised, delivered, rent, log_rent,
                  log_income, riots, battles, lootings, need, relief, trained, helped, flow);
}

inline auto columns_of(OptionValues const& v) {
  auto const& [staying, holding, here, granted, granted_chance, news, amenity, risk, edge, edge_cash, helped,
               helped_cash, home, home_cash, best, best_k] = v;
  return std::tie(staying, holding, here, granted, granted_chance, news, amenity, risk, edge, edge_cash, helped,
                  helped_cash, home, home_cash, best, best_k);
}

inline auto columns_of(Harm const& h) {
  auto const& [deaths, injuries, confiscations, first, accidents] = h;
  return std::tie(deaths, injuries, confiscations, first, accidents);
}

template <class Columns, std::size_t... Is>
bool same_columns(Columns const& a, Columns const& b, std::index_sequence<Is...>) {
  return (same_bits(std::get<Is>(a), std::get<Is>(b)) && ...);
}
template <class Table>
bool same_table(Table const& a, Table const& b) {
  auto const left = columns_of(a), right = columns_of(b);
  return same_columns(left, right, std::make_index_sequence<std::tuple_size_v<decltype(left)>>{});
}

/// The first thing that differs; empty if nothing does.
inline std::string world_difference(World const& a, World const& b) {
  if (a.miners.size() != b.miners.size()) return "number of rows";
  std::vector<std::string> names;
  std::vector<std::pair<void const*, std::size_t>> left, right;
  Miners::each(a.miners,
               [&](char const* name, auto const& c) { names.push_back(name), left.emplace_back(c.data(), c.bytes()); });
  Miners::each(b.miners, [&](char const*, auto const& c) { right.emplace_back(c.data(), c.bytes()); });
  for (std::size_t i = 0; i < names.size(); ++i)
    if (std::memcmp(left[i].first, right[i].first, left[i].second) != 0) return "miners." + names[i];
  if (a.free_rows != b.free_rows) return "free_rows";
  if (!same_table(a.concessions, b.concessions)) return "concessions";
  if (a.companies != b.companies) return "companies";
  if (!same_table(a.values, b.values)) return "values";
  if (!same_table(a.harm, b.harm)) return "harm";
  if (a.operations != b.operations || a.free_operations != b.free_operations) return "operations";
  if (a.traders != b.traders || a.trader_flow_cents != b.trader_flow_cents) return "traders";
  if (a.lenders != b.lenders || a.loans != b.loans || a.free_loans != b.free_loans) return "loans";
  if (a.claims != b.claims || a.promises != b.promises || a.programmes != b.programmes) return "programmes";
  if (a.packages != b.packages || a.pledges != b.pledges || a.household_loans != b.household_loans) return "aid";
  if (a.formality != b.formality || a.credit != b.credit) return "tallies";
  if (a.ledger.month.cents != b.ledger.month.cents || a.ledger.balance != b.ledger.balance) return "ledger";
  if (a.ledger.receivable != b.ledger.receivable || a.ledger.written_off != b.ledger.written_off)
    return "ledger's debts";
  if (!same_bits(a.country_log_hazard, b.country_log_hazard)) return "country_log_hazard";
  auto const numbers = [](World const& w) {
    return std::vector<double>{w.price_level, w.mean_attachment, w.median_need_ratio};
  };
  return same_bits(a.price_usd_per_gram, b.price_usd_per_gram) && a.start_price_usd == b.start_price_usd &&
                 same_bits(numbers(a), numbers(b))
             ? ""
             : "prices or levels";
}

}  // namespace small
