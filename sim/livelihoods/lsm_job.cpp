// A job at a large-scale mine pays a posted wage. The mine has a number of jobs each month (processes/companies).
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class LsmJob final : public Livelihood {
 public:
  LivelihoodTraits traits() const override { return {.label = "lsm_job", .own_account = false, .rationed = true}; }
  double posted_usd(World const& world, std::size_t location) const override {
    return location < world.geography->n && world.companies[location].jobs > 0
               ? world.companies[location].wage_usd * world.price_level
               : -1;
  }
  int64_t openings(World const& world, std::size_t location) const override {
    return location < world.geography->n ? world.companies[location].jobs : 0;
  }
};

}  // namespace

void add_lsm_job_livelihood(Registry& registry) {
  registry.livelihood<LsmJob>("lsm_job", "wage work at a large-scale mine");
}

}  // namespace tributer
