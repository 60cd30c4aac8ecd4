// `run` runs a study, writes results.h5 and prints a table. `check` checks a study and prints what it needs.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/core/seconds.hpp"
#include "tributer/run.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/slow_notice.hpp"
#include "tributer/run/study_runner.hpp"
#include "tributer/run/world_weight.hpp"

namespace tributer {
namespace {

/// A sentence if the inferred ground yields far more or less gold than a survey found; otherwise empty.
std::string fault_of_gold(Model const& model) {
  double const grams = grams_a_miner_year(model.ground, *model.geography),
               surveyed = model.parameters->ground.surveyed_grams;
  if (grams == 0 || (grams > surveyed / 2 && grams < surveyed * 2)) return "";
  return fmt::format(
      "for people to be where they were counted, a miner must recover {:.0f} g of gold a year; a survey has "
      "{:.0f}. Set gold_price.counted_usd_per_gram to the price when people were counted, or ground.net_pay_usd",
      grams, surveyed);
}

/// What is told about a study before it runs, if anything.
std::vector<std::string> warnings_of(Model const& model) {
  std::vector<std::string> list;
  for (std::string const& fault : {fault_of_gold(model), fault_of_weight(model)})
    if (!fault.empty()) list.push_back("warning: " + fault);
  return list;
}

constexpr double patience_seconds = 2;  ///< a message explains work that takes longer
constexpr double usual_rate = 8e6;      ///< miner-months per second and thread, for the estimate of `check` only

std::string human_bytes(int64_t bytes) {
  return bytes < 1'000'000'000 ? fmt::format("{} MB", (bytes + 999'999) / 1'000'000)
                               : fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}
std::string human_time(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  return seconds < 5400 ? fmt::format("{:.0f} min", seconds / 60) : fmt::format("{:.1f} h", seconds / 3600);
}

/// Prints progress on stderr: one line that is rewritten on a terminal, or a new line every 15 s elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(Verbosity verbosity)
      : verbosity_(verbosity), terminal_(stderr_is_terminal()), from_(std::chrono::steady_clock::now()) {}
  void show(Progress const& p) {
    if (verbosity_ == Verbosity::quiet) return;
    double const seconds = seconds_since(from_);
    bool const finished = p.runs_done == p.runs;
    if (!terminal_ && !finished && seconds - last_ < 15) return;
    last_ = seconds;
    double const left = p.share > 0 ? seconds * (1.0 - p.share) / p.share : 0;
    tell(fmt::format(
        "{}{:3.0f}%  run {} of {}  {:.1f} million miner-months a second  {} {}{}", terminal_ ? "\r\033[K" : "",
        100 * p.share, p.runs_done, p.runs, static_cast<double>(p.miner_months_done) / 1e6 / std::max(1e-3, seconds),
        finished ? "took" : "left:", human_time(finished ? seconds : left), terminal_ && !finished ? "" : "\n"));
  }

 private:
  Verbosity verbosity_;
  bool terminal_;
  std::chrono::steady_clock::time_point from_;
  double last_ = -1e9;
};

void say(CommandLine const& line, std::string const& text) {
  if (line.verbosity != Verbosity::quiet) tell(text + "\n");
}

/// Prepares the study, and prints a message if that takes long. Returns the seconds that it took.
double prepare_study(Study& study, Executor const& executor, CommandLine const& line) {
  auto const from = std::chrono::steady_clock::now();
  SlowNotice const notice(patience_seconds, [&] {
    say(line, fmt::format("preparing: inferring the ground of {} concessions, on which miners stay where they were "
                          "counted",
                          study.model().geography->n));
  });
  study.prepare(StoppableExecutor(executor));
  return seconds_since(from);
}

void require_one_study(CommandLine const& line) {
  if (line.operands.size() != 1) throw UsageError(line.command + " takes one study file");
}

/// Throws a UserError if the command line names an arm or an outcome that the results will not have.
void require_comparison(Study const& study, CommandLine const& line) {
  std::vector<std::string> arms;
  for (ArmInput const& arm : study.model().study.arms) arms.push_back(arm.name);
  require_comparable(arms, make_layout(study.model()).outcomes, comparison_options(line));
}

