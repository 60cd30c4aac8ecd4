#include "point_models.hpp"

#include <algorithm>
#include <chrono>

#include "results_metadata.hpp"
#include "tributer/core/seconds.hpp"

namespace tributer {

std::shared_ptr<Study const> PointModels::at(uint32_t point, Executor const& executor) {
  if (point == 0) return {&study_, [](Study const*) {}};
  std::promise<std::shared_ptr<Study const>> promise;
  Pending pending;
  bool mine = false;
  {
    std::scoped_lock const lock(mutex_);
    auto const found = std::find_if(models_.begin(), models_.end(), [&](auto const& m) { return m.first == point; });
    if (found != models_.end()) {
      pending = found->second;
    } else {
      mine = true;
      pending = promise.get_future().share();
      models_.emplace_back(point, pending);
      if (models_.size() > kept_) models_.pop_front();
    }
  }
  if (mine) {
    try {
      promise.set_value(build(point, executor));
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  }
  return pending.get();
}

std::shared_ptr<Study const> PointModels::build(uint32_t point, Executor const& executor) const {
  auto study = std::make_shared<Study>(study_.at(study_.ensemble().points.at(point)));
  study->prepare_like(study_, executor);
  return study;
}

std::optional<BlockRecord> run_recorded(BlockKey key, Layout const& layout, PointModels& models,
                                        Executor const& executor, ProgressMeter& meter,
                                        std::function<bool()> const& given_up) {
  auto const from = std::chrono::steady_clock::now();
  std::string arm;
  BlockRecord record{.key = key};
  try {
    auto const at_point = models.at(key.point, executor);
    Model const& model = at_point->model();
    BlockWatch watch(meter);
    watch.arm_begins = [&](std::size_t a) { arm = model.study.arms[a].name; };
    watch.arm_done = [&](std::size_t, RunRecord run) {
      check(run.ledger_residual_cents == 0, "the books of a month do not close");
      record.runs.push_back(std::move(run));
      meter.run_done();
    };
    watch.given_up = given_up;
    if (!run_block(model, layout, key.replicate, executor, watch)) return std::nullopt;
    if (key.point > 0) {
      OutcomeTotals totals(layout, outcome_setting_of(model));
      for (RunRecord const& run : record.runs) totals.add_run(run);
      record.outcomes = totals.finish_replicate();
      auto const kept = series_variables(model.study.output, layout);
      for (RunRecord& run : record.runs) run = only_variables(run, kept);
      if (kept.empty()) record.runs.clear();
    }
  } catch (FileError const&) {
    throw;
  } catch (std::bad_alloc const&) {
    throw;
  } catch (std::exception const& e) {
    record = {.key = key, .failure = BlockFailure{arm, e.what()}};
  }
  record.seconds = seconds_since(from);
  return record;
}

}  // namespace tributer
