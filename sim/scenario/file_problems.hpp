#pragma once
#include <string>
#include <string_view>

#include "source_text.hpp"

namespace tributer {

/// The problems of one file of rows. Every problem names the file and the line or feature. At most twenty problems are
/// listed.
class FileProblems {
 public:
  enum class Rows : uint8_t { lines, features };
  FileProblems(SourcePointer source, Rows rows, ParameterBook& book);

  SourceText const& source() const { return *source_; }
  /// The row with the names of the columns: line 1, or 0 for the file as a whole.
  int heading() const { return rows_ == Rows::lines ? 1 : 0; }
  std::string_view column() const { return rows_ == Rows::lines ? "column" : "property"; }
  /// `row` is the line or feature, from 1; 0 is the file as a whole.
  void fail(int row, std::string what, std::string remedy);
  bool any() const { return n_ > 0; }

 private:
  SourcePointer source_;
  Rows rows_;
  ParameterBook* book_;
  int n_ = 0;
};

}  // namespace tributer
