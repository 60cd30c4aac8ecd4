#pragma once
// What a results file says about the study that it holds.
#include "tributer/output/results_file.hpp"
#include "tributer/study.hpp"

namespace tributer {

/// `study` is prepared.
ResultsMetadata metadata_of(Study const& study);

}  // namespace tributer
