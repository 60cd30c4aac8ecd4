// Help to people: who was helped to move, who takes part in programmes and digs all the same. Nothing in a study
// without programmes.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Aid final : public Observable {
 public:
  explicit Aid(BuildContext const& context) : axis_(context.axis), any_(!context.programmes.empty()) {}
  std::vector<Variable> variables() const override {
    if (!any_) return {};
    auto const count = [](char const* name, char const* what, char const* cell) {
      return Variable{name, what, "1", {"area"}, Variable::Kind::integer, cell, "aid"};
    };
    return {count("participants", "people whom a programme of other livelihoods has reached", "time: point"),
            count("participants_digging", "of them, people whose livelihood is digging", "time: point"),
            count("helped_moves", "people helped to move away", "time: sum")};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    if (!any_) return;
    by_area(areas, world.concessions.helped, frames[2].integers);
    if (world.packages.empty()) return;
    tally(month, world, frames.first(2), [&](std::size_t i, auto& cells) {
      Miners const& m = world.miners;
      if (m.package[i] == 0) return;
      ++cells[0][areas.of[m.location[i]]];
      if (axis_.traits[m.livelihood[i]].mining) ++cells[1][areas.of[m.location[i]]];
    });
  }

 private:
  LivelihoodAxis axis_;
  bool any_;  ///< programmes in the study
};

}  // namespace

void add_aid_observable(Registry& registry) { registry.observable<Aid>("aid", "help to people: moves, programmes"); }

}  // namespace tributer
