#pragma once
// The folder OUT/blocks, in which the finished blocks of an ensemble wait until all are there. Each process appends to
// a file of its own and reads those of the others; nobody writes into a file of another process. What is done is what
// these files contain: there is no lock, no list and no service. A killed process leaves at most one unfinished record
// at the end of its file, which readers pass over.
//
//   file   = 8 bytes "TRBLOCKS", then records
//   record = kind, point and replicate, length, stored length, digest of what is stored, digest of these five (8 bytes
//            each, in the order of bytes of the machine), then what is stored, of a head deflated
//   kinds  = head (of what study), claim (blocks that the process has begun), block (a finished block)
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tributer/core/results.hpp"
#include "tributer/output/block_record.hpp"

namespace tributer {

/// What the blocks of a folder belong to.
struct BlockHead {
  std::string study;    ///< digest of the study, without the number of points and replicates
  std::string program;  ///< digest of the program
  uint32_t points = 1, replicates = 1;
  StudyCopy copy;
};

class BlockFolder {
 public:
  /// Opens the folder, which need not exist, and looks at all files. Blocks of another study or program do not count.
  /// A file that holds such blocks, or whose bytes are not those that were written, is named in faults().
  BlockFolder(std::filesystem::path folder, BlockHead head);
  ~BlockFolder();
  BlockFolder(BlockFolder const&) = delete;
  BlockFolder& operator=(BlockFolder const&) = delete;

  /// True if a file holds blocks of another study.
  bool has_other_studies() const;
  /// True if a file is of the same study with more points or replicates.
  bool has_larger_ensembles() const;
  /// Gives damaged files a name under which nobody looks at them any more. Files of other studies are removed if that
  /// is asked for, and otherwise left, as are those of other builds of the program.
  void set_others_aside(bool remove_other_studies);
  /// Makes the folder and the file of this process. Throws a FileError.
  void begin_writing();
  /// Looks at what other processes have written since the last look.
  void refresh();

  BlockHead const& head() const { return head_; }
  bool has(BlockKey key) const { return blocks_.contains(key); }
  bool claimed_by_others(BlockKey key) const { return claims_.contains(key); }
  std::vector<BlockKey> keys() const;
  std::vector<std::string> const& faults() const { return faults_; }

  /// Tells other processes that this one has begun the blocks.
  void claim(std::span<BlockKey const> keys);
  /// Appends a finished block. It is on the disk a few seconds later. Throws a FileError if the disk fails; the blocks
  /// before it are kept.
  void write(BlockRecord const& record);
  /// Reads a block. If it is damaged, it is forgotten and named in faults(), and nothing is returned.
  std::optional<BlockRecord> read(BlockKey key);

  /// Removes the files, after their blocks are in a results file. Files with faults stay.
  void remove();

 private:
  struct Source;
  struct Place {
    std::size_t source;
    uint64_t offset;
  };
  void look_at(std::size_t source);
  void fault(Source& source, std::string const& what);
  void append(uint64_t kind, std::span<std::byte const> bytes, BlockKey key = {});
  void begin_file();

  std::filesystem::path folder_;
  BlockHead head_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::map<BlockKey, Place> blocks_;
  std::set<BlockKey> claims_;
  std::vector<std::string> faults_;
  std::filesystem::path own_;
  int descriptor_ = -1;
  uint64_t written_ = 0;
  bool has_blocks_ = false;
  std::chrono::steady_clock::time_point synced_ =
      std::chrono::steady_clock::now();  ///< when they were last on the disk
};

/// The end of the names of files of blocks.
inline constexpr std::string_view block_file_ending = ".blocks";

/// Of the heads of all sound files in a folder of blocks, that of the largest ensemble; nothing if there is none.
std::optional<BlockHead> head_of_blocks(std::filesystem::path const& folder);

}  // namespace tributer
