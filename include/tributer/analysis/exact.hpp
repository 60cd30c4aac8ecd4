#pragma once
// What "same bits" means: two results files that hold the same numbers.
#include <filesystem>
#include <optional>
#include <string>

namespace tributer {

/// Compares every dataset of two results files, except those below /diagnostics, /input and /parameters/execution,
/// bit for bit (a NaN equals a NaN). Rows are matched by label, so arms, areas or parameters may stand in another
/// order. A label that only one file has, such as a livelihood that nobody has, is no difference if all that is
/// recorded for it is 0; people of the panel are matched by arm, replicate and number. Attributes are not compared.
/// Nothing if all is equal, else one sentence that names the first difference. FileError if a file cannot be read.
std::optional<std::string> exact_difference(std::filesystem::path const& a, std::filesystem::path const& b);

}  // namespace tributer
