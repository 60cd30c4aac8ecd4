// Gold recovered and left, and the prices paid for it.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Gold final : public Observable {
 public:
  std::vector<Variable> variables() const override {
    return {{"gold_mg", "gold recovered this month", "mg", {"area"}, Variable::Kind::integer, "time: sum", ""},
            {"reserve_mg", "gold left in the ground", "mg", {"area"}, Variable::Kind::integer, "time: point", ""},
            {"discovered_mg",
             "gold discovered since the burn-in began",
             "mg",
             {"area"},
             Variable::Kind::integer,
             "time: point",
             ""},
            {"gold_price", "world gold price", "USD g-1", {}, Variable::Kind::real, "time: point", ""}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, std::span<Frame> frames) const override {
    gold_by_area(world, areas, world.concessions.output_mg, frames[0].integers);
    gold_by_area(world, areas, world.concessions.reserve_mg, frames[1].integers);
    gold_by_area(world, areas, world.concessions.discovered_mg, frames[2].integers);
    frames[3].reals[0] = world.price_usd_per_gram[Geography::gold];
  }
};

}  // namespace

void add_gold_observable(Registry& registry) {
  registry.observable<Gold>("gold", "gold recovered, discovered and left; its price");
}

}  // namespace tributer
