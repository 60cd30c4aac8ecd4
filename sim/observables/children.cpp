// Children of school age, children in school, and children out of school who mine or do other work, where their family
// lives.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Children final : public Observable {
 public:
  explicit Children(BuildContext const&) {}
  std::vector<Axis> own_axes() const override {
    return {{"child_sex", {"girls", "boys"}}, {"child_work", {"mining", "other"}}};
  }
  std::vector<Outcome> outcomes() const override {
    return {attending("girls", "Girls at school", 7), attending("boys", "Boys at school", 0),
            working("mining", "Children at mining work"), working("other", "Children at other work")};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas, Frames frames) const override {
    Miners const& m = world.miners;
    tally(month, world, frames, [&](std::size_t i, auto& sums) {
      std::size_t const girls = areas.of[m.location[i]] * 2, boys = girls + 1;
      sums[children_][girls] += m.girls[i], sums[children_][boys] += m.boys[i];
      sums[attending_][girls] += m.girls[i] - m.girls_out[i], sums[attending_][boys] += m.boys[i] - m.boys_out[i];
      sums[workers_][girls * 2] += m.girls_mining[i], sums[workers_][girls * 2 + 1] += m.girls_other_work[i];
      sums[workers_][boys * 2] += m.boys_mining[i], sums[workers_][boys * 2 + 1] += m.boys_other_work[i];
    });
  }

 private:
  static Outcome attending(std::string const& sex, std::string const& label, int rank) {
    return {.question = questions::children,
            .name = sex + "_attending",
            .label = label,
            .unit = "% of school age",
            .scale = 100,
            .decimals = 2,
            .numerator = {"children_attending", "child_sex=" + sex},
            .denominator = {"children", "child_sex=" + sex},
            .better = Outcome::Better::higher,
            .headline = {.other = rank}};
  }
  static Outcome working(std::string const& work, std::string const& label) {
    return {.question = questions::children,
            .name = "children_" + work,
            .label = label,
            .unit = "% of school age",
            .scale = 100,
            .decimals = 2,
            .numerator = {"child_workers", "child_work=" + work},
            .denominator = {"children"},
            .better = Outcome::Better::lower};
  }
  Counted const children_ = stock({"children", "children of school age", {"area", "child_sex"}});
  Counted const attending_ = stock({"children_attending", "children in school", {"area", "child_sex"}});
  Counted const workers_ =
      stock({"child_workers", "children out of school who work", {"area", "child_sex", "child_work"}});
};

}  // namespace

void add_children_observable(Registry& registry) {
  registry.observable<Children>("children", "school attendance and child work by sex");
}

}  // namespace tributer