/// The first concession of each part that connections join, the first few by name.
std::string first_of_parts(Geography const& g) {
  constexpr std::size_t most_named = 8;
  std::vector<std::string> firsts(g.n_parts);
  for (std::size_t c = g.n; c-- > 0;) firsts[g.part[c]] = fmt::format("{} ({})", g.id[c], g.name[c]);
  bool const more = firsts.size() > most_named;
  firsts.resize(std::min(firsts.size(), most_named));
  return fmt::format("{}{}", fmt::join(firsts, ", "), more ? ", ..." : "");
}

}  // namespace

int check_command(CommandLine const& line) {
  require_one_study(line);
  Study open = open_study(line.operands[0], line);
  require_comparison(open, line);
  PoolExecutor const executor(line.n_threads());
  double const seconds_of_preparation = prepare_study(open, executor, line);
  Model const& model = open.model();
  Needs const needs = estimate_needs(model, line.n_threads());
  if (line.verbosity == Verbosity::verbose)
    for (Parameter const& p : open.book().parameters())
      fmt::print("{} = {} {}{}\n", p.address, p.value, p.unit == "1" ? "" : p.unit, p.from_default ? "" : "  (set)");
  fmt::print("{}\n  {} concessions, {} connections, {} arms x {} replicates x {} months after {} of burn-in\n",
             model.study.title, model.geography->n, model.study.world.connections.size(), model.study.arms.size(),
             model.study.replicates, model.study.time.months, model.study.time.burn_in);
  if (model.geography->n_parts > 1)
    fmt::print("  connections leave {} parts between which nobody moves, one with each of {}\n",
               model.geography->n_parts, first_of_parts(*model.geography));
  fmt::print("  ground: {} rounds, largest error of log miners {:.4f} (concessions with 20 or more miners)\n",
             model.ground.rounds, model.ground.worst_error);
  double const grams = grams_a_miner_year(model.ground, *model.geography);
  if (grams > 0)
    fmt::print("  gold: {:.0f} g a miner and year (surveyed: {:.0f})\n", grams,
               model.parameters->ground.surveyed_grams);
  for (std::string const& warning : warnings_of(model)) fmt::print("  {}\n", warning);
  double const seconds = seconds_of_preparation +
                         static_cast<double>(needs.miner_months) / usual_rate / static_cast<double>(line.n_threads());
  fmt::print("  memory {}  time about {} on {} threads  disk about {}\n", human_bytes(needs.bytes_in_memory),
             human_time(std::ceil(seconds)), line.n_threads(), human_bytes(needs.bytes_on_disk));
  int64_t const memory = static_cast<int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGE_SIZE);
  if (needs.bytes_in_memory > memory)
    fmt::print("  warning: this machine has {} of memory; use fewer threads or a smaller world\n", human_bytes(memory));
  fmt::print("ok\n");
  return ok;
}

