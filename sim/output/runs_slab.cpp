#include "runs_slab.hpp"

#include <algorithm>

#include "cf_attributes.hpp"
#include "results_schema.hpp"

namespace tributer {
namespace {

constexpr uint64_t bytes_of_slab = uint64_t{8} << 20;

std::vector<uint64_t> cells_by_axis(Variable const& variable, Layout const& layout) {
  std::vector<uint64_t> cells;
  for (std::string const& name : variable.axes) cells.push_back(find_axis(layout, name)->labels.size());
  return cells;
}

/// The values of one variable in all replicates of a slab, for one arm.
template <class T>
std::vector<T> side_by_side(Slab const& slab, size_t arm, size_t variable, std::vector<T> Recorded::*of) {
  std::vector<T> all;
  for (auto const& runs : slab.runs) {
    std::vector<T> const& values = runs[arm].variables[variable].*of;
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

/// One number of each run of a slab, [arm][replicate].
template <class T>
std::vector<T> of_runs(Slab const& slab, size_t n_arms, T RunRecord::*member) {
  std::vector<T> all;
  for (size_t arm = 0; arm < n_arms; ++arm)
    for (auto const& runs : slab.runs) all.push_back(runs[arm].*member);
  return all;
}

}  // namespace

size_t replicates_in_slab(ResultsMetadata const& metadata, Layout const& layout) {
  uint64_t cells = 0;
  for (Variable const& variable : layout.variables) {
    uint64_t own = 1;
    for (uint64_t const n : cells_by_axis(variable, layout)) own *= n;
    cells += own;
  }
  uint64_t const bytes =
      8 * std::max<uint64_t>(1, cells) * static_cast<uint64_t>(metadata.months) * metadata.arms.size();
  return static_cast<size_t>(
      std::clamp<uint64_t>(bytes_of_slab / bytes, 1, static_cast<uint64_t>(metadata.replicates)));
}

void write_runs(Hdf5File& file, Slab const& slab, ResultsMetadata const& metadata, Layout const& layout) {
  size_t const n_arms = metadata.arms.size(), n = slab.runs.size();
  for (size_t v = 0; v < layout.variables.size(); ++v) {
    Variable const& variable = layout.variables[v];
    for (size_t arm = 0; arm < n_arms; ++arm) {
      Block block{{arm, slab.first, 0}, {1, n, static_cast<uint64_t>(metadata.months)}};
      for (uint64_t const cells : cells_by_axis(variable, layout)) block.count.push_back(cells);
      block.offset.resize(block.count.size(), 0);
      if (variable.kind == Variable::Kind::integer)
        file.write(variable_path(variable), block, side_by_side(slab, arm, v, &Recorded::integers));
      else
        file.write(variable_path(variable), block, side_by_side(slab, arm, v, &Recorded::reals));
    }
  }
  Block const runs{{0, slab.first}, {n_arms, n}};
  file.write("/diagnostics/seconds", runs, of_runs(slab, n_arms, &RunRecord::seconds));
  file.write("/diagnostics/miner_months", runs, of_runs(slab, n_arms, &RunRecord::miner_months));
  file.write("/diagnostics/ledger_residual_cents", runs, of_runs(slab, n_arms, &RunRecord::ledger_residual_cents));
  std::vector<double> seconds;
  for (size_t arm = 0; arm < n_arms; ++arm)
    for (auto const& of : slab.runs)
      seconds.insert(seconds.end(), of[arm].seconds_per_process.begin(), of[arm].seconds_per_process.end());
  file.write("/diagnostics/seconds_per_process", {{0, slab.first, 0}, {n_arms, n, metadata.processes.size()}}, seconds);
}

}  // namespace tributer
