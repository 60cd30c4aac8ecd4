#pragma once
// Makes an empty results file: dimensions, variables, groups and their attributes.
#include <set>
#include <string>

#include "tributer/output/results_file.hpp"

namespace tributer {

/// The path of a variable in the file: "/people" or "/moves/moves".
std::string variable_path(Variable const& variable);

/// Writes everything that is known before the first run, and makes datasets for the runs.
void write_schema(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);

/// Writes `time` and the axes `names`, which may be arm and replicate, into the group `folder`, which ends in /.
void write_coordinates(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout, std::string const& folder,
                       std::set<std::string> const& names);
/// Writes the attributes of a dataset of the variable.
void set_attributes_of(Variable const& variable, Hdf5File& file, std::string const& path,
                       ResultsMetadata const& metadata);

/// Days from `start` to the first day of the month `months` later, in the proleptic Gregorian calendar.
int32_t days_since(Month start, int months);

}  // namespace tributer
