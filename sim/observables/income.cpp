// Own earnings of miners and of others at the concessions: totals, totals by group, quantiles and the Gini coefficient.
// Quantiles and Gini are computed from a histogram of whole numbers with 32 bins for each doubling, so the order of
// summation has no effect. The Gini coefficient of one month contains the luck of that month. In the last month of each
// year of the study it is computed for the earnings of the whole year too, of the people who were there all year.
#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "tributer/core/units.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

// A bin is the leading bits of the amount as a real number: one more than the amount, so that it is 1 at least.
constexpr int shift = 18;
constexpr std::size_t bin_of_amount(int32_t cents) {
  return (std::bit_cast<uint32_t>(static_cast<float>(cents) + 1.0f) >> shift) -
         (std::bit_cast<uint32_t>(1.0f) >> shift);
}
constexpr std::size_t n_bins = bin_of_amount(std::numeric_limits<int32_t>::max()) + 1;
struct Quantile {
  char const* label;
  double share;
};
constexpr std::array quantiles{Quantile{"0.1", 0.1}, Quantile{"0.25", 0.25}, Quantile{"0.5", 0.5},
                               Quantile{"0.75", 0.75}, Quantile{"0.9", 0.9}};
enum class Earner : uint8_t { miners, others };

double bin_usd(std::size_t bin) {
  uint32_t const bits = (static_cast<uint32_t>(bin) + (std::bit_cast<uint32_t>(1.0f) >> shift)) << shift;
  return (static_cast<double>(std::bit_cast<float>(bits)) - 1.0) / 100.0;
}

class Income final : public Observable {
 public:
  explicit Income(BuildContext const& context)
      : n_k_(context.axis.size()),
        who_mine_(those_who_mine(context.axis)),
        who_do_not_(those_with(context.axis, [](LivelihoodTraits const& t) { return !t.mining; })) {
    for (auto const& t : context.axis.traits) mining_.push_back(t.mining);
  }
  std::vector<Axis> own_axes() const override {
    Axis quantile{"quantile", {}};
    for (Quantile const& q : quantiles) quantile.labels.emplace_back(q.label);
    return {{"group", labels_of<Earner>()}, quantile};
  }
  std::vector<Outcome> outcomes() const override {
    std::string const miners = "group=" + std::string(name_of(Earner::miners));
    std::vector<Outcome> list{a_head("income_miners", "Income of miners", who_mine_, {.presence = 4, .other = 1}),
                              a_head("income_others", "Income of all others", who_do_not_, {.other = 3})};
    Outcome everyone = a_head("income_all", "Income of everyone", "", {});
    everyone.numerator = {"who/income_cents"}, everyone.denominator = {"who/people"};
    add_each_group(list, everyone, {"female", "poorest_fifth"});
    list.insert(
        list.end(),
        {{.question = questions::living,
          .name = "income_miners_poorest",
          .label = "Income of miners, poorest tenth",
          .unit = "USD a month, at most",
          .decimals = 2,
          .numerator = {"income_quantile", miners + "&quantile=" + quantiles[0].label},
          .denominator = {"months"},
          .better = Outcome::Better::higher},
         gini("gini_miners", "Inequality among miners, a month", {"income_gini", miners}, {"months"}),
         gini("gini_miners_year", "Inequality among miners, a year", {"income_year_gini", miners}, {"years_ended"}),
         {.question = questions::harm,
          .name = "cost_to_miners",
          .label = "Income from mining, in total",
          .unit = "1,000 USD a month",
          .scale = 1e-5,
          .decimals = 1,
          .numerator = {"income_cents", who_mine_},
          .denominator = {"months"},
          .better = Outcome::Better::higher}});
    return list;
  }
  void record(MonthContext const& month, World const&, Areas const&, Frames frames) const override {
    frames[years_ended_][0] = ends_year(month);
  }
  void ask(Census& census, MonthContext const& month, World const& world, Areas const&, Frames frames) const override {
    Miners const& m = world.miners;
    auto const is_counted = [&m, outside = world.geography->outside()](std::size_t i) {
      return m.location[i] != outside && m.absence[i] != arrived;
    };
    enum { earned, by_group, bins };
    census.ask(
        {frames[earned_].size(), n_groups, n_of<Earner> * n_bins},
        [this, &m, is_counted](PeopleBlock const& people, Census::Sums& sums) {
          for (std::size_t k = 0; k < people.size(); ++k) {
            auto const [i, area, group, place] = people[k];
            sums[earned][area * n_k_ + m.livelihood[i]] += m.income_cents[i];
            sums[by_group][group] += m.income_cents[i];
            sums[bins][bin_of(m.livelihood[i], m.income_cents[i])] += is_counted(i);
          }
        },
        [this, frames](Census::Sums const& totals) {
          std::copy(totals[earned].begin(), totals[earned].end(), frames[earned_].begin());
          std::copy(totals[by_group].begin(), totals[by_group].end(), frames[by_group_].begin());
          for (std::size_t trade = 0; trade < n_of<Earner>; ++trade)
            summarise(std::span(totals[bins]).subspan(trade * n_bins, n_bins),
                      frames[quantile_].subspan(trade * quantiles.size(), quantiles.size()), frames[gini_][trade]);
        });
    if (!ends_year(month)) return;
    census.ask(
        {n_of<Earner> * n_bins},
        [this, &m, is_counted](PeopleBlock const& people, Census::Sums& sums) {
          for (std::size_t k = 0; k < people.size(); ++k) {
            std::size_t const i = people[k].row;
            if (is_counted(i) && m.income_year_cents[i] != entered_this_year)
              ++sums[0][bin_of(m.livelihood[i], m.income_year_cents[i])];
          }
        },
        [this, frames](Census::Sums const& totals) {
          std::array<double, quantiles.size()> unused{};
          for (std::size_t trade = 0; trade < n_of<Earner>; ++trade)
            summarise(std::span(totals[0]).subspan(trade * n_bins, n_bins), unused, frames[year_gini_][trade]);
        });
  }

