// Dialogue: somebody asks people what they want and tells them the truth. Openings then go to the people who want them
// most instead of by lottery, trust grows, and grievance falls. Each resident costs a sum per month. Dialogue ends when
// its budget is spent.
// What can be claimed: the first effect follows from how people choose, and can be read off. By how much trust grows
// and grievance falls is assumed, because nobody has measured it; so the number of riots that dialogue spares, and its
// cost for each, are no findings. Leaves out: what the talks change in the offers that are made, agreements, and
// whether those who pay for the talks are believed.
#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Dialogue final : public ProgrammeInstrument {
 public:
  Dialogue(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    quality_ = t.real("quality", 0.7, {"1", 0, 1, choice, "how well the wishes of people become known, 0 to 1"});
    usd_per_head_ = t.real("usd_per_head", 0.2,
                           {"USD/month", 0, 100, "assumed: a few officers for some ten thousand residents",
                            "cost for each resident and month"});
    outlay_.label = label_;
    outlay_.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum spent in all");
    outlay_.payer = payer_ = t.member("payer", Payer::donor, choice, "who pays");
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (!window_.holds(month.since_start) || quality_ == 0) return;
    Outlay outlay = outlay_;
    for (std::size_t const c : eligible_.concessions())
      outlay.cents += whole(usd_per_head_ * cents_per_usd * static_cast<double>(world.concessions.residents[c]));
    if (!affords(world, terms.programme(), outlay)) return;
    for (std::size_t const c : eligible_.concessions()) terms.add(DialogueQuality{quality_}, c);
    terms.add(std::move(outlay));
  }

 private:
  double quality_ = 0, usd_per_head_ = 0;
  Outlay outlay_;
};

}  // namespace

void add_dialogue_instrument(Registry& registry) {
  registry.instrument<Dialogue>("dialogue", "people are asked what they want; its effect on unrest is assumed",
                                {"budget_usd = 100_000\n"});
}

}  // namespace tributer
