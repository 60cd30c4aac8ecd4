// The royalty on declared gold is raised or lowered for some months.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Royalty final : public Instrument {
 public:
  Royalty(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : window_(read_window(entry.table, time, 1200)), eligible_(read_eligible_places(entry.table, g)) {
    double const share = entry.table.real(
        "change", std::nullopt, {"1", -0.3, 0.3, "P-23", "added to the royalty of the regime; below 0 it lowers it"});
    millionths_ = whole(share * 1e6 + 0.5);
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start) || millionths_ == 0) return;
    for (std::size_t const c : eligible_.places()) terms.add_royalty(c, millionths_);
  }
  std::vector<std::size_t> targets() const override { return eligible_.confined_to(); }

 private:
  Window window_;
  Eligibility eligible_;
  int64_t millionths_ = 0;
};

}  // namespace

void add_royalty(Registry& registry) {
  registry.instruments["royalty"] = {
      "a change of the royalty on declared gold",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<Royalty const>(entry, g, time);
      }};
}

}  // namespace tributer
