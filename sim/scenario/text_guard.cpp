#include <fmt/format.h>

#include "document.hpp"

namespace tributer {
namespace {

constexpr std::size_t deepest_nesting = 64;
constexpr std::size_t longest_line = 4096;

/// Reads the text once and recognises strings, comments, brackets and keys. It does not report syntax errors, because
/// the parser reports them better.
class NestingScanner {
 public:
  explicit NestingScanner(std::string_view text) : text_(text) {}

  /// Offset at which the nesting first exceeds the limit, or npos if it never does.
  std::size_t find_too_deep() {
    while (at_ < text_.size()) {
      step(text_[at_]);
      if (open_.size() + dots_ > deepest_nesting) return at_;
      ++at_;
    }
    return std::string_view::npos;
  }

 private:
  void step(char c) {
    switch (c) {
      case '\n':
        end_line();
        break;
      case '#':
        at_ = std::min(text_.find('\n', at_), text_.size()) - 1;
        break;
      case '"':
      case '\'':
        skip_string(c);
        break;
      case '[':
        in_header_ = in_header_ || (in_key_ && open_.empty());
        in_key_ = in_header_;
        open_ += c;
        break;
      case '{':
        in_key_ = true;
        open_ += c;
        break;
      case ']':
      case '}':
        if (!open_.empty()) open_.pop_back();
        start_item(false);
        break;
      case ',':
        start_item(open_.ends_with('{'));
        break;
      case '=':
        start_item(false);
        break;
      case '.':
        dots_ += in_key_ ? 1 : 0;
        break;
      default:
        break;
    }
  }

  void start_item(bool key) {
    in_key_ = key;
    dots_ = 0;
  }

  void end_line() {
    if (in_header_) open_.clear();
    in_header_ = false;
    if (open_.empty()) start_item(true);
  }

  /// Moves `at_` to the closing quote. If the string is not closed, moves it to the end of the line or text.
  void skip_string(char quote) {
    std::string const three(3, quote);
    bool const long_string = text_.substr(at_, 3) == three;
    at_ += long_string ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\' && quote == '"') {
        ++at_;
      } else if (long_string && text_.substr(at_, 3) == three) {
        at_ += 2;
        return;
      } else if (!long_string && text_[at_] == quote) {
        return;
      } else if (!long_string && text_[at_] == '\n') {
        --at_;
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0, dots_ = 0;
  std::string open_;
  bool in_key_ = true, in_header_ = false;
};

}  // namespace

bool guard_text(SourceText const& source, ParameterBook& book) {
  if (int const line = source.first_line_longer_than(longest_line); line > 0) {
    book.report({source.origin(line), fmt::format("the line is longer than {} bytes", longest_line),
                 "break the line: a list may have many lines"});
    return false;
  }
  std::size_t const at = NestingScanner(source.content()).find_too_deep();
  if (at == std::string_view::npos) return true;
  book.report({source.origin(source.line_of(at)),
               fmt::format("brackets or dotted keys nest deeper than {}", deepest_nesting),
               "use fewer levels: a study needs only a few"});
  return false;
}

}  // namespace tributer
