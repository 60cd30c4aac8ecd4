#pragma once
// What the machine lets this process use.
#include <cstddef>

namespace tributer {

/// Number of threads that this process may use, at least one: the processors that it is bound to, what Slurm has granted
/// to the task (SLURM_CPUS_PER_TASK), and the quota of its cgroup, whichever is least.
std::size_t machine_threads();

}  // namespace tributer
