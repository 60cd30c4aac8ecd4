#pragma once
// A text file that was read: its name, its content and its lines.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tributer/scenario/table_reader.hpp"

namespace tributer {

class SourceText {
 public:
  enum class Kind : uint8_t { file, command_line };
  /// Origins in a command line have line 0.
  SourceText(std::string name, std::string content, Kind kind);

  std::string const& name() const { return name_; }
  std::string const& content() const { return content_; }
  /// The folder from which relative paths in this file start.
  std::filesystem::path folder() const;
  int line_of(std::size_t offset) const;
  /// The line (1 = first), made printable and cut to the width of a message.
  std::string line_text(int line) const;
  Origin origin(int line) const;
  /// The first line with more than `bytes` bytes, or 0 if there is none.
  int first_line_longer_than(std::size_t bytes) const;

 private:
  std::string name_, content_;
  Kind kind_;
  std::vector<std::size_t> line_starts_;
};

using SourcePointer = std::shared_ptr<SourceText const>;

/// A position in a source. A default value has no source.
struct Place {
  SourcePointer source;
  int line = 0;
  Origin origin() const { return source ? source->origin(line) : Origin{}; }
};

/// Reads a text file. It must be a regular file of at most `max_bytes` bytes in UTF-8 without NUL, or in UTF-16 with a
/// byte order mark; the mark is dropped. Returns null after a problem, which is reported at `asked_for_at` if the file
/// does not exist.
SourcePointer read_source(std::filesystem::path const& file, std::uintmax_t max_bytes, Origin const& asked_for_at,
                          ParameterBook& book);

}  // namespace tributer
