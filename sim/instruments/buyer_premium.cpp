// Buyers pay a premium on declared gold of licensed pits (P-21).
#include "tributer/model/programme.hpp"

namespace tributer {

void add_buyer_premium(Registry& registry) {
  registry.instruments["buyer_premium"] = {
      "a premium on declared gold",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        double const share =
            entry.table.real("share", 0.05, {"1", 0, 0.3, "P-21", "premium over the price, share of it"});
        return std::make_unique<LeverInstrument const>(entry, g, time, 1200, Lever::premium, share);
      }};
}

}  // namespace tributer
