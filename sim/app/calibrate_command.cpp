// `tributer calibrate TARGETS.toml`: fits parameters of a study to named measures by least squares.
#include <fmt/format.h>

#include <charconv>
#include <map>

#include "commands.hpp"
#include "tributer/analysis/least_squares.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/survey.hpp"

namespace tributer {
namespace {

struct Target {
  std::string measure;  ///< "wage.worker.10", "wage.experts.10", "wage.manager.20", "rank.worker", "cleared.ARM.12"
  double value, tolerance;
};

struct CalibrationTask {
  std::filesystem::path study;
  int replicates = 1, rounds = 1;
  std::vector<std::string> addresses;
  std::vector<LeastSquares::Variable> variables;
  std::vector<Target> targets;
};

CalibrationTask read_task(std::filesystem::path const& file) {
  ParameterBook book;
  TableReader const root = open_document(file, "", {}, book);
  CalibrationTask task;
  root.integer("format", 1, {"1", 1, 1, "assumed: the only format so far", "format of this file"});
  std::string const study = root.text("study", std::nullopt, "study that is calibrated");
  task.study = root.folder("study") / study;
  task.replicates = static_cast<int>(
      root.integer("replicates", 2, {"1", 1, 100, "assumed: enough for the survey", "replicates at each point"}));
  task.rounds = static_cast<int>(root.integer("rounds", 8,
                                              {"1", 1, 100, "assumed: least squares on smooth outcomes settles sooner",
                                               "largest number of rounds of least squares"}));
  for (TableReader const& t : root.tables("parameter")) {
    task.addresses.push_back(t.text("address", std::nullopt, "address of the parameter"));
    Spec const any{"1", -1e12, 1e12, "assumed: the task's choice", "a value of the parameter, in its unit"};
    task.variables.push_back(
        {t.real("start", std::nullopt, any), t.real("min", std::nullopt, any), t.real("max", std::nullopt, any)});
    auto const& v = task.variables.back();
    if (!(v.min < v.max && v.min <= v.start && v.start <= v.max))
      t.fail("start", "start is not between min and max", "choose min < max and start between them");
  }
  for (TableReader const& t : root.tables("target"))
    task.targets.push_back({t.text("measure", std::nullopt, "wage.WHO.USD, rank.RANK or cleared.ARM.MONTH"),
                            t.real("value", std::nullopt,
                                   {"1", -10, 10, "assumed: the task's choice", "value that the measure shall have"}),
                            t.real("tolerance", 0.02,
                                   {"1", 1e-6, 10, "assumed: the task's choice",
                                    "a difference from the value of this size counts as 1"})});
  if (task.addresses.empty()) root.fail("parameter", "there is no [[parameter]]", "add at least one");
  if (task.targets.size() < task.addresses.size())
    root.fail("target", "there are fewer targets than parameters", "add targets or fix parameters");
  root.report_unknown_keys();
  book.throw_if_any();
  return task;
}

double working_miners_cleared(Model const& model, World const& world) {
  double n = 0;
  for (std::size_t c = 0; c < model.geography->n; ++c)
    if (model.ring[c] == static_cast<uint8_t>(Ring::cleared)) n += static_cast<double>(world.concessions.workers[c]);
  return n;
}

/// Change of working miners in the cleared ring by an arm, `month` months after presence began, as a share.
double cleared_change(Model const& model, Simulation const& burn_in, std::string const& arm, int month,
                      Executor const& executor) {
  std::array<double, 2> miners{};
  std::size_t which = model.study.arms.size();
  for (std::size_t a = 0; a < model.study.arms.size(); ++a)
    if (model.study.arms[a].name == arm) which = a;
  if (which == model.study.arms.size())
    throw UserError(
        Problem{{}, "a target names the arm '" + arm + "', which the study does not have", "use one of its arms"});
  int first = 0;
  for (auto const& instrument : model.instruments[which]) first = std::max(first, instrument->presence_window().first);
  for (std::size_t k = 0; k < 2; ++k) {
    Simulation run(model, burn_in.luck(), burn_in.world(), burn_in.months_done(), k == 0 ? -1 : static_cast<int>(which),
                   executor);
    for (int m = 0; m <= first + month; ++m) run.step();
    miners[k] = working_miners_cleared(model, run.world());
  }
  return miners[0] > 0 ? miners[1] / miners[0] - 1.0 : 0;
}

std::vector<std::string> split(std::string const& text) {
  std::vector<std::string> parts(1);
  for (char const c : text)
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

double number(std::string const& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double measure(Model const& model, Simulation const& burn_in, Target const& target, Executor const& executor) {
  auto const parts = split(target.measure);
  std::map<std::string, int> const ranks{
      {"worker", worker}, {"skilled", skilled}, {"lead", lead}, {"manager", manager}};
  if (parts.size() == 3 && parts[0] == "wage" && (parts[1] == "experts" || ranks.count(parts[1]))) {
    Survey const survey = ask_miners(model, burn_in.world(), number(parts[2]));
    return parts[1] == "experts" ? survey.experts() : survey.yes[static_cast<std::size_t>(ranks.at(parts[1]))];
  }
  if (parts.size() == 2 && parts[0] == "rank" && ranks.count(parts[1]))
    return ask_miners(model, burn_in.world(), 1).rank_share(ranks.at(parts[1]));
  if (parts.size() == 3 && parts[0] == "cleared")
    return cleared_change(model, burn_in, parts[1], static_cast<int>(number(parts[2])), executor);
  throw UserError(
      Problem{{}, "there is no measure '" + target.measure + "'", "use wage.WHO.USD, rank.RANK or cleared.ARM.MONTH"});
}

std::vector<double> measure_all(CalibrationTask const& task, CommandLine line, std::vector<double> const& point,
                                Executor const& executor) {
  for (std::size_t k = 0; k < point.size(); ++k)
    line.overrides.push_back({task.addresses[k], fmt::format("{:.17g}", point[k])});
  Study open = open_study(task.study, line);
  open.prepare(executor);
  std::vector<double> sums(task.targets.size(), 0);
  for (int r = 0; r < task.replicates; ++r) {
    Simulation burn_in(open.model(), static_cast<uint32_t>(r), executor);
    for (int m = 0; m < open.model().study.time.burn_in; ++m) burn_in.step();
    for (std::size_t t = 0; t < task.targets.size(); ++t)
      sums[t] += measure(open.model(), burn_in, task.targets[t], executor) / task.replicates;
  }
  return sums;
}

}  // namespace

int calibrate_command(CommandLine const& line) {
  if (line.operands.size() != 1) {
    fmt::print(stderr, "error: calibrate takes one targets file; tributer --help shows how\n");
    return usage_error;
  }
  CalibrationTask const task = read_task(line.operands[0]);
  PoolExecutor const executor(line.n_threads());
  LeastSquares search(task.variables);
  std::vector<double> best_values;
  for (int round = 0; round < task.rounds && !search.finished(); ++round) {
    std::vector<std::vector<double>> residuals;
    std::vector<double> first;
    for (auto const& point : search.ask()) {
      auto const values = measure_all(task, line, point, executor);
      if (first.empty()) first = values;
      residuals.emplace_back();
      for (std::size_t t = 0; t < values.size(); ++t)
        residuals.back().push_back((values[t] - task.targets[t].value) / task.targets[t].tolerance);
    }
    double const before = search.best_sum();
    search.tell(residuals);
    if (search.best_sum() < before) best_values = first;
    if (line.verbosity != Verbosity::quiet)
      fmt::print(stderr, "round {}: sum of squares {:.3f}\n", round + 1, search.best_sum());
  }
  for (std::size_t k = 0; k < task.addresses.size(); ++k)
    fmt::print("{} = {:.4g}\n", task.addresses[k], search.best()[k]);
  for (std::size_t t = 0; t < task.targets.size(); ++t)
    fmt::print("  {:24} model {:7.3f}  target {:7.3f}\n", task.targets[t].measure, best_values[t],
               task.targets[t].value);
  return ok;
}

}  // namespace tributer
