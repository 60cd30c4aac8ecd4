#include "tributer/core/separate_process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

#include "tributer/core/check.hpp"

namespace tributer {

std::optional<int> in_separate_process(std::function<int()> const& work) {
  std::fflush(nullptr);
  pid_t const child = ::fork();
  if (child < 0) throw FileError("the system has no process left in which to read a file");
  if (child == 0) {
    rlimit const no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    int const code = work();
    std::fflush(nullptr);
    ::_exit(code);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE) ::raise(SIGPIPE);  // nobody reads what is printed any more
  return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

}  // namespace tributer
