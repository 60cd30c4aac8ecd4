#pragma once
// Lays out an empty results file: dimensions, variables, groups and their attributes.
#include "tributer/output/results_file.hpp"

namespace tributer {

/// "/people" or "/moves/moves".
std::string variable_path(Variable const& variable);

/// The axes of the layout that a panel row indexes, in the order of PanelRow.
inline constexpr char const* panel_axes[] = {"area", "livelihood", "rank", "sex", "origin"};

/// Rows of the panel gathered in one chunk of the file.
inline constexpr uint64_t panel_chunk = 8192;

/// Writes all that is known before the first run, and room for the runs.
void write_schema(Hdf5File& file, ResultsMetadata const& metadata, ResultsLayout const& layout);

/// Days from `start` to the first day of the month `months` later, in the proleptic Gregorian calendar.
int32_t days_since(Month start, int months);

}  // namespace tributer
