// A process for a test: locusts take a part of farm income at every concession, if the study sets it above 0.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Locusts final : public Process {
 public:
  explicit Locusts(BuildContext const& context)
      : farm_(context.axis.find("farm")),
        n_livelihoods_(context.axis.size()),
        share_(context.study.table("locusts").real(
            "share", 0, {"1", 0, 1, "assumed: a test", "share of farm income that they take"})) {}
  void step(MonthContext const&, World& world) const override {
    for (std::size_t c = 0; share_ > 0 && c < world.geography->n; ++c)
      world.concessions.base_income_usd[c * n_livelihoods_ + farm_] *= 1.0 - share_;
  }

 private:
  std::size_t farm_, n_livelihoods_;
  double share_;
};

}  // namespace

void add_locusts_process(Registry& registry) {
  registry.process<Locusts>("locusts", "Takes part of farm income.", MonthPart::decisions, {"expectations"});
}

}  // namespace tributer
