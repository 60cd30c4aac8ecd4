// The program: runs one command and reports failures by messages and exit codes.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "command_line.hpp"

namespace tributer {

std::size_t CommandLine::n_threads() const {
  std::size_t const machine = std::max(1u, std::thread::hardware_concurrency());
  return threads > 0 ? threads : machine;
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

}  // namespace tributer

int main(int argc, char** argv) {
  using namespace tributer;
  try {
    Request const request = parse_command_line(argc, argv);
    if (request.command != nullptr) return request.command->run(request.line);
    fmt::print("{}", help_text());
    return request.without_command;
  } catch (UsageError const& e) {
    fmt::print(stderr, "error: {}; tributer --help shows the commands and their options\n", e.what());
    return usage_error;
  } catch (UserError const& e) {
    fmt::print(stderr, "{}", e.what());
    return invalid_input;
  } catch (FileError const& e) {
    fmt::print(stderr, "error: {}\n", e.what());
    return file_error;
  } catch (std::bad_alloc const&) {
    fmt::print(stderr, "error: not enough memory; 'tributer check' shows what the study needs\n");
    return file_error;
  } catch (std::exception const& e) {
    fmt::print(stderr, "bug: {}; please report it with the command and the study\n", e.what());
    return bug_here;
  }
}
