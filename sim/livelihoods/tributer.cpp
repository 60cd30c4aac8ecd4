// Tributers mine on ground that a large-scale mine cedes, and give it a share of their sales (P-41, P-42). The company
// and agreements offer a number of openings. Pay comes from the ground. Tributers are not evicted.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Tributer final : public Livelihood {
 public:
  LivelihoodTraits traits() const override { return {.label = "tributer", .mining = true, .rationed = true}; }
  double posted_usd(World const& world, std::size_t location) const override {
    return location < world.geography->n && world.companies[location].slots > 0 ? 0 : -1;
  }
  int64_t openings(World const& world, std::size_t location) const override {
    return location < world.geography->n ? world.companies[location].slots : 0;
  }
};

}  // namespace

void add_tributer_livelihood(Registry& registry) {
  registry.livelihood<Tributer>("tributer", "mining on ground ceded by a large-scale mine, for a share of sales");
}

}  // namespace tributer
