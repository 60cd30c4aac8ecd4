// `selfcheck`: checks that a small study gives the same bits on 1, 2 and 8 threads of this machine, and that its books
// close.
#include <fmt/format.h>

#include <fstream>

#include "commands.hpp"
#include "scratch_folder.hpp"
#include "tributer/run/study_runner.hpp"

namespace tributer {
namespace {

constexpr char const* small_study = R"(format = 1
title = "selfcheck"
[world]
synthetic = { concessions = 12, miners = 3000, seed = 7 }
[time]
start = "2015-01"
months = 18
burn_in = 6
[random]
seed = 1
replicates = 2
[gold_price]
constant_usd_per_gram = 40
[[arm]]
name = "baseline"
[[arm]]
name = "presence"
  [[arm.instrument]]
  type = "enforcement_operation"
  start = "2015-04"
  months = 6
  largest = 2
  force = 0.5
)";

std::vector<RunRecord> run_small(std::size_t threads) {
  ScratchFolder const scratch(std::filesystem::temp_directory_path());
  auto const file = scratch.path() / "selfcheck.toml";
  if (!(std::ofstream(file) << small_study << std::flush)) throw FileError(file.string() + ": cannot be written");
  Study open = open_study(file, {});
  open.prepare(SerialExecutor());
  std::vector<RunRecord> records(4);
  run_study(
      open.model(), threads,
      [&](std::size_t arm, std::size_t replicate, RunRecord record) {
        records[replicate * 2 + arm] = std::move(record);
      },
      [](Progress const&) { return true; });
  return records;
}

bool same(std::vector<RunRecord> const& a, std::vector<RunRecord> const& b) {
  for (std::size_t r = 0; r < a.size(); ++r)
    for (std::size_t v = 0; v < a[r].variables.size(); ++v)
      if (a[r].variables[v].integers != b[r].variables[v].integers ||
          a[r].variables[v].reals != b[r].variables[v].reals)
        return false;
  return true;
}

}  // namespace

int selfcheck_command(CommandLine const&) {
  auto const one = run_small(1);
  bool good = true;
  for (std::size_t const threads : {2u, 8u}) {
    bool const equal = same(one, run_small(threads));
    good = good && equal;
    fmt::print("{} threads compared with 1: {}\n", threads, equal ? "same bits" : "DIFFERENT");
  }
  int64_t residual = 0;
  for (auto const& record : one) residual = std::max(residual, record.ledger_residual_cents);
  good = good && residual == 0;
  fmt::print("books: largest residual {} cents\n", residual);
  return good ? ok : bug_here;
}

}  // namespace tributer
