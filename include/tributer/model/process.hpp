#pragma once
// A process is a part of the month. It holds parameters and no state: all state is in the World.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tributer/core/enumeration.hpp"
#include "tributer/model/context.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

/// The parts of a month, in order. A process names its part, and the processes of the same part that come before it.
enum class MonthPart : uint8_t {
  prices,      ///< prices and needs are updated; the counts of the month start at zero
  powers,      ///< large-scale mines and the forces of the state act
  decisions,   ///< people form beliefs, choose, and receive help
  work,        ///< people mine and earn; the takings are divided
  households,  ///< households send children to school and consume
  finance,     ///< traders, programmes, the licence office and lenders act
  community,   ///< concessions, trust, unrest and the population change
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
