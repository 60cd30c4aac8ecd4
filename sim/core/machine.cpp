#include "tributer/core/machine.hpp"

#include <sched.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

namespace tributer {
namespace {

std::size_t whole_number_or_zero(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}
std::string_view environment(char const* name) {
  char const* const text = std::getenv(name);
  return text == nullptr ? "" : text;
}

/// Processors that the cgroup of this process and those above it may use together, as the kernel writes it: quota and
/// period in microseconds. 0 if there is no limit.
std::size_t cgroup_limit() {
  std::ifstream own("/proc/self/cgroup");
  std::string line, folder;
  while (std::getline(own, line))
    if (line.starts_with("0::")) folder = line.substr(3);
  double least = 0;
  for (;;) {
    std::ifstream limit("/sys/fs/cgroup" + folder + "/cpu.max");
    std::string quota;
    double period = 0;
    if (limit >> quota >> period && period > 0) {
      double const threads = static_cast<double>(whole_number_or_zero(quota)) / period;  // "max" gives 0
      if (threads > 0 && (least == 0 || threads < least)) least = threads;
    }
    auto const slash = folder.rfind('/');
    if (folder.empty() || slash == std::string::npos) break;
    folder.resize(slash);
  }
  return static_cast<std::size_t>(std::ceil(least));
}

}  // namespace

std::size_t machine_threads() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  std::size_t threads = ::sched_getaffinity(0, sizeof allowed, &allowed) == 0
                            ? static_cast<std::size_t>(CPU_COUNT(&allowed))
                            : std::thread::hardware_concurrency();
  for (std::size_t const limit : {whole_number_or_zero(environment("SLURM_CPUS_PER_TASK")), cgroup_limit()})
    if (limit > 0) threads = std::min(threads, limit);
  return std::max<std::size_t>(1, threads);
}

LaunchRank rank_of_process() {
  struct Names {
    char const *number, *of;
  };
  for (Names const names : {Names{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                            {"PMI_RANK", "PMI_SIZE"},
                            {"SLURM_PROCID", "SLURM_NTASKS"}}) {
    std::size_t const of = whole_number_or_zero(environment(names.of)),
                      number = whole_number_or_zero(environment(names.number));
    if (of > 1 && number < of) return {static_cast<uint32_t>(number), static_cast<uint32_t>(of)};
  }
  return {};
}

}  // namespace tributer
