// `run` runs a study, writes results.h5 and prints a table. `resume` and `expand` go on with what is in a folder.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "before_run.hpp"
#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/core/seconds.hpp"
#include "tributer/run.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/study_runner.hpp"

namespace tributer {
namespace {

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

void say_what_begins(Study const& study, CommandLine const& line) {
  Model const& model = study.model();
  if (model.ground.worst_error > 0.01)
    say(line, fmt::format("warning: miners are not exactly where they were counted (log error {:.3f} after {} rounds)",
                          model.ground.worst_error, model.ground.rounds));
  for (std::string const& warning : warnings_of(model)) say(line, warning);
  std::size_t const points = study.ensemble().points.size();
  say(line, fmt::format("{}: {}{} arms x {} replicates on {} threads", model.study.title,
                        points > 1 ? fmt::format("{} points x ", points) : "", model.study.arms.size(),
                        model.study.replicates, line.n_threads()));
}

/// Runs what is missing of an ensemble. Throws Interrupted if a signal stopped it.
RunEnd run_once(Study& study, CommandLine const& line, LaunchRank rank) {
  OlderResults const older = line.replace            ? OlderResults::replaced
                             : line.command == "run" ? OlderResults::refused
                                                     : OlderResults::continued;
  EnsembleFolder folder(study, line.out, older);
  auto const warn = [&] {
    for (std::string const& warning : folder.take_warnings()) say(line, "warning: " + warning);
  };
  warn();
  prepare_study(study, PoolExecutor(line.n_threads()), line);
  say_what_begins(study, line);
  ProgressLine progress(line.verbosity);
  RunOptions options{line.n_threads(), line.as_typed, {}, line.share};
  options.share.rank = rank;
  options.missing = line.missing;
  options.progress = [&](Progress const& p) {
    progress.show(p);
    return !stop_asked();
  };
  RunEnd end = run_ensemble(study, folder, options);
  warn();
  if (end.stopped && end.blocks_done == 0) throw Interrupted();
  if (end.stopped) throw Interrupted(end.blocks_done, end.blocks, line.out);
  return end;
}

/// The results of the first rank, once they are there, for the other ranks.
std::optional<Results> results_of_first_rank(Study const& study, CommandLine const& line) {
  auto const replicates = static_cast<uint32_t>(study.model().study.replicates);
  while (!stop_asked()) {
    std::error_code none;
    if (std::filesystem::exists(line.out / "results.h5", none) && !std::filesystem::exists(line.out / "blocks", none))
      if (auto const head = ensemble_in(line.out); head && head->replicates >= replicates)
        return Results(line.out / "results.h5");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  throw Interrupted();
}

/// As many replicates as [compare.until] asks for after these results; 0 if no more are needed.
int replicates_wanted(Study const& study, Results const& results, CommandLine const& line) {
  UntilNarrow const& until = study.model().study.until;
  int const now = study.model().study.replicates;
  if (until.outcome.empty() || now >= until.max_replicates) return 0;
  double widest = 0;
  bool found = false;
  for (Line const& of : results.compare()) {
    if (of.outcome.name != until.outcome || (!until.arm.empty() && of.arm != until.arm)) continue;
    found = true;
    double const half = (of.estimate.upper - of.estimate.lower) / 2;
    widest = half <= widest ? widest : half;  // also if there is no interval
  }
  if (!found) {
    say(line, fmt::format("warning: no arm has the outcome {}, so no replicates are added", until.outcome));
    return 0;
  }
  bool const narrow = widest <= until.half_width;
  say(line, fmt::format("{} replicates: the interval of {} is {:.4g} on each side, {} {:.4g}", now, until.outcome,
                        widest, narrow ? "not more than" : "more than", until.half_width));
  return narrow ? 0 : std::min(now + until.step, until.max_replicates);
}

int print_results(RunEnd const& end, CommandLine const& line) {
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

/// Runs an open study into the folder of the command line and prints the comparison.
int run_into_folder(Study& first, CommandLine const& given) {
  LaunchRank const rank = rank_of_process();
  CommandLine line = given;
  if (rank.number > 0) line.verbosity = Verbosity::quiet;  // the first rank speaks for all
  require_comparison(first, line);
  std::optional<Study> larger;
  for (Study* study = &first;; study = &*larger) {
    RunEnd end = run_once(*study, line, rank);
    bool const until = !study->model().study.until.outcome.empty();
    if (rank.number > 0 && end.blocks_done == end.blocks) {
      if (!until) return ok;
      end.results = results_of_first_rank(*study, line);
    }
    if (!end.results) {
      bool const joins = line.missing == RunOptions::Missing::left;
      say(line,
          fmt::format("{} of {} blocks are there; {}", end.blocks_done, end.blocks,
                      joins ? "merge the other shards too, or run the rest with: tributer resume " + line.out.string()
                            : "the results are written when all shards have run"));
      return joins ? interrupted : ok;
    }
    int const wanted = line.share.is_whole() ? replicates_wanted(*study, *end.results, line) : 0;
    if (wanted == 0) return rank.number > 0 ? ok : print_results(end, line);
    line.replace = false;  // what was written is added to
    Study next(study->copy(), {{"random.replicates", std::to_string(wanted)}});
    larger.emplace(std::move(next));
  }
}

/// The study of the ensemble in a folder, with as many replicates and points as it has, or as the command line asks
/// for.
Study study_in(std::filesystem::path const& folder, CommandLine const& line) {
  auto const head = ensemble_in(folder);
  if (!head)
    throw FileError(fmt::format(
        "{}: there is no ensemble in this folder; name the folder that 'tributer run' was given", folder.string()));
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
