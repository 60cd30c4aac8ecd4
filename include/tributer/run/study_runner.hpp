#pragma once
// Runs every arm and replicate of a study on several threads and records each month.
#include <cstdint>
#include <functional>

#include "tributer/core/outcome.hpp"
#include "tributer/core/recording.hpp"
#include "tributer/run/simulation.hpp"

namespace tributer {

/// The variables that the observables of a model record, and the outcomes that they declare.
Layout make_layout(Model const& model);

struct Progress {
  int64_t miner_months_done = 0;
  int64_t runs_done = 0, runs = 0;
  double share = 0;  ///< share of all months that are done, 0 to 1
};

/// Called once for each run, from one thread at a time.
using TakeRun = std::function<void(std::size_t arm, std::size_t replicate, RunRecord record)>;
/// Called about ten times a second from one thread at a time; returns false to stop early.
using TakeProgress = std::function<bool(Progress const&)>;

/// Replicates run at the same time, one on each thread. With fewer replicates than threads, the threads share the
/// people of one replicate instead. Results do not depend on this. Returns false if the run was stopped early.
bool run_study(Model const& model, std::size_t threads, TakeRun const& take_run, TakeProgress const& take_progress);

/// What a study needs: memory at its peak, miner-months of work, and space on the disk.
struct Needs {
  int64_t bytes_in_memory = 0, miner_months = 0, bytes_on_disk = 0;
};
Needs estimate_needs(Model const& model, std::size_t threads);

}  // namespace tributer
