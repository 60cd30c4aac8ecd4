#pragma once
// The models of the points of an ensemble. A model is built when a thread first needs it, and kept as long as blocks of
// its point may follow.
#include <deque>
#include <future>
#include <memory>
#include <mutex>

#include "tributer/study.hpp"

namespace tributer {

class PointModels {
 public:
  /// `study` is prepared; it is point 0. `kept`: models that are kept at least.
  PointModels(Study const& study, std::size_t kept)
      : study_(study), points_(ensemble_of(study).points), kept_(kept) {}

  /// Throws a UserError if the study is not valid at that point.
  std::shared_ptr<Study const> at(uint32_t point, Executor const& executor);

 private:
  using Pending = std::shared_future<std::shared_ptr<Study const>>;
  std::shared_ptr<Study const> build(uint32_t point, Executor const& executor) const;

  Study const& study_;
  std::vector<Point> points_;
  std::size_t kept_;
  std::mutex mutex_;
  std::deque<std::pair<uint32_t, Pending>> models_;
};

}  // namespace tributer
