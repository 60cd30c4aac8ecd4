// A line that lends pits the running costs of their next weeks, so that they need no pre-finance and are not idle.
#include "tributer/model/programme.hpp"

namespace tributer {

void add_working_capital_line(Registry& registry) {
  registry.instruments["working_capital_line"] = {
      "a line of working capital for pits",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        FundDefaults const usual{0.3, 0, 0.8, 0.5, 1500, 6, 0, {"working_capital"}};
        return std::make_unique<FundInstrument const>(entry, g, time, usual);
      }};
}

}  // namespace tributer
