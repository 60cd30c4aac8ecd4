// The royalty on declared gold is raised or lowered for some months.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_royalty(Registry& registry) {
  registry.instruments["royalty"] = {
      "a change of the royalty on declared gold",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        double const change = entry.table.real(
            "change", std::nullopt,
            {"1", -0.3, 0.3, "P-23", "added to the royalty of the regime; a negative change lowers it"});
        return std::make_unique<LeverInstrument const>(entry, g, time, 1200, Lever::royalty, change);
      }};
}

}  // namespace tributer
