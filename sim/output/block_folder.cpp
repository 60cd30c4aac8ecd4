#include "tributer/output/block_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

#include "block_bytes.hpp"
#include "tributer/core/check.hpp"

namespace tributer {
namespace {

std::string reason_of_failure(int error) { return std::generic_category().message(error); }

}  // namespace

/// A file of blocks, open to be read.
struct BlockFolder::Source {
  std::filesystem::path path;
  int descriptor = -1;
  uint64_t next = block_bytes::beginning.size();  ///< where the next record begins
  enum class Holds : uint8_t { nothing, this_study, other_build, other_study } holds = Holds::nothing;
  bool faulty = false, ended = false;
  bool is_of_larger = false;  ///< of an ensemble with more points or replicates than this one
  ~Source() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

BlockFolder::BlockFolder(std::filesystem::path folder, BlockHead head)
    : folder_(std::move(folder)), head_(std::move(head)) {
  refresh();
}

BlockFolder::~BlockFolder() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  std::error_code ignored;
  if (!has_blocks_) std::filesystem::remove(own_, ignored);
  if (std::filesystem::is_empty(folder_, ignored)) std::filesystem::remove(folder_, ignored);
}

void BlockFolder::begin_writing() {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw FileError(fmt::format("{}: this folder cannot be made: {}", folder_.string(), error.message()));
  // Names are unique without a lock: O_EXCL lets one process make a file.
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  uint64_t const stamp = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  for (uint64_t k = 0; descriptor_ < 0; ++k) {
    own_ = folder_ / fmt::format("{:x}-{}-{}{}", stamp, ::getpid(), k, block_file_ending);
    descriptor_ = ::open(own_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST)
      throw FileError(fmt::format("{}: cannot be made: {}", own_.string(), reason_of_failure(errno)));
  }
  begin_file();
}

void BlockFolder::begin_file() {
  auto const bytes = std::as_bytes(std::span(block_bytes::beginning));
  if (!block_bytes::write_all(descriptor_, bytes))
    throw FileError(fmt::format("{}: cannot be written: {}", own_.string(), reason_of_failure(errno)));
  written_ = bytes.size();
  append(block_bytes::head, block_bytes::encode(head_));
}

void BlockFolder::append(uint64_t kind, std::span<std::byte const> bytes, BlockKey key) {
  auto const record = block_bytes::record_of(kind, bytes, key);
  if (block_bytes::write_all(descriptor_, record)) {
    written_ += record.size();
    return;
  }
  int const reason = errno;
  bool const cut = ::ftruncate(descriptor_, static_cast<off_t>(written_)) == 0;
  throw FileError(fmt::format(
      "{}: cannot be written: {}; {}", own_.string(), reason_of_failure(reason),
      cut ? "the blocks that were finished before are kept" : "its last block is unfinished and will be run again"));
}

void BlockFolder::claim(std::span<BlockKey const> keys) { append(block_bytes::claim, std::as_bytes(keys)); }

void BlockFolder::write(BlockRecord const& record) {
  uint64_t const at = written_;
  append(block_bytes::block, encode(record), record.key);
  has_blocks_ = true;
  constexpr auto between_syncs = std::chrono::seconds(5);
  if (auto const now = std::chrono::steady_clock::now(); now - synced_ > between_syncs) {
    synced_ = now;
    if (::fdatasync(descriptor_) != 0)
      throw FileError(fmt::format("{}: cannot be written: {}", own_.string(), reason_of_failure(errno)));
  }
  if (blocks_.contains(record.key)) return;
  auto own = std::find_if(sources_.begin(), sources_.end(), [&](auto const& s) { return s->path == own_; });
  if (own == sources_.end()) {
    // It is read through the same descriptor, so that it stays readable if somebody removes or renames the file.
    sources_.push_back(std::make_unique<Source>());
    own = sources_.end() - 1;
    (*own)->path = own_, (*own)->holds = Source::Holds::this_study, (*own)->ended = true;
    (*own)->descriptor = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
  }
  blocks_.emplace(record.key, Place{static_cast<std::size_t>(own - sources_.begin()), at});
}

void BlockFolder::refresh() {
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (auto const& entry : std::filesystem::directory_iterator(folder_, error))
    if (entry.path().extension() == block_file_ending && entry.path() != own_) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  for (auto const& path : found) {
    bool const known = std::any_of(sources_.begin(), sources_.end(), [&](auto const& s) { return s->path == path; });
    if (known) continue;
    auto source = std::make_unique<Source>();
    source->path = path;
    source->descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (source->descriptor < 0) {
      if (errno == ENOENT) continue;  // it was removed meanwhile
      source->ended = true;
      fault(*source, fmt::format("it cannot be read: {}", reason_of_failure(errno)));
    }
    sources_.push_back(std::move(source));
  }
  for (std::size_t k = 0; k < sources_.size(); ++k)
    if (sources_[k]->path != own_ && !sources_[k]->ended) look_at(k);
}

void BlockFolder::fault(Source& source, std::string const& what) {
  if (!source.faulty) faults_.push_back(fmt::format("{}: {}", source.path.string(), what));
  source.faulty = true;
}

/// Reads the records that were added to a file since the last look. Blocks are passed over here; their bytes are
/// checked when they are read.
void BlockFolder::look_at(std::size_t number) {
  Source& source = *sources_[number];
  struct stat status {};
  if (::fstat(source.descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    source.ended = true;
    return fault(source, "it is not a regular file");
  }
  uint64_t const length = static_cast<uint64_t>(status.st_size);
  if (source.next == block_bytes::beginning.size() && length >= source.next &&
      !block_bytes::begins_rightly(source.descriptor)) {
    source.ended = true;
    return fault(source, "it is not a file of blocks of this program, or it is damaged");
  }
  for (;;) {
    auto const record = block_bytes::frame_at(source.descriptor, source.next, length);
    if (record.state == block_bytes::Frame::State::unfinished) return;
    if (record.state == block_bytes::Frame::State::damaged) {
      source.ended = true;
      return fault(source, fmt::format("it is damaged from byte {} on; the blocks before that are kept", source.next));
    }
    uint64_t const at = source.next;
    source.next += record.bytes();
    if (record.kind == block_bytes::block) {
      if (source.holds == Source::Holds::this_study) blocks_.try_emplace(record.key, Place{number, at});
      continue;
    }
    auto const bytes = block_bytes::content_at(source.descriptor, at, record);
    if (!bytes) {
      fault(source, fmt::format("the bytes from {} on are not those that were written", at));
      continue;
    }
    if (record.kind == block_bytes::head) {
      auto const head = block_bytes::decode_head(*bytes);
      if (!head || head->study != head_.study) {
        source.holds = Source::Holds::other_study;
        fault(source, "it holds blocks of another study, or of the same study with other settings");
      } else if (head->program != head_.program) {
        source.holds = Source::Holds::other_build;
        fault(source, "it holds blocks that another build of the program has run; they are not used");
      } else {
        source.holds = Source::Holds::this_study;
        source.is_of_larger = head->points > head_.points || head->replicates > head_.replicates;
      }
    } else if (record.kind == block_bytes::claim && source.holds == Source::Holds::this_study) {
      for (BlockKey const& key : block_bytes::decode_claim(*bytes)) claims_.insert(key);
    }
  }
}

std::vector<BlockKey> BlockFolder::keys() const {
  std::vector<BlockKey> keys;
  for (auto const& [key, place] : blocks_) keys.push_back(key);
  return keys;
}

std::optional<BlockRecord> BlockFolder::read(BlockKey key) {
  Place const place = blocks_.at(key);
  Source& source = *sources_[place.source];
  auto const frame = block_bytes::frame_at(source.descriptor, place.offset, ~uint64_t{0});
  auto const bytes = block_bytes::content_at(source.descriptor, place.offset, frame);
  if (bytes) {
    try {
      BlockRecord record = decode_block(*bytes);
      if (record.key == key) return record;
    } catch (FileError const&) {
    }
  }
  fault(source, fmt::format("the block of point {}, replicate {} is not as it was written", key.point, key.replicate));
  blocks_.erase(key);
  return std::nullopt;
}

bool BlockFolder::has_other_studies() const {
  return std::any_of(sources_.begin(), sources_.end(),
                     [](auto const& source) { return source->holds == Source::Holds::other_study; });
}

bool BlockFolder::has_larger_ensembles() const {
  return std::any_of(sources_.begin(), sources_.end(), [](auto const& source) { return source->is_of_larger; });
}

void BlockFolder::set_others_aside(bool remove_other_studies) {
  std::error_code ignored;
  for (auto const& source : sources_) {
    bool const other_study = source->holds == Source::Holds::other_study;
    if (other_study && remove_other_studies) std::filesystem::remove(source->path, ignored);
    bool const damaged = source->faulty && !other_study && source->holds != Source::Holds::other_build;
    if (!damaged || source->descriptor < 0) continue;
    std::filesystem::path aside = source->path;
    aside += ".set_aside";
    std::filesystem::rename(source->path, aside, ignored);
  }
}

void BlockFolder::remove() {
  std::error_code ignored;
  for (auto const& source : sources_) {
    bool const is_used_up = source->holds == Source::Holds::this_study && !source->faulty && !source->is_of_larger;
    if (is_used_up && source->path != own_) std::filesystem::remove(source->path, ignored);
  }
  if (descriptor_ >= 0) std::filesystem::remove(own_, ignored);
  if (std::filesystem::is_empty(folder_, ignored)) std::filesystem::remove(folder_, ignored);
}

std::optional<BlockHead> head_of_blocks(std::filesystem::path const& folder) {
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (auto const& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == block_file_ending) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  std::optional<BlockHead> largest;
  for (auto const& path : found) {
    auto head = block_bytes::head_of_file(path);
    if (head &&
        (!largest || std::pair(head->points, head->replicates) >= std::pair(largest->points, largest->replicates)))
      largest = std::move(head);
  }
  return largest;
}

}  // namespace tributer
