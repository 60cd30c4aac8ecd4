// How many agents does the engine's way of computing step in a second, beside plain C++ objects?
// Both do the same model, LIVELIHOOD-8, and must give its published shares. Quote ratios of one run.
#include "tests/bench/livelihood_8.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <memory>
#include <random>

#include "tributer/core/draws.hpp"

namespace livelihood_8 {

std::array<float, n_sites> site_incomes(Counts const& counts, std::size_t agents) {
  std::array<float, n_sites> out{};
  float const room = static_cast<float>(agents) / n_sites;
  for (std::size_t s = 0; s < n_sites; ++s) {
    int64_t crowd = 0;
    for (int64_t const n : counts[s]) crowd += n;
    out[s] = base(s) / (1 + static_cast<float>(crowd) / room);
  }
  return out;
}

Agents::Agents(std::size_t n, tributer::Luck const& luck) {
  id.resize(n), site.resize(n), option.resize(n), type.resize(n);
  skill.resize(n), wealth.resize(n), debt.resize(n), aversion.resize(n), habit.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    id[i] = tributer::mix(1, i) >> 1;
    auto const words = luck.block(id[i], 0, tributer::streams::person);
    std::array<double, 4> u{};
    for (std::size_t k = 0; k < u.size(); ++k) u[k] = static_cast<double>(tributer::Luck::to_uniform(words[k]));
    Start const s = start(i, u);
    site[i] = static_cast<uint8_t>(s.site), option[i] = static_cast<uint8_t>(s.option);
    type[i] = static_cast<uint8_t>(s.type), debt[i] = 0;
    skill[i] = static_cast<float>(s.skill), wealth[i] = static_cast<float>(s.wealth);
    aversion[i] = static_cast<float>(s.aversion), habit[i] = static_cast<float>(s.habit);
  }
}

namespace {

Counts counted(std::size_t n) {
  Counts out{};
  for (std::size_t i = 0; i < n; ++i) ++out[i % n_sites][i / n_sites % n_working];
  return out;
}

/// The same model as most people would write it: an object an agent, numbers of double precision, one generator.
class PlainModel {
 public:
  explicit PlainModel(std::size_t n) : counts_(counted(n)) {
    std::uniform_real_distribution<double> uniform;
    for (std::size_t i = 0; i < n; ++i) {
      std::array<double, 4> u{};
      for (double& x : u) x = uniform(generator_);
      Start const s = start(i, u);
      agents_.push_back({static_cast<int>(s.site), static_cast<int>(s.option), static_cast<int>(s.type), s.skill,
                         s.wealth, 0, s.aversion, s.habit});
    }
  }
  Totals step() {
    auto const income = site_incomes(counts_, agents_.size());
    Totals out;
    for (Agent& agent : agents_) {
      live(agent, income);
      ++out.counts[static_cast<std::size_t>(agent.site)][static_cast<std::size_t>(agent.option)];
      out.wealth += agent.wealth;
    }
    counts_ = out.counts;
    return out;
  }

 private:
  struct Agent {
    int site, option, type;
    double skill, wealth, debt, aversion, habit;
  };

  void live(Agent& agent, std::array<float, n_sites> const& income) {
    std::size_t const s = static_cast<std::size_t>(agent.site);
    std::array<double, n_options> pay{}, weight{};
    double top = -1e300;
    for (std::size_t k = 0; k < n_options; ++k) {
      pay[k] = static_cast<double>(income[s] * mult[k]) * (1 + static_cast<double>(e[k]) * agent.skill);
      double const change = static_cast<int>(k) == agent.option ? 0 : static_cast<double>(c[k]) * (0.5 + agent.habit);
      weight[k] = bias_[static_cast<std::size_t>(agent.type)][k] + static_cast<double>(a) * std::log(pay[k]) -
                  agent.aversion * static_cast<double>(sig[k] * risk(s)) - change;
      top = std::max(top, weight[k]);
    }
    for (double& w : weight) w = std::exp(w - top);
    std::size_t const choice = drawn(weight);
    double const sd = static_cast<double>(sig[choice] * risk(s));
    double const y = pay[choice] * std::exp(sd * normal_(generator_) - sd * sd / 2);
    agent.wealth += y - (30 + 0.5 * y + 0.02 * agent.wealth) - 0.01 * agent.debt;
    if (agent.wealth < 0) {
      agent.debt -= agent.wealth, agent.wealth = 0;
    } else {
      double const repaid = std::min(agent.debt, 0.2 * agent.wealth);
      agent.debt -= repaid, agent.wealth -= repaid;
    }
    if (static_cast<int>(choice) == agent.option) {
      agent.skill += 0.02 * (1 - agent.skill), agent.habit += 0.1 * (1 - agent.habit);
    } else {
      agent.skill *= 0.97, agent.habit = 0.2;
    }
    agent.option = static_cast<int>(choice);
    if (choice != n_options - 1) return;
    auto const to = around(s);
    std::array<double, n_neighbours> way{};
    for (std::size_t j = 0; j < n_neighbours; ++j) way[j] = static_cast<double>(income[to[j]]);
    agent.site = to[drawn(way)];
  }

