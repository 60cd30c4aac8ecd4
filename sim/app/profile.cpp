// `run --profile`: where the time of a run went, by process of the month and by observable, in all runs together.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "commands.hpp"

namespace tributer {

void print_profile(ResultsReader const& results) {
  constexpr double least_share = 0.002;
  Hdf5File const& file = results.file();
  auto const sum = [](auto const& values) { return std::accumulate(values.begin(), values.end(), 0.0); };
  double const all = sum(file.read_reals("/diagnostics/seconds")),
               months = sum(file.read_integers("/diagnostics/miner_months"));
  auto const names = file.read_texts("/diagnostics/process");
  auto const seconds = file.read_reals("/diagnostics/seconds_per_process");
  std::vector<std::pair<double, std::string>> rows;
  for (std::size_t k = 0; k < names.size(); ++k) {
    double taken = 0;
    for (std::size_t at = k; at < seconds.size(); at += names.size()) taken += seconds[at];
    rows.emplace_back(taken, names[k]);
  }
  double rest = all;
  for (auto const& [taken, name] : rows) rest -= taken;
  rows.emplace_back(rest, "everything else");
  std::sort(rows.rbegin(), rows.rend());
  fmt::print("time of all runs without their burn-ins: {:.1f} s, {:.1f} ns a miner-month\n", all, 1e9 * all / months);
  fmt::print("{:<26} {:>9} {:>6} {:>22}\n", "process or record", "seconds", "share", "ns a miner-month");
  for (auto const& [taken, name] : rows)
    if (taken >= least_share * all)
      fmt::print("{:<26} {:>9.2f} {:>5.1f}% {:>22.1f}\n", name, taken, 100 * taken / all, 1e9 * taken / months);
}

}  // namespace tributer
