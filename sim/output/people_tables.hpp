#pragma once
// Writes the tables of single persons, which grow with each run: /panel, a sample of people month by month, and
// /licences, the people who held a licence.
#include "tributer/output/results_file.hpp"

namespace tributer {

/// Makes the empty tables.
void write_people_tables(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);

/// Adds the people of the runs of a slab, by replicate, then arm, and counts them in `rows`.
void append_people(Hdf5File& file, Slab const& slab, PeopleRows& rows);

}  // namespace tributer
