#pragma once
// What `run` and `check` do before a study runs.
#include <cstdint>
#include <string>
#include <vector>

#include "commands.hpp"
#include "tributer/core/executor.hpp"

namespace tributer {

/// Prints a message on stderr, unless the command line asks for none.
void say(CommandLine const& line, std::string const& text);
void require_one_study(CommandLine const& line);
/// Throws a UserError if the command line names an arm or an outcome that the results will not have.
void require_comparison(Study const& study, CommandLine const& line);
/// Prepares the study, and prints a message if that takes long. Returns the seconds that it took.
double prepare_study(Study& study, Executor const& executor, CommandLine const& line);
/// What is told about a prepared study before it runs, if anything.
std::vector<std::string> warnings_of(Model const& model);

std::string human_bytes(int64_t bytes);
std::string human_time(double seconds);

}  // namespace tributer
