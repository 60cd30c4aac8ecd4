#pragma once
// The work on an ensemble in one folder: runs the blocks that are not there, and writes the results once all are.
#include <filesystem>
#include <memory>
#include <vector>

#include "point_models.hpp"
#include "tributer/output/results_blocks.hpp"
#include "tributer/output/results_file.hpp"
#include "tributer/run.hpp"
#include "tributer/run/block_queue.hpp"

namespace tributer {

class BlockWork {
 public:
  /// `study` is prepared. `older`: results of the same study and program, whose blocks count as done; or empty.
  BlockWork(Study const& study, BlockFolder& folder, std::filesystem::path const& older, ResultsMetadata metadata);

  std::size_t n_blocks() const { return all_.size(); }
  std::size_t n_done() const;
  /// Returns false if `progress` stopped it.
  bool run_blocks(std::size_t threads, Share const& share, TakeProgress const& progress);
  /// Writes the results and removes the files of blocks. Returns false if a block turned out to be damaged, which is
  /// then to be run again. If every block has failed, throws a Bug with the first reason.
  bool write_results(std::filesystem::path const& file);

 private:
  bool is_done(BlockKey key) const { return is_in_older(key) || folder_.has(key); }
  /// The series of a point in older results may be quantiles. If more replicates are wanted, all are then run again.
  bool is_in_older(BlockKey key) const;
  std::optional<BlockRecord> read(BlockKey key);

  Study const& study_;
  BlockFolder& folder_;
  std::optional<ResultsBlocks> older_;
  ResultsMetadata metadata_;
  Layout layout_;
  std::vector<BlockKey> all_;
};

}  // namespace tributer
