#pragma once
// Hands out the blocks of an ensemble to the threads of a process, and agrees with other processes that work in the
// same folder. A process tells in its file which blocks it begins. Others then begin different ones. Such a claim is a
// hint: when nothing else is left, a process also runs blocks that others have begun but not finished, because those
// may have been killed. It drops such a block if the other one finishes it first. Blocks have the same bits whoever
// runs them, so a block that is run twice does no harm.
#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "tributer/output/block_folder.hpp"

namespace tributer {

class BlockQueue {
 public:
  enum class Sharing : uint8_t { alone, with_others };
  /// `order`: the blocks that this process may run, the first one first. The folder must be open for writing.
  BlockQueue(BlockFolder& folder, std::vector<BlockKey> order, Sharing sharing);

  /// The next block for a thread; nothing if no block is left to begin.
  std::optional<BlockKey> next();
  /// True if another process has finished a block that this one has begun.
  bool finished_elsewhere(BlockKey key);
  /// Keeps a block that this process has finished.
  void keep(BlockRecord const& record);

 private:
  using Clock = std::chrono::steady_clock;
  void take_more();
  std::size_t blocks_at_once() const;
  void look(std::chrono::milliseconds at_least);

  std::mutex mutex_;
  BlockFolder& folder_;
  std::vector<BlockKey> order_;
  Sharing sharing_;
  std::size_t cursor_ = 0;
  std::deque<BlockKey> taken_;  ///< claimed, but not begun
  std::set<BlockKey> begun_;    ///< by the threads of this process
  double seconds_ = 0;          ///< of the blocks that were finished
  std::size_t finished_ = 0;
  Clock::time_point looked_{};
  Clock::duration cost_of_looking_{};
};

}  // namespace tributer
