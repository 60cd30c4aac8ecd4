// An instrument for a test: with mud on the roads, traders' capital turns over more slowly. This file, put into the
// folder of instruments, is all that it takes.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_muddy_roads(Registry& registry) {
  registry.instruments["muddy_roads"] = {
      "roads so bad that gold waits for its buyer",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        double const mud = entry.table.real("mud", 1, {"1", 0, 5, "assumed: a test", "how much longer a turn takes"});
        return std::make_unique<LeverInstrument const>(entry, g, time, 6, Lever::trade_delay, mud);
      }};
}

}  // namespace tributer
