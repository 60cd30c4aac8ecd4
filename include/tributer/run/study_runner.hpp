#pragma once
// Runs every arm and replicate of a study on several threads and records each month.
#include <cstdint>
#include <functional>

#include "tributer/core/outcome.hpp"
#include "tributer/core/recording.hpp"
#include "tributer/run/progress.hpp"
#include "tributer/run/simulation.hpp"

namespace tributer {

/// The variables that the observables of a model record, and the outcomes that they declare.
Layout make_layout(Model const& model);

/// Called once for each run, from one thread at a time.
using TakeRun = std::function<void(std::size_t arm, std::size_t replicate, RunRecord record)>;

/// Runs one replicate of a model: the burn-in, and then each arm from a copy of its world. Returns false if the watch
/// stopped it.
bool run_block(Model const& model, Layout const& layout, uint32_t replicate, Executor const& executor,
               BlockWatch& watch);

/// Lets threads do pieces of work until `do_next` returns false or the meter stops: one piece on each thread, or, if
/// there are fewer pieces than threads, one after the other, each with all threads. If a piece throws, the meter is
/// stopped, and the first exception is thrown again. Returns false if the meter was stopped.
bool share_work(std::size_t threads, int64_t pieces, ProgressMeter& meter,
                std::function<bool(Executor const&)> const& do_next);

/// Replicates run at the same time, one on each thread. With fewer replicates than threads, the threads share the
/// people of one replicate instead. Results do not depend on this. Returns false if the run was stopped early.
bool run_study(Model const& model, std::size_t threads, TakeRun const& take_run, TakeProgress const& take_progress);

/// What a study needs: memory at its peak, miner-months of work, space on the disk for its results, and further space
/// for its blocks while it runs.
struct Needs {
  int64_t bytes_in_memory = 0, miner_months = 0, bytes_on_disk = 0, bytes_of_blocks = 0;
};
/// `points`: of the ensemble, each of which has the replicates and arms of the model. The study as it is written is one
/// of them, and keeps everything; the others keep their outcomes and series.
Needs estimate_needs(Model const& model, std::size_t threads, int64_t points = 1);

/// How long the parts of a block take.
struct BlockSeconds {
  double start = 0, burn_in_month = 0, arm_month = 0;
  double of_block(Model const& model) const;
};
/// Measures the first months of a block. It tries up to three months of the burn-in and three of the last arm, fewer if
/// they take longer than `most_seconds`, and one at least.
BlockSeconds measure_block(Model const& model, Executor const& executor, double most_seconds);

}  // namespace tributer
