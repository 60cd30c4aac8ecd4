#pragma once
// Compares the arms of a study at all points of its design. At the study as it is written, an interval says how much
// chance varies an outcome. The points say how much it varies with what is assumed.
#include <string>
#include <vector>

#include "tributer/analysis/comparison.hpp"

namespace tributer {

/// One outcome of one arm over all points, and at the study as it is written.
struct PointSpread {
  Line written;
  std::vector<double> estimates;  ///< by point without the first; NaN where the outcome does not exist
  /// Points at which the outcome is better in this arm than in every other arm that has it; nothing if the outcome has
  /// no better or worse, or if only one arm has it.
  std::optional<size_t> best_at;
  size_t compared_at = 0;  ///< points at which at least two arms have the outcome

  std::vector<double> defined() const;  ///< estimates that are not NaN, in rising order
};

/// For the outcomes that the options choose. Throws a UserError as compare_arms does.
std::vector<PointSpread> compare_points(ResultsReader const& results, ComparisonOptions const& options = {});

/// A table for a terminal: for each outcome and arm the study as it is written with its interval of chance, the middle
/// and 5 to 95% of the points, and at how many points the arm is best. `only`: outcomes to show, by name; all if empty.
std::string render_points(ResultsReader const& results, std::vector<PointSpread> const& spreads,
                          std::vector<Line> const& only, TableOptions const& options);

/// CSV (RFC 4180), one line for each outcome and arm. Numbers are not rounded; undefined values are empty.
std::string render_points_csv(std::vector<PointSpread> const& spreads);

}  // namespace tributer
