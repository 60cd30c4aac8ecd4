#include "tributer/analysis/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tributer/core/check.hpp"

namespace tributer {
namespace {

void rescale(PairedEstimate& e, double factor, double shift) {
  for (double* const x : {&e.difference, &e.lower, &e.upper}) *x = *x * factor + shift;
  e.standard_error *= factor;
}

/// N/D for each replicate; NaN if D is 0.
std::vector<double> quotient(std::vector<double> const& n, std::vector<double> const& d, double scale) {
  std::vector<double> result;
  for (size_t i = 0; i < n.size(); ++i) result.push_back(d[i] == 0 ? std::nan("") : scale * n[i] / d[i]);
  return result;
}

std::vector<double> negative(std::vector<double> x) {
  for (double& value : x) value = -value;
  return x;
}

std::vector<double> copied(std::span<double const> values) { return {values.begin(), values.end()}; }

/// The estimate of one outcome of an arm against a baseline.
class Estimator {
 public:
  Estimator(OutcomeTable const& table, size_t outcome, size_t arm, size_t baseline)
      : outcome_(table.outcomes[outcome]),
        n_(copied(table.numerator(outcome, arm, arm))),
        n0_(copied(table.numerator(outcome, arm, baseline))),
        d_(copied(table.denominator(outcome, arm, arm))),
        d0_(copied(table.denominator(outcome, arm, baseline))) {}

  PairedEstimate estimate() const {
    double const scale = outcome_.scale;
    std::vector<double> const zero(n_.size(), 0.0);
    if (outcome_.form == Form::level) return paired_difference(quotient(n_, d_, scale), quotient(n0_, d0_, scale));
    PairedEstimate e;
    if (outcome_.form == Form::per_addition) {
      e = per_addition();
    } else if (outcome_.form == Form::displaced) {
      e = ratio_of_changes({n_, n0_, negative(d_), negative(d0_)});
    } else if (outcome_.form == Form::own_share || outcome_.form == Form::baseline_share) {
      e = ratio_of_changes({outcome_.form == Form::own_share ? n_ : n0_, zero, d_, zero});
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

/// True if the arm has what the outcome requires.
bool is_given(OutcomeTable const& table, size_t outcome, size_t arm) {
  auto const values = table.given(outcome, arm);
  return std::any_of(values.begin(), values.end(), [](double value) { return !std::isnan(value) && value != 0; });
}

std::string listed(std::vector<std::string> const& names) {
  std::string text;
  for (std::string const& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

size_t find_baseline(std::vector<std::string> const& arms, std::optional<std::string> const& asked,
                     std::string const& otherwise) {
  std::string const name = asked.value_or(otherwise);
  auto const found = std::find(arms.begin(), arms.end(), name);
  if (found != arms.end()) return static_cast<size_t>(found - arms.begin());
  if (!asked) return 0;
  throw UserError(
      Problem{{"--baseline", 0, ""}, fmt::format("there is no arm '{}'", name), "the arms are: " + listed(arms)});
}

}  // namespace

std::vector<size_t> chosen_outcomes(std::vector<Outcome> const& outcomes, std::string const& filter) {
  std::vector<size_t> chosen;
  std::vector<std::string> names;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    Outcome const& outcome = outcomes[i];
    if (outcome.name.find('/') == std::string::npos) names.push_back(outcome.name);
    bool const wanted =
        outcome.name.find(filter) != std::string::npos || outcome.label.find(filter) != std::string::npos;
    if (wanted && (!filter.empty() || outcome.shown == Outcome::Shown::always)) chosen.push_back(i);
  }
  if (!chosen.empty() || filter.empty()) return chosen;
  throw UserError(Problem{{"--outcome", 0, ""},
                          fmt::format("no outcome has '{}' in its name", filter),
                          "the outcomes, some of which are also given by group (NAME/GROUP), are: " + listed(names)});
}

Reading reading_of(Form form) {
  if (form == Form::level) return Reading::difference;
  return form == Form::percent_change ? Reading::percent_change : Reading::own;
}

void require_comparable(std::vector<std::string> const& arms, std::vector<Outcome> const& outcomes,
                        ComparisonOptions const& options) {
  find_baseline(arms, options.baseline, "");
  chosen_outcomes(outcomes, options.outcome);
}

std::vector<Line> compare_arms(ResultsReader const& results, ComparisonOptions const& options) {
  return compare_table(results.outcomes(), results, options);
}

std::vector<Line> compare_table(OutcomeTable const& table, ResultsReader const& results,
                                ComparisonOptions const& options) {
  size_t const baseline = find_baseline(results.arms(), options.baseline, results.baseline());
  std::vector<Line> lines;
  for (size_t const outcome : chosen_outcomes(table.outcomes, options.outcome)) {
    for (size_t arm = 0; arm < results.arms().size(); ++arm) {
      if (arm == baseline || !is_given(table, outcome, arm)) continue;
      PairedEstimate const estimate = Estimator(table, outcome, arm, baseline).estimate();
      if (std::isnan(estimate.difference)) continue;
      lines.push_back({table.outcomes[outcome], results.arms()[arm], results.arms()[baseline], estimate});
    }
  }
  return lines;
}

}  // namespace tributer
