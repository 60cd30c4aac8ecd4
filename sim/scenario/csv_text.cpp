#include "csv_text.hpp"

#include <algorithm>

namespace tributer {
namespace {

char separator_of(std::string_view content) {
  std::string_view const whole = content.substr(std::min(content.find_first_not_of("\r\n"), content.size()));
  std::string_view const line = whole.substr(0, whole.find('\n'));
  char best = ',';
  for (char const one : {';', '\t'})
    if (std::count(line.begin(), line.end(), one) > std::count(line.begin(), line.end(), best)) best = one;
  return best;
}

/// Reads the content character by character.
class Splitter {
 public:
  explicit Splitter(std::string_view content) : text_(content) { out_.separator = separator_of(content); }

  CsvText split() {
    while (at_ < text_.size()) {
      CsvText::Row row{line_, {}};
      bool const closed = read_row(row.cells);
      if (!closed && out_.open_quote_at == 0) out_.open_quote_at = row.line;
      bool const blank = std::all_of(row.cells.begin(), row.cells.end(),
                                     [](std::string const& cell) { return trimmed(cell).empty(); });
      if (closed && !blank) out_.rows.push_back(std::move(row));
    }
    return std::move(out_);
  }

 private:
  /// Reads up to the end of the line. False if a quote is not closed or is followed by text.
  bool read_row(std::vector<std::string>& cells) {
    bool sound = true;
    cells.emplace_back();
    for (; at_ < text_.size(); ++at_) {
      char const c = text_[at_];
      if (c == '\n') {
        ++at_, ++line_;
        break;
      }
      if (c == out_.separator) {
        cells.emplace_back();
      } else if (c == '"' && trimmed(cells.back()).empty()) {
        sound = read_quoted(cells.back()) && sound;
      } else if (c != '\r' || (at_ + 1 < text_.size() && text_[at_ + 1] != '\n')) {
        cells.back() += c;
      }
    }
    return sound;
  }

  /// Reads a quoted cell up to the separator after it. An open quote ends with its line.
  bool read_quoted(std::string& cell) {
    std::size_t const quote = at_;
    int const line = line_;
    cell.clear();
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"' && text_.substr(at_, 2) != "\"\"") {
        std::size_t const next = text_.find_first_of(std::string("\n") + out_.separator, at_);
        std::string_view const rest = text_.substr(at_ + 1, std::min(next, text_.size()) - at_ - 1);
        if (!trimmed(rest).empty()) break;
        at_ += rest.size();
        return true;
      }
      if (text_[at_] == '"') ++at_;
      line_ += text_[at_] == '\n' ? 1 : 0;
      if (text_[at_] != '\r') cell += text_[at_] == '\n' ? ' ' : text_[at_];
    }
    line_ = line;
    at_ = std::min(text_.find('\n', quote), text_.size()) - 1;
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  CsvText out_;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  auto const blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

CsvText split_csv(std::string_view content) { return Splitter(content).split(); }

}  // namespace tributer
