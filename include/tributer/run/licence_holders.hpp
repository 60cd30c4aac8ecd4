#pragma once
// Records which people hold a licence in a run. Arms share their luck, so the same person in the baseline shows what a
// programme has added. If an operation passes to an heir, its licence counts for the heir too, in every arm.
#include <unordered_map>
#include <vector>

#include "tributer/core/recording.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

class LicenceHolders {
 public:
  /// `programmes`: labels of all arms' programmes, in the order of the axis.
  explicit LicenceHolders(std::vector<std::string> programmes) : programmes_(std::move(programmes)) {}

  /// Records a month, from the start on. `ordinal` counts months from the beginning of the burn-in.
  void record(int since_start, uint32_t ordinal, World const& world);
  /// Returns the rows, sorted by person.
  std::vector<HolderRow> take();

 private:
  std::vector<std::string> programmes_;
  std::unordered_map<uint64_t, HolderRow> rows_;
};

}  // namespace tributer