  template <std::size_t n>
  std::size_t drawn(std::array<double, n> const& weights) {
    double sum = 0;
    for (double const w : weights) sum += w;
    double left = uniform_(generator_) * sum;
    std::size_t k = 0;
    while (k + 1 < n && left >= weights[k]) left -= weights[k++];
    return k;
  }

  std::vector<Agent> agents_;
  Counts counts_;
  std::array<std::array<double, n_options>, n_types> const bias_ = [] {
    std::array<std::array<double, n_options>, n_types> out{};
    for (std::size_t t = 0; t < n_types; ++t)
      for (std::size_t k = 0; k < n_options; ++k) out[t][k] = bias(t, k);
    return out;
  }();
  std::mt19937_64 generator_{1};
  std::uniform_real_distribution<double> uniform_;
  std::normal_distribution<double> normal_;
};

/// The engine's way, in the shape of PlainModel.
class EngineModel {
 public:
  explicit EngineModel(std::size_t n) : agents_(n, luck_), counts_(counted(n)) {}
  Totals step() {
    Totals const out = livelihood_8::step(agents_, luck_, month_++, counts_);
    counts_ = out.counts;
    return out;
  }

 private:
  tributer::Luck luck_{1, 0};
  Agents agents_;
  Counts counts_;
  uint32_t month_ = 1;
};

template <class Model>
void steps(benchmark::State& state) {
  Model model(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(model.step());
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// What memory allows: 64 bytes read and written an agent.
void streaming(benchmark::State& state) {
  std::vector<uint64_t> words(8 * static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    for (uint64_t& w : words) ++w;
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(steps<PlainModel>)
    ->Name("plain objects")
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(steps<EngineModel>)
    ->Name("engine")
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Arg(10'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(streaming)->Arg(100'000)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond);

/// Twelve steps must give the published shares.
template <class Model>
bool agrees(char const* name) {
  constexpr std::array published{.1326, .0772, .3017, .1789, .0915, .1284, .0649, .0249};
  constexpr double published_wealth = 196.2;
  constexpr std::size_t n = 1'000'000 / 64 * 64;
  Model model(n);
  Totals totals;
  for (int month = 0; month < 12; ++month) totals = model.step();
  bool good = std::abs(totals.wealth / n - published_wealth) < 0.5;
  fmt::print("{}: shares", name);
  for (std::size_t k = 0; k < n_options; ++k) {
    int64_t people = 0;
    for (auto const& site : totals.counts) people += site[k];
    double const share = static_cast<double>(people) / n;
    good = good && std::abs(share - published[k]) < 0.002;  // 4 standard errors
    fmt::print(" {:.4f}", share);
  }
  fmt::print(", mean wealth {:.1f}: {}\n", totals.wealth / n, good ? "as published" : "NOT as published");
  return good;
}

/// Keeps the agents a second of each benchmark.
class Rates : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(std::vector<Run> const& runs) override {
    for (Run const& run : runs)
      if (run.aggregate_name == "median") of[run.run_name.str()] = run.counters.at("items_per_second");
    ConsoleReporter::ReportRuns(runs);
  }
  std::map<std::string, double> of;
};

}  // namespace
}  // namespace livelihood_8

int main(int argc, char** argv) {
  using namespace livelihood_8;
  fmt::print("LIVELIHOOD-8 on one core, vectors of {} words ({})\n", tributer::vector_width().words,
             tributer::vector_width().name);
  bool const good = agrees<PlainModel>("plain objects") & agrees<EngineModel>("engine");
  benchmark::Initialize(&argc, argv);
  Rates rates;
  benchmark::RunSpecifiedBenchmarks(&rates);
  for (char const* n : {"100000", "1000000", "10000000"}) {
    double const engine = rates.of[fmt::format("engine/{}", n)], plain = rates.of[fmt::format("plain objects/{}", n)];
    if (engine > 0 && plain > 0)
      fmt::print("{} agents: {:.3g} agent-steps a second, {:.1f} times the plain objects\n", n, engine, engine / plain);
  }
  return good ? 0 : 1;
}
