#include "file_problems.hpp"

#include <fmt/format.h>

namespace tributer {
namespace {

constexpr int most_problems = 20;

}  // namespace

FileProblems::FileProblems(SourcePointer source, Rows rows, ParameterBook& book)
    : source_(std::move(source)), rows_(rows), book_(&book) {}

void FileProblems::fail(int row, std::string what, std::string remedy) {
  if (++n_ > most_problems) return;
  if (n_ == most_problems) {
    what = "the file has more problems, which are not listed";
    remedy = "correct the problems above first";
  } else if (rows_ == Rows::features && row > 0) {
    what = fmt::format("feature {}: {}", row, what);
  }
  book_->report({source_->origin(rows_ == Rows::lines ? row : 0), std::move(what), std::move(remedy)});
}

}  // namespace tributer
