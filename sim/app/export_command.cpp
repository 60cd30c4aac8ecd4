// `export`: the results of an ensemble in the formats of other tools.
#include <fmt/format.h>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/analysis/export.hpp"
#include "tributer/core/separate_process.hpp"

namespace tributer {
namespace {

int export_file(std::filesystem::path const& file, CommandLine const& line) {
  export_results(ResultsReader(file), *line.to, line.out, line.outcome);
  if (line.verbosity != Verbosity::quiet) tell(fmt::format("written: {}\n", line.out.string()));
  return ok;
}

}  // namespace

int export_command(CommandLine const& line) {
  if (line.operands.size() != 1) throw UsageError("export takes one results file, or the folder of a run");
  if (!line.to) throw UsageError("export needs --to csv, ema, salib or arviz");
  if (line.out.empty()) throw UsageError("export needs -o OUT, a file or a folder");
  std::filesystem::path file = line.operands[0];
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) file /= "results.h5";
  if (std::filesystem::equivalent(file, line.out, ignored))
    throw UsageError("-o names the results file itself; name another one");
  // The HDF5 library may end the process over a damaged file.
  auto const code = in_separate_process([&] { return reported([&] { return export_file(file, line); }); });
  if (!code) throw FileError(file.string() + ": the HDF5 library cannot read this; it is damaged");
  return *code;
}

}  // namespace tributer
