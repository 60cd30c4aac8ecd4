#pragma once
// What a programme has added, person by person: its licence holders, looked up in the run of another arm. Arms share
// their luck, so that the same person in the baseline tells what would have happened anyway.
#include <cstddef>
#include <span>
#include <string_view>

#include "tributer/core/recording.hpp"

namespace tributer {

/// Of the people whose licence a programme supported in one run.
struct SupportedHolders {
  double people = 0;
  double licensed = 0;  ///< of them, licensed in the other run by the month asked about
  double months = 0;    ///< with a licence in the other run, since the start
};

/// `arm` and `other` are in order of person; `by_month` is counted since the start.
SupportedHolders match_holders(std::span<HolderRow const> arm, std::span<HolderRow const> other, int by_month);

/// A measure of supported holders that a total can name.
struct HolderMeasure {
  std::string_view name;
  double SupportedHolders::*value;
};
/// Nothing if there is no measure of that name.
HolderMeasure const* find_holder_measure(std::string_view name);

}  // namespace tributer
