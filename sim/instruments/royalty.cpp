// Raises or lowers the royalty on declared gold for some months.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_royalty_instrument(Registry& registry) {
  registry.instrument(
      "royalty", "a change of the royalty on declared gold", {"change = 0.01\n"},
      [](InstrumentEntry const& entry, BuildContext const& context) {
        double const change = entry.table.real(
            "change", std::nullopt,
            {"1", -0.3, 0.3, "P-23", "added to the royalty of the regime; a negative change lowers it"});
        return std::make_unique<AmountInstrument<RoyaltyChange> const>(entry, context, 1200, change);
      });
}

}  // namespace tributer