 private:
  static bool ends_year(MonthContext const& month) { return (month.since_start + 1) % months_per_year == 0; }
  static Outcome a_head(std::string const& name, std::string const& label, std::string const& whose,
                        Outcome::Headline headline) {
    return {.question = questions::living,
            .name = name,
            .label = label,
            .unit = "USD a head and month",
            .scale = 0.01,
            .decimals = 2,
            .numerator = {"income_cents", whose},
            .denominator = {"people", whose},
            .better = Outcome::Better::higher,
            .headline = headline};
  }
  static Outcome gini(std::string const& name, std::string const& label, Total numerator, Total denominator) {
    return {.question = questions::living,
            .name = name,
            .label = label,
            .unit = "Gini of income",
            .decimals = 3,
            .numerator = std::move(numerator),
            .denominator = std::move(denominator),
            .better = Outcome::Better::lower};
  }
  std::size_t bin_of(uint8_t livelihood, int32_t cents) const {
    return (mining_[livelihood] ? 0 : n_bins) + bin_of_amount(cents);
  }
  static void summarise(std::span<int64_t const> counts, std::span<double> at, double& gini) {
    int64_t people = 0, below = 0;
    double total = 0, lorenz = 0, earned = 0;
    for (std::size_t b = 0; b < counts.size(); ++b)
      if (counts[b] > 0) people += counts[b], total += static_cast<double>(counts[b]) * bin_usd(b);
    std::size_t q = 0;
    for (std::size_t b = 0; b < counts.size(); ++b) {
      if (counts[b] == 0) continue;
      double const share = static_cast<double>(counts[b]) * bin_usd(b);
      lorenz += static_cast<double>(counts[b]) * (2.0 * earned + share);
      earned += share;
      below += counts[b];
      while (q < at.size() && static_cast<double>(below) >= quantiles[q].share * static_cast<double>(people))
        at[q++] = bin_usd(b);
    }
    gini = total > 0 && people > 0 ? 1.0 - lorenz / (total * static_cast<double>(people)) : 0;
  }
  Counted const earned_ =
      flow({"income_cents", "own net earnings of all people in the area", {"area", "livelihood"}, "0.01 USD"});
  Measured const quantile_ =
      level({"income_quantile", "quantile of own monthly earnings at the concessions", {"group", "quantile"}, "USD"});
  Measured const gini_ =
      level({"income_gini", "Gini coefficient of own monthly earnings at the concessions", {"group"}});
  Counted const by_group_ = flow_by_group("income_cents", "own net earnings", "0.01 USD");
  Counted const years_ended_ = flow({"years_ended",
                                     "1 in the last month of each year of the study, otherwise 0",
                                     {},
                                     "1",
                                     "",
                                     Variable::Counts::events});
  Measured const year_gini_ =
      level({"income_year_gini",
             "Gini coefficient of the year's own earnings at the concessions, in the last month "
             "of each year of the study; otherwise 0",
             {"group"}});
  std::size_t n_k_;
  std::string who_mine_, who_do_not_;
  std::vector<uint8_t> mining_;
};

}  // namespace

void add_income_observable(Registry& registry) {
  registry.observable<Income>("income", "earnings: totals, quantiles, Gini");
}

}  // namespace tributer
