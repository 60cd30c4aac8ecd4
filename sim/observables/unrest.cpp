// Riots, battles and lootings.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

enum class Kind : uint8_t { riot, battle, looting };

class Unrest final : public Observable {
 public:
  std::vector<Axis> own_axes() const override { return {{"kind", labels_of<Kind>()}}; }
  std::vector<Outcome> outcomes() const override {
    return {a_year("riots", "Riots", Kind::riot), a_year("battles", "Battles", Kind::battle),
            a_year("looting", "Looting", Kind::looting)};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    auto const sum = [&](std::vector<int64_t> const& by_location, Kind kind) {
      by_area(areas, by_location, frames[events_], n_of<Kind>, static_cast<std::size_t>(kind));
    };
    sum(world.concessions.riots, Kind::riot);
    sum(world.concessions.battles, Kind::battle);
    sum(world.concessions.lootings, Kind::looting);
  }

 private:
  static Outcome a_year(std::string const& name, std::string const& label, Kind kind) {
    return {.question = questions::unrest,
            .name = name,
            .label = label,
            .unit = "a year",
            .decimals = 2,
            .numerator = {"conflict_events", "kind=" + std::string(name_of(kind))},
            .denominator = {"years"},
            .better = Outcome::Better::lower};
  }
  Counted const events_ =
      flow({"conflict_events", "events of unrest this month", {"area", "kind"}, "1", "", Variable::Counts::events});
};

}  // namespace

void add_unrest_observable(Registry& registry) { registry.observable<Unrest>("unrest", "riots, battles, lootings"); }

}  // namespace tributer
