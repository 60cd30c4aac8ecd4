// Tests whether what is told of groups, of a year and of the international line says something of people.
//   A month's earnings contain luck that a year's do not: the Gini coefficient of a year is lower. In the twin nobody
//   has luck, and the two are close. Input by construction (P-4, P-10: most months are poor). Fifths are lasting: the
//   poorest fifth of the year before the study is still the poorest three years on. In the twin people are dealt into
//   fifths by lot. V40  70 to 79% of the people of DR Congo consume less than the international line; near the mines of
//   Ituri,
//        20 points more or less                                                            held out
//   In the twin the line is taken for dollars of the market.
// One replicate of about 33,000 people. The share of people in poverty in a fifth has a standard error of less than one
// percentage point, and that of a Gini coefficient is less than 0.01: a false alarm is less likely than 1 in 10,000.
#include <catch2/catch.hpp>

#include "../lab.hpp"
#include "tributer/core/units.hpp"
#include "tributer/run/study_runner.hpp"

using namespace lab;

namespace {

constexpr int months = 48;

std::string const baseline =
    "[world]\npath = \"" TRIBUTER_SOURCE_DIR "/scenarios/worlds/ituri_gold\"\n[time]\nstart = \"2015-01\"\nmonths = " +
    std::to_string(months) + "\nburn_in = 24\n[random]\nseed = 7\nreplicates = 1\n[[arm]]\nname = \"baseline\"\n";

/// The baseline of Ituri, as it is recorded.
class Lived {
 public:
  explicit Lived(std::vector<std::string> set = {}) {
    ScenarioText const file(baseline);
    set = quiet(std::move(set));
    set.insert(set.end(), {"world.weight=8", "world.coarse=true"});
    auto const study = open(file.path(), set);
    layout_ = make_layout(*study.model);
    run_study(
        *study.model, 1, [&](std::size_t, std::size_t, RunRecord run) { run_ = std::move(run); },
        [](Progress const&) { return true; });
  }
  /// The sum over a month's cells that `where` selects.
  double value(std::string const& path, int month, std::string const& where = "") const {
    auto const at = std::find_if(layout_.variables.begin(), layout_.variables.end(),
                                 [&](Variable const& v) { return path_of(v) == path; });
    Recorded const& recorded = run_.variables[static_cast<std::size_t>(at - layout_.variables.begin())];
    std::size_t const n = std::max(recorded.integers.size(), recorded.reals.size()) / months;
    double sum = 0;
    for (std::size_t cell = 0; cell < n; ++cell)
      if (selects(*at, cell, n, where)) {
        std::size_t const k = static_cast<std::size_t>(month) * n + cell;
        sum += recorded.reals.empty() ? static_cast<double>(recorded.integers[k]) : recorded.reals[k];
      }
    return sum;
  }

 private:
  bool selects(Variable const& variable, std::size_t cell, std::size_t rest, std::string const& where) const {
    for (std::string const& axis : variable.axes) {
      auto const labels = layout_.labels(axis);
      rest /= labels.size();
      std::string const here = axis + "=" + labels[cell / rest % labels.size()];
      if (where.starts_with(axis + "=") && where != here) return false;
    }
    return true;
  }
  Layout layout_;
  RunRecord run_;
};

/// How much higher the Gini coefficient of one month is than that of the year, among miners, in the last year.
double overstated(Lived const& lived) {
  double month = 0;
  for (int m = months - 12; m < months; ++m) month += lived.value("income_gini", m, "group=miners") / 12;
  double const year = lived.value("income_year_gini", months - 1, "group=miners");
  WARN("Gini of miners' earnings: " << month << " in a month, " << year << " over a year");
  CHECK(lived.value("income_year_gini", months - 2, "group=miners") == 0);
  return month - year;
}

}  // namespace

TEST_CASE("the earnings of one month are less equal than those of a year, unless nobody has luck") {
  CHECK(overstated(Lived()) > 0.1);
  CHECK_FALSE(overstated(Lived({"choice.income_lottery_log_sd=0.3", "operations.luck_log_sd=0"})) > 0.1);
}

TEST_CASE("the poorest fifth stays the poorest, unless fifths are dealt by lot") {
  ScenarioText const file(baseline);
  auto const study = open(file.path(), quiet({"world.weight=8", "world.coarse=true"}));
  SerialExecutor const executor;
  Simulation run = branch(*study.model, burned_in(*study.model, 0, executor), "baseline");
  for (int month = 0; month < 36; ++month) run.step();
  Miners const& m = run.world().miners;
  /// Percent in poverty of the poorest fifth less that of the richest.
  auto const gap = [&](auto const& fifth_of) {
    std::array<double, n_of<Fifth>> people{}, poor{};
    for (std::size_t i = 0; i < m.size(); ++i) {
      if (!m.alive(i) || m.fifth[i] == came_later) continue;
      std::size_t const fifth = fifth_of(i);
      double const need = need_usd(study.model->parameters->need, m.dependants[i]) * cents_per_usd;
      ++people[fifth];
      poor[fifth] += m.consumption_cents[i] < need;
    }
    double const low = 100 * poor[1] / people[1], high = 100 * poor[5] / people[5];
    WARN("in poverty after three years: " << low << "% of the poorest fifth, " << high << "% of the richest");
    return low - high;
  };
  CHECK(gap([&](std::size_t i) { return std::size_t{m.fifth[i]}; }) > 20);
  CHECK_FALSE(gap([&](std::size_t i) { return 1 + m.id[i] % 5; }) > 20);
}

TEST_CASE("near the mines of Ituri about as many are below the international line as in the country (V40)") {
  auto const below = [](Lived const& lived) {
    double const share = 100 * lived.value("who/below_line", 24) / lived.value("who/household_members", 24);
    WARN("below the international line: " << share << "% of all in households (V40: 70 to 79%)");
    return share;
  };
  auto const near = [](double share) { return share > 50 && share < 95; };
  CHECK(near(below(Lived())));
  CHECK_FALSE(near(below(Lived({"world.poverty.price_level=0.8", "world.poverty.international_line_usd=2.7"}))));
}
