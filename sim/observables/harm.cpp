// Harm: accidents in mining; deaths, injuries and confiscations by enforcement; and people who earn nothing in the
// month of their eviction.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

enum class HarmKind : uint8_t { deaths, injuries, confiscations, evictions_without_alternative };

class HarmObservable final : public Observable {
 public:
  std::vector<Axis> own_axes() const override { return {{"harm", labels_of<HarmKind>()}}; }
  std::vector<Outcome> outcomes() const override {
    return {
        per_eviction("deaths", "Deaths from enforcement", HarmKind::deaths, 2, 0),
        per_eviction("injuries", "Injuries from enforcement", HarmKind::injuries, 1, 3),
        per_eviction("confiscations", "Confiscations", HarmKind::confiscations, 1, 0),
        per_eviction("no_alternative", "Evicted without alternative", HarmKind::evictions_without_alternative, 1, 0),
        {.question = questions::harm,
         .name = "accidents",
         .label = "Accidents in mining",
         .unit = "per 1,000 miner-years",
         .scale = 12000,
         .decimals = 1,
         .numerator = {"accidents"},
         .denominator = {"working_miners"},
         .better = Outcome::Better::lower,
         .order = 1}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    auto const sum = [&](std::vector<int64_t> const& by_location, HarmKind kind) {
      by_area(areas, by_location, frames[harmed_], n_of<HarmKind>, static_cast<std::size_t>(kind));
    };
    by_area(areas, world.harm.accidents, frames[accidents_]);
    sum(world.harm.deaths, HarmKind::deaths);
    sum(world.harm.injuries, HarmKind::injuries);
    sum(world.harm.confiscations, HarmKind::confiscations);
  }
  void ask(Census& census, MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    constexpr std::size_t without = static_cast<std::size_t>(HarmKind::evictions_without_alternative);
    tally(census, frames, [this, &m = world.miners](CountedPerson const& person, auto& sums) {
      if (m.absence[person.row] == evicted) ++sums[harmed_][person.area * n_of<HarmKind> + without];
    });
  }

 private:
  static Outcome per_eviction(std::string const& name, std::string const& label, HarmKind kind, int decimals,
                              int rank) {
    return {.question = questions::harm,
            .name = name,
            .label = label,
            .unit = "per 1,000 evictions",
            .form = Form::own_share,
            .scale = 1000,
            .decimals = decimals,
            .numerator = {"rights_harm", "harm=" + std::string(name_of(kind))},
            .denominator = {"evictions"},
            .arms = Outcome::Arms::with_presence,
            .better = Outcome::Better::lower,
            .headline = {.presence = rank}};
  }
  Counted const accidents_ = flow({"accidents", "people injured at work this month", {"area"}});
  Counted const harmed_ = flow({"rights_harm", "people harmed by enforcement this month", {"area", "harm"}});
};

}  // namespace

void add_harm_observable(Registry& registry) {
  registry.observable<HarmObservable>("harm", "accidents, and harm by enforcement");
}

}  // namespace tributer
