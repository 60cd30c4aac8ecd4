#pragma once
#include <string>
#include <string_view>

#include "source_text.hpp"

namespace tributer {

/// What is wrong with one file of rows. Every problem names file and line, or file and feature; after
/// twenty the rest are not listed.
class FileProblems {
 public:
  enum class Rows : uint8_t { lines, features };
  FileProblems(SourcePointer source, Rows rows, ParameterBook& book);

  SourceText const& source() const { return *source_; }
  /// The row that names the columns: line 1, or the file as a whole.
  int heading() const { return rows_ == Rows::lines ? 1 : 0; }
  std::string_view column() const { return rows_ == Rows::lines ? "column" : "property"; }
  /// `row`: the line or feature, from 1; 0 is the file as a whole.
  void fail(int row, std::string what, std::string remedy);
  bool any() const { return n_ > 0; }

 private:
  SourcePointer source_;
  Rows rows_;
  ParameterBook* book_;
  int n_ = 0;
};

}  // namespace tributer
