// A livelihood for a test: herding, which exists nowhere unless the study says what it pays.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Herding final : public Livelihood {
 public:
  explicit Herding(BuildContext const& context)
      : usd_(context.world.table("income").real(
            "herding_usd_per_month", 0,
            {"USD/month", 0, 100, "assumed: a test", "income of a herder; 0 = nobody herds"})) {}
  LivelihoodTraits traits() const override { return {.label = "herding"}; }
  double posted_usd(World const& world, std::size_t location) const override {
    return usd_ > 0 && location < world.geography->n ? usd_ * world.price_level : -1;
  }

 private:
  double usd_;
};

}  // namespace

void add_herding_livelihood(Registry& registry) { registry.livelihood<Herding>("herding", "keeping cattle and goats"); }

}  // namespace tributer
