#pragma once
// Outcomes at the points of a design, as the other tools take them: one number for each point and arm.
#include <string>
#include <vector>

#include "tributer/analysis/results_reader.hpp"

namespace tributer {

/// One outcome of one arm.
struct PointEstimates {
  std::string outcome, arm;
  std::vector<double> values;  ///< by point without the first, over all replicates, as `compare` computes them; or NaN
};

/// By outcome, then arm. The baseline is left out, and so is what no point has.
std::vector<PointEstimates> point_estimates(ResultsReader const& results, std::string const& outcome);

/// Throws a UserError with a remedy if the results have no points of a design. `tool`: what needs them.
void require_points(ResultsReader const& results, std::string const& tool);
/// Throws a UserError about the results.
[[noreturn]] void refuse_results(ResultsReader const& results, std::string const& what, std::string const& remedy);

/// True if all values of a setting are numbers.
bool is_numeric(PointSettings const& settings, std::size_t address);
/// The number that a text consists of; NaN if it is none.
double number_of_text(std::string const& text);

}  // namespace tributer
