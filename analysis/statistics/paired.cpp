#include "tributer/analysis/paired.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "tributer/core/check.hpp"

namespace tributer {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double mean(std::vector<double> const& x) {
  double sum = 0;
  for (double const value : x) sum += value;
  return x.empty() ? unknown : sum / static_cast<double>(x.size());
}

double variance(std::vector<double> const& x) {
  if (x.size() < 2) return unknown;
  double const centre = mean(x);
  double sum = 0;
  for (double const value : x) sum += (value - centre) * (value - centre);
  return sum / static_cast<double>(x.size() - 1);
}

/// The estimate of mean(a - b) over the replicates that have both.
PairedEstimate estimate(std::vector<double> const& a, std::vector<double> const& b) {
  auto const n = static_cast<double>(a.size());
  std::vector<double> differences;
  double above = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    differences.push_back(a[i] - b[i]);
    above += a[i] > b[i] ? 1.0 : a[i] == b[i] ? 0.5 : 0.0;
  }
  PairedEstimate e{a.size(), mean(b), mean(a), mean(differences), unknown, unknown, unknown, unknown, unknown};
  if (a.empty()) return e;
  e.p_above = a.size() < 2 ? unknown : above / n;
  e.standard_error = std::sqrt(variance(differences) / n);
  double const half = a.size() < 2 ? unknown : student_t_975(a.size() - 1) * e.standard_error;
  e.lower = e.difference - half;
  e.upper = e.difference + half;
  if (e.standard_error > 0) e.gain = std::sqrt((variance(a) + variance(b)) / n) / e.standard_error;
  return e;
}

}  // namespace

double student_t_975(size_t degrees_of_freedom) {
  if (degrees_of_freedom == 0) return unknown;
  return boost::math::quantile(boost::math::students_t(static_cast<double>(degrees_of_freedom)), 0.975);
}

PairedEstimate paired_difference(std::span<double const> value, std::span<double const> baseline) {
  check(value.size() == baseline.size(), "paired arms have different numbers of replicates");
  std::vector<double> a, b;
  for (size_t i = 0; i < value.size(); ++i) {
    if (std::isnan(value[i]) || std::isnan(baseline[i])) continue;
    a.push_back(value[i]);
    b.push_back(baseline[i]);
  }
  return estimate(a, b);
}

PairedEstimate ratio_of_changes(PairedRatio const& ratio) {
  size_t const n = ratio.value_numerator.size();
  check(ratio.baseline_numerator.size() == n && ratio.value_denominator.size() == n &&
            ratio.baseline_denominator.size() == n,
        "paired arms have different numbers of replicates");
  PairedEstimate const numerator = paired_difference(ratio.value_numerator, ratio.baseline_numerator);
  PairedEstimate const denominator = paired_difference(ratio.value_denominator, ratio.baseline_denominator);
  double const r = denominator.difference == 0 ? unknown : numerator.difference / denominator.difference;
  std::vector<double> a, b;
  for (size_t i = 0; i < n; ++i) {
    a.push_back((ratio.value_numerator[i] - r * ratio.value_denominator[i]) / denominator.difference);
    b.push_back((ratio.baseline_numerator[i] - r * ratio.baseline_denominator[i]) / denominator.difference);
  }
  PairedEstimate e = paired_difference(a, b);
  e.baseline_mean = e.value_mean = e.p_above = unknown;
  double const half = e.difference - e.lower;
  e.difference = r;
  e.lower = r - half;
  e.upper = r + half;
  return e;
}

PairedEstimate ratio_to_baseline(std::span<double const> value, std::span<double const> baseline) {
  std::vector<double> const zero(value.size(), 0.0);
  std::vector<double> minus_baseline;
  for (double const x : baseline) minus_baseline.push_back(-x);
  PairedEstimate const levels = paired_difference(value, baseline);
  PairedEstimate e = ratio_of_changes({value, zero, zero, minus_baseline});
  e.baseline_mean = levels.baseline_mean;
  e.value_mean = levels.value_mean;
  e.p_above = levels.p_above;
  return e;
}

}  // namespace tributer
