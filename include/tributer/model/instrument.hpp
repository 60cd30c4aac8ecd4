#pragma once
// A policy instrument or an outside shock: what it changes, for whom, and when.
#include <memory>
#include <vector>

#include "tributer/model/context.hpp"
#include "tributer/model/eligibility.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

class Instrument {
 public:
  virtual ~Instrument() = default;
  /// Adds the terms of this month. It reads the world and changes nothing in it.
  virtual void contribute(MonthContext const& month, World const& world, Terms& terms) const = 0;
  /// Adds what it costs to run the instrument, whatever it offers.
  virtual void add_running_costs(MonthContext const&, World const&, Terms&) const {}
  /// Concessions that the instrument acts on: they are the ring `cleared` of the results.
  virtual std::vector<std::size_t> targets() const { return {}; }
  /// First and last month of presence, since the start; -1 without presence. Net leakage is counted over these months.
  virtual std::pair<int, int> presence_window() const { return {-1, -1}; }
  /// True if it handles money: the world then keeps books for it, a Programme with its label.
  virtual bool handles_money() const { return false; }
  /// A setting that only one instrument may make at one concession at a time: its name ("" = none), where and when.
  struct Claimed {
    std::string what;
    std::vector<std::size_t> concessions;
    Window window;
  };
  virtual Claimed claims() const { return {}; }
  /// Concessions to which it brings a large-scale mine, and concessions at one of which it needs a mine to act on.
  virtual std::vector<std::size_t> brings_mine() const { return {}; }
  virtual std::vector<std::size_t> needs_mine() const { return {}; }
  /// First and last month of a programme, since the start; -1 without a programme.
  virtual std::pair<int, int> programme_window() const { return {-1, -1}; }
};

using Instruments = std::vector<std::unique_ptr<Instrument const>>;

}  // namespace tributer
