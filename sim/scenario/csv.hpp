#pragma once
// Tables of text with a header: comma-separated values, or GeoJSON features with the same columns.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv_text.hpp"
#include "file_problems.hpp"

namespace tributer {

class CsvTable {
 public:
  struct Row {
    int line = 0;                     ///< number of the line or feature, from 1
    std::vector<std::string> fields;  ///< as many as the header has
  };
  enum class Blank { refused, allowed };

  /// Reads the rows. Rows with a wrong number of fields or an open quote are reported and left out; blank rows, a row
  /// of hashtags below the header, and blank cells beyond the header are passed over.
  CsvTable(SourcePointer source, ParameterBook& book);
  /// Makes a table of rows that were read in another way.
  CsvTable(FileProblems problems, std::vector<std::string> header, std::vector<Row> rows);

  std::vector<Row> const& rows() const { return rows_; }
  std::vector<std::string> const& header() const { return header_; }
  std::optional<std::size_t> find(std::string_view column) const;
  /// Position of a column. Reports a problem if it is missing, with a remedy of its own if none is given.
  std::optional<std::size_t> require(std::string_view column, std::string remedy = "");
  /// Gives the column `theirs` the name `ours`. Reports a problem if that is not possible.
  void rename(std::string const& theirs, std::string const& ours);
  /// Leaves out the rows in which a column is blank, and returns their lines.
  std::vector<int> leave_out_blank(std::string const& column);
  /// Position of a column that may be missing. A column with a similar name is reported as misspelled.
  std::optional<std::size_t> find_optional(std::string_view column, std::vector<std::string> const& all_columns);

  /// The text of a field, without blanks around it.
  std::string_view text(Row const& row, std::size_t column, Blank blank);
  /// A finite number from min to max; NaN if the field is blank; nothing after a problem is reported.
  std::optional<double> real(Row const& row, std::size_t column, double min, double max, Blank blank);
  /// A whole number from 0 to max; nothing if the field is blank or after a problem is reported.
  std::optional<int64_t> count(Row const& row, std::size_t column, int64_t max, Blank blank);
  void fail(int line, std::string what, std::string remedy);
  bool has_problems() const { return problems_.any(); }
  std::string_view row_word() const { return problems_.heading() > 0 ? "line" : "feature"; }

 private:
  void refuse_controls(std::vector<std::string> const& fields, int line);
  void refuse_blank(Row const& row, std::size_t column);
  void read_header(CsvText::Row const& row);
  void read_row(std::vector<std::string> cells, int line);
  /// The text of a number; empty if nothing is recorded, which is reported if it is refused.
  std::string_view number(Row const& row, std::size_t column, Blank blank);

  FileProblems problems_;
  char separator_ = ',';
  std::vector<std::string> header_;
  std::vector<Row> rows_;
};

}  // namespace tributer
