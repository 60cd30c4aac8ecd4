#pragma once
// Finds out what a programme has added: the people whose licence it supported are looked up in the run of another arm.
// Arms share their luck, so the same person in the baseline shows what would have happened without the programme.
#include <cstddef>
#include <span>
#include <string_view>

#include "tributer/core/recording.hpp"

namespace tributer {

/// Counts of the people whose licence a programme supported in one run.
struct SupportedHolders {
  double people = 0;
  double licensed = 0;  ///< of these, people who are licensed in the other run by the given month
  double months = 0;    ///< their months with a licence in the other run, since the start
};

/// `arm` and `other` are sorted by person; `by_month` is counted since the start.
SupportedHolders match_holders(std::span<HolderRow const> arm, std::span<HolderRow const> other, int by_month);

/// A measure of supported holders that a total can name.
struct HolderMeasure {
  std::string_view name;
  double SupportedHolders::*value;
};
/// Returns nullptr if there is no measure of that name.
HolderMeasure const* find_holder_measure(std::string_view name);

}  // namespace tributer
