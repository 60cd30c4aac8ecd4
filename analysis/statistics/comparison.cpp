#include "tributer/analysis/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "totals.hpp"
#include "tributer/core/check.hpp"

namespace tributer {
namespace {

void rescale(PairedEstimate& e, double factor, double shift) {
  for (double* const x : {&e.difference, &e.lower, &e.upper}) *x = *x * factor + shift;
  e.standard_error *= factor;
}

/// N/D by replicate, NaN where D is 0.
std::vector<double> quotient(std::vector<double> const& n, std::vector<double> const& d, double scale) {
  std::vector<double> result;
  for (size_t i = 0; i < n.size(); ++i) result.push_back(d[i] == 0 ? std::nan("") : scale * n[i] / d[i]);
  return result;
}

std::vector<double> negative(std::vector<double> x) {
  for (double& value : x) value = -value;
  return x;
}

/// The estimate of an outcome whose windows the arm has.
class Estimator {
 public:
  Estimator(Outcome const& outcome, Totals const& totals, size_t arm, size_t baseline, Span of_n, Span of_d)
      : outcome_(outcome),
        n_(totals.over(outcome.numerator, {arm, baseline}, of_n)),
        n0_(totals.over(outcome.numerator, {baseline, baseline}, of_n)),
        d_(totals.over(outcome.denominator, {arm, baseline}, of_d)),
        d0_(totals.over(outcome.denominator, {baseline, baseline}, of_d)) {}

  PairedEstimate estimate() const {
    double const scale = outcome_.scale;
    std::vector<double> const zero(n_.size(), 0.0);
    if (outcome_.form == Form::level) return paired_difference(quotient(n_, d_, scale), quotient(n0_, d0_, scale));
    PairedEstimate e;
    if (outcome_.form == Form::per_addition) {
      e = per_addition();
    } else if (outcome_.form == Form::displaced) {
      e = ratio_of_changes({n_, n0_, negative(d_), negative(d0_)});
    } else if (outcome_.form == Form::own_share) {
      e = ratio_of_changes({n_, zero, d_, zero});
      e.gain = std::nan("");
    } else {
      e = ratio_to_baseline(n_, n0_);
    }
    rescale(e, scale, outcome_.form == Form::percent_change ? -scale : 0);
    return e;
  }

 private:
  PairedEstimate per_addition() const {
    PairedEstimate const added = paired_difference(d_, d0_);
    PairedEstimate e = ratio_of_changes({n_, n0_, d_, d0_});
    if (!(added.difference > 0)) e.difference = std::nan("");
    if (!(added.lower > 0)) e.standard_error = e.lower = e.upper = e.gain = std::nan("");
    return e;
  }

  Outcome const& outcome_;
  std::vector<double> n_, n0_, d_, d0_;
};

bool asks_about(Outcome const& outcome, ResultsReader const& results, size_t arm) {
  if (outcome.arms == Outcome::Arms::with_presence) return results.presence(arm).exists();
  if (outcome.arms == Outcome::Arms::with_programme) return results.programme(arm).exists();
  return true;
}

/// Is what an outcome takes for granted there?
bool is_given(Outcome const& outcome, ResultsReader const& results, Totals const& totals, size_t arm) {
  if (!totals.has(outcome.given)) return false;
  auto const span = months_of(outcome.given.window.value_or(Window::run), results, arm);
  if (!span) return false;
  auto const values = totals.over(outcome.given, {arm, arm}, *span);
  return std::any_of(values.begin(), values.end(), [](double value) { return value != 0; });
}

/// A unit, with the discount rate in its place.
std::string unit_of(Outcome const& outcome, ResultsReader const& results) {
  std::string unit(outcome.unit);
  if (size_t const at = unit.find("{}"); at != std::string::npos)
    unit.replace(at, 2, fmt::format("{:.3g}", 100 * results.discount_rate()));
  return unit;
}

Line::Reading reading_of(Form form) {
  if (form == Form::level) return Line::Reading::difference;
  return form == Form::percent_change ? Line::Reading::percent_change : Line::Reading::own;
}

std::string listed(std::vector<std::string> const& names) {
  std::string text;
  for (std::string const& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

size_t find_baseline(ResultsReader const& results, std::optional<std::string> const& asked) {
  std::string const name = asked.value_or(results.baseline());
  auto const found = std::find(results.arms().begin(), results.arms().end(), name);
  if (found != results.arms().end()) return static_cast<size_t>(found - results.arms().begin());
  if (!asked) return 0;
  throw UserError(Problem{
      {"--baseline", 0, ""}, fmt::format("there is no arm '{}'", name), "the arms are: " + listed(results.arms())});
}

std::vector<Outcome> chosen_outcomes(std::string const& filter) {
  std::vector<Outcome> chosen;
  for (Outcome const& outcome : outcomes()) {
    bool const wanted =
        outcome.name.find(filter) != std::string_view::npos || outcome.label.find(filter) != std::string_view::npos;
    if (wanted) chosen.push_back(outcome);
  }
  if (!chosen.empty()) return chosen;
  std::vector<std::string> names;
  for (Outcome const& outcome : outcomes()) names.emplace_back(outcome.name);
  throw UserError(Problem{
      {"--outcome", 0, ""}, fmt::format("no outcome is called '{}'", filter), "the outcomes are: " + listed(names)});
}

}  // namespace

std::vector<Line> compare_arms(ResultsReader const& results, ComparisonOptions const& options) {
  size_t const baseline = find_baseline(results, options.baseline);
  std::vector<Outcome> const chosen = chosen_outcomes(options.outcome);
  Totals totals(results);
  for (Outcome const& outcome : chosen) {
    totals.want(outcome.numerator);
    totals.want(outcome.denominator);
    totals.want(outcome.given);
  }
  totals.read();
  std::vector<Line> lines;
  for (Outcome const& outcome : chosen) {
    if (!totals.has(outcome.numerator) || !totals.has(outcome.denominator)) continue;
    for (size_t arm = 0; arm < results.arms().size(); ++arm) {
      if (arm == baseline || !asks_about(outcome, results, arm) || !is_given(outcome, results, totals, arm)) continue;
      auto const of_n = months_of(outcome.numerator.window.value_or(outcome.window), results, arm),
                 of_d = months_of(outcome.denominator.window.value_or(outcome.window), results, arm);
      if (!of_n || !of_d) continue;
      PairedEstimate const estimate = Estimator(outcome, totals, arm, baseline, *of_n, *of_d).estimate();
      if (std::isnan(estimate.difference)) continue;
      lines.push_back({std::string(outcome.question), std::string(outcome.name), std::string(outcome.label),
                       unit_of(outcome, results), results.arms()[arm], results.arms()[baseline],
                       reading_of(outcome.form), outcome.decimals, estimate});
    }
  }
  return lines;
}

}  // namespace tributer
