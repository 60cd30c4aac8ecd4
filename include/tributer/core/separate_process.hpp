#pragma once
#include <functional>
#include <optional>

namespace tributer {

/// Runs `work` in a process of its own and returns its exit code, or nothing if the process crashed. The HDF5 library
/// crashes on some damaged files, which must not end this program. `work` must not throw.
std::optional<int> in_separate_process(std::function<int()> const& work);

}  // namespace tributer
