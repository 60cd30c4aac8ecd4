// Children of school age, those in school, and those who work: out of school in a household that digs.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Children final : public Observable {
 public:
  explicit Children(BuildContext const& context) {
    for (auto const& t : context.axis.traits) mining_.push_back(t.mining);
  }
  std::vector<Axis> own_axes() const override { return {{"child_sex", {"girls", "boys"}}}; }
  std::vector<Variable> variables() const override {
    auto const stock = [](std::string name, std::string what) {
      return Variable{name, what, "1", {"area", "child_sex"}, Variable::Kind::integer, "time: point", ""};
    };
    return {stock("children", "children of school age"), stock("children_attending", "children in school"),
            stock("child_workers", "children out of school whose household digs")};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    Miners const& m = world.miners;
    tally(month, world, frames, [&](std::size_t i, auto& cells) {
      std::size_t const girls = areas.of[m.location[i]] * 2, boys = girls + 1;
      cells[0][girls] += m.girls[i], cells[0][boys] += m.boys[i];
      cells[1][girls] += m.girls[i] - m.girls_out[i], cells[1][boys] += m.boys[i] - m.boys_out[i];
      if (mining_[m.livelihood[i]] && m.absence[i] == present)
        cells[2][girls] += m.girls_out[i], cells[2][boys] += m.boys_out[i];
    });
  }

 private:
  std::vector<uint8_t> mining_;
};

}  // namespace

void add_children_observable(Registry& registry) {
  registry.observable<Children>("children", "school attendance and child work by sex");
}

}  // namespace tributer
