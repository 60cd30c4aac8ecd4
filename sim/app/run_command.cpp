// `run` and `check`: a study from its file to results.h5 and the table on the terminal.
#include <fmt/format.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

#include "commands.hpp"
#include "tributer/analysis/comparison.hpp"
#include "tributer/output/results_file.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/slow_notice.hpp"
#include "tributer/run/study_runner.hpp"

namespace tributer {
namespace {

constexpr double patience_seconds = 2;  ///< what takes longer says what it does
constexpr double usual_rate = 8e6;      ///< miner-months a second and thread, for the preflight only

std::string human_bytes(int64_t bytes) {
  return bytes < 1'000'000'000 ? fmt::format("{} MB", (bytes + 999'999) / 1'000'000)
                               : fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}
std::string human_time(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  return seconds < 5400 ? fmt::format("{:.0f} min", seconds / 60) : fmt::format("{:.1f} h", seconds / 3600);
}

/// From the first month of any instrument to the last.
MonthWindow window_of(Instruments const& instruments, std::pair<int, int> (Instrument::*of)() const) {
  MonthWindow window;
  for (auto const& instrument : instruments) {
    auto const [first, last] = ((*instrument).*of)();
    if (first < 0) continue;
    window.first_month = window.first_month < 0 ? first : std::min(window.first_month, first);
    window.last_month = std::max(window.last_month, last);
  }
  return window;
}

ResultsMetadata describe(OpenStudy const& open, CommandLine const& line) {
  Model const& model = *open.model;
  StudyInput const& study = model.study;
  ResultsMetadata meta;
  meta.title = study.title, meta.command = line.as_typed;
  meta.git_sha = TRIBUTER_GIT_SHA, meta.compiler = TRIBUTER_COMPILER, meta.program_version = TRIBUTER_VERSION;
  meta.seed = study.seed, meta.input_digest = study.digest;
  meta.start = study.time.start, meta.months = study.time.months;
  for (std::size_t a = 0; a < study.arms.size(); ++a) {
    meta.arms.push_back(study.arms[a].name);
    meta.presence.push_back(window_of(model.instruments[a], &Instrument::presence_window));
    meta.programme.push_back(window_of(model.instruments[a], &Instrument::programme_window));
  }
  meta.replicates = study.replicates, meta.baseline = study.baseline, meta.sensitive = study.output.sensitive;
  meta.discount_rate = study.discount_rate;
  meta.input = study.files;
  for (Parameter const& p : open.book->parameters())
    meta.parameters.push_back({p.address, p.type, p.unit, fmt::format("{:g}", p.min), fmt::format("{:g}", p.max),
                               p.fallback, p.value, p.source, p.about, p.from_default ? "yes" : "no"});
  meta.execution = {{"threads", fmt::format("{}", line.n_threads())}};
  for (auto const& process : model.schedule) meta.processes.push_back(process.name);
  for (std::size_t a = 0; a < model.areas.size(); ++a)
    meta.area_ring.push_back(std::string(names_of<Ring>[model.areas.ring[a]]));
  meta.area_people = model.areas.people;
  GroundFit& fit = meta.ground;
  fit = {model.ground.rounds, model.ground.worst_error, std::vector<double>(model.areas.size()), {}, {}};
  fit.wanted = fit.model = fit.counted;
  for (std::size_t c = 0; c < model.geography->n; ++c) {
    fit.counted[model.areas.of[c]] += static_cast<double>(model.geography->counted_miners[c]);
    fit.wanted[model.areas.of[c]] += model.ground.start_miners[c];
    fit.model[model.areas.of[c]] += model.ground.model_miners[c];
  }
  return meta;
}

/// A line on stderr that is rewritten on a terminal, or said now and then elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(Talk talk)
      : talk_(talk), terminal_(stderr_is_terminal()), from_(std::chrono::steady_clock::now()) {}
  void show(Progress const& p) {
    if (talk_ == Talk::quiet) return;
    double const seconds = elapsed();
    bool const finished = p.runs_done == p.runs;
    if (!terminal_ && !finished && seconds - last_ < 15) return;
    last_ = seconds;
    double const left = p.share > 0 ? seconds * (1.0 - p.share) / p.share : 0;
    fmt::print(stderr, "{}{:3.0f}%  run {} of {}  {:.1f} million miner-months a second  {} {}{}",
               terminal_ ? "\r\033[K" : "", 100 * p.share, p.runs_done, p.runs,
               static_cast<double>(p.miner_months_done) / 1e6 / std::max(1e-3, seconds),
               finished ? "took" : "left:", human_time(finished ? seconds : left), terminal_ && !finished ? "" : "\n");
    std::fflush(stderr);
  }
  double elapsed() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - from_).count(); }

 private:
  Talk talk_;
  bool terminal_;
  std::chrono::steady_clock::time_point from_;
  double last_ = -1e9;
};

