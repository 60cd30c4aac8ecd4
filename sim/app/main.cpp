// The command line.
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <boost/program_options.hpp>
#include <cstdlib>
#include <functional>
#include <map>
#include <thread>

#include "commands.hpp"

namespace tributer {
namespace {

constexpr char const* usage = R"(tributer: what happens to artisanal miners when a mine, a state or a donor acts

  tributer run STUDY.toml -o OUT        every arm and replicate; a table, and OUT/results.h5
  tributer check STUDY.toml             read and check everything; memory, time and disk it would take
  tributer compare RESULTS.h5           paired differences between arms
  tributer compare --exact A.h5 B.h5    are the results the same, bit for bit?
  tributer calibrate TARGETS.toml       least squares on targets
  tributer world import SITES -o WORLD  a world folder from points (.csv, .geojson) with lon, lat and miners
  tributer selfcheck                    same bits on 1, 2 and 8 threads; books close
  tributer parameters | schedule | livelihoods | instruments | observables

Exit codes: 0 ok, 1 results differ (compare --exact), 2 usage, 65 invalid study or data, 70 a bug here, 74 input/output, 75 interrupted.
)";

using Command = std::function<int(CommandLine const&)>;

std::map<std::string, Command> commands() {
  return {{"run", run_command},
          {"check", check_command},
          {"compare", compare_command},
          {"calibrate", calibrate_command},
          {"parameters", parameters_command},
          {"schedule", schedule_command},
          {"schema", schema_command},
          {"livelihoods", plugins_command},
          {"instruments", plugins_command},
          {"observables", plugins_command},
          {"selfcheck", selfcheck_command},
          {"world", world_command}};
}

/// Degrees that positions are rounded to.
double coarseness(double degrees) {
  if (degrees == 0 || (degrees >= 0.0001 && degrees <= 1)) return degrees;
  throw boost::program_options::error(
      fmt::format("--round takes degrees from 0.0001 to 1, or 0 for positions as given, not {}", degrees));
}

CommandLine parse(int argc, char** argv, boost::program_options::options_description const& options) {
  namespace po = boost::program_options;
  po::options_description hidden;
  hidden.add_options()("operand", po::value<std::vector<std::string>>());
  po::options_description all;
  all.add(options).add(hidden);
  po::positional_options_description positions;
  positions.add("operand", -1);
  po::variables_map given;
  po::store(po::command_line_parser(argc, argv).options(all).positional(positions).run(), given);
  po::notify(given);
  CommandLine line;
  auto operands = given.count("operand") ? given["operand"].as<std::vector<std::string>>() : std::vector<std::string>{};
  if (given.count("help") || operands.empty()) {
    fmt::print("{}\n", usage);
    line.command = given.count("help") ? "help" : "";
    return line;
  }
  line.command = operands.front();
  line.operands.assign(operands.begin() + 1, operands.end());
  auto const text = [&](char const* name) { return given.count(name) ? given[name].as<std::string>() : std::string(); };
  auto const at_least_one = [&](char const* name, int most) {
    int const n = given[name].as<int>();
    if (n < 1 || n > most) throw po::error(fmt::format("--{} takes a number from 1 to {}, not {}", name, most, n));
    return n;
  };
  line.out = text("out"), line.towns = text("towns"), line.arm = text("arm"), line.baseline = text("baseline"),
  line.outcome = text("outcome");
  if (given.count("replicates")) line.replicates = at_least_one("replicates", 100000);
  if (given.count("months")) line.months = at_least_one("months", 1200);
  if (given.count("threads")) line.threads = static_cast<std::size_t>(at_least_one("threads", 1024));
  if (given.count("round")) line.round_degrees = coarseness(given["round"].as<double>());
  line.sensitive = given.count("sensitive"), line.csv = given.count("csv"), line.exact = given.count("exact"),
  line.markdown = given.count("markdown");
  if (given.count("quiet")) line.talk = Talk::quiet;
  if (given.count("verbose")) line.talk = Talk::verbose;
  if (given.count("set"))
    for (auto const& set : given["set"].as<std::vector<std::string>>()) {
      auto const equals = set.find('=');
      if (equals == std::string::npos || equals == 0) throw po::error("--set takes path=value, not '" + set + "'");
      line.overrides.push_back({set.substr(0, equals), set.substr(equals + 1)});
    }
  for (int i = 0; i < argc; ++i) line.as_typed += (i ? " " : "") + std::string(argv[i]);
  return line;
}

}  // namespace

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
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("help,h", "this text")("out,o", po::value<std::string>(), "folder for results")(
      "arm", po::value<std::string>(), "run this arm only")("replicates", po::value<int>(), "instead of the study's")(
      "months", po::value<int>(), "instead of the study's")("threads", po::value<int>(), "default: all")(
      "set", po::value<std::vector<std::string>>()->composing(), "path=value, e.g. choice.move_cost=1")(
      "baseline", po::value<std::string>(), "arm to compare with")("outcome", po::value<std::string>(),
                                                                   "only outcomes whose name holds this")(
      "sensitive", "results by concession, not by area")("csv", "comparison as CSV")("exact", "compare bits")(
      "markdown", "list as Markdown")("towns", po::value<std::string>(),
                                      "world import: CSV of name,lon,lat; hours to market are to the nearest")(
      "round", po::value<double>(), "world import: degrees that positions are rounded to, default 0.05")(
      "quiet,q", "no progress")("verbose,v", "more");
  try {
    CommandLine const line = parse(argc, argv, options);
    if (line.command.empty()) return usage_error;
    if (line.command == "help") {
      fmt::print("{}", fmt::streamed(options));
      return ok;
    }
    auto const known = commands();
    auto const found = known.find(line.command);
    if (found == known.end()) {
      fmt::print(stderr, "error: there is no command '{}'; tributer --help lists them\n", line.command);
      return usage_error;
    }
    return found->second(line);
  } catch (po::error const& e) {
    fmt::print(stderr, "error: {}; tributer --help shows the options\n", e.what());
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
