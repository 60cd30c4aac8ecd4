#pragma once
// A folder for the files of a test, and the problems that were reported about them.
#include <filesystem>
#include <fstream>
#include <string>

#include "tributer/scenario/table_reader.hpp"

namespace tributer::test {

/// A folder that is removed after the test.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("tributer_scenario_" + std::to_string(reinterpret_cast<uintptr_t>(this)))) {
    std::filesystem::create_directories(path_);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path write(std::string const& name, std::string const& content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << content;
    return path_ / name;
  }
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string messages(ParameterBook const& book) { return render(book.problems()); }

}  // namespace tributer::test
