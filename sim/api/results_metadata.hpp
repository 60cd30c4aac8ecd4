#pragma once
// What a results file says about the study that it holds.
#include "tributer/output/results_file.hpp"
#include "tributer/study.hpp"

namespace tributer {

/// What the outcomes of a prepared model depend on, apart from its runs.
OutcomeSetting outcome_setting_of(Model const& model);

/// `study` is prepared.
ResultsMetadata metadata_of(Study const& study);

}  // namespace tributer
