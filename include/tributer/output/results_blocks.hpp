#pragma once
// Reads the blocks of a results file back, as they were before they were written: to enlarge an ensemble without
// running them again, and to compare them with a repetition.
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "tributer/core/results.hpp"
#include "tributer/output/block_folder.hpp"
#include "tributer/output/hdf5_file.hpp"

namespace tributer {

class ResultsBlocks {
 public:
  /// Throws a FileError if the file cannot be read, is not complete, or was written before format 1.4.
  explicit ResultsBlocks(std::filesystem::path const& path);

  /// The study, its size, and the program that ran it.
  BlockHead const& head() const { return head_; }
  bool has(BlockKey key) const { return key.point < head_.points && key.replicate < head_.replicates; }
  /// True if the series of points are quantiles, from which those of more replicates do not follow.
  bool has_quantiles() const { return has_quantiles_; }
  /// The quantiles of a point, of each variable that has a series.
  std::vector<std::vector<double>> read_quantiles(uint32_t point, Layout const& layout);
  /// Throws a FileError if the file does not have the variables of the layout. If the series are quantiles, a block of
  /// another point than 0 has no runs.
  BlockRecord read(BlockKey key, Layout const& layout);

 private:
  /// The variables of some consecutive replicates of an arm, which are read together because they share chunks.
  struct Read {
    std::size_t first = 0, count = 0;
    std::vector<Recorded> variables;
  };
  /// A dataset of series: all of it, as a block of which parts are read.
  struct SeriesOfFile {
    std::string path;
    Variable::Kind kind;
    Block whole;
  };
  std::vector<SeriesOfFile> const& series(Layout const& layout);
  std::vector<RunRecord> read_series(BlockKey key, Layout const& layout);
  RunRecord read_run(std::size_t arm, std::size_t replicate, Layout const& layout);
  Read const& read_together(std::size_t arm, std::size_t replicate, Layout const& layout);
  /// Where the rows of each run are in the table of a group.
  struct Rows {
    uint64_t first = 0, count = 0;
  };
  using RowsOfRuns = std::map<std::pair<int64_t, int64_t>, Rows>;  ///< by arm and replicate
  RowsOfRuns rows_of_runs(std::string const& group) const;

  Hdf5File file_;
  BlockHead head_;
  std::size_t n_arms_ = 0;
  bool has_series_ = false, has_quantiles_ = false;
  std::map<BlockKey, BlockFailure> failures_;
  std::vector<Read> read_;  ///< by arm
  std::optional<std::vector<SeriesOfFile>> series_;
  RowsOfRuns holders_, trajectories_;
  std::vector<uint64_t> first_observation_;  ///< by trajectory, and the end
};

}  // namespace tributer
