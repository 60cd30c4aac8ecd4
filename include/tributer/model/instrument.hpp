#pragma once
// A policy instrument or an outside shock: effect x eligibility x delivery.
#include <memory>
#include <vector>

#include "tributer/model/context.hpp"
#include "tributer/model/eligibility.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

class Instrument {
 public:
  virtual ~Instrument() = default;
  /// Adds this month's terms. Reads the world, edits nothing.
  virtual void contribute(MonthContext const& month, World const& world, Terms& terms) const = 0;
  /// Concessions acted on: they are the `cleared` ring of the output.
  virtual std::vector<std::size_t> targets() const { return {}; }
  /// First and last month (since start) of presence, or -1: the window of net leakage.
  virtual std::pair<int, int> presence_window() const { return {-1, -1}; }
  /// Does it handle money? Then the world keeps a Programme of its label.
  virtual bool handles_money() const { return false; }
  /// What only one instrument may set at one place and time ("" = nothing), where, and when.
  struct Claimed {
    std::string what;
    std::vector<std::size_t> concessions;
    Window window;
  };
  virtual Claimed claims() const { return {}; }
  /// First and last month (since start) of a programme, or -1.
  virtual std::pair<int, int> programme_window() const { return {-1, -1}; }
};

using Instruments = std::vector<std::unique_ptr<Instrument const>>;

}  // namespace tributer
