#pragma once
// A file that is written under a temporary name and gets its final name when it is complete.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "tributer/core/check.hpp"

namespace tributer {

/// Another program is writing the file.
class FileTaken : public FileError {
 public:
  using FileError::FileError;
};

/// The file `path`, written as `path`.part. The temporary file is always a new one: it is never reached through a link,
/// and while one program writes it, no other program can make it. A temporary file that a killed program left is
/// replaced if nobody holds its lock and if it begins like a file of this kind, so that it cannot be somebody else's.
/// Without keep(), the temporary file is removed.
class NewFile {
 public:
  /// `beginning`: the first bytes of every file of this kind. Throws a FileError, also if `path` is a file of another
  /// kind.
  NewFile(std::filesystem::path path, std::string_view beginning);
  ~NewFile();
  NewFile(NewFile const&) = delete;
  NewFile& operator=(NewFile const&) = delete;

  /// Writes, reads and sets the length. They do not throw, because libraries of others that call them could not clear
  /// up. The first failure is remembered, and nothing is written after it; require_written() throws it.
  void write(uint64_t offset, std::span<std::byte const> bytes) noexcept;
  void read(uint64_t offset, std::span<std::byte> bytes) noexcept;  ///< zeros beyond the end of the file
  void set_length(uint64_t bytes) noexcept;
  uint64_t length() const noexcept;

  std::filesystem::path const& name() const { return part_; }  ///< the temporary name
  std::filesystem::path const& final_name() const { return path_; }
  /// Throws a FileError if anything could not be written.
  void require_written() const;
  /// Waits until the file is on the disk and gives it its final name, in place of an older file. Throws a FileError.
  void keep();

 private:
  bool make();
  bool remove_abandoned(std::string_view beginning) const;
  bool is_mine() const;

  std::filesystem::path path_, part_;
  int descriptor_ = -1;
  int failure_ = 0;  ///< errno of the first failure
};

/// Bytes that this program may still write into a folder: free space of the disk, and the largest size of a file.
uint64_t free_bytes(std::filesystem::path const& folder);

}  // namespace tributer
