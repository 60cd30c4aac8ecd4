#include "tributer/core/new_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

#include "tributer/core/check.hpp"
#include "tributer/core/disk.hpp"

namespace tributer {
namespace {

std::string reason_of(int error) { return std::generic_category().message(error); }

/// True if the name still means the file that is open.
bool is_same_file(int descriptor, std::filesystem::path const& name) {
  struct stat open {
  }, named{};
  return ::fstat(descriptor, &open) == 0 && ::lstat(name.c_str(), &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

/// True if the file begins with these bytes, or with zeros because its program was killed before it wrote them.
bool begins_with(int descriptor, std::string_view beginning) {
  std::array<char, 64> bytes{};
  ssize_t const n = ::pread(descriptor, bytes.data(), std::min(bytes.size(), beginning.size()), 0);
  std::string_view const found(bytes.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  return n >= 0 && (found == beginning || std::all_of(found.begin(), found.end(), [](char c) { return c == '\0'; }));
}

/// Throws a FileError if there is a file of another kind, such as the study itself, which must not be written over.
void require_of_kind(std::filesystem::path const& path, std::string_view beginning) {
  int const old = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (old < 0) return;
  struct stat status {};
  bool const other = ::fstat(old, &status) == 0 && S_ISREG(status.st_mode) && !begins_with(old, beginning);
  ::close(old);
  if (other)
    throw FileError(fmt::format("{}: there is a file of another kind; name another one, or remove it", path.string()));
}

}  // namespace

NewFile::NewFile(std::filesystem::path path, std::string_view beginning) : path_(std::move(path)), part_(path_) {
  require_of_kind(path_, beginning);
  part_ += ".part";
  if (make() || (errno == EEXIST && remove_abandoned(beginning) && make())) return;
  if (errno != EEXIST) throw FileError(fmt::format("{}: cannot be made: {}", part_.string(), reason_of(errno)));
  throw FileTaken(fmt::format(
      "{}: another run is writing this file, or it is not a file of this program; wait, choose another folder, or "
      "remove the file if no run is at work",
      part_.string()));
}

/// Makes the temporary file and locks it. False with errno if that fails. Where the disk has no locks, the file is new
/// all the same, but one that a killed program left must be removed by hand.
bool NewFile::make() {
  descriptor_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (descriptor_ < 0) return false;
  bool const taken = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  if (!taken && is_mine()) return true;
  ::close(descriptor_);
  descriptor_ = -1;
  errno = EEXIST;
  return false;
}

/// Removes a temporary file whose program has ended. Who holds the lock of a file whose name still means it is the only
/// one who may remove it.
bool NewFile::remove_abandoned(std::string_view beginning) const {
  int const old = ::open(part_.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  bool removed = false;
  struct stat status {};
  if (old >= 0 && ::fstat(old, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1 &&
      status.st_uid == ::geteuid() && ::flock(old, LOCK_EX | LOCK_NB) == 0 && is_same_file(old, part_) &&
      begins_with(old, beginning))
    removed = ::unlink(part_.c_str()) == 0;
  if (old >= 0) ::close(old);
  errno = EEXIST;
  return removed;
}

bool NewFile::is_mine() const { return descriptor_ >= 0 && is_same_file(descriptor_, part_); }

NewFile::~NewFile() {
  if (is_mine()) ::unlink(part_.c_str());
  if (descriptor_ >= 0) ::close(descriptor_);
}

void NewFile::write(uint64_t offset, std::span<std::byte const> bytes) noexcept {
  while (failure_ == 0 && !bytes.empty()) {
    ssize_t const n = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      failure_ = n < 0 ? errno : ENOSPC;
      return;
    }
    offset += static_cast<uint64_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

void NewFile::read(uint64_t offset, std::span<std::byte> bytes) noexcept {
  while (!bytes.empty()) {
    ssize_t const n = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && failure_ == 0) failure_ = errno;
    if (n <= 0) {
      std::fill(bytes.begin(), bytes.end(), std::byte{0});
      return;
    }
    offset += static_cast<uint64_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

void NewFile::set_length(uint64_t bytes) noexcept {
  if (failure_ == 0 && ::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) failure_ = errno;
}

uint64_t NewFile::length() const noexcept {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 ? static_cast<uint64_t>(status.st_size) : 0;
}

void NewFile::require_written() const {
  if (failure_ == 0) return;
  throw FileError(fmt::format("{}: cannot be written: {}", part_.string(), reason_of(failure_)));
}

void NewFile::keep() {
  require_written();
  if (::fsync(descriptor_) != 0) failure_ = errno;
  require_written();
  if (!is_mine())
    throw FileError(
        fmt::format("{}: this file was removed or replaced while it was written; run again into a folder "
                    "of its own",
                    part_.string()));
  std::error_code error;
  std::filesystem::rename(part_, path_, error);
  if (error) throw FileError(fmt::format("{}: cannot be renamed: {}", part_.string(), error.message()));
  ::close(std::exchange(descriptor_, -1));
  sync_to_disk(path_.has_parent_path() ? path_.parent_path() : std::filesystem::path("."));
}

uint64_t free_bytes(std::filesystem::path const& folder) {
  uint64_t least = std::numeric_limits<uint64_t>::max();
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) == 0) least = uint64_t{disk.f_bavail} * disk.f_frsize;
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    least = std::min<uint64_t>(least, limit.rlim_cur);
  return least;
}

}  // namespace tributer
