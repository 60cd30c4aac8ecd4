// How many people make which living, where, and who they are.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class People final : public Observable {
 public:
  explicit People(BuildContext const& context) : n_k_(context.axis.size()) {
    for (auto const& t : context.axis.traits) mining_.push_back(t.mining);
  }
  std::vector<Variable> variables() const override {
    auto const stock = [](std::string name, std::string what, std::vector<std::string> axes) {
      return Variable{name, what, "1", axes, Variable::Kind::integer, "time: point", ""};
    };
    return {stock("people", "working-age people by livelihood", {"area", "livelihood"}),
            stock("working_miners", "people who dug this month", {"area"}),
            stock("people_by_rank", "people by livelihood and rank", {"livelihood", "rank"}),
            stock("people_by_sex", "people by livelihood and sex", {"livelihood", "sex"}),
            stock("people_by_origin", "people by livelihood and origin", {"livelihood", "origin"})};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    Miners const& m = world.miners;
    tally(month, world, frames, [&](std::size_t i, auto& cells) {
      std::size_t const area = areas.of[m.location[i]], k = m.livelihood[i];
      ++cells[0][area * n_k_ + k];
      if (mining_[k] && m.absence[i] == present) ++cells[1][area];
      ++cells[2][k * n_ranks + m.rank[i]];
      ++cells[3][k * 2 + m.sex[i]];
      ++cells[4][k * 2 + m.origin[i]];
    });
  }

 private:
  std::size_t n_k_;
  std::vector<uint8_t> mining_;
};

}  // namespace

void add_people_observable(Registry& registry) {
  registry.observable<People>("people", "people by livelihood, area, rank, sex and origin");
}

}  // namespace tributer
