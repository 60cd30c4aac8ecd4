#include "tributer/analysis/points_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "cell.hpp"
#include "tributer/core/quantile.hpp"

namespace tributer {
namespace {

using OfArm = std::pair<std::string, std::string>;  ///< outcome, arm

OfArm key_of(Line const& line) { return {line.outcome.name, line.arm}; }

/// The arm in which the outcome is best; empty if two are.
std::string best_arm(Outcome::Better better, std::vector<std::pair<std::string, double>> const& values) {
  double const sign = better == Outcome::Better::higher ? 1 : -1;
  std::string best;
  double most = -std::numeric_limits<double>::infinity();
  for (auto const& [arm, value] : values) {
    if (sign * value == most) best.clear();
    if (sign * value > most) most = sign * value, best = arm;
  }
  return best;
}

/// Counts, point by point, which arm is best.
void count_best(std::vector<PointSpread>& spreads, std::size_t n_points) {
  for (auto first = spreads.begin(); first != spreads.end();) {
    auto const end = std::find_if(first, spreads.end(), [&](PointSpread const& s) {
      return s.written.outcome.name != first->written.outcome.name;
    });
    Outcome::Better const better = first->written.outcome.better;
    if (better != Outcome::Better::neither && end - first > 1) {
      for (auto s = first; s != end; ++s) s->best_at = 0;
      for (std::size_t point = 0; point < n_points; ++point) {
        std::vector<std::pair<std::string, double>> values;
        for (auto s = first; s != end; ++s)
          if (!std::isnan(s->estimates[point])) values.emplace_back(s->written.arm, s->estimates[point]);
        if (values.size() < 2) continue;
        std::string const best = best_arm(better, values);
        for (auto s = first; s != end; ++s) {
          ++s->compared_at;
          if (s->written.arm == best) ++*s->best_at;
        }
      }
    }
    first = end;
  }
}

}  // namespace

std::vector<double> PointSpread::defined() const {
  std::vector<double> values;
  for (double const value : estimates)
    if (!std::isnan(value)) values.push_back(value);
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<PointSpread> compare_points(ResultsReader const& results, ComparisonOptions const& options) {
  OutcomeTable table = results.outcomes();
  std::size_t const n_points = results.points() - 1;
  std::vector<PointSpread> spreads;
  std::map<OfArm, std::size_t> where;
  for (Line& line : compare_table(table, results, options)) {
    where.emplace(key_of(line), spreads.size());
    spreads.push_back(
        {std::move(line), std::vector<double>(n_points, std::numeric_limits<double>::quiet_NaN()), {}, 0});
  }
  for (std::size_t point = 1; point <= n_points; ++point) {
    results.read_point(point, table);
    if (table.n_replicates == 0) continue;
    for (Line const& line : compare_table(table, results, options))
      if (auto const at = where.find(key_of(line)); at != where.end())
        spreads[at->second].estimates[point - 1] = line.estimate.difference;
  }
  count_best(spreads, n_points);
  return spreads;
}

std::string render_points(ResultsReader const& results, std::vector<PointSpread> const& spreads,
                          std::vector<Line> const& only, TableOptions const& options) {
  constexpr std::size_t label_width = 34, figure_width = 11, interval_width = 23, range_width = 25;
  std::size_t const n_points = results.points() - 1, replicates = results.replicates();
  std::string text = wrapped(
      fmt::format(
          "At {} points, at which {} {} set otherwise than in the study, with {} replicate{} each. {}The range over "
          "the "
          "points leaves out the lowest and the highest twentieth. An arm is best at a point if no other arm does as "
          "well there; points at which fewer than two arms have the outcome do not count.",
          n_points, results.settings().addresses.size(),
          results.settings().addresses.size() == 1 ? "parameter is" : "parameters are", replicates,
          replicates == 1 ? "" : "s", replicates == 1 ? "" : "Brackets show chance at the study as it is written. "),
      options.width);
  auto const end_line = [&text](std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  end_line(fmt::format("{:<{}}{:>{}}{:>{}}{:>{}}  {}", "", label_width, "as written", figure_width, "by chance",
                       interval_width, "over the points", range_width, "best at"));
  std::string arm;
  auto const is_shown = [&](PointSpread const& spread) {
    return only.empty() || std::any_of(only.begin(), only.end(),
                                       [&](Line const& line) { return key_of(line) == key_of(spread.written); });
  };
  std::vector<PointSpread const*> shown;
  for (PointSpread const& spread : spreads)
    if (is_shown(spread)) shown.push_back(&spread);
  std::stable_sort(shown.begin(), shown.end(), [&](PointSpread const* a, PointSpread const* b) {
    auto const place = [&](std::string const& name) {
      return std::find(results.arms().begin(), results.arms().end(), name) - results.arms().begin();
    };
    return place(a->written.arm) < place(b->written.arm);
  });
  for (PointSpread const* const spread : shown) {
    Line const& line = spread->written;
    if (line.arm != arm) end_line(styled(line.arm, "1", options));
    arm = line.arm;
    auto const values = spread->defined();
    bool const with_sign = reading_of(line.outcome.form) != Reading::own;
    auto const figure = [&](double value) { return number(value, line.outcome.decimals, with_sign); };
    Cell const cell = to_cell(line);
    std::string const range =
        values.empty() ? "none"
                       : fmt::format("{} to {}", figure(quantile_of(values, 0.05)), figure(quantile_of(values, 0.95)));
    std::string best = spread->best_at ? fmt::format("{} of {}", *spread->best_at, spread->compared_at) : "";
    end_line(fmt::format("{:<{}}{:>{}}{:>{}}{:>{}}  {}", "  " + line.outcome.label, label_width, cell.estimate,
                         figure_width, cell.interval, interval_width, range, range_width, best));
  }
  return text;
}

std::string render_points_csv(std::vector<PointSpread> const& spreads) {
  std::string text =
      "outcome,arm,baseline,unit,written,lower,upper,points,least,p5,median,p95,greatest,best_at,compared_at\r\n";
  for (PointSpread const& spread : spreads) {
    Line const& line = spread.written;
    auto const values = spread.defined();
    text += fmt::format("{},{},{},{},{},{},{},{}", csv_text(line.outcome.name), csv_text(line.arm),
                        csv_text(line.baseline), csv_text(line.outcome.unit), csv_number(line.estimate.difference),
                        csv_number(line.estimate.lower), csv_number(line.estimate.upper), values.size());
    for (double const share : {0.0, 0.05, 0.5, 0.95, 1.0}) text += "," + csv_number(quantile_of(values, share));
    text += spread.best_at ? fmt::format(",{},{}\r\n", *spread.best_at, spread.compared_at) : ",,\r\n";
  }
  return text;
}

}  // namespace tributer
