// A livelihood for a test: people brew beer for miners. It exists only if the study sets its pay.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Brewing final : public Livelihood {
 public:
  explicit Brewing(BuildContext const& context)
      : usd_(context.world.table("income").real(
            "brewing_usd_per_month", 0,
            {"USD/month", 0, 100, "assumed: a test", "income of a brewer; 0 = nobody brews"})) {}
  LivelihoodTraits traits() const override { return {.label = "brewing"}; }
  double posted_usd(World const& world, std::size_t location) const override {
    return usd_ > 0 && location < world.geography->n ? usd_ * world.price_level : -1;
  }

 private:
  double usd_;
};

}  // namespace

void add_brewing_livelihood(Registry& registry) { registry.livelihood<Brewing>("brewing", "brewing beer for miners"); }

}  // namespace tributer
