#pragma once
// The group /outcomes of a results file: what is asked about the arms, and the answers by arm and replicate.
#include "tributer/core/outcome_totals.hpp"
#include "tributer/output/results_file.hpp"

namespace tributer {

/// What the outcomes of a study depend on besides its runs.
OutcomeSetting outcome_setting(ResultsMetadata const& metadata);

/// The definitions, and room for the values. The dimensions arm, reference and replicate of the group exist already.
void write_outcome_definitions(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout);

void write_outcomes_of(Hdf5File& file, OutcomeValues const& values, std::size_t n_outcomes, std::size_t n_arms,
                       std::size_t replicate);

}  // namespace tributer
