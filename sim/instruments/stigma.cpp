// A stigma on the gold of some places, as after a report or a listing: ore that is not traced fetches less, and
// lenders believe that who applies from there fails more often than he does. Refused applicants prove nobody wrong,
// so it lasts as long as it is set. Leaves out: that it spreads to neighbouring places.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Stigma final : public WindowedInstrument {
 public:
  Stigma(InstrumentEntry const& entry, BuildContext const& context)
      : WindowedInstrument(entry, context, 1200),
        discount_(entry.table.real(
            "price_discount", 0.1,
            {"1", 0, 0.9, "assumed: the study's choice", "fall of the price of untraced ore, share of it"})),
        belief_(entry.table.real("lender_belief", 0.5,
                                 {"1", 0, 20, "assumed: the study's choice",
                                  "rise of the hazard of default that lenders believe, share of it"})) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions()) {
      terms.add(UntracedDiscount{discount_}, c);
      terms.add(LenderBelief{belief_}, c);
    }
  }

 private:
  double discount_, belief_;
};

}  // namespace

void add_stigma_instrument(Registry& registry) {
  registry.instrument<Stigma>("stigma", "buyers and lenders think ill of a place", {"lender_belief = 20\n"});
}

}  // namespace tributer
