// Own earnings of miners and of others at the concessions: totals, quantiles and the Gini coefficient. Quantiles and
// Gini are computed from a histogram of whole numbers with 32 bins for each doubling, so the order of summation has no
// effect.
#include <array>
#include <bit>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

constexpr int shift = 18;
constexpr std::size_t n_bins = 1u << 13;
struct Quantile {
  char const* label;
  double share;
};
constexpr std::array quantiles{Quantile{"0.1", 0.1}, Quantile{"0.25", 0.25}, Quantile{"0.5", 0.5},
                               Quantile{"0.75", 0.75}, Quantile{"0.9", 0.9}};
enum class Group : uint8_t { miners, others };

double bin_usd(std::size_t bin) {
  return (static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bin) << shift)) - 1.0) / 100.0;
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
    return {{"group", labels_of<Group>()}, quantile};
  }
  std::vector<Outcome> outcomes() const override {
    std::string const miners = "group=" + std::string(name_of(Group::miners));
    return {a_head("income_miners", "Income of miners", who_mine_, {.presence = 4, .other = 1}),
            a_head("income_others", "Income of all others", who_do_not_, {.other = 3}),
            a_head("income_all", "Income of everyone", "", {}),
            {.question = questions::living,
             .name = "income_miners_poorest",
             .label = "Income of miners, poorest tenth",
             .unit = "USD a month, at most",
             .decimals = 2,
             .numerator = {"income_quantile", miners + "&quantile=" + quantiles[0].label},
             .denominator = {"months"},
             .better = Outcome::Better::higher},
            {.question = questions::living,
             .name = "gini_miners",
             .label = "Inequality among miners",
             .unit = "Gini",
             .decimals = 3,
             .numerator = {"income_gini", miners},
             .denominator = {"months"},
             .better = Outcome::Better::lower},
            {.question = questions::harm,
             .name = "cost_to_miners",
             .label = "Income from mining, in total",
             .unit = "1,000 USD a month",
             .scale = 1e-5,
             .decimals = 1,
             .numerator = {"income_cents", who_mine_},
             .denominator = {"months"},
             .better = Outcome::Better::higher}};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas, Frames frames) const override {
    Miners const& m = world.miners;
    std::vector<int64_t> histogram(n_of<Group> * n_bins);
    constexpr std::size_t earned = 0, bins = 1;
    tally(month, world, {frames[earned_], histogram}, [&](std::size_t i, auto& sums) {
      sums[earned][areas.of[m.location[i]] * n_k_ + m.livelihood[i]] += m.income_cents[i];
      if (m.location[i] == world.geography->outside() || m.absence[i] == arrived) return;
      std::size_t const bin = std::bit_cast<uint32_t>(static_cast<float>(m.income_cents[i] + 1)) >> shift;
      ++sums[bins][(mining_[m.livelihood[i]] ? 0 : n_bins) + bin];
    });
    for (std::size_t group = 0; group < n_of<Group>; ++group)
      summarise(std::span(histogram).subspan(group * n_bins, n_bins),
                frames[quantile_].subspan(group * quantiles.size(), quantiles.size()), frames[gini_][group]);
  }

 private:
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
  std::size_t n_k_;
  std::string who_mine_, who_do_not_;
  std::vector<uint8_t> mining_;
};

}  // namespace

void add_income_observable(Registry& registry) {
  registry.observable<Income>("income", "earnings: totals, quantiles, Gini");
}

}  // namespace tributer
