#pragma once
// Compares two worlds bit for bit and names the first column that differs.
#include <cstring>
#include <string>
#include <vector>

#include "tributer/state/world.hpp"

namespace small {

using namespace tributer;

template <class T>
bool same_bits(std::vector<T> const& a, std::vector<T> const& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

/// The name of the first column that differs between two tables; empty if none does.
template <class Table>
std::string table_difference(Table const& a, Table const& b) {
  std::vector<void const*> left;
  Table::each(a, [&](ColumnInfo const&, auto const& column) { left.push_back(&column); });
  std::string different;
  std::size_t k = 0;
  Table::each(b, [&]<class T>(ColumnInfo const& info, std::vector<T> const& column) {
    auto const& other = *static_cast<std::vector<T> const*>(left[k++]);
    if (different.empty() && !same_bits(other, column)) different = info.name;
  });
  return different;
}

/// The name of the first part that differs; empty if none does.
inline std::string world_difference(World const& a, World const& b) {
  if (a.miners.size() != b.miners.size()) return "number of rows";
  std::vector<std::string> names;
  std::vector<std::pair<void const*, std::size_t>> left, right;
  Miners::each(a.miners, [&](char const* name, char const*, auto const& c) {
    names.push_back(name), left.emplace_back(c.data(), c.bytes());
  });
  Miners::each(b.miners, [&](char const*, char const*, auto const& c) { right.emplace_back(c.data(), c.bytes()); });
  for (std::size_t i = 0; i < names.size(); ++i)
    if (std::memcmp(left[i].first, right[i].first, left[i].second) != 0) return "miners." + names[i];
  if (a.free_rows != b.free_rows) return "free_rows";
  if (auto const column = table_difference(a.concessions, b.concessions); !column.empty())
    return "concessions." + column;
  if (a.companies != b.companies) return "companies";
  if (auto const column = table_difference(a.values, b.values); !column.empty()) return "values." + column;
  if (auto const column = table_difference(a.harm, b.harm); !column.empty()) return "harm." + column;
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
  return same_bits(a.price_usd_per_gram, b.price_usd_per_gram) && a.start_price_usd == b.start_price_usd &&
                 a.price_level == b.price_level && same_bits(a.mean_attachment, b.mean_attachment) &&
                 same_bits(a.median_need_ratio, b.median_need_ratio)
             ? ""
             : "prices or levels";
}

}  // namespace small
