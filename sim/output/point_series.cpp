#include "point_series.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "cf_attributes.hpp"
#include "points_group.hpp"
#include "results_schema.hpp"
#include "tributer/core/check.hpp"
#include "tributer/core/enumeration.hpp"
#include "tributer/core/quantile.hpp"

namespace tributer {
namespace {

constexpr uint64_t n_quantiles_of_series = quantiles_of_series.size();
constexpr uint64_t values_of_chunk = (uint64_t{1} << 20) / sizeof(double);

std::string series_folder(Variable const& variable) {
  return std::string(series_group) + "/" + (variable.group.empty() ? "" : variable.group + "/");
}

std::vector<double> as_reals(Recorded const& recorded) {
  if (recorded.integers.empty()) return recorded.reals;
  constexpr int64_t most = int64_t{1} << 53;  // up to which reals hold every integer
  std::vector<double> reals;
  for (int64_t const value : recorded.integers) {
    check(value >= -most && value <= most, "an integer of a series is too large");
    reals.push_back(static_cast<double>(value));
  }
  return reals;
}

}  // namespace

std::string series_path(Variable const& variable) { return series_group + variable_path(variable); }

std::vector<std::size_t> series_variables(OutputInput const& output, Layout const& layout) {
  std::vector<std::size_t> chosen;
  for (std::size_t v = 0; v < layout.variables.size(); ++v)
    if (std::find(output.series.begin(), output.series.end(), path_of(layout.variables[v])) != output.series.end())
      chosen.push_back(v);
  return chosen;
}

PointSeries::PointSeries(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout)
    : file_(file), metadata_(metadata), layout_(layout) {
  uint64_t const arms = metadata_.arms.size(), replicates = static_cast<uint64_t>(metadata_.replicates);
  together_ = replicates;
  for (std::size_t const v : metadata_.series.variables) {
    Chosen chosen{layout_.variables.at(v), {}, static_cast<uint64_t>(metadata_.months)};
    for (std::string const& name : chosen.variable.axes) {
      chosen.lengths.push_back(find_axis(layout_, name)->labels.size());
      chosen.values *= chosen.lengths.back();
    }
    together_ = std::clamp<uint64_t>(values_of_chunk / std::max<uint64_t>(1, chosen.values * arms), 1, together_);
    chosen_.push_back(std::move(chosen));
  }
  make_coordinates();
  for (Chosen const& chosen : chosen_) make_dataset(chosen);
}

void PointSeries::make_coordinates() {
  file_.create_group(series_group);
  file_.set_attribute(series_group, series_attribute, name_of(metadata_.series.as));
  file_.set_attribute(series_group, "comment",
                      as_runs() ? "Monthly variables at each point of the design; NaN in runs that failed."
                                : "Quantiles of monthly variables over the replicates of each point of the design, by "
                                  "linear interpolation; runs that failed do not count.");
  std::map<std::string, std::set<std::string>> axes_of_folder;
  for (Chosen const& chosen : chosen_) {
    if (!chosen.variable.group.empty() && !axes_of_folder.contains(series_folder(chosen.variable)))
      file_.create_group(series_group + std::string("/") + chosen.variable.group);
    auto& axes = axes_of_folder[series_folder(chosen.variable)];
    axes.insert(chosen.variable.axes.begin(), chosen.variable.axes.end());
  }
  for (auto& [folder, axes] : axes_of_folder) {
    write_numbers(file_, folder + "point", metadata_.points.points(),
                  "point of the design; 0 is the study as it is written");
    axes.insert("arm");
    if (as_runs()) axes.insert("replicate");
    write_coordinates(file_, metadata_, layout_, folder, axes);
    if (as_runs()) continue;
    std::string const path = folder + "replicate_quantile";
    file_.create_dataset({path, Hdf5Type::real, {n_quantiles_of_series}, {}});
    file_.write(path, {{0}, {n_quantiles_of_series}}, quantiles_of_series);
    describe(file_, path, "share of the replicates that are not above the value", "1");
    file_.make_dimension(path, Hdf5File::Scale::coordinate);
  }
}

void PointSeries::make_dataset(Chosen const& chosen) {
  uint64_t const months = static_cast<uint64_t>(metadata_.months), arms = metadata_.arms.size(),
                 across = as_runs() ? static_cast<uint64_t>(metadata_.replicates) : n_quantiles_of_series,
                 across_in_chunk = as_runs() ? together_ : n_quantiles_of_series,
                 values_of_month = std::max<uint64_t>(1, chosen.values / months * across_in_chunk);
  std::string const folder = series_folder(chosen.variable), path = series_path(chosen.variable);
  std::vector<uint64_t> shape{metadata_.points.points(), arms, across, months},
      chunk{1, std::clamp<uint64_t>(values_of_chunk / (values_of_month * months), 1, arms), across_in_chunk,
            std::clamp<uint64_t>(values_of_chunk / values_of_month, 1, months)};
  std::vector<std::string> dimensions{folder + "point", folder + "arm",
                                      folder + (as_runs() ? "replicate" : "replicate_quantile"), folder + "time"};
  for (std::string const& name : chosen.variable.axes) dimensions.push_back(folder + name);
  shape.insert(shape.end(), chosen.lengths.begin(), chosen.lengths.end());
  chunk.insert(chunk.end(), chosen.lengths.begin(), chosen.lengths.end());
  file_.create_dataset({path, Hdf5Type::real, shape, chunk});
  set_attributes_of(chosen.variable, file_, path, metadata_);
  file_.set_dimensions(path, dimensions);
}

void PointSeries::add(BlockKey key, std::vector<RunRecord> const& runs) {
  check(runs.size() == metadata_.arms.size(), "a block has series of other arms than its ensemble");
  bool const goes_on = key.point == point_ && (!as_runs() || waiting_.empty() ||
                                               waiting_.front().replicate / together_ == key.replicate / together_);
  if (!goes_on) finish();
  point_ = key.point;
  Waiting block{key.replicate, {}};
  for (std::size_t v = 0; v < chosen_.size(); ++v) {
    auto& all = block.by_variable.emplace_back();
    for (RunRecord const& run : runs) {
      auto const values = as_reals(run.variables.at(v));
      check(values.size() == chosen_[v].values, "a block has other series than its ensemble");
      all.insert(all.end(), values.begin(), values.end());
    }
  }
  waiting_.push_back(std::move(block));
}

void PointSeries::write_part(Chosen const& chosen, uint64_t first, uint64_t count, std::vector<double> const& values) {
  Block block{{point_, 0, first}, {1, metadata_.arms.size(), count, static_cast<uint64_t>(metadata_.months)}};
  block.count.insert(block.count.end(), chosen.lengths.begin(), chosen.lengths.end());
  block.offset.resize(block.count.size(), 0);
  file_.write(series_path(chosen.variable), block, values);
}

/// Some consecutive replicates; those that failed are NaN.
void PointSeries::write_replicates() {
  uint64_t const first = waiting_.front().replicate / together_ * together_,
                 count = std::min<uint64_t>(together_, static_cast<uint64_t>(metadata_.replicates) - first),
                 arms = metadata_.arms.size();
  for (std::size_t v = 0; v < chosen_.size(); ++v) {
    uint64_t const n = chosen_[v].values;
    std::vector<double> all(arms * count * n, std::numeric_limits<double>::quiet_NaN());
    for (Waiting const& block : waiting_)
      for (uint64_t arm = 0; arm < arms; ++arm)
        std::copy_n(block.by_variable[v].begin() + static_cast<std::ptrdiff_t>(arm * n), n,
                    all.begin() + static_cast<std::ptrdiff_t>((arm * count + block.replicate - first) * n));
    write_part(chosen_[v], first, count, all);
  }
}

std::vector<std::vector<double>> PointSeries::quantiles_of_replicates() const {
  std::vector<std::vector<double>> quantiles;
  std::vector<double> sorted;
  for (std::size_t v = 0; v < chosen_.size(); ++v) {
    uint64_t const n = chosen_[v].values, all = metadata_.arms.size() * n;
    auto& of = quantiles.emplace_back(all * n_quantiles_of_series, std::numeric_limits<double>::quiet_NaN());
    for (uint64_t i = 0; i < all; ++i) {
      sorted.clear();
      for (Waiting const& block : waiting_)
        if (double const value = block.by_variable[v][i]; value == value) sorted.push_back(value);
      std::sort(sorted.begin(), sorted.end());
      for (uint64_t q = 0; q < n_quantiles_of_series && !sorted.empty(); ++q)
        of[(i / n * n_quantiles_of_series + q) * n + i % n] = quantile_of(sorted, quantiles_of_series[q]);
    }
  }
  return quantiles;
}

void PointSeries::write_quantiles(uint32_t point, std::vector<std::vector<double>> const& by_variable) {
  finish();
  point_ = point;
  for (std::size_t v = 0; v < chosen_.size(); ++v) write_part(chosen_[v], 0, n_quantiles_of_series, by_variable.at(v));
}

void PointSeries::finish() {
  if (waiting_.empty()) return;
  if (as_runs()) {
    write_replicates();
  } else {
    auto const quantiles = quantiles_of_replicates();
    for (std::size_t v = 0; v < chosen_.size(); ++v) write_part(chosen_[v], 0, n_quantiles_of_series, quantiles[v]);
  }
  waiting_.clear();
}

}  // namespace tributer
