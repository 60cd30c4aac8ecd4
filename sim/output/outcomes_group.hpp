#pragma once
// Writes the group /outcomes of a results file: the definitions of outcomes, and their values by arm and replicate.
#include "tributer/core/outcome_totals.hpp"
#include "tributer/output/results_file.hpp"

namespace tributer {

/// Writes the definitions and makes datasets for the values. The group has its dimensions arm, reference and replicate.
void write_outcome_definitions(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);

/// Writes the outcomes of the replicates of a slab.
void write_outcomes_of(Hdf5File& file, Slab const& slab, std::size_t n_outcomes, std::size_t n_arms);

}  // namespace tributer
