#include "point_estimates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include "tributer/analysis/comparison.hpp"
#include "tributer/core/check.hpp"

namespace tributer {

std::vector<PointEstimates> point_estimates(ResultsReader const& results, std::string const& outcome) {
  ComparisonOptions options;
  options.outcome = outcome;
  OutcomeTable table = results.outcomes();
  std::size_t const n_points = results.points() - 1;
  std::vector<double> const undefined(n_points, std::numeric_limits<double>::quiet_NaN());
  std::vector<PointEstimates> all;
  std::map<std::pair<std::string, std::string>, std::size_t> where;
  for (std::size_t const k : chosen_outcomes(table.outcomes, outcome))
    for (std::string const& arm : results.arms()) {
      where.emplace(std::pair(table.outcomes[k].name, arm), all.size());
      all.push_back({table.outcomes[k].name, arm, undefined});
    }
  for (std::size_t point = 1; point <= n_points; ++point) {
    results.read_point(point, table);
    if (table.n_replicates == 0) continue;
    for (Line const& line : compare_table(table, results, options))
      all[where.at({line.outcome.name, line.arm})].values[point - 1] = line.estimate.difference;
  }
  std::erase_if(all, [](PointEstimates const& of) {
    return std::all_of(of.values.begin(), of.values.end(), [](double value) { return std::isnan(value); });
  });
  return all;
}

void refuse_results(ResultsReader const& results, std::string const& what, std::string const& remedy) {
  throw UserError(Problem{{results.file().name(), 0, {}}, what, remedy});
}

void require_points(ResultsReader const& results, std::string const& tool) {
  if (results.points() == 1)
    refuse_results(results, fmt::format("these results have no points of a design, which {} needs", tool),
                   "write [design] into the study or add --uncertain, and run it; --to csv takes these results too");
}

double number_of_text(std::string const& text) {
  double value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = error == std::errc() && end == text.data() + text.size();
  return whole ? value : std::numeric_limits<double>::quiet_NaN();
}

bool is_numeric(PointSettings const& settings, std::size_t address) {
  return std::none_of(settings.values.begin(), settings.values.end(),
                      [&](auto const& values) { return std::isnan(number_of_text(values[address])); });
}

}  // namespace tributer
