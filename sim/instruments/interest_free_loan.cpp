// A fund of a donor or state lends for licences and equipment without interest, to whom the lot favours and whose
// takings bear the instalments; what is repaid is lent again. How much comes back depends on enforcement (V20b).
#include "tributer/model/programme.hpp"

namespace tributer {

void add_interest_free_loan_instrument(Registry& registry) {
  registry.instrument("interest_free_loan", "a fund that lends without interest", {"capital_usd = 10_000\n"},
                      [](InstrumentEntry const& entry, BuildContext const& context) {
                        FundDefaults const usual{0, 0.1, 0.6, 0.35, 10000, 24, 8, {"licence", "equipment"}};
                        return std::make_unique<FundInstrument const>(entry, context, usual);
                      });
}

}  // namespace tributer
