// The ore of some concessions has a stigma, for instance after a report or a listing. Ore that is not traced has a
// lower price, and lenders believe that applicants from there default more often than they do. Lenders do not learn
// from applicants whom they refuse, so the stigma lasts until the instrument ends. Leaves out: a spread to neighbouring
// concessions.
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
  registry.instrument<Stigma>("stigma", "buyers abroad and lenders distrust a concession", {"lender_belief = 20\n"});
}

}  // namespace tributer
