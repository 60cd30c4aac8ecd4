// The world price of gold, or of another mineral of the study, moved by a share for some months.
#include <algorithm>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class GoldPriceShock final : public Instrument {
 public:
  GoldPriceShock(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time) {
    TableReader const& t = entry.table;
    start_ = t.month("start", std::nullopt, "first month") - time.start;
    months_ = t.integer("months", 12, {"month", 1, 1200, "assumed: the study's choice", "months that the shock lasts"});
    share_ =
        t.real("share", std::nullopt, {"1", -0.9, 5, "assumed: the study's choice", "change of the price: 0.1 = +10%"});
    std::string const mineral =
        t.word("mineral", g.minerals.front(), g.minerals, "assumed: the study's choice", "mineral whose price changes");
    mineral_ = static_cast<std::size_t>(std::find(g.minerals.begin(), g.minerals.end(), mineral) - g.minerals.begin());
    if (start_ + months_ <= 0)
      t.fail("start", "the shock ends before the run starts", "choose a later month or more months");
    if (start_ >= time.months)
      t.fail("start", "the shock starts after the run ends", "choose an earlier month or more months");
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (month.since_start >= start_ && month.since_start < start_ + months_) terms.add_price_shift(mineral_, share_);
  }

 private:
  int start_;
  int64_t months_;
  std::size_t mineral_;
  double share_;
};

}  // namespace

void add_gold_price_shock(Registry& registry) {
  registry.instruments["gold_price_shock"] = {
      "the world price of a mineral moved by a share",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<GoldPriceShock const>(entry, g, time);
      }};
}

}  // namespace tributer
