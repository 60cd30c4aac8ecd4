// Buyers abroad stop buying the ore of some concessions, for instance because a law asks them where ore comes from (V9,
// V9b). The remaining buyers abroad pay less for ore that is not traced, and capital in it is tied up for longer.
// Leaves out: new buyers abroad who take their place.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class BuyersLeave final : public WindowedInstrument {
 public:
  BuyersLeave(InstrumentEntry const& entry, BuildContext const& context)
      : WindowedInstrument(entry, context, 36),
        share_(entry.table.real(
            "share", 0.3,
            {"1", 0, 0.9, "assumed: the study's choice", "fall of the price of untraced ore, share of it"})),
        turn_factor_(entry.table.real(
            "turn_factor", 1.5,
            {"1", 1, 20, "assumed: the study's choice", "how many times longer capital is tied up in untraced ore"})) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions()) {
      terms.add(UntracedDiscount{share_}, c);
      terms.add(UntracedDelay{turn_factor_ - 1.0}, c);
    }
  }

 private:
  double share_, turn_factor_;
};

}  // namespace

void add_buyers_leave_instrument(Registry& registry) {
  registry.instrument<BuyersLeave>("buyers_leave", "buyers abroad stop buying ore that is not traced", {});
}

}  // namespace tributer
