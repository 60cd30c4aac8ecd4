#pragma once
// The models of the points of an ensemble, and the runs of blocks with them. A model is built when a thread first needs
// it, and kept as long as blocks of its point may follow.
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>

#include "tributer/output/block_record.hpp"
#include "tributer/run/study_runner.hpp"
#include "tributer/study.hpp"

namespace tributer {

class PointModels {
 public:
  /// `study` is prepared; it is point 0. `kept`: models that are kept at least.
  PointModels(Study const& study, std::size_t kept) : study_(study), kept_(kept) {}

  /// Throws a UserError if the study is not valid at that point.
  std::shared_ptr<Study const> at(uint32_t point, Executor const& executor);

 private:
  using Pending = std::shared_future<std::shared_ptr<Study const>>;
  std::shared_ptr<Study const> build(uint32_t point, Executor const& executor) const;

  Study const& study_;
  std::size_t kept_;
  std::mutex mutex_;
  std::deque<std::pair<uint32_t, Pending>> models_;
};

/// Runs a block and returns what is kept of it, also if it fails; nothing if it was stopped, or if `given_up` said that
/// it is no longer wanted. Throws a FileError, and if there is no memory.
std::optional<BlockRecord> run_recorded(BlockKey key, Layout const& layout, PointModels& models,
                                        Executor const& executor, ProgressMeter& meter,
                                        std::function<bool()> const& given_up);

}  // namespace tributer
