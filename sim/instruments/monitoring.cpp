// Authorities observe concessions from above. People know this and expect to be found (V4). Monitoring evicts nobody:
// it has an effect only through the risk that people perceive, and people believe in it less and less if nothing
// follows.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Monitoring final : public ProgrammeInstrument {
 public:
  Monitoring(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    TableReader const& t = entry.table;
    risk_ = t.real("risk", 0.05,
                   {"1/month", 0, 1, "assumed: a tenth of the hazard of full presence",
                    "rise of the perceived monthly risk of eviction"});
    cost_ = read_usd(t, "usd_per_place", 500, 1e6, "cost of observing one concession for a month");
    payer_ =
        t.member("payer", Payer::donor, "assumed: the study's choice", "who pays for it", {Payer::donor, Payer::state});
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (!window_.holds(month.since_start) || risk_ == 0) return;
    auto const locations = eligible_.concessions();
    for (std::size_t const c : locations) terms.add(Watched{risk_}, c);
    Cents const cost = cost_ * static_cast<Cents>(locations.size()) / world.geography->weight;
    terms.add(Outlay{label_, payer_, cost, {}});
  }

 private:
  double risk_ = 0;
  Cents cost_ = 0;
};

}  // namespace

void add_monitoring_instrument(Registry& registry) {
  registry.instrument<Monitoring>("monitoring",
                                  "surveillance without force, which raises the risk that people perceive", {});
}

}  // namespace tributer
