#pragma once
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "tributer/core/check.hpp"

namespace tributer {

/// A new folder within `in` for files of this command. It is removed with its files.
class ScratchFolder {
 public:
  explicit ScratchFolder(std::filesystem::path const& in) {
    std::error_code failure;
    std::filesystem::create_directories(in, failure);
    std::string name = (in / "tributer-XXXXXX").string();
    if (failure || ::mkdtemp(name.data()) == nullptr)
      throw FileError(fmt::format("{}: no folder can be made here", in.string()));
    path_ = name;
  }
  ScratchFolder(ScratchFolder const&) = delete;
  ScratchFolder& operator=(ScratchFolder const&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tributer
