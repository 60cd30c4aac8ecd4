// Harm: accidents at work; deaths, injuries and confiscations by enforcement, and people left without
// any earnings in the month of their eviction.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class HarmObservable final : public Observable {
 public:
  std::vector<Axis> own_axes() const override {
    return {{"harm", {"deaths", "injuries", "confiscations", "evictions_without_alternative"}}};
  }
  std::vector<Variable> variables() const override {
    return {{"accidents", "people injured at work this month", "1", {"area"}, Variable::Kind::integer, "time: sum", ""},
            {"rights_harm",
             "people harmed by enforcement this month",
             "1",
             {"area", "harm"},
             Variable::Kind::integer,
             "time: sum",
             ""}};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    by_area(areas, world.harm.accidents, frames[0].integers);
    by_area(areas, world.harm.deaths, frames[1].integers, 4, 0);
    by_area(areas, world.harm.injuries, frames[1].integers, 4, 1);
    by_area(areas, world.harm.confiscations, frames[1].integers, 4, 2);
    Miners const& m = world.miners;
    tally(month, world, frames.subspan(1), [&](std::size_t i, auto& cells) {
      if (m.absence[i] == evicted) ++cells[0][areas.of[m.location[i]] * 4 + 3];
    });
  }
};

}  // namespace

void add_harm_observable(Registry& registry) {
  registry.observable<HarmObservable>("harm", "accidents, and harm by enforcement");
}

}  // namespace tributer
