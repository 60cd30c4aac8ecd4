#pragma once
// The tables of commands and options. The parser, the help, the manual page and the completion of a shell are made from
// these tables.
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
  std::string_view argument;  ///< name of its argument; "" = it has none
  std::string_view help;
  std::string_view completions;  ///< completions of its argument, like `Command::completions`
  void (*apply)(CommandLine& line, std::string const& argument);
};

struct Command {
  std::string_view name, operands, help;
  std::string_view
      completions;  ///< completions of its operands: words, endings of files such as "*.toml", "/" for folders
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
/// The names of the commands that have an option, for messages.
std::string takers_of(std::string_view option);

/// The command line is wrong. Exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Request {
  Command const* command = nullptr;  ///< nullptr: show the help
  CommandLine line;
  ExitCode without_command = ok;  ///< exit code with which the help is shown
};
/// Throws UsageError.
Request parse_command_line(int argc, char** argv);

std::string help_text();
std::string bash_completion();
/// The manual page, in roff.
std::string manual_page();

}  // namespace tributer
