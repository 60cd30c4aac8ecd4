// Rain is poor or good for some months: farm income at the concessions falls or rises by a share.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_rainfall_shock_instrument(Registry& registry) {
  registry.instrument("rainfall_shock", "a change of farm income by rain", {},
                      [](InstrumentEntry const& entry, BuildContext const& context) {
                        double const change = entry.table.real(
                            "change", -0.4,
                            {"1", -0.95, 2, "assumed: a drought", "change of farm income, share of it"});
                        return std::make_unique<AmountInstrument<FarmIncomeChange> const>(entry, context, 8, change);
                      });
}

}  // namespace tributer
