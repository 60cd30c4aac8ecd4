#pragma once
// One thing that happens each month. A process holds parameters and no state: all state is in the World.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tributer/core/enumeration.hpp"
#include "tributer/model/context.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

/// The parts of a month, in order. A process names the part it belongs to, and within it the processes it comes after.
enum class MonthPart : uint8_t {
  prices,      ///< what gold fetches, what a household needs; the month's counts start at zero
  powers,      ///< what large-scale mines and the state's forces do
  decisions,   ///< what people believe, choose and are given
  work,        ///< what is mined and earned, and what becomes of it
  households,  ///< school and consumption
  finance,     ///< traders, programmes, licences and loans
  community,   ///< what the month leaves behind: concessions, trust, unrest, births and deaths
};

class Process {
 public:
  virtual ~Process() = default;
  virtual void step(MonthContext const& month, World& world) const = 0;
};

/// A process at its position in the month.
struct ScheduledProcess {
  std::string name;
  std::string about;
  MonthPart part = MonthPart::community;
  std::unique_ptr<Process const> process;
};
using Schedule = std::vector<ScheduledProcess>;

}  // namespace tributer
