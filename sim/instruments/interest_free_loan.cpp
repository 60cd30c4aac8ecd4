// A fund of a donor or state lends for licences and equipment without interest, to whom the lot favours and whose
// takings bear the instalments; what is repaid is lent again. How much comes back depends on enforcement (V20b).
#include "tributer/model/programme.hpp"

namespace tributer {

void add_interest_free_loan(Registry& registry) {
  registry.instruments["interest_free_loan"] = {
      "a fund that lends without interest",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        FundDefaults const usual{0, 0.1, 0.6, 0.35, 10000, 24, 8, {"licence", "equipment"}};
        return std::make_unique<FundInstrument const>(entry, g, time, usual);
      }};
}

}  // namespace tributer
