#pragma once
// Writes a tar archive (POSIX ustar) compressed by gzip. A tool that reads such an archive needs a few plain files in
// it, and the format of those is one header of 512 bytes before the content of each: that is shorter to write than to
// use a library for.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace tributer {

class TarGz {
 public:
  explicit TarGz(std::filesystem::path const& path);
  ~TarGz();
  TarGz(TarGz const&) = delete;
  TarGz& operator=(TarGz const&) = delete;

  /// Adds a file; its name has at most 100 bytes.
  void add(std::string const& name, std::string_view content);
  /// Ends the archive and gives the file its name. Throws a FileError.
  void keep();

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace tributer
