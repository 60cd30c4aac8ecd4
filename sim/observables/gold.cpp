// Gold recovered, discovered and left, and its world price.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Gold final : public Observable {
 public:
  std::vector<Outcome> outcomes() const override {
    return {{.question = questions::sector,
             .name = "gold",
             .label = "Gold",
             .unit = "kg a year",
             .scale = 1e-6,
             .decimals = 1,
             .numerator = {"gold_mg"},
             .denominator = {"years"}}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    gold_by_area(world, areas, world.concessions.output_mg, frames[recovered_]);
    gold_by_area(world, areas, world.concessions.reserve_mg, frames[left_]);
    gold_by_area(world, areas, world.concessions.discovered_mg, frames[discovered_]);
    frames[price_][0] = world.price_usd_per_gram[Geography::gold];
  }

 private:
  Counted const recovered_ = flow({"gold_mg", "gold recovered this month", {"area"}, "mg"});
  Counted const left_ = stock({"reserve_mg", "gold left in the ground", {"area"}, "mg"});
  Counted const discovered_ = stock({"discovered_mg", "gold discovered since the burn-in began", {"area"}, "mg"});
  Measured const price_ = level({"gold_price", "world gold price", {}, "USD g-1"});
};

}  // namespace

void add_gold_observable(Registry& registry) {
  registry.observable<Gold>("gold", "gold recovered, discovered and left; its price");
}

}  // namespace tributer
