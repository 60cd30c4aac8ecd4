// Buyers pay a premium on declared gold of licensed pits (P-21).
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class BuyerPremium final : public Instrument {
 public:
  BuyerPremium(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : window_(read_window(entry.table, time, 1200)), eligible_(read_eligible_places(entry.table, g)) {
    double const share = entry.table.real("share", 0.05, {"1", 0, 0.3, "P-21", "premium over the price"});
    millionths_ = whole(share * 1e6 + 0.5);
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start) || millionths_ == 0) return;
    for (std::size_t const c : eligible_.places()) terms.add_premium(c, millionths_);
  }
  std::vector<std::size_t> targets() const override { return eligible_.confined_to(); }

 private:
  Window window_;
  Eligibility eligible_;
  int64_t millionths_ = 0;
};

}  // namespace

void add_buyer_premium(Registry& registry) {
  registry.instruments["buyer_premium"] = {"a premium on declared gold", [](InstrumentEntry const& entry, Tables const&,
                                                                            Geography const& g, TimeSpan const& time) {
                                             return std::make_unique<BuyerPremium const>(entry, g, time);
                                           }};
}

}  // namespace tributer
