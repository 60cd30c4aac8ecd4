// What SALib.analyze.sobol needs: the problem, and the outcomes with one line for each point. The points of a design of
// the kind saltelli have SALib's order without second-order indices: A, AB1 to ABD, B for each base point.
#include <fmt/format.h>

#include "../statistics/cell.hpp"
#include "point_estimates.hpp"
#include "text_output.hpp"
#include "writers.hpp"

namespace tributer {
namespace {

std::string problem_json(PointSettings const& settings) {
  std::string names, bounds;
  for (std::size_t k = 0; k < settings.addresses.size(); ++k) {
    char const* const between = k == 0 ? "" : ", ";
    names += between + json_text(settings.addresses[k]);
    bounds += fmt::format("{}[{}, {}]", between, settings.minima[k], settings.maxima[k]);
  }
  return fmt::format("{{\"num_vars\": {}, \"names\": [{}], \"bounds\": [{}]}}\n", settings.addresses.size(), names,
                     bounds);
}

}  // namespace

void export_salib(ResultsReader const& results, std::filesystem::path const& folder, std::string const& outcome) {
  require_points(results, "SALib");
  PointSettings const settings = results.settings();
  if (settings.kind.empty())
    refuse_results(results, "these results do not say how their points are chosen", "run their study again");
  if (settings.kind != "saltelli")
    refuse_results(
        results,
        fmt::format("the design of these results is {}, but Sobol' indices need the rows of saltelli", settings.kind),
        "write kind = \"saltelli\" in [design] and run the study, or export to ema or csv");
  auto const estimates = point_estimates(results, outcome);
  make_folder(folder);
  std::string line;
  for (std::string const& address : settings.addresses) line += (line.empty() ? "" : ",") + csv_text(address);
  for (PointEstimates const& of : estimates) line.append(",").append(csv_text(of.outcome + "@" + of.arm));
  TextOutput problem(folder / "problem.json", "{\"num_vars\": "), points(folder / "points.csv", line);
  problem.add(problem_json(settings));
  points.add(line + "\n");
  for (std::size_t point = 1; point < settings.points(); ++point) {
    line.clear();
    for (std::string const& value : settings.values[point]) line += (line.empty() ? "" : ",") + csv_text(value);
    for (PointEstimates const& of : estimates) line.append(",").append(plain_number(of.values[point - 1]));
    points.add(line + "\n");
  }
  points.keep(), problem.keep();
}

}  // namespace tributer
