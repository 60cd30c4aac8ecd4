// Poverty by the measures of Foster, Greer and Thorbecke: a household is poor if it consumes less than its need, and
// the gap is the missing share of need. Also the debt to traders.
#include <array>

#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Poverty final : public Observable {
 public:
  explicit Poverty(BuildContext const& context) : need_(context.parameters.need) {}
  std::vector<Outcome> outcomes() const override {
    return {share("poor", "In poverty", "% of people", 100, {"poor_people"}, 4),
            share("poverty_gap", "Poverty gap", "% of the line", 1e-4, {"poverty_gap_millionths"}, 0),
            share("poverty_severity", "Poverty gap squared", "% of the line squared", 1e-4,
                  {"poverty_gap_squared_millionths"}, 0),
            share("debt", "Debt to traders, at the end", "USD a head", 0.01,
                  {.variable = "debt_cents", .period = Period::end}, 0)};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas, Frames frames) const override {
    std::array<int64_t, 256> need{};
    for (int d = 0; d < 256; ++d)
      need[static_cast<std::size_t>(d)] = whole(need_usd(need_, d) * world.price_level * 100.0);
    Miners const& m = world.miners;
    tally(month, world, frames, [&](std::size_t i, auto& sums) {
      std::size_t const area = areas.of[m.location[i]];
      sums[debt_][area] += m.debt_cents[i];
      sums[indebted_][area] += m.debt_cents[i] > 0;
      if (m.absence[i] == arrived) return;  // people who arrived this month have not consumed yet
      int64_t const needed = need[m.dependants[i]] * world.concessions.need_millionths[m.location[i]] / 1'000'000;
      int64_t const missing = needed - m.consumption_cents[i];
      if (missing <= 0) return;
      int64_t const gap = missing * 1'000'000 / needed;
      ++sums[poor_][area];
      sums[gap_][area] += gap;
      sums[gap_squared_][area] += gap * gap / 1'000'000;
    });
  }

 private:
  static Outcome share(std::string const& name, std::string const& label, std::string const& unit, double scale,
                       Total numerator, int rank) {
    Period const period = numerator.period.value_or(Period::run);
    return {.question = questions::living,
            .name = name,
            .label = label,
            .unit = unit,
            .period = period,
            .scale = scale,
            .decimals = 2,
            .numerator = std::move(numerator),
            .denominator = {"people"},
            .better = Outcome::Better::lower,
            .headline = {.other = rank}};
  }
  Counted const poor_ = stock({"poor_people", "people whose household consumes less than its need", {"area"}});
  Counted const gap_ = stock({"poverty_gap_millionths", "sum over people of the gap over need", {"area"}, "1e-6"});
  Counted const gap_squared_ =
      stock({"poverty_gap_squared_millionths", "sum over people of the squared gap over need", {"area"}, "1e-6"});
  Counted const debt_ = stock({"debt_cents", "debt to traders", {"area"}, "0.01 USD"});
  Counted const indebted_ = stock({"indebted_people", "people in debt to their trader", {"area"}});
  NeedParameters const& need_;
};

}  // namespace

void add_poverty_observable(Registry& registry) {
  registry.observable<Poverty>("poverty", "poverty headcount and gaps, debt");
}

}  // namespace tributer
