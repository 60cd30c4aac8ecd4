// Traders' capital turns over more slowly, as when borders shut: gold waits for its buyer, cash runs short at the
// pits, and the price there falls (V12).
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class TradeDisruption final : public Instrument {
 public:
  TradeDisruption(InstrumentEntry const& entry, Geography const&, TimeSpan const& time)
      : window_(read_window(entry.table, time, 3)) {
    double const factor = entry.table.real(
        "turn_factor", 2,
        {"1", 1, 20, "assumed: the study's choice", "how much longer a turn of traders' capital takes"});
    millionths_ = whole((factor - 1.0) * 1e6 + 0.5);
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (window_.holds(month.since_start)) terms.add_turn_delay(millionths_);
  }

 private:
  Window window_;
  int64_t millionths_ = 0;
};

}  // namespace

void add_trade_disruption(Registry& registry) {
  registry.instruments["trade_disruption"] = {
      "a slower turn of traders' capital",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<TradeDisruption const>(entry, g, time);
      }};
}

}  // namespace tributer
