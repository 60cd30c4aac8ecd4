#include "tributer/run/block_queue.hpp"

#include <algorithm>

namespace tributer {
namespace {

constexpr double seconds_of_a_claim = 0.5;  ///< work that is claimed at once, so that short blocks cost few claims
constexpr std::size_t most_at_once = 1000;
constexpr auto between_looks = std::chrono::milliseconds(100);

}  // namespace

BlockQueue::BlockQueue(BlockFolder& folder, std::vector<BlockKey> order, Sharing sharing)
    : folder_(folder), order_(std::move(order)), sharing_(sharing) {}

std::optional<BlockKey> BlockQueue::next() {
  std::scoped_lock const lock(mutex_);
  if (taken_.empty()) take_more();
  if (taken_.empty()) return std::nullopt;
  BlockKey const key = taken_.front();
  taken_.pop_front();
  begun_.insert(key);
  return key;
}

std::size_t BlockQueue::blocks_at_once() const {
  if (finished_ == 0) return 1;
  double const each = std::max(1e-6, seconds_ / static_cast<double>(finished_));
  std::size_t const rest = order_.size() - cursor_;
  return std::clamp<std::size_t>(static_cast<std::size_t>(seconds_of_a_claim / each), 1,
                                 std::min(most_at_once, rest / 16 + 1));
}

void BlockQueue::take_more() {
  bool const shared = sharing_ == Sharing::with_others;
  if (shared) look(between_looks);
  std::size_t const wanted = blocks_at_once();
  auto const is_free = [&](BlockKey key) { return !folder_.has(key) && !begun_.contains(key); };
  while (taken_.empty() && cursor_ < order_.size()) {
    std::vector<BlockKey> claimed;
    for (; cursor_ < order_.size() && claimed.size() < wanted; ++cursor_) {
      BlockKey const key = order_[cursor_];
      if (is_free(key) && !(shared && folder_.claimed_by_others(key))) claimed.push_back(key);
    }
    if (claimed.empty()) break;
    if (shared) {
      folder_.claim(claimed);
      look({});
    }
    for (BlockKey const key : claimed)
      if (!shared || !folder_.claimed_by_others(key)) taken_.push_back(key);
  }
  if (!taken_.empty() || !shared) return;
  look(between_looks);
  auto const left = std::find_if(order_.rbegin(), order_.rend(), is_free);
  if (left != order_.rend()) taken_.push_back(*left);
}

/// Looks at the files of others if the last look was some time ago. Looking takes at most a twentieth of the time.
void BlockQueue::look(std::chrono::milliseconds at_least) {
  auto const from = Clock::now();
  if (from - looked_ < std::max<Clock::duration>(at_least, 20 * cost_of_looking_) && looked_ != Clock::time_point{})
    return;
  folder_.refresh();
  looked_ = Clock::now();
  cost_of_looking_ = looked_ - from;
}

bool BlockQueue::finished_elsewhere(BlockKey key) {
  if (sharing_ == Sharing::alone) return false;
  std::scoped_lock const lock(mutex_);
  if (folder_.claimed_by_others(key)) look(between_looks);
  return folder_.has(key);
}

void BlockQueue::keep(BlockRecord const& record) {
  std::scoped_lock const lock(mutex_);
  folder_.write(record);
  seconds_ += record.seconds;
  ++finished_;
}

}  // namespace tributer
