// The program: runs one command and reports failures by messages and exit codes.
#include <fmt/format.h>

#include <csignal>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

int run_request(int argc, char** argv) {
  Request const request = parse_command_line(argc, argv);
  if (request.command != nullptr) return request.command->run(request.line);
  fmt::print("{}", help_text());
  return request.without_command;
}

}  // namespace

int reported(std::function<int()> const& work) {
  try {
    int const code = work();
    require_output_written();
    return code;
  } catch (UsageError const& e) {
    tell(printable(fmt::format("error: {}; tributer --help shows the commands and their options\n", e.what())));
    return usage_error;
  } catch (UserError const& e) {
    tell(e.what());
    return invalid_input;
  } catch (Interrupted const& e) {
    tell(fmt::format("\n{}\n", e.what()));
    return interrupted;
  } catch (FileError const& e) {
    tell(printable(fmt::format("error: {}\n", e.what())));
    return file_error;
  } catch (std::bad_alloc const&) {
    tell("error: not enough memory; 'tributer check' shows what the study needs\n");
    return file_error;
  } catch (std::exception const& e) {
    if (output_failed()) {  // {fmt} throws if it cannot print
      tell(fmt::format("error: {}\n", output_failure));
      return file_error;
    }
    tell(fmt::format("bug: {}; please report it with the command and the study\n", e.what()));
    return bug_here;
  }
}

}  // namespace tributer

int main(int argc, char** argv) {
  using namespace tributer;
  occupy_standard_descriptors();
  raise_limit_of_open_files();    // a folder of an ensemble may have hundreds of files
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is then a failing write, which is reported
  return reported([&] { return run_request(argc, argv); });
}
