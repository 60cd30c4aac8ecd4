// The world gold price moved by a share for some months.
#include "tributer/core/money.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class GoldPriceShock final : public Instrument {
 public:
  GoldPriceShock(InstrumentEntry const& entry, TimeSpan const& time) {
    TableReader const& t = entry.table;
    start_ = t.month("start", std::nullopt, "first month") - time.start;
    months_ = t.integer("months", 12, {"month", 1, 1200, "assumed: the study's choice", "months it lasts"});
    share_ =
        t.real("share", std::nullopt, {"1", -0.9, 5, "assumed: the study's choice", "change of the price: 0.1 = +10%"});
    if (start_ + months_ <= 0)
      t.fail("start", "the shock ends before the run starts", "choose a later month or more months");
    if (start_ >= time.months)
      t.fail("start", "the shock starts after the run ends", "choose an earlier month or more months");
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (month.since_start >= start_ && month.since_start < start_ + months_)
      terms.add_price_shift(whole(share_ * 1e6 + 0.5));
  }

 private:
  int start_;
  int64_t months_;
  double share_;
};

}  // namespace

void add_gold_price_shock(Registry& registry) {
  registry.instruments["gold_price_shock"] = {
      "the world gold price moved by a share",
      [](InstrumentEntry const& entry, Tables const&, Geography const&, TimeSpan const& time) {
        return std::make_unique<GoldPriceShock const>(entry, time);
      }};
}

}  // namespace tributer
