// Formal mining: work on the crew of a licensed operation. Licensed crews have a limited number of openings. Pay comes
// from the ground, with the part of formal gains that managers pass on to crews. Formal miners are not evicted.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class FormalMining final : public Livelihood {
 public:
  LivelihoodTraits traits() const override {
    return {.label = "formal_mining", .mining = true, .rationed = true, .licensed = true};
  }
  double posted_usd(World const& world, std::size_t location) const override {
    return location < world.geography->n ? 0 : -1;
  }
  int64_t openings(World const& world, std::size_t location) const override {
    return location < world.geography->n ? world.concessions.crew_openings[location] : 0;
  }
};

}  // namespace

void add_formal_mining_livelihood(Registry& registry) {
  registry.livelihood<FormalMining>("formal_mining", "mining on the crew of a licensed operation");
}

}  // namespace tributer
