// `check` checks a study and prints what it needs.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "before_run.hpp"
#include "command_line.hpp"
#include "tributer/run/pool.hpp"
#include "tributer/run/study_runner.hpp"

namespace tributer {
namespace {

constexpr double usual_rate = 8e6;  ///< miner-months per second and thread, for the estimate of `check` only

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

}  // namespace tributer
