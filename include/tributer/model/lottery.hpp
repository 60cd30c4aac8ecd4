#pragma once
// The order in which people, operations or loans are served where capital or openings may run out: a lottery of the
// month, so that the order of rows decides nothing.
#include <algorithm>
#include <tuple>
#include <vector>

#include "tributer/core/draws.hpp"
#include "tributer/model/context.hpp"

namespace tributer {

/// Puts rows in the order of this month's lottery. `key_of` gives the identity of a row for luck.
template <class KeyOf>
std::vector<uint32_t> in_lottery_order(MonthContext const& month, Stream stream, std::vector<uint32_t> const& rows,
                                       KeyOf const& key_of) {
  static constexpr uint64_t order = hash_of("order of service");
  std::vector<std::tuple<uint32_t, uint64_t, uint32_t>> lots;  // lot, identity, row
  draw_each(
      month.luck, month.ordinal, stream, order, rows.size(), [&](std::size_t k) { return key_of(rows[k]); },
      [&](std::size_t k, PhiloxBlock const& lot) { lots.emplace_back(lot[0], key_of(rows[k]), rows[k]); });
  std::sort(lots.begin(), lots.end());
  std::vector<uint32_t> ordered;
  for (auto const& [lot, key, row] : lots) ordered.push_back(row);
  return ordered;
}

}  // namespace tributer
