// A pandemic like that of 2020: borders close, so gold is sold later; food becomes dearer; travel is hard; schools
// close. The world price comes from the study (V12). Leaves out: illness and deaths.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Pandemic final : public WindowedInstrument {
 public:
  Pandemic(InstrumentEntry const& entry, BuildContext const& context) : WindowedInstrument(entry, context, 4) {
    TableReader const& t = entry.table;
    delay_ = t.real("trade_delay", 0.7,
                    {"1", 0, 10, "assumed: gives about P-18",
                     "rise of the time in which traders' capital turns over, share of it"});
    food_ = t.real("food_price", 0.1,
                   {"1", 0, 2, "assumed: food was late and expensive", "rise of what a household needs, share of it"});
    travel_ = t.real("travel_cost", 1,
                     {"1", 0, 10, "assumed: two thirds of the fixed cost of a move",
                      "utility lost by any travel from or to the concessions"});
    closed_ = t.real("schools_closed", 1, {"1", 0, 1, "assumed: most schools closed", "share of seats closed"});
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions()) {
      terms.add(TradeDelay{delay_}, c);
      terms.add(NeedChange{food_}, c);
      terms.add(TravelCost{travel_}, c);
      terms.add(SchoolSeatsClosed{closed_}, c);
    }
  }

 private:
  double delay_ = 0, food_ = 0, travel_ = 0, closed_ = 0;
};

}  // namespace

void add_pandemic_instrument(Registry& registry) {
  registry.instrument<Pandemic>("pandemic", "borders, food, travel and schools in a pandemic", {});
}

}  // namespace tributer
