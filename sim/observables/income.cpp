// Own earnings: totals, quantiles and Gini, of miners and of others at the concessions. Quantiles and
// Gini come from an integer histogram with 32 bins an octave, so they are exact sums.
#include <array>
#include <bit>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

constexpr int shift = 18;
constexpr std::size_t n_bins = 1u << 13;
constexpr std::array<double, 5> quantiles{0.1, 0.25, 0.5, 0.75, 0.9};

double bin_usd(std::size_t bin) {
  return (static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bin) << shift)) - 1.0) / 100.0;
}

class Income final : public Observable {
 public:
  explicit Income(BuildContext const& context) : n_k_(context.axis.size()) {
    for (auto const& t : context.axis.traits) mining_.push_back(t.mining);
  }
  std::vector<Axis> own_axes() const override {
    return {{"group", {"miners", "others"}}, {"quantile", {"0.1", "0.25", "0.5", "0.75", "0.9"}}};
  }
  std::vector<Variable> variables() const override {
    return {{"income_cents",
             "own net earnings of all people there",
             "0.01 USD",
             {"area", "livelihood"},
             Variable::Kind::integer,
             "time: sum",
             ""},
            {"income_quantile",
             "quantile of own monthly earnings at the concessions",
             "USD",
             {"group", "quantile"},
             Variable::Kind::real,
             "time: point",
             ""},
            {"income_gini",
             "Gini coefficient of own monthly earnings at the concessions",
             "1",
             {"group"},
             Variable::Kind::real,
             "time: point",
             ""}};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    Miners const& m = world.miners;
    std::vector<int64_t> histogram(2 * n_bins);
    std::array<Frame, 2> counted{frames[0], Frame{histogram, {}}};
    tally(month, world, counted, [&](std::size_t i, auto& cells) {
      cells[0][areas.of[m.location[i]] * n_k_ + m.livelihood[i]] += m.income_cents[i];
      if (m.location[i] == world.geography->outside() || m.absence[i] == arrived) return;
      std::size_t const bin = std::bit_cast<uint32_t>(static_cast<float>(m.income_cents[i] + 1)) >> shift;
      ++cells[1][(mining_[m.livelihood[i]] ? 0 : n_bins) + bin];
    });
    for (std::size_t group = 0; group < 2; ++group)
      summarise(std::span(histogram).subspan(group * n_bins, n_bins),
                frames[1].reals.subspan(group * quantiles.size(), quantiles.size()), frames[2].reals[group]);
  }

 private:
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
      while (q < at.size() && static_cast<double>(below) >= quantiles[q] * static_cast<double>(people))
        at[q++] = bin_usd(b);
    }
    gini = total > 0 && people > 0 ? 1.0 - lorenz / (total * static_cast<double>(people)) : 0;
  }
  std::size_t n_k_;
  std::vector<uint8_t> mining_;
};

}  // namespace

void add_income_observable(Registry& registry) {
  registry.observable<Income>("income", "earnings: totals, quantiles, Gini");
}

}  // namespace tributer
