#pragma once
// The difference between two arms with the same luck in each replicate, and its uncertainty.
#include <cstddef>
#include <span>

namespace tributer {

/// A difference (or ratio) of two arms over paired replicates. Undefined numbers are NaN, such as the interval, the
/// gain and the share above of a single replicate.
struct PairedEstimate {
  size_t replicates = 0;  ///< pairs in which both values exist (are not NaN)
  double baseline_mean;
  double value_mean;
  double difference;  ///< mean of value - baseline, or the ratio (see below)
  double standard_error;
  double lower, upper;  ///< 95% interval by Student's t with replicates - 1 degrees of freedom
  double gain;          ///< standard error that independent luck would give, over standard_error
  double p_above;       ///< share of replicates in which value > baseline, ties counting half
};

/// Half-width of a 95% interval in standard errors; NaN without degrees of freedom.
double student_t_975(size_t degrees_of_freedom);

/// Value minus baseline. Both have one number for each replicate, in the same order.
PairedEstimate paired_difference(std::span<double const> value, std::span<double const> baseline);

/// Numerators and denominators of the two arms, with one number for each replicate, in the same order.
struct PairedRatio {
  std::span<double const> value_numerator, baseline_numerator, value_denominator, baseline_denominator;
};

/// (mean change of the numerator) / (mean change of the denominator), from baseline to value. The standard error is
/// linearised: var(u_value - u_baseline) with u = numerator - ratio * denominator. `difference` holds the ratio; the
/// means are NaN. All numbers are NaN if the denominator does not change.
PairedEstimate ratio_of_changes(PairedRatio const& ratio);

/// mean(value) / mean(baseline), in `difference`, with a linearised standard error. baseline_mean and value_mean are
/// the means of the arguments.
PairedEstimate ratio_to_baseline(std::span<double const> value, std::span<double const> baseline);

}  // namespace tributer
