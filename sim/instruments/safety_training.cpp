// Miners are trained in health and safety: a share of them each month, at a cost per person, until the budget is spent.
// Training prevents a share of accidents. It is forgotten within a year or two (P-64).
#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class SafetyTraining final : public ProgrammeInstrument {
 public:
  SafetyTraining(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    TableReader const& t = entry.table;
    share_ = t.real("share_per_month", 0.1,
                    {"1/month", 0, 1, "assumed: the study's choice",
                     "share of a concession's untrained miners that is trained in a month"});
    usd_ = t.real("usd_per_head", 20, {"USD", 0, 1000, "assumed: a day's course", "cost of training one miner"});
    outlay_.label = label_;
    outlay_.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum spent in all");
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (!window_.holds(month.since_start) || share_ == 0) return;
    Outlay outlay = outlay_;
    auto const& c = world.concessions;
    for (std::size_t const p : eligible_.concessions())
      outlay.cents +=
          whole(usd_ * cents_per_usd * share_ * (1.0 - c.safety_trained[p]) * static_cast<double>(c.workers[p]));
    if (!affords(world, terms.programme(), outlay)) return;
    for (std::size_t const p : eligible_.concessions()) terms.add(SafetyTaught{share_}, p);
    terms.add(std::move(outlay));
  }

 private:
  double share_ = 0, usd_ = 0;
  Outlay outlay_;
};

}  // namespace

void add_safety_training_instrument(Registry& registry) {
  registry.instrument<SafetyTraining>("safety_training", "training of miners in safety", {"budget_usd = 100_000\n"});
}

}  // namespace tributer
