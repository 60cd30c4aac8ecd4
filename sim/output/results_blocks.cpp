#include "tributer/output/results_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "point_series.hpp"
#include "results_schema.hpp"
#include "tributer/core/check.hpp"
#include "tributer/core/enumeration.hpp"

namespace tributer {
namespace {

uint32_t length_of(Hdf5File const& file, std::string const& path) {
  return static_cast<uint32_t>(file.describe(path).shape.at(0));
}

/// One column of some rows of a table.
std::vector<int64_t> column(Hdf5File const& file, std::string const& path, uint64_t first, uint64_t count) {
  return count == 0 ? std::vector<int64_t>{} : file.read_integers(path, {{first}, {count}});
}

}  // namespace

ResultsBlocks::ResultsBlocks(std::filesystem::path const& path) : file_(path) {
  auto const text = [&](std::string const& name) { return file_.text_attribute("/", name).value_or(""); };
  if (text("file_type") != results_file_type || file_.integer_attribute("/", "complete") != std::vector<int64_t>{1})
    throw FileError(path.string() + ": it is not a complete results file of this program");
  head_.study = text("input_digest"), head_.program = text("program_digest");
  if (head_.program.empty())
    throw FileError(
        fmt::format("{}: it was written in format {}, from which runs cannot be repeated; run its study "
                    "again",
                    path.string(), text("format_version")));
  n_arms_ = length_of(file_, "/arm");
  read_.resize(n_arms_);
  head_.replicates = length_of(file_, "/replicate");
  if (file_.has("/points/point")) head_.points = length_of(file_, "/points/point");
  auto const series_as = file_.has(series_group) ? file_.text_attribute(series_group, series_attribute) : std::nullopt;
  has_series_ = series_as.has_value(), has_quantiles_ = series_as == name_of(SeriesAs::quantiles);
  StudyCopy& copy = head_.copy;
  copy.file = file_.text_attribute("/input", "study").value_or("");
  copy.only_arm = file_.text_attribute("/input", "only_arm").value_or("");
  auto const paths = file_.read_texts("/input/file"), contents = file_.read_texts("/input/content");
  for (std::size_t k = 0; k < paths.size(); ++k) copy.files.push_back({paths[k], contents.at(k)});
  if (file_.has("/input/changed_address")) {
    auto const addresses = file_.read_texts("/input/changed_address"),
               values = file_.read_texts("/input/changed_value");
    for (std::size_t k = 0; k < addresses.size(); ++k) copy.changes.emplace_back(addresses[k], values.at(k));
  }
  if (file_.has("/failures/message")) {
    auto const point = file_.read_integers("/failures/point"), replicate = file_.read_integers("/failures/replicate");
    auto const arm = file_.read_texts("/failures/arm"), message = file_.read_texts("/failures/message");
    for (std::size_t k = 0; k < point.size(); ++k)
      failures_.emplace(BlockKey{static_cast<uint32_t>(point[k]), static_cast<uint32_t>(replicate.at(k))},
                        BlockFailure{arm.at(k), message.at(k)});
  }
  holders_ = rows_of_runs("licences");
  trajectories_ = rows_of_runs("panel");
  first_observation_.assign(1, 0);
  for (int64_t const n : file_.read_integers("/panel/row_size"))
    first_observation_.push_back(first_observation_.back() + static_cast<uint64_t>(n));
}

ResultsBlocks::RowsOfRuns ResultsBlocks::rows_of_runs(std::string const& group) const {
  auto const arms = file_.read_integers("/" + group + "/arm_index"),
             replicates = file_.read_integers("/" + group + "/replicate");
  RowsOfRuns rows;
  for (std::size_t k = 0; k < arms.size(); ++k) {
    Rows& run = rows.try_emplace({arms[k], replicates.at(k)}, Rows{k, 0}).first->second;
    ++run.count;
  }
  return rows;
}

BlockRecord ResultsBlocks::read(BlockKey key, Layout const& layout) {
  BlockRecord record;
  record.key = key;
  if (auto const failed = failures_.find(key); failed != failures_.end()) record.failure = failed->second;
  if (key.point > 0) {
    record.seconds = file_.read_reals("/diagnostics/points/seconds", {{key.point, key.replicate}, {1, 1}}).at(0);
    if (record.failure) return record;
    uint64_t const n = layout.outcomes.size(), arms = n_arms_;
    Block const pairs{{key.point, 0, 0, 0, key.replicate}, {1, n, arms, arms, 1}},
        single{{key.point, 0, 0, key.replicate}, {1, n, arms, 1}};
    OutcomeValues& values = record.outcomes;
    values.numerator = file_.read_reals("/points/numerator", pairs);
    values.denominator = file_.read_reals("/points/denominator", pairs);
    values.given = file_.read_reals("/points/given", single);
    values.value = file_.read_reals("/points/value", single);
    if (has_series_ && !has_quantiles_) record.runs = read_series(key, layout);
    return record;
  }
  if (record.failure) return record;
  for (std::size_t arm = 0; arm < n_arms_; ++arm) {
    record.runs.push_back(read_run(arm, key.replicate, layout));
    record.seconds += record.runs.back().seconds;
  }
  return record;
}

std::vector<ResultsBlocks::SeriesOfFile> const& ResultsBlocks::series(Layout const& layout) {
  if (series_) return *series_;
  series_.emplace();
  for (Variable const& variable : layout.variables) {
    std::string const path = series_path(variable);
    if (!file_.has(path)) continue;
    Block whole{{}, file_.describe(path).shape};
    whole.offset.resize(whole.count.size(), 0);
    series_->push_back({path, variable.kind, std::move(whole)});
  }
  return *series_;
}

std::vector<RunRecord> ResultsBlocks::read_series(BlockKey key, Layout const& layout) {
  std::vector<RunRecord> runs(n_arms_);
  for (SeriesOfFile const& one : series(layout)) {
    Block block = one.whole;
    block.offset.at(0) = key.point, block.offset.at(2) = key.replicate;
    block.count.at(0) = block.count.at(2) = 1;
    auto const values = file_.read_reals(one.path, block);
    std::size_t const each = values.size() / n_arms_;
    for (std::size_t arm = 0; arm < n_arms_; ++arm) {
      auto const first = values.begin() + static_cast<std::ptrdiff_t>(arm * each),
                 end = first + static_cast<std::ptrdiff_t>(each);
      Recorded& recorded = runs[arm].variables.emplace_back();
      if (one.kind == Variable::Kind::integer)
        std::transform(first, end, std::back_inserter(recorded.integers),
                       [](double value) { return static_cast<int64_t>(value); });
      else
        recorded.reals.assign(first, end);
    }
  }
  return runs;
}

std::vector<std::vector<double>> ResultsBlocks::read_quantiles(uint32_t point, Layout const& layout) {
  std::vector<std::vector<double>> quantiles;
  for (SeriesOfFile const& one : series(layout)) {
    Block block = one.whole;
    block.offset.at(0) = point, block.count.at(0) = 1;
    quantiles.push_back(file_.read_reals(one.path, block));
  }
  return quantiles;
}

ResultsBlocks::Read const& ResultsBlocks::read_together(std::size_t arm, std::size_t replicate, Layout const& layout) {
  constexpr uint64_t most_values = uint64_t{1} << 20;
  Read& read = read_.at(arm);
  if (replicate >= read.first && replicate < read.first + read.count) return read;
  std::vector<Block> blocks;
  uint64_t values_of_run = 1;
  for (Variable const& variable : layout.variables) {
    Block& block = blocks.emplace_back();
    block.count = file_.describe(variable_path(variable)).shape;
    block.offset.assign(block.count.size(), 0);
    block.offset.at(0) = arm, block.offset.at(1) = replicate;
    block.count[0] = 1;
    uint64_t values = 1;
    for (std::size_t axis = 2; axis < block.count.size(); ++axis) values *= block.count[axis];
    values_of_run += values;
  }
  read.first = replicate;
  read.count = std::clamp<std::size_t>(most_values / values_of_run, 1, head_.replicates - replicate);
  read.variables.assign(layout.variables.size(), {});
  for (std::size_t v = 0; v < blocks.size(); ++v) {
    blocks[v].count[1] = read.count;
    std::string const path = variable_path(layout.variables[v]);
    if (layout.variables[v].kind == Variable::Kind::integer)
      read.variables[v].integers = file_.read_integers(path, blocks[v]);
    else
      read.variables[v].reals = file_.read_reals(path, blocks[v]);
  }
  return read;
}

RunRecord ResultsBlocks::read_run(std::size_t arm, std::size_t replicate, Layout const& layout) {
  RunRecord run;
  Read const& read = read_together(arm, replicate, layout);
  auto const part_of = [&](auto const& values) {
    std::size_t const each = values.size() / read.count, first = (replicate - read.first) * each;
    return std::vector(values.begin() + static_cast<std::ptrdiff_t>(first),
                       values.begin() + static_cast<std::ptrdiff_t>(first + each));
  };
  for (Recorded const& variable : read.variables)
    run.variables.push_back({part_of(variable.integers), part_of(variable.reals)});
  Block const cell{{arm, replicate}, {1, 1}};
  run.seconds = file_.read_reals("/diagnostics/seconds", cell).at(0);
  run.miner_months = file_.read_integers("/diagnostics/miner_months", cell).at(0);
  run.ledger_residual_cents = file_.read_integers("/diagnostics/ledger_residual_cents", cell).at(0);
  run.seconds_per_process =
      file_.read_reals("/diagnostics/seconds_per_process",
                       {{arm, replicate, 0}, {1, 1, file_.describe("/diagnostics/seconds_per_process").shape.at(2)}});
  std::pair const which{static_cast<int64_t>(arm), static_cast<int64_t>(replicate)};
  if (auto const at = holders_.find(which); at != holders_.end()) {
    auto const of = [&](char const* name) {
      return column(file_, std::string("/licences/") + name, at->second.first, at->second.count);
    };
    auto const person = of("person"), first = of("first_month"), months = of("months_licensed"),
               programme = of("programme_index");
    for (std::size_t k = 0; k < person.size(); ++k)
      run.holders.push_back({static_cast<uint64_t>(person[k]), static_cast<int32_t>(first[k]),
                             static_cast<int32_t>(months[k]), static_cast<int32_t>(programme[k])});
  }
  if (auto const at = trajectories_.find(which); at != trajectories_.end()) {
    uint64_t const first = first_observation_.at(at->second.first),
                   end = first_observation_.at(at->second.first + at->second.count);
    auto const of = [&](char const* name) { return column(file_, std::string("/panel/") + name, first, end - first); };
    auto const person = column(file_, "/panel/person", at->second.first, at->second.count);
    auto const month = of("month"), area = of("area_index"), livelihood = of("livelihood_index"),
               rank = of("rank_index"), sex = of("sex_index"), origin = of("origin_index"), income = of("income_cents"),
               cash = of("cash_cents"), debt = of("debt_cents");
    auto const narrow = [](int64_t value) { return static_cast<int32_t>(value); };
    for (std::size_t p = 0; p < person.size(); ++p)
      for (uint64_t row = first_observation_[at->second.first + p]; row < first_observation_[at->second.first + p + 1];
           ++row) {
        std::size_t const k = row - first;
        run.panel.push_back({static_cast<uint64_t>(person[p]), narrow(month[k]), narrow(area[k]), narrow(livelihood[k]),
                             narrow(rank[k]), narrow(sex[k]), narrow(origin[k]), income[k], cash[k], debt[k]});
      }
  }
  return run;
}

}  // namespace tributer
