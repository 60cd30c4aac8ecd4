#pragma once
// Who holds a licence in a run, person by person. Arms share their luck, so that the same person in the
// baseline tells what a programme has added. A licence that passes on with its pit counts for the heir too,
// in every arm.
#include <unordered_map>
#include <vector>

#include "tributer/core/recording.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

class LicenceHolders {
 public:
  /// `programmes`: labels of all arms' programmes, in the order of the axis.
  explicit LicenceHolders(std::vector<std::string> programmes) : programmes_(std::move(programmes)) {}

  /// After each month from the start on: `ordinal` counts from the beginning of the burn-in.
  void record(int since_start, uint32_t ordinal, World const& world);
  /// By person.
  std::vector<HolderRow> take();

 private:
  std::vector<std::string> programmes_;
  std::unordered_map<uint64_t, HolderRow> rows_;
};

}  // namespace tributer
