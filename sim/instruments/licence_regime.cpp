// Other conditions of a licence at some concessions for some months: costs, delay, royalty and benefits. Keys that are
// not written keep their value in the study's table [licence].
#include "tributer/model/licence.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class LicenceRegimeChange final : public WindowedInstrument {
 public:
  LicenceRegimeChange(InstrumentEntry const& entry, BuildContext const& context)
      : WindowedInstrument(entry, context, 1200) {
    LicenceRegime const usual = context.parameters.formality.usual;
    regime_ = read_regime(entry.table, &usual);
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions()) terms.set(regime_, c);
  }
  Claimed claims() const override { return {"licence regime", eligible_.concessions(), window_}; }

 private:
  LicenceRegime regime_{};
};

}  // namespace

void add_licence_regime_instrument(Registry& registry) {
  registry.instrument<LicenceRegimeChange>("licence_regime", "other conditions of a licence", {"fee_usd = 100\n"});
}

}  // namespace tributer
