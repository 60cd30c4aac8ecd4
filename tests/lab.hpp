#pragma once
// Studies of the shipped worlds that are run in memory, and measurements on them.
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tributer/run/simulation.hpp"

namespace lab {

using namespace tributer;

struct Opened {
  std::unique_ptr<ParameterBook> book;
  std::unique_ptr<Model> model;
};

/// Reads and builds a study of scenarios/ with overrides ("path=value"), and inverts its ground.
inline Opened open(std::string const& study, std::vector<std::string> const& set = {}, bool inverted = true) {
  StudyOptions options;
  for (auto const& s : set) options.overrides.push_back({s.substr(0, s.find('=')), s.substr(s.find('=') + 1)});
  Opened out{std::make_unique<ParameterBook>(), nullptr};
  auto read = read_study(std::filesystem::path(TRIBUTER_SOURCE_DIR) / study, options, *out.book);
  out.model = build_model(built_in_registry(), std::move(read));
  finish_reading(out.model->study, *out.book);
  if (inverted) prepare(*out.model, SerialExecutor());
  return out;
}

/// The file of a study that a test writes. It is removed after the test.
class ScenarioText {
 public:
  explicit ScenarioText(std::string const& text) {
    static std::atomic<int> count{0};
    path_ = (std::filesystem::temp_directory_path() /
             ("tributer-" + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".toml"))
                .string();
    std::ofstream(path_) << "format = 1\n" << text;
  }
  ScenarioText(ScenarioText const&) = delete;
  ScenarioText& operator=(ScenarioText const&) = delete;
  ~ScenarioText() { std::filesystem::remove(path_); }
  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

/// Overrides with constant prices and without shocks, so that only people change.
inline std::vector<std::string> quiet(std::vector<std::string> more = {}) {
  for (auto const* s : {"gold_price.series=\"\"", "gold_price.constant_usd_per_gram=40", "ground.shock_log_sd=0",
                        "ground.vein_years=1000", "rainfall.log_sd=0", "world.income.usd_inflation_per_year=0"})
    more.emplace_back(s);
  return more;
}

inline Simulation burned_in(Model const& model, uint32_t replicate, Executor const& executor) {
  Simulation run(model, replicate, executor);
  for (int m = 0; m < model.study.time.burn_in; ++m) run.step();
  return run;
}

inline int arm(Model const& model, std::string const& name) {
  for (std::size_t a = 0; a < model.study.arms.size(); ++a)
    if (model.study.arms[a].name == name) return static_cast<int>(a);
  throw std::runtime_error("no arm " + name);
}

/// An arm that starts from the end of the burn-in.
inline Simulation branch(Model const& model, Simulation const& burned_in, std::string const& name) {
  Simulation run = burned_in;
  run.set_arm(arm(model, name));
  return run;
}

/// Working miners by ring (cleared, connected, far), by month.
using Path = std::vector<std::array<double, 3>>;

inline std::array<double, 3> by_ring(Model const& model, World const& world) {
  std::array<double, 3> out{};
  for (std::size_t c = 0; c < model.geography->n; ++c)
    out[model.ring[c]] += static_cast<double>(world.concessions.workers[c]);
  return out;
}

inline Path path_of(Model const& model, Simulation run, int months) {
  Path path;
  for (int m = 0; m < months; ++m) {
    run.step();
    path.push_back(by_ring(model, run.world()));
  }
  return path;
}

/// Paths of some arms, [arm][replicate]. The same replicate has the same luck in every arm.
inline std::vector<std::vector<Path>> run_arms(Model const& model, std::vector<std::string> const& arms, int replicates,
                                               int months) {
  SerialExecutor const executor;
  std::vector<std::vector<Path>> out(arms.size());
  for (int r = 0; r < replicates; ++r) {
    Simulation const start = burned_in(model, static_cast<uint32_t>(r), executor);
    for (std::size_t a = 0; a < arms.size(); ++a)
      out[a].push_back(path_of(model, branch(model, start, arms[a]), months));
  }
  return out;
}

/// One number for each replicate: working miners of a ring (3 = all) in a month (from 0), or summed over months.
inline std::vector<double> miners(std::vector<Path> const& paths, int ring, int first, int last = -1) {
  std::vector<double> out;
  for (Path const& path : paths) {
    double sum = 0;
    for (int m = first; m <= (last < 0 ? first : last); ++m)
      for (int r = 0; r < 3; ++r)
        if (ring == 3 || ring == r) sum += path[static_cast<std::size_t>(m)][static_cast<std::size_t>(r)];
    out.push_back(sum);
  }
  return out;
}

inline double mean(std::vector<double> const& x) {
  double sum = 0;
  for (double const v : x) sum += v;
  return sum / static_cast<double>(x.size());
}

}  // namespace lab
