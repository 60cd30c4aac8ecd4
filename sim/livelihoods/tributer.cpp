// Tribute work: digging on ground that a large-scale mine cedes, for a share of what is sold (P-41, P-42). As many
// places as the company and agreements offer; pay comes from the ground. Nobody evicts it.
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
  registry.livelihood<Tributer>("tributer", "digging on ground ceded by a large-scale mine, for a share");
}

}  // namespace tributer
