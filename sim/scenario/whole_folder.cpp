#include "whole_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include "tributer/core/check.hpp"
#include "tributer/core/disk.hpp"

namespace tributer {
namespace {

namespace fs = std::filesystem;

/// The full path of the folder, without a slash at the end.
fs::path full_path(fs::path const& folder) {
  fs::path const full = fs::absolute(folder).lexically_normal();
  return full.has_filename() ? full : full.parent_path();
}

/// A temporary folder next to the final one. It is removed with its files unless it was renamed.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(fs::path const& folder) : path_(fmt::format("{}.{}.part", folder.string(), ::getpid())) {
    std::error_code error;
    if (!fs::create_directory(path_, error))
      throw FileError(fmt::format("{}: this folder cannot be made ({})", path_.string(),
                                  error ? error.message() : "it exists already; remove it"));
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  void write(std::string const& name, std::string const& content) const {
    fs::path const file = path_ / name;
    std::ofstream out(file, std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.close();
    if (!out) throw FileError(fmt::format("{}: this file cannot be written; is the disk full?", file.string()));
    sync_to_disk(file);
  }
  void rename_to(fs::path const& folder) const {
    sync_to_disk(path_);
    std::error_code error;
    fs::rename(path_, folder, error);
    if (error) throw FileError(fmt::format("{}: this folder cannot be made ({})", folder.string(), error.message()));
    sync_to_disk(folder.parent_path());
  }

 private:
  fs::path path_;
};

}  // namespace

void refuse_occupied(fs::path const& folder) {
  std::error_code error;
  bool const is_free = !fs::exists(fs::symlink_status(folder, error)) ||
                       (fs::is_directory(folder, error) && fs::is_empty(folder, error) && !error);
  if (!is_free)
    throw FileError(
        fmt::format("{}: this exists and is not an empty folder; choose another name, or remove it", folder.string()));
}

void write_whole_folder(fs::path const& folder, FolderFiles const& files) {
  fs::path const full = full_path(folder);
  refuse_occupied(full);
  std::error_code error;
  fs::create_directories(full.parent_path(), error);
  if (error)
    throw FileError(fmt::format("{}: this folder cannot be made ({})", full.parent_path().string(), error.message()));
  TemporaryFolder const temporary(full);
  for (auto const& [name, content] : files) temporary.write(name, content);
  temporary.rename_to(full);
}

}  // namespace tributer
