// `verify`: repeats runs of a results file from the file alone and compares them bit for bit.
#include <fmt/format.h>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/core/digest.hpp"
#include "tributer/core/separate_process.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

int repeat(CommandLine const& line) {
  std::filesystem::path const operand = line.operands[0],
                              file = std::filesystem::is_directory(operand) ? operand / "results.h5" : operand;
  ResultsReader const results(file);
  if (results.text("program_digest") != digest_of_program() && line.verbosity != Verbosity::quiet)
    tell(fmt::format("{}: it was written by another build: {} {}, {}\n", file.string(), results.text("program_version"),
                     results.text("git_sha"), results.text("compiler")));
  // The first replicates of the study as it is written, and of the last point.
  uint32_t const asked = line.replicates > 0 ? static_cast<uint32_t>(line.replicates) : 1,
                 replicates = std::min(asked, static_cast<uint32_t>(results.replicates())),
                 last = static_cast<uint32_t>(results.points()) - 1;
  std::vector<BlockKey> keys;
  for (uint32_t replicate = 0; replicate < replicates; ++replicate) keys.push_back({0, replicate});
  for (uint32_t replicate = 0; replicate < replicates && last > 0; ++replicate) keys.push_back({last, replicate});
  RunOptions options{line.n_threads(), line.as_typed, [](Progress const&) { return !stop_asked(); }, {}};
  bool same = true;
  auto const repetitions = repeat_blocks(file, keys, options);
  for (Repetition const& repetition : repetitions) {
    same = same && !repetition.difference;
    fmt::print("point {}, replicate {}, all arms: {}\n", repetition.key.point, repetition.key.replicate,
               repetition.difference ? printable(*repetition.difference) : "same bits");
  }
  if (repetitions.size() < keys.size()) return interrupted;
  return same ? ok : results_differ;
}

}  // namespace

int verify_command(CommandLine const& line) {
  if (line.operands.size() != 1) throw UsageError("verify takes one results file");
  stop_on_signals();
  auto const code = in_separate_process([&] { return reported([&] { return repeat(line); }); });
  if (!code) throw FileError(line.operands[0] + ": the HDF5 library cannot read this; it is damaged");
  return *code;
}

}  // namespace tributer
