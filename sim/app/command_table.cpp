// The tables of commands and options.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "command_line.hpp"
#include "tributer/core/enumeration.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

int whole_number(std::string_view option, std::string const& text, int most) {
  int n = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error == std::errc() && end == text.data() + text.size() && n >= 1 && n <= most) return n;
  throw UsageError(fmt::format("--{} takes a whole number from 1 to {}, not '{}'", option, most, text));
}

/// The degrees to which positions are rounded.
double coarseness(std::string const& text) {
  double degrees = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), degrees);
  bool const number = error == std::errc() && end == text.data() + text.size();
  if (number && (degrees == 0 || (degrees >= 0.0001 && degrees <= 1))) return degrees;
  throw UsageError(
      fmt::format("--round takes degrees from 0.0001 to 1, or 0 to keep positions as they are, not '{}'", text));
}

/// "3/100": the third of a hundred parts.
Share share_of(std::string const& text) {
  auto const slash = text.find('/');
  Share share;
  auto const number = [&](std::string_view digits, uint32_t& into) {
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  std::string_view const all = text;
  bool const good = slash != std::string::npos && number(all.substr(0, slash), share.shard) &&
                    number(all.substr(slash + 1), share.shards) && share.shard >= 1 && share.shard <= share.shards;
  if (!good)
    throw UsageError(fmt::format(
        "--shard takes I/N, the I-th of N parts, such as 3/100; parts are numbered from 1, so '{}' is none", text));
  return share;
}

ExportFormat export_format(std::string const& text) {
  if (auto const format = value_named<ExportFormat>(text)) return *format;
  throw UsageError(fmt::format("--to takes {}, not '{}'", join_words(names_of<ExportFormat>, ", "), text));
}

Override override_of(std::string const& text) {
  auto const equals = text.find('=');
  if (equals == std::string::npos || equals == 0) throw UsageError("--set takes path=value, not '" + text + "'");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

using Text = std::string;

/// Pairs of names: "lon=longitude,miners=workers".
void add_columns(CommandLine& line, Text const& text) {
  for (Text const& pair : split(text, ',')) {
    auto const equals = pair.find('=');
    if (equals == Text::npos || equals == 0 || equals + 1 == pair.size())
      throw UsageError("--columns takes NAME=THEIRS,..., such as lon=longitude,miners=workers, not '" + text + "'");
    line.import.columns.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
}

}  // namespace

std::vector<Option> const& option_table() {
  static std::vector<Option> const table{
      {"out", 'o', "OUT", "folder to which results or the world are written; for export it may be a file", "/",
       [](CommandLine& line, Text const& text) { line.out = text; }},
      {"arm", 0, "NAME", "run this arm only", "", [](CommandLine& line, Text const& text) { line.arm = text; }},
      {"replicates", 0, "N", "number of replicates, instead of the study's", "",
       [](CommandLine& line, Text const& text) { line.replicates = whole_number("replicates", text, 100000); }},
      {"months", 0, "N", "number of months, instead of the study's", "",
       [](CommandLine& line, Text const& text) { line.months = whole_number("months", text, 1200); }},
      {"points", 0, "N", "number of points of the design, instead of the study's", "",
       [](CommandLine& line, Text const& text) { line.points = whole_number("points", text, most_points); }},
      {"uncertain", 0, "", "also run points at which what is assumed is set otherwise, within its range", "",
       [](CommandLine& line, Text const&) { line.uncertain = true; }},
      {"threads", 0, "N", "number of threads; all of the machine by default", "",
       [](CommandLine& line, Text const& text) {
         line.threads = static_cast<std::size_t>(whole_number("threads", text, 1024));
       }},
      {"shard", 0, "I/N", "run the I-th of N parts only; the last part to end writes the results", "",
       [](CommandLine& line, Text const& text) { line.share = share_of(text); }},
      {"slurm", 0, "FILE", "write a job script that runs the study on a cluster with Slurm, into the folder of --out",
       "*.sh", [](CommandLine& line, Text const& text) { line.slurm = text; }},
      {"set", 0, "PATH=VALUE", "change one value of the study, such as choice.move_cost=1; may be repeated", "",
       [](CommandLine& line, Text const& text) { line.overrides.push_back(override_of(text)); }},
      {"sensitive", 0, "", "results by concession instead of by area", "",
       [](CommandLine& line, Text const&) { line.sensitive = true; }},
      {"baseline", 0, "NAME", "arm that the others are compared with", "",
       [](CommandLine& line, Text const& text) { line.baseline = text; }},
      {"outcome", 0, "TEXT", "only outcomes whose name contains this text", "",
       [](CommandLine& line, Text const& text) { line.outcome = text; }},
      {"csv", 0, "", "print the comparison as CSV", "", [](CommandLine& line, Text const&) { line.csv = true; }},
      {"all", 0, "", "also show outcomes that are zero in every arm", "",
       [](CommandLine& line, Text const&) { line.all = true; }},
      {"replace", 0, "", "replace the results of another study in the folder", "",
       [](CommandLine& line, Text const&) { line.replace = true; }},
      {"profile", 0, "", "also print where the time of the run went", "",
       [](CommandLine& line, Text const&) { line.profile = true; }},
      {"exact", 0, "", "compare two results files bit for bit", "",
       [](CommandLine& line, Text const&) { line.exact = true; }},
      {"to", 0, "FORMAT", "csv, ema, salib or arviz", "csv ema salib arviz",
       [](CommandLine& line, Text const& text) { line.to = export_format(text); }},
      {"towns", 0, "FILE", "towns with name, lon, lat; hours to market are those to the nearest",
       "*.csv *.tsv *.geojson *.json", [](CommandLine& line, Text const& text) { line.import.towns = text; }},
      {"round", 0, "DEGREES", "round positions to this; 0.05 by default", "",
       [](CommandLine& line, Text const& text) { line.import.round_degrees = coarseness(text); }},
      {"columns", 0, "NAME=THEIRS,...", "how the table of sites calls its columns, such as lon=longitude", "",
       add_columns},
      {"skip-blank", 0, "COLUMN", "leave out sites without a value there, such as miners", "",
       [](CommandLine& line, Text const& text) { line.import.skip_blank.push_back(text); }},
      {"centroids", 0, "", "take the centroids of sites that are areas", "",
       [](CommandLine& line, Text const&) { line.import.centroids = true; }},
      {"merge-repeated", 0, "", "rows with the same id are one site, and their counts are added", "",
       [](CommandLine& line, Text const&) { line.import.merge_repeated = true; }},
      {"latest", 0, "COLUMN", "rows with the same id are visits, of which the one with the latest date there is used",
       "", [](CommandLine& line, Text const& text) { line.import.latest = text; }},
      {"markdown", 0, "", "print the list as Markdown", "",
       [](CommandLine& line, Text const&) { line.markdown = true; }},
      {"quiet", 'q', "", "print no messages except errors", "",
       [](CommandLine& line, Text const&) { line.verbosity = Verbosity::quiet; }},
      {"verbose", 'v', "", "also print every parameter", "",
       [](CommandLine& line, Text const&) { line.verbosity = Verbosity::verbose; }},
  };
  return table;
}

std::vector<Command> const& command_table() {
  static std::vector<Command> const table{
      {"run",
       "STUDY.toml -o OUT",
       "simulate every arm and replicate; print a table, write OUT/results.h5",
       "*.toml",
       {"out", "arm", "replicates", "months", "points", "uncertain", "threads", "set", "sensitive", "baseline",
        "outcome", "csv", "all", "replace", "profile", "shard", "quiet"},
       run_command},
      {"resume",
       "OUT",
       "go on with a run that was stopped or killed, from what is in its folder",
       "/",
       {"threads", "baseline", "outcome", "csv", "all", "shard", "quiet"},
       resume_command},
      {"expand",
       "OUT --replicates N",
       "add replicates, or with --points N points, to finished results; only what is new is run",
       "/",
       {"replicates", "points", "threads", "baseline", "outcome", "csv", "all", "shard", "quiet"},
       expand_command},
      {"merge",
       "FOLDER... -o OUT",
       "join shards that were run in folders of their own; write OUT/results.h5",
       "/",
       {"out", "threads", "baseline", "outcome", "csv", "all", "quiet"},
       merge_command},
      {"verify",
       "OUT",
       "run a replicate of a results file again, from the file alone, and compare the bits",
       "*.h5",
       {"replicates", "threads", "quiet"},
       verify_command},
      {"check",
       "STUDY.toml",
       "read and check everything; print the memory, time and disk space that the study needs",
       "*.toml",
       {"arm", "replicates", "months", "points", "uncertain", "threads", "set", "sensitive", "baseline", "outcome",
        "slurm", "out", "quiet", "verbose"},
       check_command},
      {"compare",
       "RESULTS.h5",
       "print paired differences between arms, or with --exact compare two files",
       "*.h5",
       {"baseline", "outcome", "csv", "all", "exact"},
       compare_command},
      {"export",
       "OUT --to FORMAT -o FILE",
       "write results for other tools: tables, the EMA Workbench, SALib, ArviZ",
       "*.h5 /",
       {"to", "out", "outcome", "quiet"},
       export_command},
      {"calibrate",
       "TARGETS.toml",
       "fit parameters to targets by least squares",
       "*.toml",
       {"threads", "set", "quiet"},
       calibrate_command},
      {"equalise",
       "STUDY.toml -o OUT",
       "bring the arms of [compare.equal_cost] to the same outlay; write OUT/equal_cost.toml, a study to run",
       "*.toml",
       {"out", "replicates", "months", "threads", "set", "quiet"},
       equalise_command},
      {"world",
       "import SITES -o WORLD",
       "make a world folder from points (.csv, .geojson) with lon, lat and miners",
       "import *.csv *.tsv *.geojson *.json",
       {"out", "towns", "round", "columns", "skip-blank", "centroids", "merge-repeated", "latest", "quiet"},
       world_command},
      {"selfcheck",
       "",
       "check that 1, 2 and 8 threads give the same bits and that the books close",
       "",
       {},
       selfcheck_command},
      {"parameters", "", "list all parameters with range, default and source", "", {"markdown"}, parameters_command},
      {"instruments", "", "list the instruments with their keys", "", {"markdown"}, plugins_command},
      {"livelihoods", "", "list the livelihoods", "", {}, plugins_command},
      {"observables", "", "list the observables", "", {"markdown"}, plugins_command},
      {"schedule", "", "list the processes of a month in their order", "", {}, schedule_command},
      {"schema", "", "print the JSON Schema of a study, for editors", "", {}, schema_command},
      {"completion",
       "bash",
       "print the completion of commands and options for a shell",
       "bash",
       {},
       completion_command},
      {"manual", "", "print the manual page: tributer manual | man -l -", "", {}, manual_command},
  };
  return table;
}

std::vector<ExitStatus> const& exit_statuses() {
  static std::vector<ExitStatus> const table{
      {ok, "success"},
      {results_differ, "the results differ (compare --exact)"},
      {usage_error, "the command line is wrong"},
      {runs_failed, "some runs failed, and the results hold the others"},
      {invalid_input, "the study or its data are invalid"},
      {bug_here, "this program has a bug"},
      {file_error, "a file could not be read or written"},
      {interrupted, "interrupted, and 'tributer resume' goes on with what is kept"},
  };
  return table;
}

bool Command::takes(std::string_view option) const {
  return std::find(options.begin(), options.end(), option) != options.end();
}

std::string takers_of(std::string_view option) {
  std::vector<std::string_view> takers;
  for (Command const& command : command_table())
    if (command.takes(option)) takers.push_back(command.name);
  return join_words(takers, ", ");
}

}  // namespace tributer
