#pragma once
// What the machine lets this process use.
#include <cstddef>
#include <cstdint>

namespace tributer {

/// Number of threads that this process may use, at least one: the processors that it is bound to, what Slurm has
/// granted to the task (SLURM_CPUS_PER_TASK), and the quota of its cgroup, whichever is least.
std::size_t machine_threads();

/// Which of several processes this is that mpirun or srun has started together.
struct LaunchRank {
  uint32_t number = 0, of = 1;
};
/// As the launcher says in the environment: Open MPI, PMIx, MPICH and those like it (PMI), or Slurm.
LaunchRank rank_of_process();

}  // namespace tributer
