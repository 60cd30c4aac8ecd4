#pragma once
// Writes texts, one after another, into a file that gets its name when it is complete.
#include <string>
#include <string_view>

#include "tributer/core/new_file.hpp"

namespace tributer {

class TextOutput {
 public:
  /// `beginning`: the first bytes of every file of this kind.
  TextOutput(std::filesystem::path const& path, std::string_view beginning) : file_(path, beginning) {}
  void add(std::string_view text);
  /// Writes what is left and gives the file its name. Throws a FileError.
  void keep();

 private:
  void flush();

  NewFile file_;
  std::string waiting_;
  uint64_t written_ = 0;
};

/// Makes a folder and those above it. Throws a FileError.
void make_folder(std::filesystem::path const& folder);
/// A text as JSON, in quotes.
std::string json_text(std::string_view text);
/// A number that is not rounded; "nan" if it is undefined, because pandas passes over an empty line.
std::string plain_number(double value);

}  // namespace tributer
