#pragma once
// The commands and their options, each written once. The parser, the help, the manual page and the completion of a
// shell all follow from these two tables.
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"

namespace tributer {

struct Option {
  std::string_view name;
  char letter;                ///< 0 = none
  std::string_view argument;  ///< "" = takes none
  std::string_view help;
  std::string_view completions;  ///< of its argument, as `Command::completions`
  void (*apply)(CommandLine& line, std::string const& argument);
};

struct Command {
  std::string_view name, operands, help;
  std::string_view completions;  ///< of its operands: words, and endings of files such as "*.toml"; "/" = folders
  std::vector<std::string_view> options;
  int (*run)(CommandLine const& line);

  bool takes(std::string_view option) const;
};

struct ExitStatus {
  ExitCode code;
  std::string_view meaning;
};

std::vector<Option> const& option_table();
std::vector<Command> const& command_table();
std::vector<ExitStatus> const& exit_statuses();
/// The commands that take an option, for messages.
std::string takers_of(std::string_view option);

/// The command line is not one that the program has. Exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Request {
  Command const* command = nullptr;  ///< none: show the help
  CommandLine line;
  ExitCode without_command = ok;  ///< what the help is shown with
};
/// Throws UsageError.
Request parse_command_line(int argc, char** argv);

std::string help_text();
std::string bash_completion();
/// The manual page, in roff.
std::string manual_page();

}  // namespace tributer
