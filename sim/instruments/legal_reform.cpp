// A law lowers the liability of a large-scale mine for the tributers whom it engages, so that engaging costs it less.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_legal_reform_instrument(Registry& registry) {
  registry.instrument("legal_reform", "less liability for a large-scale mine that engages", {},
                      [](InstrumentEntry const& entry, BuildContext const& context) {
                        double const share = entry.table.real("relief", 0.7,
                                                              {"1", 0, 1, "assumed: the study's choice",
                                                               "share by which the chance of being held liable falls"});
                        return std::make_unique<AmountInstrument<LiabilityRelief> const>(entry, context, 1200, share);
                      });
}

}  // namespace tributer
