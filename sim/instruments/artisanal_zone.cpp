// Land set aside for artisanal mining: the tenure of places becomes `asm_zone`, where licences can be had. It moves
// nobody by itself: whether people stay legal there depends on the gold and on what a licence is worth (V16, P-39).
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class ArtisanalZone final : public WindowedInstrument {
 public:
  ArtisanalZone(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : WindowedInstrument(read_window(entry.table, time, 1200), read_eligible_concessions(entry.table, g)) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions()) terms.set_tenure(c, static_cast<uint8_t>(Tenure::asm_zone));
  }
  Claimed claims() const override { return {"tenure", eligible_.concessions(), window_}; }
};

}  // namespace

void add_artisanal_zone(Registry& registry) {
  registry.instruments["artisanal_zone"] = {
      "land set aside for artisanal mining",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<ArtisanalZone const>(entry, g, time);
      }};
}

}  // namespace tributer
