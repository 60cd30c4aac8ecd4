// A line that lends pits the running costs of their next weeks, so that they need no pre-finance and are not idle.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class WorkingCapitalLine final : public ProgrammeInstrument {
 public:
  WorkingCapitalLine(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : ProgrammeInstrument(entry, g, time),
        fund_(read_fund(entry.table, {0.3, 0, 0.8, 0.5, 1500, 6, 0, {"working_capital"}})) {
    fund_.label = label_;
    fund_.eligible = eligible_;
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (window_.holds(month.since_start) && fund_.capital_cents > 0) terms.add_fund(fund_);
  }

 private:
  Fund fund_;
};

}  // namespace

void add_working_capital_line(Registry& registry) {
  registry.instruments["working_capital_line"] = {
      "a line of working capital for pits",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<WorkingCapitalLine const>(entry, g, time);
      }};
}

}  // namespace tributer
