#pragma once
// Writes the group /points of the results of an ensemble: what each point sets, and its outcomes by arm and replicate;
// and the group /failures, the runs that could not be run to their end.
#include "tributer/output/results_file.hpp"

namespace tributer {

/// Makes a dimension whose coordinates are 0 to n - 1.
void write_numbers(Hdf5File& file, std::string const& path, std::size_t n, std::string_view about);
/// Makes the group, with the settings of all points and datasets for their outcomes.
void write_points_group(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);
/// Writes the outcomes of one point. Those of failed blocks stay undefined.
void write_point_rows(Hdf5File& file, PointRows const& rows, ResultsMetadata const& metadata, std::size_t n_outcomes);

void write_failed_runs(Hdf5File& file, std::vector<FailedRun> const& failures, uint64_t seed);

}  // namespace tributer
