// Other conditions of being licensed, at some places and for some months: costs, delay, royalty, what a licence
// confers. Keys that are not given stay as in the study's own [licence] table.
#include "tributer/model/licence.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class LicenceRegimeChange final : public WindowedInstrument {
 public:
  LicenceRegimeChange(InstrumentEntry const& entry, Tables const& tables, Geography const& g, TimeSpan const& time)
      : WindowedInstrument(read_window(entry.table, time, 1200), read_eligible_concessions(entry.table, g)) {
    LicenceRegime const usual = read_formality(tables.study).usual;
    regime_ = read_regime(entry.table, &usual);
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions()) terms.set_regime(c, regime_);
  }
  Claimed claims() const override { return {"licence regime", eligible_.concessions(), window_}; }

 private:
  LicenceRegime regime_{};
};

}  // namespace

void add_licence_regime(Registry& registry) {
  registry.instruments["licence_regime"] = {
      "other conditions of being licensed",
      [](InstrumentEntry const& entry, Tables const& tables, Geography const& g, TimeSpan const& time) {
        return std::make_unique<LicenceRegimeChange const>(entry, tables, g, time);
      }};
}

}  // namespace tributer
