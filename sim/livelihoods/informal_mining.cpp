// Informal mining: mining without a licence. Pay comes from the ground (processes/site_yield, work).
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class InformalMining final : public Livelihood {
 public:
  LivelihoodTraits traits() const override { return {.label = "informal_mining", .mining = true, .unlicensed = true}; }
  double posted_usd(World const& world, std::size_t location) const override {
    return location < world.geography->n ? 0 : -1;
  }
};

}  // namespace

void add_informal_mining_livelihood(Registry& registry) {
  registry.livelihood<InformalMining>("informal_mining", "mining without a licence");
}

}  // namespace tributer
