// Help to people: people who were helped to move, participants in programmes of other livelihoods, and how many of them
// still mine. A study without programmes has none of these variables.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Aid final : public Observable {
 public:
  explicit Aid(BuildContext const& context) : axis_(context.axis), any_(!context.programmes.empty()) {
    if (!any_) return;
    participants_ = stock({"participants", "participants in programmes of other livelihoods", {"area"}, "1", "aid"});
    still_mine_ = stock({"participants_digging", "participants who still mine", {"area"}, "1", "aid"});
    helped_moves_ = flow({"helped_moves", "people helped to move away", {"area"}, "1", "aid"});
  }
  std::vector<Outcome> outcomes() const override {
    if (!any_) return {};
    return {{.question = questions::help,
             .name = "helped_moves",
             .label = "Helped to move",
             .unit = "people",
             .form = Form::own_share,
             .numerator = {"aid/helped_moves"},
             .arms = Outcome::Arms::with_programme,
             .given = {"aid/helped_moves"},
             .headline = {.programme = 5}},
            {.question = questions::help,
             .name = "participants_digging",
             .label = "Still mine, of those reached",
             .unit = "% of participants, at the end",
             .form = Form::own_share,
             .period = Period::end,
             .scale = 100,
             .decimals = 1,
             .numerator = {"aid/participants_digging"},
             .denominator = {"aid/participants"},
             .arms = Outcome::Arms::with_programme,
             .given = {.variable = "aid/participants", .period = Period::end},
             .better = Outcome::Better::lower,
             .headline = {.programme = 4}}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    if (!any_) return;
    by_area(areas, world.concessions.helped, frames[helped_moves_]);
  }
  void ask(Census& census, MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    if (!any_ || world.packages.empty()) return;
    tally(census, frames, [this, &m = world.miners](CountedPerson const& person, auto& sums) {
      if (m.package[person.row] == 0) return;
      ++sums[participants_][person.area];
      if (axis_.traits[m.livelihood[person.row]].mining) ++sums[still_mine_][person.area];
    });
  }

 private:
  LivelihoodAxis axis_;
  bool any_;  ///< true if the study has programmes
  Counted participants_, still_mine_, helped_moves_;
};

}  // namespace

void add_aid_observable(Registry& registry) { registry.observable<Aid>("aid", "help to people: moves, programmes"); }

}  // namespace tributer
