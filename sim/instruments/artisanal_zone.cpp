// Land is set aside for artisanal mining: the tenure of concessions becomes `asm_zone`, which allows licences. That
// alone moves nobody. Whether operations become licensed depends on the ground and on what a licence is worth (V16,
// P-39).
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class ArtisanalZone final : public WindowedInstrument {
 public:
  ArtisanalZone(InstrumentEntry const& entry, BuildContext const& context) : WindowedInstrument(entry, context, 1200) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions())
      terms.set(TenureChange{static_cast<uint8_t>(Tenure::asm_zone)}, c);
  }
  Claimed claims() const override { return {"tenure", eligible_.concessions(), window_}; }
};

}  // namespace

void add_artisanal_zone_instrument(Registry& registry) {
  registry.instrument<ArtisanalZone>("artisanal_zone", "land set aside for artisanal mining", {});
}

}  // namespace tributer
