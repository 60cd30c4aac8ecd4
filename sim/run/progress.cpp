#include "tributer/run/progress.hpp"

#include <algorithm>
#include <utility>

namespace tributer {

ProgressMeter::ProgressMeter(TakeProgress take_progress, int64_t runs, int64_t months)
    : take_progress_(std::move(take_progress)), months_(months) {
  progress_.runs = runs;
}

void ProgressMeter::month_done(std::size_t people) {
  miner_months_ += static_cast<int64_t>(people);
  ++months_done_;
  std::unique_lock const lock(mutex_, std::try_to_lock);
  if (!lock) return;
  auto const now = std::chrono::steady_clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  report_progress();
}

void ProgressMeter::run_done() {
  std::scoped_lock const lock(mutex_);
  ++progress_.runs_done;
  report_progress();
}

void ProgressMeter::report_progress() {
  progress_.miner_months_done = miner_months_;
  progress_.share = static_cast<double>(months_done_) / static_cast<double>(std::max<int64_t>(1, months_));
  if (take_progress_ && !take_progress_(progress_)) stopped_ = true;
}

}  // namespace tributer
