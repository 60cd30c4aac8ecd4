// Reads the command line: the command, its operands and its options. No other file uses Boost.Program_options.
#include "command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>

#include "tributer/run.hpp"

namespace tributer {
namespace {

namespace po = boost::program_options;

po::options_description described_options() {
  po::options_description out;
  out.add_options()("help,h", "")("operand", po::value<std::vector<std::string>>());
  for (Option const& option : option_table()) {
    std::string const names =
        option.letter ? fmt::format("{},{}", option.name, option.letter) : std::string(option.name);
    if (option.argument.empty())
      out.add_options()(names.c_str(), "");
    else
      out.add_options()(names.c_str(), po::value<std::vector<std::string>>()->composing());
  }
  return out;
}

Command const& command_named(std::string const& name) {
  auto const& table = command_table();
  auto const at = std::find_if(table.begin(), table.end(), [&](Command const& c) { return c.name == name; });
  if (at == table.end()) throw UsageError(fmt::format("there is no command '{}'", name));
  return *at;
}

}  // namespace

std::size_t CommandLine::n_threads() const { return threads > 0 ? threads : machine_threads(); }

Request parse_command_line(int argc, char** argv) {
  po::variables_map given;
  try {
    po::positional_options_description positions;
    positions.add("operand", -1);
    po::store(po::command_line_parser(argc, argv).options(described_options()).positional(positions).run(), given);
  } catch (po::error const& e) {
    throw UsageError(e.what());
  }
  Request request;
  CommandLine& line = request.line;
  if (given.count("operand")) line.operands = given["operand"].as<std::vector<std::string>>();
  if (given.count("help")) return request;
  request.without_command = usage_error;
  if (line.operands.empty()) return request;
  line.command = line.operands.front();
  line.operands.erase(line.operands.begin());
  request.command = &command_named(line.command);
  if (request.command->operands.empty() && !line.operands.empty())
    throw UsageError(fmt::format("{} takes no operand; it was given '{}'", line.command, line.operands.front()));
  for (Option const& option : option_table()) {
    std::string const name(option.name);
    if (given.count(name) == 0) continue;
    if (!request.command->takes(name))
      throw UsageError(fmt::format("{} has no option --{}, which belongs to {}", line.command, name, takers_of(name)));
    auto const values =
        option.argument.empty() ? std::vector<std::string>{""} : given[name].as<std::vector<std::string>>();
    for (std::string const& value : values) option.apply(line, value);
  }
  for (int i = 0; i < argc; ++i) line.as_typed += fmt::format("{}{}", i ? " " : "", argv[i]);
  return request;
}

}  // namespace tributer
