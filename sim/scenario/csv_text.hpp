#pragma once
// Splits the text of a table into rows and cells (RFC 4180). Cells are separated by commas, semicolons or tabs: by the
// one that the first line has most of. What a cell means is not guessed here.
#include <string>
#include <string_view>
#include <vector>

namespace tributer {

struct CsvText {
  struct Row {
    int line = 0;  ///< on which it begins, from 1
    std::vector<std::string> cells;
  };
  char separator = ',';
  std::vector<Row> rows;  ///< without rows whose cells are all blank
  int open_quote_at = 0;  ///< line of a quoted cell that is not closed, or is followed by text; 0 if there is none
};

/// A quoted cell may contain separators, line breaks (which become blanks) and doubled quotes.
CsvText split_csv(std::string_view content);

/// The text without blanks around it.
std::string_view trimmed(std::string_view text);

}  // namespace tributer
