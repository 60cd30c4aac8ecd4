#pragma once
// How far a run has come, counted by all of its threads.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>

#include "tributer/core/recording.hpp"

namespace tributer {

struct Progress {
  int64_t miner_months_done = 0;
  int64_t runs_done = 0, runs = 0;
  double share = 0;  ///< share of all months that are done, 0 to 1
};

/// Called about ten times a second from one thread at a time; returns false to stop early.
using TakeProgress = std::function<bool(Progress const&)>;

/// Counts months and runs of all threads and reports them.
class ProgressMeter {
 public:
  /// `months`: of all runs, burn-ins included. `take_progress` may be empty.
  ProgressMeter(TakeProgress take_progress, int64_t runs, int64_t months);
  void month_done(std::size_t people);
  void run_done();
  void stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }

 private:
  void report_progress();

  TakeProgress take_progress_;
  int64_t months_;
  std::mutex mutex_;
  Progress progress_;
  std::atomic<int64_t> miner_months_{0}, months_done_{0};
  std::atomic<bool> stopped_{false};
  std::chrono::steady_clock::time_point last_{};
};

/// What a block tells while it runs, and whether it shall go on.
struct BlockWatch {
  explicit BlockWatch(ProgressMeter& of) : meter(of) {}
  ProgressMeter& meter;
  std::function<void(std::size_t arm)> arm_begins = [](std::size_t) {};
  std::function<void(std::size_t arm, RunRecord record)> arm_done;
  std::function<bool()> given_up = [] { return false; };  ///< true if the block is no longer wanted

  void month_done(std::size_t people) { meter.month_done(people); }
  bool stopped() const { return meter.stopped() || given_up(); }
};

}  // namespace tributer
