#pragma once
// Runs a study: every point, replicate and arm, by several threads and perhaps several processes, and writes one
// results file. Finished blocks (one point, one replicate, all arms) are kept in OUT/blocks until all are there, so
// that a run that is stopped or killed is continued and not begun again.
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tributer/core/machine.hpp"
#include "tributer/output/block_folder.hpp"
#include "tributer/results.hpp"
#include "tributer/run/block_queue.hpp"
#include "tributer/run/study_runner.hpp"
#include "tributer/study.hpp"

namespace tributer {

/// The part of an ensemble that a process runs.
struct Share {
  /// The `shard`-th of `shards` parts, counted from 1.
  uint32_t shard = 1, shards = 1;
  /// Among the processes that work on this part together, where this one begins. Processes that do not know of each
  /// other share a folder too.
  LaunchRank rank;
  bool is_whole() const { return shards == 1; }
};

struct RunOptions {
  std::size_t threads = 0;  ///< 0 = all threads that the process may use; results do not depend on it
  std::string command;      ///< the command that the user typed, if any; it is kept in the results file
  TakeProgress progress;    ///< called about ten times a second; returns false to stop early; may be empty
  Share share;
  enum class Missing : uint8_t { run, left } missing = Missing::run;  ///< whether blocks that are not there are run
};

/// What happens to older results in the folder.
enum class OlderResults {
  refused,    ///< those of another study are refused; those of the same study by another build are replaced
  continued,  ///< those of another study and those of another build are refused
  replaced
};

/// What a call of run() has achieved.
struct RunEnd {
  std::optional<Results> results;  ///< once all blocks are there; of several ranks, only the first has them
  bool stopped = false;            ///< `progress` stopped it
  std::size_t blocks = 0, blocks_done = 0;
  std::vector<FailedRun> failures;
};

/// The folder OUT of an ensemble: its finished blocks, and its results once all are there.
class EnsembleFolder {
 public:
  /// Makes the folder and a file in it, so that a folder that cannot be written is noticed before the study is
  /// prepared, which can take minutes. Throws a FileError if the folder has results or blocks of another study that may
  /// not be replaced, or results of more replicates or points.
  EnsembleFolder(Study const& study, std::filesystem::path folder, OlderResults older = OlderResults::refused);

  std::filesystem::path results_file() const { return folder_ / "results.h5"; }
  /// What was set aside, and why: files of other builds, damaged files; and what is run again. Each is said once.
  std::vector<std::string> take_warnings();

 private:
  friend RunEnd run_ensemble(Study& study, EnsembleFolder& folder, RunOptions const& options);
  std::filesystem::path folder_;
  std::unique_ptr<BlockFolder> blocks_;
  std::optional<BlockHead> older_;  ///< of results of the same study and program
  std::size_t warned_ = 0;
  std::vector<std::string> notes_;  ///< warnings that are not faults of files
};

/// Prepares the study if that was not done, runs the blocks that are not there yet, and writes the results once all are
/// there. Throws a FileError if the disk fails; blocks that were finished before are kept. A run that fails otherwise
/// is kept as a failure. If every run fails, the first reason is thrown as a Bug.
RunEnd run_ensemble(Study& study, EnsembleFolder& folder, RunOptions const& options);

/// As above, into `folder`/results.h5. If `progress` stops the run, nothing is returned.
std::optional<Results> run(Study& study, std::filesystem::path const& folder, RunOptions const& options = {},
                           OlderResults older = OlderResults::refused);

/// Copies the finished blocks of other folders into `folder`, which need not exist. Throws a FileError.
void copy_blocks(std::vector<std::filesystem::path> const& from, std::filesystem::path const& folder);

/// One block of a results file that was run again.
struct Repetition {
  BlockKey key;
  std::optional<std::string> difference;  ///< the first difference from what the file has; nothing: the same bits
};

/// Runs blocks of a results file again, from the study that the file contains, and compares them bit for bit with what
/// it contains. Throws a FileError if the file cannot be read. If `progress` stops it, fewer are returned.
std::vector<Repetition> repeat_blocks(std::filesystem::path const& results, std::vector<BlockKey> const& keys,
                                      RunOptions const& options);

/// The study of the ensemble in a folder, with its points and replicates, finished or not; nothing if there is none.
std::optional<BlockHead> ensemble_in(std::filesystem::path const& folder);

}  // namespace tributer
