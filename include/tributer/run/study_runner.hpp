#pragma once
// Runs a study: every arm and replicate, on threads, each month recorded.
#include <cstdint>
#include <functional>

#include "tributer/core/outcome.hpp"
#include "tributer/core/recording.hpp"
#include "tributer/run/simulation.hpp"

namespace tributer {

/// What the observables of a model record, and the outcomes they declare.
Layout make_layout(Model const& model);

struct Progress {
  int64_t miner_months_done = 0;
  int64_t runs_done = 0, runs = 0;
  double share = 0;  ///< of all months, 0 to 1
};

/// Receives each run once, from one thread at a time.
using TakeRun = std::function<void(std::size_t arm, std::size_t replicate, RunRecord record)>;
/// Called about ten times a second from one thread at a time; returns false to stop early.
using TakeProgress = std::function<bool(Progress const&)>;

/// Replicates run side by side, one a thread; with fewer replicates than threads, people are shared
/// out instead. Results do not depend on it. Returns false if stopped early.
bool run_study(Model const& model, std::size_t threads, TakeRun const& take_run, TakeProgress const& take_progress);

/// What a run needs: bytes of memory at its peak and miner-months of work, for all of the study.
struct Needs {
  int64_t bytes_in_memory = 0, miner_months = 0, bytes_on_disk = 0;
};
Needs estimate_needs(Model const& model, std::size_t threads);

}  // namespace tributer
