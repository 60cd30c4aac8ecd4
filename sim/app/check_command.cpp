// `check` checks a study and prints what it needs. It can write a job script for Slurm.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>

#include "before_run.hpp"
#include "command_line.hpp"
#include "slurm_script.hpp"
#include "tributer/core/new_file.hpp"
#include "tributer/core/seconds.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/study_runner.hpp"

namespace tributer {
namespace {

constexpr double trial_seconds = 1;  ///< of the first months of a block, from which the time is estimated

/// The first concession of each part that connections join, the first few by name.
std::string first_of_parts(Geography const& g) {
  constexpr std::size_t most_named = 8;
  std::vector<std::string> firsts(g.n_parts);
  for (std::size_t c = g.n; c-- > 0;) firsts[g.part[c]] = fmt::format("{} ({})", g.id[c], g.name[c]);
  bool const more = firsts.size() > most_named;
  firsts.resize(std::min(firsts.size(), most_named));
  return fmt::format("{}{}", fmt::join(firsts, ", "), more ? ", ..." : "");
}

/// Says what the study is.
void print_study(Model const& model) {
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
}

int64_t memory_of_machine() { return static_cast<int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGE_SIZE); }

/// Seconds to prepare one further point, which depend on what varies. 0 if there is one point, or if the first other
/// point is not valid.
double seconds_of_point(Study const& study, Executor const& executor) {
  if (study.ensemble().points.size() < 2) return 0;
  auto const from = std::chrono::steady_clock::now();
  try {
    Study point = study.at(study.ensemble().points[1]);
    point.prepare_like(study, executor);
  } catch (UserError const&) {
    return 0;
  }
  return seconds_since(from);
}

/// Says what the ensemble needs. Times are measured on this machine.
void print_needs(Study const& study, double seconds_of_preparation, CommandLine const& line) {
  Model const& model = study.model();
  std::size_t const threads = line.n_threads();
  int64_t const points = static_cast<int64_t>(study.ensemble().points.size()), blocks = points * model.study.replicates,
                arms = static_cast<int64_t>(model.study.arms.size());
  fmt::print("  runs: {} = {} {} x {} replicates x {} arms, in {} blocks\n", blocks * arms, points,
             points == 1 ? "point" : "points", model.study.replicates, arms, blocks);
  // Each thread has a block of its own, or all threads share one.
  bool const own_blocks = blocks >= static_cast<int64_t>(threads);
  PoolExecutor const together(own_blocks ? 1 : threads);
  double const block_seconds = measure_block(model, together, trial_seconds).of_block(model),
               point_seconds = seconds_of_point(study, SerialExecutor()),
               rounds = own_blocks ? std::ceil(static_cast<double>(blocks) / static_cast<double>(threads))
                                   : static_cast<double>(blocks),
               seconds = seconds_of_preparation + rounds * block_seconds +
                         point_seconds * static_cast<double>(points - 1) / static_cast<double>(threads);
  Needs const needs = estimate_needs(model, threads, points);
  fmt::print("  memory {}  time about {} on {} threads  disk about {}\n", human_bytes(needs.bytes_in_memory),
             human_time(std::ceil(seconds)), threads, human_bytes(needs.bytes_on_disk));
  fmt::print("  files: 1 of results; while it runs, 1 of blocks for each process too, which need about {} more\n",
             human_bytes(needs.bytes_of_blocks));
  if (needs.bytes_in_memory > memory_of_machine())
    fmt::print("  warning: this machine has {} of memory; use fewer threads or a smaller world\n",
               human_bytes(memory_of_machine()));
}

/// Writes the job script of the command line, and says how to submit it.
void write_script(Study const& study, CommandLine const& line) {
  Model const& model = study.model();
  SlurmWork work;
  work.title = model.study.title;
  work.blocks = static_cast<int64_t>(study.ensemble().points.size()) * model.study.replicates;
  work.processors_of_task = std::max<std::size_t>(1, line.threads);
  work.block_seconds = measure_block(model, SerialExecutor(), trial_seconds).of_block(model);
  if (study.ensemble().points.size() > 1) work.block_seconds += seconds_of_point(study, SerialExecutor());
  work.bytes_of_task =
      estimate_needs(model, work.processors_of_task, static_cast<int64_t>(study.ensemble().points.size()))
          .bytes_in_memory;
  std::string const script = slurm_script(work, line);
  NewFile file(line.slurm, "#!/bin/bash\n");
  file.write(0, std::as_bytes(std::span(script)));
  file.keep();
  SlurmArray const array = array_of(work);
  fmt::print("  {}: an array of {} tasks of about {} each; submit it with: bash {}\n", line.slurm.string(), array.tasks,
             human_time(array.task_seconds), shell_word(line.slurm.string()));
}

}  // namespace

int check_command(CommandLine const& line) {
  require_one_study(line);
  if (line.slurm.empty() != line.out.empty())
    throw UsageError("check takes --slurm and -o together: the job script, and the folder for the results of its jobs");
  Study open = open_study(line.operands[0], line);
  require_comparison(open, line);
  PoolExecutor const executor(line.n_threads());
  double const seconds_of_preparation = prepare_study(open, executor, line);
  Model const& model = open.model();
  if (line.verbosity == Verbosity::verbose)
    for (Parameter const& p : open.book().parameters())
      fmt::print("{} = {} {}{}\n", p.address, p.value, p.unit == "1" ? "" : p.unit, p.from_default ? "" : "  (set)");
  print_study(model);
  for (std::string const& warning : warnings_of(model)) fmt::print("  {}\n", warning);
  print_needs(open, seconds_of_preparation, line);
  if (!line.slurm.empty()) write_script(open, line);
  fmt::print("ok\n");
  return ok;
}

}  // namespace tributer
