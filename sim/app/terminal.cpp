#include "terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "tributer/core/check.hpp"

namespace tributer {
namespace {

volatile std::sig_atomic_t signalled = 0;

}  // namespace

void occupy_standard_descriptors() {
  // Each is opened the wrong way round, so that what is printed there fails as it would on a closed descriptor.
  for (int const descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(descriptor, F_GETFD) < 0) ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void raise_limit_of_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void tell(std::string_view message) {
  std::fwrite(message.data(), 1, message.size(), stderr);
  std::fflush(stderr);
}

bool output_failed() { return std::fflush(stdout) != 0 || std::ferror(stdout) != 0; }
void require_output_written() {
  if (output_failed()) throw FileError(output_failure);
}

std::size_t terminal_width() {
  winsize size{};
  return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 60 ? size.ws_col : 100;
}
bool stdout_is_coloured() {
  char const* const no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && (no_colour == nullptr || *no_colour == '\0');
}
bool stderr_is_terminal() { return isatty(STDERR_FILENO); }

void stop_on_signals() {
  for (int const signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU, SIGALRM, SIGPIPE}) {
    auto const before = std::signal(signal, [](int) { signalled = 1; });
    if (signal == SIGHUP && before == SIG_IGN) std::signal(signal, SIG_IGN);  // as nohup asks
  }
}
bool stop_asked() { return signalled != 0; }

}  // namespace tributer
