#pragma once
// Which people and concessions may take part in a programme, and when it runs. All instruments share these readers.
#include <cstdint>
#include <optional>
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
/// The position of a concession by its id. Reports an id that the world does not have; a world without concessions
/// could not be read, and that is reported already.
std::optional<std::size_t> find_concession(TableReader const& table, std::string_view key, std::string const& id,
                                           Geography const& geography);
/// Whether a concession lies in the territory; reports a territory that the world does not have, by the same rule.
bool has_territory(TableReader const& table, std::string const& territory, Geography const& geography);
/// The first month of an instrument, since the start of the study. It is unknown after a problem in either, so that a
/// reader does not report what only follows from that.
struct Start {
  int first = 0;
  bool is_known = true;
};
Start read_start(TableReader const& instrument, TimeSpan const& time, std::string_view about);
/// Reports a known start that is before the first month of the run or after the last.
void check_start(TableReader const& instrument, TimeSpan const& time, Start const& start);
/// The id of an instrument: the last part of its address.
std::string instrument_id(TableReader const& instrument);

}  // namespace tributer
