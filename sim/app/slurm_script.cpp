#include "slurm_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string_view>

#include "before_run.hpp"

namespace tributer {
namespace {

std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  return text;
}

/// The settings of the command line, as options of `run`.
std::string settings_of(CommandLine const& line) {
  std::string out;
  if (!line.arm.empty()) out += " --arm " + shell_word(line.arm);
  for (auto const& [name, number] :
       {std::pair("replicates", line.replicates), {"months", line.months}, {"points", line.points}})
    if (number > 0) out += fmt::format(" --{} {}", name, number);
  if (line.uncertain) out += " --uncertain";
  if (line.sensitive) out += " --sensitive";
  for (Override const& set : line.overrides) out += " --set " + shell_word(set.address + "=" + set.value);
  return out;
}

constexpr std::string_view script_text = R"sh(#!/bin/bash
# Runs this study on a cluster with Slurm: {title}
#   bash {name}       submits an array of tasks, and a job after it that runs what is left and writes the results
#   sbatch {name}     submits the array alone; its last task writes the results
# Options of sbatch may follow the name, such as: bash {name} --partition=long --account=mine
# {blocks} blocks of about {block_time} are shared by {tasks} tasks of about {task_time} each. A task that reaches its time
# limit keeps its finished blocks and is queued again. The limit must be longer than a block takes.
#SBATCH --job-name=tributer
#SBATCH --array=1-{tasks}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={processors}
#SBATCH --mem={megabytes}M
#SBATCH --time={minutes}
#SBATCH --signal=B:USR1@120
#SBATCH --requeue
#SBATCH --open-mode=append
set -u

tributer={program}
study={study}
out={out}
tasks={tasks}

if [[ -z ${{SLURM_ARRAY_TASK_ID:-}} ]]; then # this is no task of an array: submit
  mkdir -p "$out/log" || exit
  array=$(sbatch --parsable --output="$out/log/%A_%a.txt" "$@" "$0") || exit
  array=${{array%%;*}} # the name of the cluster may follow the number
  last=$(sbatch --parsable --output="$out/log/%A_last.txt" "$@" --array=0 --dependency="afterany:$array" "$0") || exit
  echo "submitted: $array, an array of $tasks tasks, and then ${{last%%;*}}, which writes $out/results.h5"
  exit
fi

if ((SLURM_ARRAY_TASK_ID == 0)); then
  command=("$tributer" resume "$out")
else
  command=("$tributer" run "$study" -o "$out"{settings} --shard "$SLURM_ARRAY_TASK_ID/$tasks")
fi

# Slurm sends USR1 to this shell before the time limit, and TERM when a job is cancelled. The program then keeps its
# finished blocks and exits with 75.
program='' at_limit=no signalled=no
trap 'signalled=yes at_limit=yes; kill -USR1 "$program" 2>/dev/null' USR1
trap 'signalled=yes; kill -TERM "$program" 2>/dev/null' TERM
"${{command[@]}}" &
program=$!
status=0
while :; do # a signal ends `wait`, not the program
  signalled=no
  wait "$program"
  status=$?
  [[ $signalled == yes ]] || break
done
if [[ $status == 75 && $at_limit == yes ]]; then
  echo "task $SLURM_ARRAY_TASK_ID: queued again at its time limit (restarts so far: ${{SLURM_RESTART_COUNT:-0}})"
  scontrol requeue "$SLURM_JOB_ID"
fi
exit "$status"
)sh";

}  // namespace

std::string shell_word(std::string_view text) {
  auto const is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-=,:+").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string out = "'";
  for (char const c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

SlurmArray array_of(SlurmWork const& work) {
  constexpr double least_seconds = 600;
  constexpr int64_t most_tasks = 500;
  double const in_all =
      static_cast<double>(work.blocks) * work.block_seconds / static_cast<double>(work.processors_of_task);
  SlurmArray array;
  array.tasks = std::clamp<int64_t>(static_cast<int64_t>(in_all / least_seconds), 1, std::min(work.blocks, most_tasks));
  double const blocks_of_task = std::ceil(static_cast<double>(work.blocks) / static_cast<double>(array.tasks));
  array.task_seconds = blocks_of_task * work.block_seconds / static_cast<double>(work.processors_of_task);
  // Machines of a cluster differ, and a task that is queued again waits. So the limit is twice the estimate and more.
  array.limit_minutes = 30 + 10 * static_cast<int64_t>(std::ceil(array.task_seconds * 2 / 600));
  return array;
}

std::string slurm_script(SlurmWork const& work, CommandLine const& line) {
  using namespace fmt::literals;
  SlurmArray const array = array_of(work);
  constexpr int64_t megabyte = 1'000'000, least_megabytes = 200;
  auto const absolute = [](std::filesystem::path const& path) {
    return shell_word(std::filesystem::absolute(path).lexically_normal().string());
  };
  std::error_code unknown;
  std::filesystem::path const program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return fmt::format(
      script_text, "title"_a = one_line(work.title), "name"_a = one_line(line.slurm.filename().string()),
      "blocks"_a = work.blocks, "block_time"_a = human_time(work.block_seconds), "tasks"_a = array.tasks,
      "task_time"_a = human_time(array.task_seconds), "processors"_a = work.processors_of_task,
      "megabytes"_a = least_megabytes + work.bytes_of_task * 3 / 2 / megabyte, "minutes"_a = array.limit_minutes,
      "program"_a = unknown ? "tributer" : shell_word(program.string()), "study"_a = absolute(line.operands[0]),
      "out"_a = absolute(line.out), "settings"_a = settings_of(line));
}

}  // namespace tributer
