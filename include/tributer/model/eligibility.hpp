#pragma once
// Which people and concessions may take part in a programme, and when it runs. All instruments share these readers.
#include <cstdint>
#include <string>
#include <vector>

#include "tributer/core/money.hpp"
#include "tributer/scenario/study.hpp"
#include "tributer/state/geography.hpp"
#include "tributer/state/miners.hpp"

namespace tributer {

/// `eligible = { tenure = [..], territory = [..], country = [..], concession = [..], largest = n, sex = ".." }`:
/// concessions, and the sex of the manager.
struct Eligibility {
  std::vector<uint8_t> concession;  ///< by concession: 1 if it is eligible
  bool men = true, women = true;
  bool admits(std::size_t at, uint8_t sex) const {
    return at < concession.size() && concession[at] != 0 && (sex == female ? women : men);
  }
  /// Keeps only the `n` eligible concessions with the most counted miners.
  void keep_largest(Geography const& g, std::size_t n);
  /// The eligible concessions.
  std::vector<std::size_t> concessions() const;
  /// The eligible concessions, or none if all are eligible: the concessions that an instrument singles out.
  std::vector<std::size_t> confined_to() const;
};
Eligibility read_eligibility(TableReader const& instrument, Geography const& g);
/// The same for an instrument that acts on concessions rather than on people: `sex` is not read.
Eligibility read_eligible_concessions(TableReader const& instrument, Geography const& g);

/// `start` and `months` of an instrument, as months since the start of the study; `end` is the first month after it.
struct Window {
  int first = 0, end = 0;
  bool holds(int since_start) const { return since_start >= first && since_start < end; }
};
/// Reads the window and reports a start outside the run.
Window read_window(TableReader const& instrument, TimeSpan const& time, std::optional<int64_t> default_months = {});
/// Reports a start that is before the first month of the run or after the last. `first` counts from the start.
void check_start(TableReader const& instrument, TimeSpan const& time, int first);
/// The id of an instrument: the last part of its address.
std::string instrument_id(TableReader const& instrument);

}  // namespace tributer
