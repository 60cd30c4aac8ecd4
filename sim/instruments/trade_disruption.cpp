// Traders' capital turns over more slowly, for instance because borders close: gold is sold later, traders are short of
// cash, and the local price falls (V12).
#include "tributer/model/programme.hpp"

namespace tributer {

void add_trade_disruption_instrument(Registry& registry) {
  registry.instrument(
      "trade_disruption", "a slower turn of traders' capital", {},
      [](InstrumentEntry const& entry, BuildContext const& context) {
        double const factor = entry.table.real(
            "turn_factor", 2,
            {"1", 1, 20, "assumed: the study's choice", "how many times longer traders' capital takes to turn over"});
        return std::make_unique<AmountInstrument<TradeDelay> const>(entry, context, 3, factor - 1.0);
      });
}

}  // namespace tributer
