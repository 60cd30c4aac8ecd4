#pragma once
// One thing that happens each month. Owns no mutable data.
#include <memory>
#include <string_view>
#include <vector>

#include "tributer/model/context.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

class Process {
 public:
  virtual ~Process() = default;
  virtual std::string_view name() const = 0;
  virtual std::string_view reads() const = 0;
  virtual std::string_view writes() const = 0;
  virtual void step(MonthContext const& month, World& world) const = 0;
};

using ProcessList = std::vector<std::unique_ptr<Process const>>;

}  // namespace tributer
