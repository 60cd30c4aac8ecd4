// An instrument for a test, with an effect that exists only in this file: because of mud on the roads, the local price
// falls by a share. The file contains the instrument, its term and the process that applies it.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

/// Share of the price at a concession that mud takes.
struct Mud : Amount {};

class MuddyRoads final : public Process {
 public:
  void step(MonthContext const& month, World& world) const override {
    for (std::size_t c = 0; c < world.geography->n; ++c)
      world.concessions.site_price_usd[c] *= 1.0 - month.terms.of<Mud>(c);
  }
};

}  // namespace

void add_muddy_roads_instrument(Registry& registry) {
  registry.instrument("muddy_roads", "roads so bad that traders pay less", {"mud = 0.2\n"},
                      [](InstrumentEntry const& entry, BuildContext const& context) {
                        double const mud = entry.table.real(
                            "mud", 0.1, {"1", 0, 0.5, "assumed: a test", "share of the price that mud takes"});
                        return std::make_unique<AmountInstrument<Mud> const>(entry, context, 6, mud);
                      });
  registry.process<MuddyRoads>("muddy_roads", "Lowers the price where roads are muddy.", MonthPart::prices,
                               {"calendar"});
}

}  // namespace tributer
