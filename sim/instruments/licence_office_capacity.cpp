// More officers at the licence office: it decides more applications a month, from all concessions, until the budget is
// spent. Its reasons to refuse stay the same; only the queue becomes shorter.
#include "tributer/model/credit.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class LicenceOfficeCapacity final : public ProgrammeInstrument {
 public:
  LicenceOfficeCapacity(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, Eligibility{}) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    decisions_ = t.real("decisions_per_month", 30,
                        {"1/month", 0, 1e6, choice, "applications decided in a month in addition to the usual number"});
    Cents const monthly = cents_from_usd(
        t.real("usd_per_month", 6000,
               {"USD/month", 0, 1e6, "assumed: four officers and a vehicle", "cost of the officers in a month"}));
    outlay_.label = label_;
    outlay_.cents = monthly / context.geography.weight;
    outlay_.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum spent in all");
    outlay_.payer = payer_ = t.member("payer", Payer::donor, choice, "who pays", {Payer::donor, Payer::state});
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (!window_.holds(month.since_start) || decisions_ == 0) return;
    if (!affords(world, terms.programme(), outlay_)) return;
    terms.add(OfficeDecisions{decisions_});
    terms.add(outlay_);
  }

 private:
  double decisions_ = 0;
  Outlay outlay_;
};

}  // namespace

void add_licence_office_capacity_instrument(Registry& registry) {
  registry.instrument<LicenceOfficeCapacity>("licence_office_capacity", "more officers at the licence office",
                                             {"budget_usd = 100_000\n"});
}

}  // namespace tributer
