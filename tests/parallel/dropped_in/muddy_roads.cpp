// An instrument for a test: with mud on the roads, traders' capital turns over more slowly. This file, put into the
// folder of instruments, is all that it takes.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_muddy_roads_instrument(Registry& registry) {
  registry.instrument(
      "muddy_roads", "roads so bad that gold waits for its trader", {},
      [](InstrumentEntry const& entry, BuildContext const& context) {
        double const mud = entry.table.real("mud", 1, {"1", 0, 5, "assumed: a test", "how much longer a turn takes"});
        return std::make_unique<AmountInstrument<TradeDelay> const>(entry, context, 6, mud);
      });
}

}  // namespace tributer
