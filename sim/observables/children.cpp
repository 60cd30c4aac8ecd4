// Children of school age, children in school, and children out of school who mine or do other work, where their family
// lives.
#include <algorithm>

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
  void ask(Census& census, MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    Miners const& m = world.miners;
    enum { girls, boys, girls_out, boys_out, girls_mining, girls_other, boys_mining, boys_other, columns };
    static_assert(columns == n_byte_columns);
    census.ask(
        {frames[children_].size() / 2 * columns},
        [columns = ByteColumns{&m.girls, &m.boys, &m.girls_out, &m.boys_out, &m.girls_mining, &m.girls_other_work,
                               &m.boys_mining, &m.boys_other_work}](PeopleBlock const& people, Census::Sums& sums) {
          add_bytes(people, columns, sums[0].data());
        },
        [this, frames](Census::Sums const& totals) {
          for (std::size_t area = 0; area < totals[0].size() / columns; ++area) {
            int64_t const* const here = &totals[0][area * columns];
            for (std::size_t sex = 0; sex < 2; ++sex) {
              frames[children_][area * 2 + sex] = here[girls + sex];
              frames[attending_][area * 2 + sex] = here[girls + sex] - here[girls_out + sex];
            }
            std::copy_n(here + girls_mining, 4, &frames[workers_][area * 4]);
          }
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
