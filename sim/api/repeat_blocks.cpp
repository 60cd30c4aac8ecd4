// Repeats blocks of a results file from the file alone.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "point_models.hpp"
#include "results_metadata.hpp"
#include "tributer/output/results_blocks.hpp"
#include "tributer/run.hpp"
#include "tributer/run/pool.hpp"

namespace tributer {
namespace {

bool same_bits(std::vector<double> const& a, std::vector<double> const& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return std::bit_cast<uint64_t>(x) == std::bit_cast<uint64_t>(y) || (x != x && y != y);
  });
}

/// The first difference between two runs of an arm, by name.
std::optional<std::string> difference_of(RunRecord const& a, RunRecord const& b,
                                         std::vector<Variable> const& variables) {
  for (std::size_t v = 0; v < variables.size(); ++v)
    if (a.variables.at(v).integers != b.variables.at(v).integers ||
        !same_bits(a.variables[v].reals, b.variables[v].reals))
      return "the variable " + path_of(variables[v]);
  if (a.panel != b.panel) return "the panel";
  if (a.holders != b.holders) return "the holders of licences";
  return std::nullopt;
}

std::optional<std::string> difference_of(BlockRecord const& a, BlockRecord const& b, Study const& study,
                                         Layout const& layout) {
  if (a.failure.has_value() != b.failure.has_value())
    return a.failure ? "it failed before: " + a.failure->message : "it fails now: " + b.failure->message;
  std::vector<Variable> variables = layout.variables;
  if (a.key.point > 0) {
    variables.clear();
    for (std::size_t const v : series_variables(study.model().study.output, layout))
      variables.push_back(layout.variables[v]);
  }
  for (std::size_t arm = 0; arm < a.runs.size(); ++arm)  // none if the file has quantiles of them
    if (auto const what = difference_of(a.runs[arm], b.runs.at(arm), variables))
      return fmt::format("arm {}: {} differs", study.model().study.arms[arm].name, *what);
  for (auto const values : {&OutcomeValues::numerator, &OutcomeValues::denominator, &OutcomeValues::given})
    if (!same_bits(a.outcomes.*values, b.outcomes.*values)) return "its outcomes differ";
  return std::nullopt;
}

}  // namespace

std::vector<Repetition> repeat_blocks(std::filesystem::path const& results, std::vector<BlockKey> const& keys,
                                      RunOptions const& options) {
  ResultsBlocks file(results);
  Study study(file.head().copy);
  std::size_t const threads = options.threads > 0 ? options.threads : machine_threads();
  study.prepare(PoolExecutor(threads));
  Layout const layout = make_layout(study.model());
  PointModels models(study, threads + 1);
  int64_t const arms = static_cast<int64_t>(study.model().study.arms.size()), n = static_cast<int64_t>(keys.size());
  ProgressMeter meter(options.progress, arms * n,
                      n * (study.model().study.time.burn_in + arms * study.model().study.time.months));
  std::vector<Repetition> repetitions;
  PoolExecutor const pool(threads);
  for (BlockKey const key : keys) {
    if (!file.has(key))
      throw FileError(fmt::format("{}: it has no point {}, replicate {}", results.string(), key.point, key.replicate));
    auto const record = run_recorded(key, layout, models, pool, meter, [] { return false; });
    if (!record) break;
    repetitions.push_back({key, difference_of(file.read(key, layout), *record, study, layout)});
  }
  return repetitions;
}

}  // namespace tributer
