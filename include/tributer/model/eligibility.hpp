#pragma once
// Who may take part in a programme, and when it runs: written once for every instrument.
#include <cstdint>
#include <vector>

#include "tributer/core/money.hpp"
#include "tributer/scenario/study.hpp"
#include "tributer/state/geography.hpp"
#include "tributer/state/miners.hpp"

namespace tributer {

/// `eligible = { tenure = [..], territory = [..], country = [..], concession = [..], largest = n, sex = ".." }`:
/// places, and the manager's sex.
struct Eligibility {
  std::vector<uint8_t> concession;  ///< 1 where it holds, by place
  bool men = true, women = true;
  bool admits(std::size_t at, uint8_t sex) const {
    return at < concession.size() && concession[at] != 0 && (sex == female ? women : men);
  }
  /// Of the places where it holds, only the `n` with most counted miners are left.
  void keep_largest(Geography const& g, std::size_t n);
  /// Places where it holds.
  std::vector<std::size_t> concessions() const;
  /// The same, but none if it holds everywhere: what an instrument acts on.
  std::vector<std::size_t> confined_to() const;
};
Eligibility read_eligibility(TableReader const& instrument, Geography const& g);
/// The same of an instrument that acts on places, whoever is there: all but the sex.
Eligibility read_eligible_concessions(TableReader const& instrument, Geography const& g);

/// `start`, `months`: months since the study's start, first included, last not.
struct Window {
  int first = 0, end = 0;
  bool holds(int since_start) const { return since_start >= first && since_start < end; }
};
/// Reports dates outside the run.
Window read_window(TableReader const& instrument, TimeSpan const& time, std::optional<int64_t> default_months = {});

}  // namespace tributer
