#pragma once
// Tables of single persons, which grow run by run: /panel, a sample followed in time, and /licences, those
// who held one.
#include "tributer/output/results_file.hpp"

namespace tributer {

/// The empty tables.
void write_people_tables(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);

/// Adds the people of one run, and counts them in `rows`.
void append_people(Hdf5File& file, RunRecord const& record, size_t arm, size_t replicate, PeopleRows& rows);

}  // namespace tributer
