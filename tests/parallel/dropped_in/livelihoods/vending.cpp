// A livelihood for a test: people sell food to miners. It exists only if the study sets its pay.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Vending final : public Livelihood {
 public:
  explicit Vending(BuildContext const& context)
      : usd_(context.world.table("income").real(
            "vending_usd_per_month", 0,
            {"USD/month", 0, 100, "assumed: a test", "income of a vendor; 0 = nobody vends"})) {}
  LivelihoodTraits traits() const override { return {.label = "vending"}; }
  double posted_usd(World const& world, std::size_t location) const override {
    return usd_ > 0 && location < world.geography->n ? usd_ * world.price_level : -1;
  }

 private:
  double usd_;
};

}  // namespace

void add_vending_livelihood(Registry& registry) {
  registry.livelihood<Vending>("vending", "selling food and drink to miners");
}

}  // namespace tributer
