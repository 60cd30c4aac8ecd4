// `tributer calibrate TARGETS.toml`: fits parameters of a study to named measures by least squares.
#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <map>
#include <optional>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/analysis/least_squares.hpp"
#include "tributer/core/text.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/survey.hpp"

namespace tributer {
namespace {

/// What a target measures. `wage` and `rank` are answers of miners; `cleared` is a change in an arm.
struct Measure {
  enum class What { wage, rank, cleared } what = What::rank;
  int rank = -1;  ///< -1: skilled and lead together
  double usd = 1;
  std::string arm;
  int month = 0;
};

struct Target {
  std::string name;
  Measure measure;
  Origin where;
  double value, tolerance;
};

struct CalibrationTask {
  std::filesystem::path study;
  int replicates = 1, rounds = 1;
  std::vector<std::string> addresses;
  std::vector<LeastSquares::Variable> variables;
  std::vector<Target> targets;
};

/// A whole text that is a number within a range.
template <class Number>
std::optional<Number> number_within(std::string const& text, Number least, Number most) {
  Number value{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = error == std::errc() && end == text.data() + text.size();
  return whole && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

constexpr double most_usd_a_day = 10'000;

/// The measure of this name, or nothing if there is none: wage.WHO.USD, rank.RANK or cleared.ARM.MONTH.
std::optional<Measure> measure_named(std::string const& name) {
  auto const parts = split(name, '.');
  std::map<std::string, int> const ranks{
      {"worker", worker}, {"skilled", skilled}, {"lead", lead}, {"manager", manager}};
  Measure m;
  auto const known = parts.size() > 1 ? ranks.find(parts[1]) : ranks.end();
  if (known != ranks.end()) m.rank = known->second;
  if (parts.size() == 3 && parts[0] == "wage" && (parts[1] == "experts" || known != ranks.end())) {
    auto const usd = number_within(parts[2], 0.0, most_usd_a_day);
    m.what = Measure::What::wage, m.usd = usd.value_or(0);
    return usd ? std::optional(m) : std::nullopt;
  }
  if (parts.size() == 2 && parts[0] == "rank" && known != ranks.end()) return m;
  if (parts.size() == 3 && parts[0] == "cleared") {
    auto const month = number_within(parts[2], 0, std::numeric_limits<int>::max());
    m.what = Measure::What::cleared, m.arm = parts[1], m.month = month.value_or(0);
    return month ? std::optional(m) : std::nullopt;
  }
  return std::nullopt;
}

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
  for (TableReader const& t : root.tables("target")) {
    std::string const name = t.text("measure", std::nullopt, "wage.WHO.USD, rank.RANK or cleared.ARM.MONTH");
    double const value = t.real("value", std::nullopt,
                                {"1", -10, 10, "assumed: the task's choice", "value that the measure shall have"}),
                 tolerance = t.real("tolerance", 0.02,
                                    {"1", 1e-6, 10, "assumed: the task's choice",
                                     "a difference from the value of this size counts as 1"});
    auto const measure = measure_named(name);
    if (!measure && !name.empty())
      t.fail("measure", "there is no measure '" + name + "'",
             "use wage.WHO.USD with dollars a day, rank.RANK or cleared.ARM.MONTH with a whole number of months");
    task.targets.push_back({name, measure.value_or(Measure{}), t.origin("measure"), value, tolerance});
  }
  if (is_readable(root) && task.addresses.empty())
    root.fail("parameter", "there is no [[parameter]]", "add at least one");
  else if (task.targets.size() < task.addresses.size())
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

/// The first month of presence in an arm, since the start; -1 without presence.
int presence_begins(Model const& model, std::size_t arm) {
  int first = -1;
  for (auto const& instrument : model.instruments[arm]) {
    int const begins = instrument->presence_window().first;
    if (begins >= 0 && (first < 0 || begins < first)) first = begins;
  }
  return first;
}

std::size_t arm_named(Model const& model, std::string const& name) {
  std::size_t a = 0;
  while (a < model.study.arms.size() && model.study.arms[a].name != name) ++a;
  return a;
}

/// Reports targets that the study cannot have, before anything is simulated.
void require_measurable(CalibrationTask const& task, Model const& model) {
  std::vector<Problem> problems;
  for (Target const& target : task.targets) {
    Measure const& m = target.measure;
    if (m.what != Measure::What::cleared) continue;
    std::size_t const arm = arm_named(model, m.arm);
    if (arm == model.study.arms.size()) {
      problems.push_back({target.where, "the study has no arm '" + m.arm + "'", "use one of its arms"});
      continue;
    }
    int const first = presence_begins(model, arm), last = model.study.time.months - 1 - first;
    if (first < 0)
      problems.push_back({target.where, "no instrument of arm '" + m.arm + "' brings presence",
                          "use an arm with presence, such as that of an enforcement_operation"});
    else if (m.month > last)
      problems.push_back({target.where,
                          fmt::format("{} months after presence begins is after the last month of the study", m.month),
                          fmt::format("{}lengthen time.months of the study",
                                      last < 0 ? "" : fmt::format("use at most {}, or ", last))});
  }
  if (!problems.empty()) throw UserError(problems);
}

/// Change of working miners in the cleared ring by an arm, `month` months after presence began, as a share.
double cleared_change(Model const& model, Simulation const& burn_in, Measure const& m, Executor const& executor) {
  std::array<double, 2> miners{};
  std::size_t const arm = arm_named(model, m.arm);
  for (std::size_t k = 0; k < 2; ++k) {
    Simulation run(model, burn_in.luck(), burn_in.world(), burn_in.months_done(), k == 0 ? -1 : static_cast<int>(arm),
                   executor);
    for (int month = 0; month <= presence_begins(model, arm) + m.month; ++month) run.step();
    miners[k] = working_miners_cleared(model, run.world());
  }
  return miners[0] > 0 ? miners[1] / miners[0] - 1.0 : 0;
}

double measured(Model const& model, Simulation const& burn_in, Measure const& m, Executor const& executor) {
  if (m.what == Measure::What::cleared) return cleared_change(model, burn_in, m, executor);
  Survey const survey = ask_miners(model, burn_in.world(), m.usd);
  if (m.what == Measure::What::rank) return survey.rank_share(m.rank);
  return m.rank < 0 ? survey.experts() : survey.yes[static_cast<std::size_t>(m.rank)];
}

std::vector<double> measure_all(CalibrationTask const& task, CommandLine line, std::vector<double> const& point,
                                Executor const& executor) {
  for (std::size_t k = 0; k < point.size(); ++k)
    line.overrides.push_back({task.addresses[k], fmt::format("{:.17g}", point[k])});
  Study open = open_study(task.study, line);
  require_measurable(task, open.model());
  open.prepare(executor);
  std::vector<double> sums(task.targets.size(), 0);
  for (int r = 0; r < task.replicates; ++r) {
    Simulation burn_in(open.model(), static_cast<uint32_t>(r), executor);
    for (int m = 0; m < open.model().study.time.burn_in; ++m) burn_in.step();
    for (std::size_t t = 0; t < task.targets.size(); ++t)
      sums[t] += measured(open.model(), burn_in, task.targets[t].measure, executor) / task.replicates;
  }
  return sums;
}

}  // namespace

int calibrate_command(CommandLine const& line) {
  if (line.operands.size() != 1) throw UsageError("calibrate takes one targets file");
  stop_on_signals();
  CalibrationTask const task = read_task(line.operands[0]);
  PoolExecutor const pool(line.n_threads());
  StoppableExecutor const executor(pool);
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
      tell(fmt::format("round {}: sum of squares {:.3f}\n", round + 1, search.best_sum()));
  }
  for (std::size_t k = 0; k < task.addresses.size(); ++k)
    fmt::print("{} = {:.4g}\n", task.addresses[k], search.best()[k]);
  for (std::size_t t = 0; t < task.targets.size(); ++t)
    fmt::print("  {:24} model {:7.3f}  target {:7.3f}\n", task.targets[t].name, best_values[t], task.targets[t].value);
  return ok;
}

}  // namespace tributer
