// Riots, battles and lootings.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Unrest final : public Observable {
 public:
  std::vector<Axis> own_axes() const override { return {{"kind", {"riot", "battle", "looting"}}}; }
  std::vector<Variable> variables() const override {
    return {{"conflict_events",
             "events of unrest this month",
             "1",
             {"area", "kind"},
             Variable::Kind::integer,
             "time: sum",
             "",
             Variable::Counts::events}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, std::span<Frame> frames) const override {
    by_area(areas, world.concessions.riots, frames[0].integers, 3, 0);
    by_area(areas, world.concessions.battles, frames[0].integers, 3, 1);
    by_area(areas, world.concessions.lootings, frames[0].integers, 3, 2);
  }
};

}  // namespace

void add_unrest_observable(Registry& registry) { registry.observable<Unrest>("unrest", "riots, battles, lootings"); }

}  // namespace tributer
