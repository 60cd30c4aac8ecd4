// The world price of gold, or of another mineral of the study, changes by a share for some months.
#include <algorithm>

#include "tributer/model/effects.hpp"
#include "tributer/model/eligibility.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class GoldPriceShock final : public Instrument {
 public:
  GoldPriceShock(InstrumentEntry const& entry, BuildContext const& context) {
    TableReader const& t = entry.table;
    Start const start = read_start(t, context.time, "first month");
    start_ = start.first;
    months_ = t.integer("months", 12, {"month", 1, 1200, "assumed: the study's choice", "months that the shock lasts"});
    share_ =
        t.real("share", std::nullopt, {"1", -0.9, 5, "assumed: the study's choice", "change of the price: 0.1 = +10%"});
    std::string const mineral =
        t.word("mineral", context.geography.minerals.front(), Words::named_in_study(context.geography.minerals),
               "assumed: the study's choice", "mineral whose price changes");
    mineral_ = static_cast<std::size_t>(
        std::find(context.geography.minerals.begin(), context.geography.minerals.end(), mineral) -
        context.geography.minerals.begin());
    if (start.is_known && start_ + months_ <= 0)
      t.fail("start",
             "instrument '" + instrument_id(t) + "' ends before the first month of the run (" +
                 to_string(context.time.start) + ")",
             "start it later, or raise its months");
    else if (start_ >= 0)
      check_start(t, context.time, start);
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (month.since_start >= start_ && month.since_start < start_ + months_)
      terms.add(WorldPriceShift{share_}, mineral_);
  }

 private:
  int start_;
  int64_t months_;
  std::size_t mineral_;
  double share_;
};

}  // namespace

void add_gold_price_shock_instrument(Registry& registry) {
  registry.instrument<GoldPriceShock>("gold_price_shock", "a change of the world price of a mineral", {});
}

}  // namespace tributer
