// Poverty by the measures of Foster, Greer and Thorbecke: a household is poor if it consumes less than its need, and
// the gap is the missing share of need. Also the debt to traders.
// A second line can be compared between countries: the World Bank's international line, in dollars a head and day at
// the purchasing power of the United States. It counts everybody in a household, as the World Bank does, and a
// dependant as much as an adult. Local dollars are worth more than that, by the price level (P-90).
#include <algorithm>
#include <array>
#include <memory>

#include "tributer/core/units.hpp"
#include "tributer/model/local_needs.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/shortfalls.hpp"

namespace tributer {
namespace {

class Poverty final : public Observable {
 public:
  explicit Poverty(BuildContext const& context) : need_(context.parameters.need) {
    TableReader const t = context.world.table("poverty");
    double const line_usd =
        t.real("international_line_usd", 2.15,
               {"USD/day", 1, 10, "P-91",
                "international poverty line: a head and day, at the purchasing power of a dollar in "
                "the United States"});
    double const price_level =
        t.real("price_level", 0.44,
               {"1", 0.3, 0.8, "P-90", "what costs a dollar in the United States costs this much, in dollars"});
    constexpr double days_a_year = 365;
    line_cents_ = line_usd * price_level * days_a_year / months_per_year * cents_per_usd;
  }
  std::vector<Outcome> outcomes() const override {
    Outcome poor = share("poor", "In poverty", "% of people", 100, {"who/poor_people"}, 4);
    poor.denominator = {"who/people"};
    Outcome below = share("below_line", "Below the world's line", "% of all in households", 100, {"who/below_line"}, 0);
    below.denominator = {"who/household_members"};
    std::vector<Outcome> list;
    add_each_group(list, poor, {"poorest_fifth"});
    add_each_group(list, below);
    list.insert(list.end(), {share("poverty_gap", "Poverty gap", "% of the line", 1e-4, {"poverty_gap_millionths"}, 0),
                             share("poverty_severity", "Poverty gap squared", "% of the line squared", 1e-4,
                                   {"poverty_gap_squared_millionths"}, 0),
                             share("debt", "Debt to traders, at the end", "USD a head", 0.01,
                                   {.variable = "debt_cents", .period = Period::end}, 0)});
    return list;
  }
  void ask(Census& census, MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    auto const need = std::make_shared<LocalNeeds const>(need_, world);
    check(static_cast<double>(need->largest()) < Shortfalls::largest_need,
          "a need is too large for its share to be exact");
    std::array<int64_t, byte_values> line{};
    for (int d = 0; d < byte_values; ++d)
      line[static_cast<std::size_t>(d)] = whole(line_cents_ * (1.0 + d) * world.price_level);
    enum { debt, indebted, poor_here, gap, gap_squared, by_area };
    enum { people, members, below_line, by_group };
    census.ask(
        {areas.size() * by_area, n_groups * by_group},
        [need, line, &m = world.miners](PeopleBlock const& block, Census::Sums& sums) {
          static_assert(Shortfalls::most >= PeopleBlock::stretch);
          std::array<Shortfalls, PeopleBlock::stretches> lacking;  // by stretch
          block.for_stretches([&](std::size_t row, std::size_t n, std::size_t place) {
            Shortfalls& here = lacking[place / PeopleBlock::stretch];
            for (std::size_t k = 0; k < n; ++k)
              here.need[k] = static_cast<double>(need->of(m.location[row + k], m.dependants[row + k]));
            std::copy_n(m.consumption_cents.data() + row, n, here.consumption.data());
            here.find(n);
          });
          for (std::size_t k = 0; k < block.size(); ++k) {
            auto const [i, area, group, place] = block[k];
            int64_t *const here = &sums[0][area * by_area], *const alike = &sums[1][group * by_group];
            here[debt] += m.debt_cents[i];
            here[indebted] += m.debt_cents[i] > 0;
            if (m.absence[i] == arrived) continue;  // people who arrived this month have not consumed yet
            Shortfalls const& lack = lacking[place / PeopleBlock::stretch];
            std::size_t const at = place % PeopleBlock::stretch;
            int64_t const household = 1 + m.dependants[i],
                          poor = static_cast<double>(m.consumption_cents[i]) < lack.need[at];
            here[gap] += lack.gap[at];
            here[gap_squared] += lack.gap_squared[at];
            here[poor_here] += poor;
            alike[people] += poor;
            alike[members] += household;
            alike[below_line] += m.consumption_cents[i] < line[m.dependants[i]] ? household : 0;
          }
        },
        [this, frames](Census::Sums const& totals) {
          for (std::size_t area = 0; area < frames[debt_].size(); ++area) {
            int64_t const* const here = &totals[0][area * by_area];
            frames[debt_][area] = here[debt], frames[indebted_][area] = here[indebted];
            frames[poor_][area] = here[poor_here];
            frames[gap_][area] = here[gap], frames[gap_squared_][area] = here[gap_squared];
          }
          for (std::size_t group = 0; group < n_groups; ++group) {
            int64_t const* const alike = &totals[1][group * by_group];
            frames[who_poor_][group] = alike[people];
            frames[members_][group] = alike[members], frames[below_line_][group] = alike[below_line];
          }
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
  Counted const who_poor_ = stock_by_group("poor_people", "people whose household consumes less than its need");
  Counted const members_ =
      stock_by_group("household_members", "working-age people who consumed, with their dependants");
  Counted const below_line_ =
      stock_by_group("below_line", "of these, those whose household consumes less than the international line a head");
  NeedParameters const& need_;
  double line_cents_ = 0;  ///< of a head and month, at price level 1
};

}  // namespace

void add_poverty_observable(Registry& registry) {
  registry.observable<Poverty>("poverty", "poverty headcount and gaps, debt");
}

}  // namespace tributer
