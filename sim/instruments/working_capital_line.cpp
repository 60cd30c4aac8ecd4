// A fund lends operations the running costs of the next weeks, so that they need no pre-finance and are not idle.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_working_capital_line_instrument(Registry& registry) {
  registry.instrument("working_capital_line", "a line of working capital for operations", {"capital_usd = 3_000\n"},
                      [](InstrumentEntry const& entry, BuildContext const& context) {
                        FundDefaults const usual{0.3, 0, 0.8, 0.5, 1500, 6, 0, {"working_capital"}};
                        return std::make_unique<FundInstrument const>(entry, context, usual);
                      });
}

}  // namespace tributer
