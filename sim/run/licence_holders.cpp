#include "tributer/run/licence_holders.hpp"

#include <algorithm>

namespace tributer {

void LicenceHolders::record(int since_start, uint32_t ordinal, World const& world) {
  for (Operation const& operation : world.operations) {
    if (!operation.open || operation.licence != Licence::licensed) continue;
    auto const [at, is_new] = rows_.try_emplace(operation.owner_id);
    HolderRow& row = at->second;
    if (is_new) {
      row.person = operation.owner_id;
      row.first_month = since_start;
      if (since_start == 0)  // licensed since this month, or since some month of the burn-in
        row.first_month = operation.licensed_since == never
                              ? -1
                              : static_cast<int>(operation.licensed_since) - static_cast<int>(ordinal);
    }
    ++row.months_licensed;
    if (row.programme >= 0 || operation.programme == 0 || operation.programme > world.programmes.size()) continue;
    auto const label =
        std::find(programmes_.begin(), programmes_.end(), world.programmes[operation.programme - 1u].label);
    if (label != programmes_.end()) row.programme = static_cast<int32_t>(label - programmes_.begin());
  }
}

std::vector<HolderRow> LicenceHolders::take() {
  std::vector<HolderRow> rows;
  for (auto const& [person, row] : rows_) rows.push_back(row);
  std::sort(rows.begin(), rows.end(), [](HolderRow const& a, HolderRow const& b) { return a.person < b.person; });
  rows_.clear();
  return rows;
}

}  // namespace tributer
