#pragma once
// Compares two results files bit for bit.
#include <filesystem>
#include <optional>
#include <string>

namespace tributer {

/// Compares every dataset of two results files, except those below /diagnostics, /input and /parameters/execution,
/// bit for bit (a NaN equals a NaN). Rows are matched by label, so arms, areas or parameters may have another order. A
/// label that only one file has, such as a livelihood that nobody has, makes no difference if everything recorded for
/// it is 0. People of the panel are matched by arm, replicate and number. Attributes are not compared. Returns nothing
/// if all is equal, otherwise one sentence that names the first difference. Throws a FileError if a file cannot be
/// read.
std::optional<std::string> exact_difference(std::filesystem::path const& a, std::filesystem::path const& b);

}  // namespace tributer
