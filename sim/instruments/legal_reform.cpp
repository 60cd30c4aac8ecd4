// Law that takes liability for the people it engages off a large-scale mine, so that engaging costs it less.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_legal_reform(Registry& registry) {
  registry.instruments["legal_reform"] = {
      "less liability for a large-scale mine that engages",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        double const share = entry.table.real(
            "relief", 0.7,
            {"1", 0, 1, "assumed: the study's choice", "share by which the chance of being held liable falls"});
        return std::make_unique<LeverInstrument const>(entry, g, time, 1200, Lever::liability_relief, share);
      }};
}

}  // namespace tributer