volatile std::sig_atomic_t stop_asked = 0;
void ask_to_stop(int) { stop_asked = 1; }

void say(CommandLine const& line, std::string const& text) {
  if (line.talk != Talk::quiet) fmt::print(stderr, "{}\n", text);
}

/// Prepares the model, and says what it does where that takes a while.
void prepare_study(Model& model, Executor const& executor, CommandLine const& line) {
  SlowNotice const notice(patience_seconds, [&] {
    say(line, fmt::format("preparing: searching for the ground of {} concessions on which miners stay where they were "
                          "counted",
                          model.geography->n));
  });
  prepare(model, executor);
}

int one_study(CommandLine const& line, char const* command) {
  if (line.operands.size() == 1) return ok;
  fmt::print(stderr, "error: {} takes one study file; tributer --help shows how\n", command);
  return usage_error;
}

}  // namespace

int check_command(CommandLine const& line) {
  if (int const code = one_study(line, "check"); code != ok) return code;
  OpenStudy const open = open_study(line.operands[0], line);
  PoolExecutor const executor(line.n_threads());
  prepare_study(*open.model, executor, line);
  Model const& model = *open.model;
  Needs const needs = estimate_needs(model, line.n_threads());
  if (line.talk == Talk::verbose)
    for (Parameter const& p : open.book->parameters())
      fmt::print("{} = {} {}{}\n", p.address, p.value, p.unit == "1" ? "" : p.unit, p.from_default ? "" : "  (set)");
  fmt::print("{}\n  {} concessions, {} connections, {} arms x {} replicates x {} months after {} of burn-in\n",
             model.study.title, model.geography->n, model.study.world.connections.size(), model.study.arms.size(),
             model.study.replicates, model.study.time.months, model.study.time.burn_in);
  fmt::print("  ground: {} rounds, worst error of log miners {:.4f} (concessions of 20 and more)\n",
             model.ground.rounds, model.ground.worst_error);
  fmt::print("  memory {}  time about {} on {} threads  disk about {}\n", human_bytes(needs.bytes_in_memory),
             human_time(static_cast<double>(needs.miner_months) / usual_rate / static_cast<double>(line.n_threads())),
             line.n_threads(), human_bytes(needs.bytes_on_disk));
  int64_t const memory = static_cast<int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGE_SIZE);
  if (needs.bytes_in_memory > memory)
    fmt::print("  warning: this machine has {} of memory; use fewer threads or a smaller world\n", human_bytes(memory));
  fmt::print("ok\n");
  return ok;
}

int run_command(CommandLine const& line) {
  if (int const code = one_study(line, "run"); code != ok) return code;
  if (line.out.empty()) {
    fmt::print(stderr, "error: run needs -o OUT, a folder for the results\n");
    return usage_error;
  }
  OpenStudy const open = open_study(line.operands[0], line);
  std::size_t const threads = line.n_threads();
  PoolExecutor const executor(threads);
  prepare_study(*open.model, executor, line);
  if (open.model->ground.worst_error > 0.01)
    say(line, fmt::format("warning: people are not quite where they were counted (log error {:.3f} after {} rounds)",
                          open.model->ground.worst_error, open.model->ground.rounds));
  Layout const layout = make_layout(*open.model);
  std::error_code failure;
  std::filesystem::create_directories(line.out, failure);
  if (failure) throw FileError(fmt::format("{}: cannot make this folder ({})", line.out.string(), failure.message()));
  ResultsFile file(line.out, describe(open, line), layout);
  say(line, fmt::format("{}: {} arms x {} replicates on {} threads", open.model->study.title,
                        open.model->study.arms.size(), open.model->study.replicates, threads));
  for (int const signal : {SIGINT, SIGTERM, SIGUSR1}) std::signal(signal, ask_to_stop);
  ProgressLine progress(line.talk);
  bool const finished = run_study(
      *open.model, threads,
      [&](std::size_t arm, std::size_t replicate, RunRecord record) {
        check(record.ledger_residual_cents == 0, "the books of a month do not close");
        file.write_run(arm, replicate, std::move(record));
      },
      [&](Progress const& p) {
        progress.show(p);
        return stop_asked == 0;
      });
  if (!finished) {
    fmt::print(stderr, "\ninterrupted: nothing was written; run the same command again\n");
    return interrupted;
  }
  file.finish();
  std::filesystem::path const results = line.out / "results.h5";
  bool const headline = !line.all && !line.csv && line.outcome.empty();
  print_comparison(ResultsReader(results), line, headline ? ComparisonText::headline : ComparisonText::table);
  if (headline) fmt::print("All outcomes: tributer compare {}\nor run the study with --all.\n", results.string());
  std::fflush(stdout);
  say(line, fmt::format("results: {}", results.string()));
  return ok;
}

}  // namespace tributer
