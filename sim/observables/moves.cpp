// Changes of place by cause: sought (better pay), fled (after an eviction), returned (home).
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Moves final : public Observable {
 public:
  std::vector<Axis> own_axes() const override {
    auto causes = label_list<MoveCause>();
    causes.erase(causes.begin());  // unmoved is no cause of a move
    return {{"cause", causes}};
  }
  std::vector<Variable> variables() const override {
    return {{"moves",
             "people who changed place",
             "1",
             {"from_area", "to_area", "cause"},
             Variable::Kind::integer,
             "time: sum",
             "moves"}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, std::span<Frame> frames) const override {
    for (Move const& move : world.moves)
      ++frames[0].integers[(areas.of[move.from] * areas.size() + areas.of[move.to]) * (count_of<MoveCause> - 1) +
                           move.cause - 1u];
  }
};

}  // namespace

void add_moves_observable(Registry& registry) {
  registry.observable<Moves>("moves", "moves by origin, destination and cause");
}

}  // namespace tributer
