#pragma once
// Writes the monthly variables and the diagnostics of several replicates together.
#include "tributer/output/results_file.hpp"

namespace tributer {

void write_runs(Hdf5File& file, Slab const& slab, ResultsMetadata const& metadata, Layout const& layout);

}  // namespace tributer
