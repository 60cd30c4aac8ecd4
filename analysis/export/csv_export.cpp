// Tidy tables. Settings and outcomes are two tables, joined by the column `point`: one table would repeat every setting
// of a point in each of its hundreds of lines.
#include <fmt/format.h>

#include <cmath>

#include "../statistics/cell.hpp"
#include "text_output.hpp"
#include "tributer/core/enumeration.hpp"
#include "writers.hpp"

namespace tributer {
namespace {

constexpr std::string_view first_of_points = "point,replicates", first_of_outcomes = "point,arm,replicate,outcome,",
                           first_of_definitions = "outcome,question,";

/// The replicates of a point whose runs did not fail.
std::vector<std::size_t> good_replicates(std::size_t point, std::size_t n, std::vector<FailedRun> const& failures) {
  std::vector<bool> failed(n);
  for (FailedRun const& failure : failures)
    if (failure.point == point && failure.replicate < n) failed[failure.replicate] = true;
  std::vector<std::size_t> good;
  for (std::size_t r = 0; r < n; ++r)
    if (!failed[r]) good.push_back(r);
  return good;
}

void write_point(TextOutput& out, std::size_t point, std::size_t n_replicates, PointSettings const& settings) {
  std::string line = fmt::format("{},{}", point, n_replicates);
  if (!settings.values.empty())
    for (std::string const& value : settings.values[point]) line.append(",").append(csv_text(value));
  out.add(line + "\r\n");
}

void write_definitions(TextOutput& out, OutcomeTable const& table, std::vector<std::size_t> const& chosen) {
  out.add(fmt::format("{}label,unit,form,better,scale\r\n", first_of_definitions));
  for (std::size_t const k : chosen) {
    Outcome const& o = table.outcomes[k];
    out.add(fmt::format("{},{},{},{},{},{},{}\r\n", csv_text(o.name), csv_text(o.question), csv_text(o.label),
                        csv_text(o.unit), name_of(o.form), name_of(o.better), o.scale));
  }
}

/// The lines of one point: those of outcomes that an arm has.
class PointLines {
 public:
  PointLines(ResultsReader const& results, TextOutput& out) : results_(results), out_(out) {
    auto const& arms = results.arms();
    auto const at = std::find(arms.begin(), arms.end(), results.baseline());
    baseline_ = at == arms.end() ? 0 : static_cast<std::size_t>(at - arms.begin());
    for (std::string const& arm : arms) arms_.push_back(csv_text(arm));
  }

  void write(std::size_t point, OutcomeTable const& table, std::vector<std::size_t> const& chosen,
             std::vector<std::size_t> const& replicates) {
    auto const values = values_at(point, table.outcomes.size());
    for (std::size_t arm = 0; arm < arms_.size(); ++arm)
      for (std::size_t i = 0; i < replicates.size(); ++i)
        for (std::size_t const k : chosen) {
          double const value = values[(k * arms_.size() + arm) * results_.replicates() + replicates[i]],
                       n = table.numerator(k, arm, arm)[i];
          if (std::isnan(value) && std::isnan(n)) continue;
          std::string line = fmt::format("{},{},{},{}", point, arms_[arm], replicates[i], table.outcomes[k].name);
          for (double const x : {n, table.denominator(k, arm, arm)[i], table.numerator(k, arm, baseline_)[i],
                                 table.denominator(k, arm, baseline_)[i], table.given(k, arm)[i], value})
            line.append(",").append(csv_number(x));
          out_.add(line + "\r\n");
        }
  }

 private:
  /// The dataset `value` at a point, [outcome][arm][replicate].
  std::vector<double> values_at(std::size_t point, std::size_t n_outcomes) const {
    if (point == 0) return results_.file().read_reals("/outcomes/value");
    return results_.file().read_reals("/points/value",
                                      {{point, 0, 0, 0}, {1, n_outcomes, arms_.size(), results_.replicates()}});
  }

  ResultsReader const& results_;
  TextOutput& out_;
  std::size_t baseline_ = 0;
  std::vector<std::string> arms_;
};

}  // namespace

void export_csv(ResultsReader const& results, std::filesystem::path const& folder, std::string const& outcome) {
  OutcomeTable table = results.outcomes();
  auto const chosen = chosen_outcomes(table.outcomes, outcome);
  auto const failures = results.failures();
  PointSettings const settings = results.settings();
  make_folder(folder);
  TextOutput points(folder / "points.csv", first_of_points), outcomes(folder / "outcomes.csv", first_of_outcomes),
      definitions(folder / "definitions.csv", first_of_definitions);
  std::string header(first_of_points);
  for (std::string const& address : settings.addresses) header.append(",").append(csv_text(address));
  points.add(header + "\r\n");
  outcomes.add(fmt::format("{}numerator,denominator,baseline_numerator,baseline_denominator,given,value\r\n",
                           first_of_outcomes));
  write_definitions(definitions, table, chosen);
  PointLines lines(results, outcomes);
  for (std::size_t point = 0; point < results.points(); ++point) {
    auto const replicates = good_replicates(point, results.replicates(), failures);
    write_point(points, point, replicates.size(), settings);
    results.read_point(point, table);
    lines.write(point, table, chosen, replicates);
  }
  points.keep(), outcomes.keep(), definitions.keep();
}

}  // namespace tributer
