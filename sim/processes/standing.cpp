// What is noted about a person's income for the results; nobody acts on it.
// In the first month of the study every household is put into a fifth of the households of its part of the geography,
// by its income over its need in the year before. The need counts a dependant as a share of an adult, so that this is
// income per head of a household. A year is used because luck decides much of one month; income is used because
// consumption is held near need by savings and credit. Fifths are drawn before the arms differ and are kept: the same
// people are compared in every arm, and nobody is in the poorest fifth because of what an instrument did to him. In the
// first month of each year of the study the year's earnings start at zero again.
#include <algorithm>
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

constexpr std::size_t n_fifths = n_of<Fifth> - 1;
using Borders = std::array<float, n_fifths - 1>;

class Standing final : public Process {
 public:
  explicit Standing(BuildContext const& context) : need_(context.parameters.need) {}

  void step(MonthContext const& month, World& world) const override {
    if (month.since_start % months_per_year != 0) return;
    if (month.since_start == 0)
      draw_fifths(static_cast<int>(std::min<uint32_t>(month.ordinal, months_per_year)), world);
    std::fill(world.miners.income_year_cents.begin(), world.miners.income_year_cents.end(), 0);
  }

 private:
  /// `months` have been counted in this year's earnings; 0 if the study has no burn-in.
  void draw_fifths(int months, World& world) const {
    Miners& m = world.miners;
    std::vector<float> const need = need_by_dependants(need_, world.price_level);
    auto const over_need = [&](std::size_t i) {
      bool const counted = months > 0 && m.income_year_cents[i] != entered_this_year;
      float const own = counted ? static_cast<float>(m.income_year_cents[i]) / static_cast<float>(months)
                                : static_cast<float>(m.income_cents[i]);
      return (own * usd_per_cent<float> + static_cast<float>(m.others_income_usd[i])) / need[m.dependants[i]];
    };
    std::vector<std::vector<float>> ratios(world.geography->n_parts);
    for (std::size_t i = 0; i < m.size(); ++i)
      if (m.alive(i)) ratios[part_of(world, i)].push_back(over_need(i));
    std::vector<Borders> borders;
    for (auto& of_part : ratios) borders.push_back(borders_of(of_part));
    for (std::size_t i = 0; i < m.size(); ++i) {
      if (!m.alive(i)) continue;
      float const ratio = over_need(i);
      std::size_t fifth = 1;
      for (float const border : borders[part_of(world, i)]) fifth += ratio >= border;
      m.fifth[i] = static_cast<uint8_t>(fifth);
    }
  }

  /// The least ratio of each fifth but the poorest.
  static Borders borders_of(std::vector<float>& ratios) {
    Borders borders{};
    auto from = ratios.begin();
    for (std::size_t k = 0; k < borders.size() && !ratios.empty(); ++k) {
      auto const at = ratios.begin() + static_cast<std::ptrdiff_t>((k + 1) * ratios.size() / n_fifths);
      std::nth_element(from, at, ratios.end());
      borders[k] = *at;
      from = at;
    }
    return borders;
  }

  NeedParameters const& need_;
};

}  // namespace

void add_standing_process(Registry& registry) {
  registry.process<Standing>("standing", "Notes the fifth to which households belong, and starts the year's earnings.",
                             MonthPart::prices, {"calendar"});
}

}  // namespace tributer
