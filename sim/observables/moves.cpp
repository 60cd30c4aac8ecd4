// Moves between locations by cause: sought (for better pay), fled (after an eviction), returned (to the home).
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Moves final : public Observable {
 public:
  std::vector<Axis> own_axes() const override { return {{"cause", labels_of_causes()}}; }
  std::vector<Outcome> outcomes() const override {
    return {{.question = questions::sector,
             .name = "moves",
             .label = "Moves between locations",
             .unit = "people a year",
             .numerator = {"moves/moves"},
             .denominator = {"years"}}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    for (Move const& move : world.moves)
      ++frames[moves_][(areas.of[move.from] * areas.size() + areas.of[move.to]) * n_causes + move.cause - first_cause];
  }

 private:
  static constexpr std::size_t first_cause = sought, n_causes = n_of<MoveCause> - first_cause;
  static std::vector<std::string> labels_of_causes() {
    auto labels = labels_of<MoveCause>();
    labels.erase(labels.begin(), labels.begin() + first_cause);
    return labels;
  }
  Counted const moves_ =
      flow({"moves", "people who moved to another location", {"from_area", "to_area", "cause"}, "1", "moves"});
};

}  // namespace

void add_moves_observable(Registry& registry) {
  registry.observable<Moves>("moves", "moves by origin, destination and cause");
}

}  // namespace tributer
