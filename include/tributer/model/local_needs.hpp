#pragma once
// The monthly need of every household of a world at this month's prices.
#include <algorithm>
#include <array>
#include <vector>

#include "tributer/core/units.hpp"
#include "tributer/model/person.hpp"

namespace tributer {

class LocalNeeds {
 public:
  LocalNeeds(NeedParameters const& p, World const& world) {
    std::array<Cents, byte_values> usual{};
    for (int d = 0; d < byte_values; ++d)
      usual[static_cast<std::size_t>(d)] = whole(need_usd(p, d) * world.price_level * cents_per_usd);
    auto const& millionths = world.concessions.need_millionths;
    for (std::size_t location = 0; location < world.geography->locations(); ++location) {
      if (location == 0 || millionths[location] != millionths[location - 1]) {
        auto& needs = tables_.emplace_back();
        for (std::size_t d = 0; d < needs.size(); ++d) needs[d] = usual[d] * millionths[location] / per_million;
      }
      table_of_.push_back(tables_.size() - 1);
    }
  }
  /// The need of the largest household that a column can hold, where food costs most.
  Cents largest() const {
    Cents most = 0;
    for (auto const& needs : tables_) most = std::max(most, needs.back());
    return most;
  }
  /// Need in cents.
  Cents of(std::size_t location, uint8_t dependants) const { return tables_[table_of_[location]][dependants]; }

 private:
  std::vector<std::array<Cents, byte_values>> tables_;  ///< of locations that follow each other, if food costs the same
  std::vector<std::size_t> table_of_;                   ///< by location
};

}  // namespace tributer
