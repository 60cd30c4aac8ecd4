// Buyers abroad pay a premium on the declared gold of licensed operations (P-21).
#include "tributer/model/programme.hpp"

namespace tributer {

void add_buyer_premium_instrument(Registry& registry) {
  registry.instrument(
      "buyer_premium", "a premium on declared gold", {}, [](InstrumentEntry const& entry, BuildContext const& context) {
        double const share =
            entry.table.real("share", 0.05, {"1", 0, 0.3, "P-21", "premium over the price, share of it"});
        return std::make_unique<AmountInstrument<DeclaredPremium> const>(entry, context, 1200, share);
      });
}

}  // namespace tributer
