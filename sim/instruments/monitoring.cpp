// Authorities are told what is seen from above; people know it and reckon with being found (V4). Nobody is evicted by
// it: it acts through perceived risk alone.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Monitoring final : public ProgrammeInstrument {
 public:
  Monitoring(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : ProgrammeInstrument(entry, time, read_eligible_places(entry.table, g)) {
    TableReader const& t = entry.table;
    risk_ = t.real("risk", 0.05,
                   {"1/month", 0, 1, "assumed: a tenth of the hazard of full presence",
                    "added to the perceived monthly risk of eviction"});
    cost_ = read_usd(t, "usd_per_place", 500, 1e6, "cost of observing one place for a month");
    by_state_ =
        t.word("payer", "donor", {"donor", "state"}, "assumed: the study's choice", "who pays for it") == "state";
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start) || risk_ == 0) return;
    auto const places = eligible_.places();
    for (std::size_t const c : places) terms.add(Lever::watched, c, risk_);
    terms.add_outlay({label_, cost_ * static_cast<Cents>(places.size()), by_state_});
  }

 private:
  double risk_ = 0;
  Cents cost_ = 0;
  bool by_state_ = false;
};

}  // namespace

void add_monitoring(Registry& registry) {
  registry.instruments["monitoring"] = {
      "surveillance without force, which people reckon with",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<Monitoring const>(entry, g, time);
      }};
}

}  // namespace tributer
