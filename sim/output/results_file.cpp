#include "tributer/output/results_file.hpp"

#include <fmt/format.h>

#include <system_error>

#include "outcomes_group.hpp"
#include "people_tables.hpp"
#include "point_series.hpp"
#include "points_group.hpp"
#include "results_schema.hpp"
#include "runs_slab.hpp"
#include "tributer/core/check.hpp"

namespace tributer {
std::unique_ptr<NewFile> new_results(std::filesystem::path const& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw FileError(fmt::format("{}: this folder cannot be made: {}", folder.string(), error.message()));
  return std::make_unique<NewFile>(folder / "results.h5", hdf5_signature);
}

ResultsFile::ResultsFile(std::unique_ptr<NewFile> file, ResultsMetadata metadata, Layout layout)
    : metadata_(std::move(metadata)),
      layout_(std::move(layout)),
      part_(std::move(file)),
      outcomes_(layout_, outcome_setting(metadata_)) {
  check(!metadata_.arms.empty() && metadata_.replicates > 0 && metadata_.months > 0,
        "a study has no arms, replicates or months");
  for (auto const* const windows : {&metadata_.presence, &metadata_.programme})
    check(windows->empty() || windows->size() == metadata_.arms.size(),
          "the months of presence or of programmes are unknown for some arm");
  file_ = std::make_unique<Hdf5File>(*part_);
  write_schema(*file_, metadata_, layout_);
  if (metadata_.points.addresses.empty()) return;
  write_points_group(*file_, metadata_, layout_);
  if (!metadata_.series.variables.empty()) series_ = std::make_unique<PointSeries>(*file_, metadata_, layout_);
}

ResultsFile::~ResultsFile() = default;

void ResultsFile::write_run(size_t arm, size_t replicate, RunRecord record) {
  size_t const n_arms = metadata_.arms.size();
  check(arm < n_arms && replicate < static_cast<size_t>(metadata_.replicates),
        "a run belongs to no arm or replicate of the study");
  bool const first_time =
      replicate * n_arms + arm >= written_ && waiting_.emplace(std::pair(replicate, arm), std::move(record)).second;
  check(first_time, "a run is written twice");
  while (!waiting_.empty() && waiting_.begin()->first == std::pair(written_ / n_arms, written_ % n_arms)) {
    add_in_order(written_ % n_arms, std::move(waiting_.begin()->second));
    waiting_.erase(waiting_.begin());
    ++written_;
  }
}

void ResultsFile::add_in_order(size_t arm, RunRecord record) {
  check(record.variables.size() == layout_.variables.size(), "a run does not record every variable of the layout");
  check(record.seconds_per_process.size() == metadata_.processes.size(),
        "a run does not measure the time of every process");
  if (arm == 0) {
    if (slab_.runs.empty()) slab_.first = written_ / metadata_.arms.size();
    slab_.runs.emplace_back();
  }
  outcomes_.add_run(record);
  slab_.runs.back().push_back(std::move(record));
  if (arm + 1 < metadata_.arms.size()) return;
  if (series_) {
    std::vector<RunRecord> part;
    for (RunRecord const& run : slab_.runs.back()) part.push_back(only_variables(run, metadata_.series.variables));
    series_->add({0, static_cast<uint32_t>(written_ / metadata_.arms.size())}, part);
  }
  slab_.outcomes.push_back(outcomes_.finish_replicate());
  if (slab_.runs.size() >= replicates_in_slab(metadata_, layout_)) write_slab();
}

void ResultsFile::write_slab() {
  if (slab_.runs.empty()) return;
  write_runs(*file_, slab_, metadata_, layout_);
  append_people(*file_, slab_, people_rows_);
  write_outcomes_of(*file_, slab_, layout_.outcomes.size(), metadata_.arms.size());
  slab_ = {};
}

void ResultsFile::skip_replicate(size_t replicate) {
  check(waiting_.empty() && written_ == replicate * metadata_.arms.size(), "a replicate is left out of its order");
  write_slab();
  written_ += metadata_.arms.size();
}

void ResultsFile::write_point(BlockRecord block) {
  if (!point_rows_.blocks.empty() && point_rows_.point != block.key.point) write_outcomes_of_point();
  point_rows_.point = block.key.point;
  if (series_ && !block.runs.empty()) series_->add(block.key, block.runs);
  block.runs.clear();
  point_rows_.blocks.push_back(std::move(block));
}

void ResultsFile::write_quantiles(uint32_t point, std::vector<std::vector<double>> const& by_variable) {
  check(series_ != nullptr, "quantiles are written although the study has no series");
  series_->write_quantiles(point, by_variable);
}

void ResultsFile::write_outcomes_of_point() {
  write_point_rows(*file_, point_rows_, metadata_, layout_.outcomes.size());
  point_rows_.blocks.clear();
}

void ResultsFile::write_failures(std::vector<FailedRun> const& failures) {
  write_failed_runs(*file_, failures, metadata_.seed);
}

void ResultsFile::finish() {
  check(file_ != nullptr, "a results file is finished twice");
  check(written_ == metadata_.arms.size() * static_cast<size_t>(metadata_.replicates),
        "a results file is finished without all its runs");
  write_slab();
  if (!point_rows_.blocks.empty()) write_outcomes_of_point();
  if (series_) series_->finish();
  int32_t const complete = 1;
  file_->set_attribute("/", "complete", std::span(&complete, 1));
  file_->close();
  file_.reset();
  part_->keep();
}

}  // namespace tributer
