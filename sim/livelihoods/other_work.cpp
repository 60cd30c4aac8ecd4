// Other work: trade, cooking, transport, casual jobs. At a concession its pay rises and falls with what miners spend
// there. It is the only livelihood at the location `outside`.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class OtherWork final : public Livelihood {
 public:
  explicit OtherWork(BuildContext const& context) {
    TableReader const t = context.world.table("income");
    usd_ = t.real("other_work_usd_per_month", 50,
                  {"USD/month", 20, 120, "assumed: near farm income (P-13)",
                   "income from other work at a concession where miners spend the usual amount"});
    outside_usd_ =
        t.real("outside_usd_per_month", 50,
               {"USD/month", 20, 150, "assumed: as at the concessions", "income of people who live outside"});
  }
  LivelihoodTraits traits() const override { return {.label = "other_work"}; }
  double posted_usd(World const& world, std::size_t location) const override {
    double const usd =
        location < world.geography->n ? usd_ * world.concessions.local_multiplier[location] : outside_usd_;
    return usd * world.price_level;
  }

 private:
  double usd_, outside_usd_;
};

}  // namespace

void add_other_work_livelihood(Registry& registry) {
  registry.livelihood<OtherWork>("other_work", "trade, services, casual jobs");
}

}  // namespace tributer
