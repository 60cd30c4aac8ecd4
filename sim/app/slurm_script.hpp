#pragma once
// Job scripts for Slurm, which `check --slurm` writes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "commands.hpp"

namespace tributer {

/// Text as one word of a shell, in quotes if it needs them.
std::string shell_word(std::string_view text);

/// What a script needs to know about an ensemble.
struct SlurmWork {
  std::string title;
  int64_t blocks = 1;
  double block_seconds = 0;  ///< on one processor
  int64_t bytes_of_task = 0;
  std::size_t processors_of_task = 1;
};

/// How an ensemble is divided into the tasks of an array.
struct SlurmArray {
  int64_t tasks = 1;
  double task_seconds = 0;    ///< estimated
  int64_t limit_minutes = 0;  ///< the time limit of a task
};
/// At most 500 tasks, each with an estimated ten minutes of work at least, if there is that much work in all.
SlurmArray array_of(SlurmWork const& work);

/// The script. It runs the study of the command line with the same settings.
std::string slurm_script(SlurmWork const& work, CommandLine const& line);

}  // namespace tributer