namespace {

/// Runs an open study into the folder of the command line and prints the comparison.
int run_into_folder(Study& study, CommandLine const& given) {
  LaunchRank const rank = rank_of_process();
  CommandLine line = given;
  if (rank.number > 0) line.verbosity = Verbosity::quiet;  // the first rank speaks for all
  require_comparison(study, line);
  EnsembleFolder folder(study, line.out, line.replace ? OlderResults::replaced : OlderResults::refused);
  auto const warn = [&] {
    for (std::string const& warning : folder.take_warnings()) say(line, "warning: " + warning);
  };
  warn();
  std::size_t const threads = line.n_threads();
  prepare_study(study, PoolExecutor(threads), line);
  Model const& model = study.model();
  if (model.ground.worst_error > 0.01)
    say(line, fmt::format("warning: miners are not exactly where they were counted (log error {:.3f} after {} rounds)",
                          model.ground.worst_error, model.ground.rounds));
  for (std::string const& warning : warnings_of(model)) say(line, warning);
  std::size_t const points = point_settings(study).points();
  say(line, fmt::format("{}: {}{} arms x {} replicates on {} threads", model.study.title,
                        points > 1 ? fmt::format("{} points x ", points) : "", model.study.arms.size(),
                        model.study.replicates, threads));
  ProgressLine progress(line.verbosity);
  RunOptions options{threads, line.as_typed, {}, line.share};
  options.share.rank = rank;
  options.missing = line.missing;
  options.progress = [&](Progress const& p) {
    progress.show(p);
    return !stop_asked();
  };
  RunEnd const end = run_ensemble(study, folder, options);
  warn();
  if (end.stopped && end.blocks_done == 0) throw Interrupted();
  if (end.stopped) throw Interrupted(end.blocks_done, end.blocks, line.out);
  if (!end.results && rank.number > 0 && end.blocks_done == end.blocks) return ok;
  if (!end.results) {
    bool const joins = line.missing == RunOptions::Missing::left;
    say(line, fmt::format("{} of {} blocks are there; {}", end.blocks_done, end.blocks,
                          joins ? "run the rest with: tributer resume " + line.out.string()
                                : "the results are written when all shards have run"));
    return joins ? interrupted : ok;
  }
  std::string const file = (line.out / "results.h5").string();
  bool const headline = !line.all && !line.csv && line.outcome.empty();
  print_comparison(end.results->file(), line, headline ? ComparisonText::headline : ComparisonText::table);
  if (headline) fmt::print("All outcomes: tributer compare {}\nor run the study with --all.\n", file);
  if (line.profile) print_profile(end.results->file());
  require_output_written();
  for (FailedRun const& failure : end.failures)
    tell(fmt::format("failed: point {}, replicate {}{}: {}\n", failure.point, failure.replicate,
                     failure.arm.empty() ? "" : ", arm " + failure.arm, failure.message));
  say(line, fmt::format("results: {}", file));
  if (stop_asked()) return interrupted;
  return end.failures.empty() ? ok : runs_failed;
}

/// The study of the ensemble in a folder, with as many replicates and points as it has, or as the command line asks for.
Study study_in(std::filesystem::path const& folder, CommandLine const& line) {
  auto const head = ensemble_in(folder);
  if (!head)
    throw FileError(fmt::format("{}: there is no ensemble in this folder; name the folder that 'tributer run' was given",
                                folder.string()));
  std::vector<Override> size;
  if (line.replicates > 0) size.push_back({"random.replicates", std::to_string(line.replicates)});
  if (line.points > 0) size.push_back({"design.points", std::to_string(line.points)});
  Study study(head->copy, size);
  DesignKind const kind = study.design().kind;
  if (line.points > 0 && (study.design().variables.empty() || !can_grow(kind) || kind == DesignKind::file))
    throw UserError(Problem{{head->copy.file, 0, {}},
                            "the points of this ensemble cannot be added to",
                            "a design of the kind sobol or random can; of other kinds, run the larger design anew"});
  return study;
}

void require_one_folder(CommandLine const& line) {
  if (line.operands.size() != 1) throw UsageError(line.command + " takes one folder");
}

}  // namespace

int run_command(CommandLine const& line) {
  require_one_study(line);
  if (line.out.empty()) throw UsageError("run needs -o OUT, a folder for the results");
  stop_on_signals();
  Study study = open_study(line.operands[0], line);
  return run_into_folder(study, line);
}

int resume_command(CommandLine const& given) {
  require_one_folder(given);
  stop_on_signals();
  CommandLine line = given;
  line.out = line.operands[0];
  Study study = study_in(line.out, line);
  return run_into_folder(study, line);
}

int merge_command(CommandLine const& line) {
  if (line.operands.empty() || line.out.empty()) throw UsageError("merge takes folders, and -o OUT for the results");
  std::vector<std::filesystem::path> const from(line.operands.begin(), line.operands.end());
  copy_blocks(from, line.out);
  CommandLine joined = line;
  joined.missing = RunOptions::Missing::left;
  Study study = study_in(line.out, line);
  return run_into_folder(study, joined);
}

int expand_command(CommandLine const& given) {
  if (given.replicates == 0 && given.points == 0) throw UsageError("expand needs --replicates N or --points N");
  return resume_command(given);
}

}  // namespace tributer
