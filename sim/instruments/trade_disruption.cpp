// Traders' capital turns over more slowly, as when borders shut: gold waits for its buyer, cash runs short at the
// pits, and the price there falls (V12).
#include "tributer/model/programme.hpp"

namespace tributer {

void add_trade_disruption(Registry& registry) {
  registry.instruments["trade_disruption"] = {
      "a slower turn of traders' capital",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        double const factor = entry.table.real(
            "turn_factor", 2,
            {"1", 1, 20, "assumed: the study's choice", "how many times longer traders' capital takes to turn over"});
        return std::make_unique<LeverInstrument const>(entry, g, time, 3, Lever::trade_delay, factor - 1.0);
      }};
}

}  // namespace tributer
