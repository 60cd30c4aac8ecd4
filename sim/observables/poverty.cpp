// Poverty after Foster, Greer and Thorbecke: a household is poor if it consumes less than its need;
// the gap is what is missing over need. Debt to buyers of gold.
#include <array>

#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Poverty final : public Observable {
 public:
  explicit Poverty(BuildContext const& context) : need_(context.parameters.need) {}
  std::vector<Variable> variables() const override {
    auto const stock = [](std::string name, std::string what, std::string unit) {
      return Variable{name, what, unit, {"area"}, Variable::Kind::integer, "time: point", ""};
    };
    return {stock("poor_people", "people whose household consumes less than its need", "1"),
            stock("poverty_gap_millionths", "sum over people of the gap over need", "1e-6"),
            stock("poverty_gap_squared_millionths", "sum over people of the squared gap over need", "1e-6"),
            stock("debt_cents", "debt to buyers of gold", "0.01 USD"),
            stock("indebted_people", "people in debt to their buyer", "1")};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    std::array<int64_t, 256> need{};
    for (int d = 0; d < 256; ++d)
      need[static_cast<std::size_t>(d)] = whole(need_usd(need_, d) * world.price_level * 100.0);
    Miners const& m = world.miners;
    tally(month, world, frames, [&](std::size_t i, auto& cells) {
      std::size_t const area = areas.of[m.location[i]];
      cells[3][area] += m.debt_cents[i];
      cells[4][area] += m.debt_cents[i] > 0;
      if (m.absence[i] == arrived) return;  // has not lived a month here yet
      int64_t const needed = need[m.dependants[i]] * world.concessions.need_millionths[m.location[i]] / 1'000'000;
      int64_t const missing = needed - m.consumption_cents[i];
      if (missing <= 0) return;
      int64_t const gap = missing * 1'000'000 / needed;
      ++cells[0][area];
      cells[1][area] += gap;
      cells[2][area] += gap * gap / 1'000'000;
    });
  }

 private:
  NeedParameters const& need_;
};

}  // namespace

void add_poverty_observable(Registry& registry) {
  registry.observable<Poverty>("poverty", "poverty headcount and gaps, debt");
}

}  // namespace tributer
