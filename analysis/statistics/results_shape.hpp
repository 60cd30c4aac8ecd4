#pragma once
// Checks that the datasets of a results file fit together before anything is computed from them.
#include "tributer/output/hdf5_file.hpp"

namespace tributer {

/// Throws a FileError that names the first dataset whose type, number of axes or lengths are not those of a results
/// file, or whose values point outside the file.
void require_sound(Hdf5File const& file);

}  // namespace tributer
