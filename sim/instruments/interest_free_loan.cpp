// A fund of a donor or state lends for licences and equipment without interest. A lottery decides the order of
// managers, and their takings must be large enough for the instalments. Repayments are lent again. How much is repaid
// depends on enforcement (V20b).
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
