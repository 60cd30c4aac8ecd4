#pragma once
// Makes an empty results file: dimensions, variables, groups and their attributes.
#include "tributer/output/results_file.hpp"

namespace tributer {

/// The path of a variable in the file: "/people" or "/moves/moves".
std::string variable_path(Variable const& variable);

/// Writes everything that is known before the first run, and makes datasets for the runs.
void write_schema(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);

/// Days from `start` to the first day of the month `months` later, in the proleptic Gregorian calendar.
int32_t days_since(Month start, int months);

}  // namespace tributer
