#include "block_work.hpp"

#include <algorithm>

namespace tributer {

BlockWork::BlockWork(Study const& study, BlockFolder& folder, std::filesystem::path const& older,
                     ResultsMetadata metadata)
    : study_(study), folder_(folder), metadata_(std::move(metadata)), layout_(make_layout(study.model())) {
  if (!older.empty()) older_.emplace(older);
  uint32_t const points = static_cast<uint32_t>(metadata_.points.points()),
                 replicates = static_cast<uint32_t>(metadata_.replicates);
  for (uint32_t point = 0; point < points; ++point)
    for (uint32_t replicate = 0; replicate < replicates; ++replicate) all_.push_back({point, replicate});
}

bool BlockWork::is_in_older(BlockKey key) const {
  if (!older_ || !older_->has(key)) return false;
  return key.point == 0 || !older_->has_quantiles() ||
         older_->head().replicates == static_cast<uint32_t>(metadata_.replicates);
}

std::size_t BlockWork::n_done() const {
  return static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), [&](BlockKey key) { return is_done(key); }));
}

bool BlockWork::run_blocks(std::size_t threads, Share const& share, TakeProgress const& take_progress) {
  std::size_t const first = all_.size() * (share.shard - 1) / share.shards,
                    n_mine = all_.size() * share.shard / share.shards - first;
  std::vector<BlockKey> order;
  for (std::size_t k = 0; k < n_mine; ++k) {
    BlockKey const key = all_[first + (n_mine * share.rank.number / share.rank.of + k) % n_mine];
    if (!is_done(key)) order.push_back(key);
  }
  if (order.empty()) return true;
  int64_t const arms = static_cast<int64_t>(metadata_.arms.size()), n = static_cast<int64_t>(order.size()),
                months = study_.model().study.time.burn_in + arms * study_.model().study.time.months;
  ProgressMeter meter(take_progress, arms * n, n * months);
  // A shard that one process runs looks at nobody: hundreds may be at work in the folder.
  bool const alone = !share.is_whole() && share.rank.of == 1;
  BlockQueue queue(folder_, std::move(order), alone ? BlockQueue::Sharing::alone : BlockQueue::Sharing::with_others);
  PointModels models(study_, threads + 1);
  return share_work(threads, n, meter, [&](Executor const& executor) {
    auto const key = queue.next();
    if (!key) return false;
    auto const record =
        run_recorded(*key, layout_, models, executor, meter, [&] { return queue.finished_elsewhere(*key); });
    if (record) queue.keep(*record);
    return true;
  });
}

std::optional<BlockRecord> BlockWork::read(BlockKey key) {
  if (is_in_older(key)) return older_->read(key, layout_);
  return folder_.read(key);
}

bool BlockWork::write_results(std::filesystem::path const& path) {
  if (older_ && older_->head().points == metadata_.points.points() &&
      older_->head().replicates == static_cast<uint32_t>(metadata_.replicates)) {
    folder_.remove();
    return true;
  }
  ResultsFile file(new_results(path.parent_path()), metadata_, layout_);
  std::vector<FailedRun> failures;
  for (BlockKey const key : all_) {
    auto block = read(key);
    if (!block) return false;
    if (block->failure) failures.push_back({key.point, key.replicate, block->failure->arm, block->failure->message});
    if (key.point > 0 && key.replicate == 0 && is_in_older(key) && older_->has_quantiles())
      file.write_quantiles(key.point, older_->read_quantiles(key.point, layout_));
    if (key.point > 0)
      file.write_point(std::move(*block));
    else if (block->failure)
      file.skip_replicate(key.replicate);
    else
      for (std::size_t arm = 0; arm < block->runs.size(); ++arm)
        file.write_run(arm, key.replicate, std::move(block->runs[arm]));
  }
  if (failures.size() == all_.size()) throw Bug(failures.front().message);
  if (!failures.empty()) file.write_failures(failures);
  file.finish();
  older_.reset();
  folder_.remove();
  return true;
}

}  // namespace tributer
