// A large-scale mine cedes ground to a number of tributers for a share of their sales (P-41, P-42), whatever the
// posture of its company.
#include "tributer/model/mine.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class TributeAgreement final : public WindowedInstrument {
 public:
  TributeAgreement(InstrumentEntry const& entry, BuildContext const& context)
      : WindowedInstrument(entry, context, 1200) {
    TableReader const& t = entry.table;
    offer_.label = entry.id;
    offer_.slots =
        t.integer("slots", std::nullopt, {"1", 0, 1e6, "assumed: the study's choice", "tributers at each concession"}) /
        context.geography.weight;
    offer_.tribute =
        t.real("tribute", 0.05, {"1", 0, 0.5, "P-41", "share of their sales that tributers give to the mine"});
    offer_.output = t.real(
        "output", 1, {"1", 1, 2, "assumed: ceded ground and help", "output of a tributer over that of mining by hand"});
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start) || offer_.slots == 0) return;
    for (std::size_t const c : eligible_.concessions()) terms.add(offer_, c);
  }

 private:
  TributeOffer offer_;
};

}  // namespace

void add_tribute_agreement_instrument(Registry& registry) {
  registry.instrument<TributeAgreement>("tribute_agreement", "ground ceded to tributers for a share of their sales",
                                        {"slots = 20\n"});
}

}  // namespace tributer
