// The only file that includes toml11 (3.7.1).
#include <charconv>
#include <cmath>
#include <sstream>
#include <system_error>
#include <toml.hpp>

#include <fmt/format.h>

#include "document.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

using Toml = toml::basic_value<toml::discard_comments>;

/// Copies the tree of toml11 into a tree of Value. Numbers are read again, because toml11 accepts numbers that
/// overflow.
class Converter {
 public:
  Converter(SourcePointer source, ParameterBook& book) : source_(std::move(source)), book_(book) {}

  Value convert(Toml const& from) const {
    Value to;
    auto const* const region = dynamic_cast<toml::detail::region const*>(toml::detail::get_region(from));
    to.place = {source_, region != nullptr ? source_->line_of(offset_of(*region)) : 0};
    switch (from.type()) {
      case toml::value_t::boolean:
        to.kind = Value::Kind::flag;
        to.flag = from.as_boolean();
        break;
      case toml::value_t::integer:
      case toml::value_t::floating:
        number(region != nullptr ? region->str() : "", to);
        break;
      case toml::value_t::string:
        to.kind = is_plain(from.as_string().str, to.place) ? Value::Kind::text : Value::Kind::broken;
        to.text = from.as_string().str;
        break;
      case toml::value_t::array:
        to.kind = Value::Kind::list;
        for (Toml const& item : from.as_array()) to.items.push_back(convert(item));
        break;
      case toml::value_t::table:
        to.kind = Value::Kind::table;
        for (auto const& [key, value] : from.as_table())
          if (is_plain(key, to.place)) to.members.emplace(key, convert(value));
        break;
      default:
        to.kind = Value::Kind::moment;
        to.text = region != nullptr ? region->str() : "";
    }
    return to;
  }

 private:
  static std::size_t offset_of(toml::detail::region const& region) {
    return static_cast<std::size_t>(region.first() - region.begin());
  }

  /// Reports a text with control characters, which a terminal would obey; a NUL would cut it.
  bool is_plain(std::string_view text, Place const& place) const {
    if (find_control(text) == std::string_view::npos) return true;
    book_.report({place.origin(), fmt::format("the text '{:.200}' contains a control character", printable(text)),
                  "remove it: texts contain letters, signs, tabs and line breaks"});
    return false;
  }

  void number(std::string const& spelled, Value& to) const {
    std::string digits;
    for (char const c : spelled) {
      if (c != '_') digits += c;
    }
    bool const negative = digits.starts_with('-');
    if (negative || digits.starts_with('+')) digits.erase(0, 1);
    bool const prefixed = digits.size() > 2 && digits[0] == '0' && std::isalpha(static_cast<unsigned char>(digits[1]));
    int const base = !prefixed ? 10 : digits[1] == 'x' ? 16 : digits[1] == 'o' ? 8 : 2;
    if (prefixed) digits.erase(0, 2);
    bool const whole = prefixed || digits.find_first_not_of("0123456789") == std::string::npos;
    if (negative) digits.insert(0, 1, '-');
    char const* const begin = digits.data();
    char const* const end = begin + digits.size();
    to.kind = whole ? Value::Kind::integer : Value::Kind::real;
    auto const [stop, error] =
        whole ? std::from_chars(begin, end, to.integer, base) : std::from_chars(begin, end, to.real);
    if (error == std::errc() && stop == end) return;
    to.kind = Value::Kind::broken;
    book_.report({to.place.origin(), fmt::format("the number {:.40} is too large or too small", spelled),
                  whole ? "use at most 18 digits" : "use a number between 1e-307 and 1e308"});
  }

  SourcePointer source_;
  ParameterBook& book_;
};

/// Makes one line from the message of toml11, which has several lines: the first line without the name of the function,
/// and the note at the last arrow.
std::string one_line(std::string_view message) {
  std::string_view head = message.substr(0, message.find('\n'));
  if (head.starts_with("[error] ")) head.remove_prefix(8);
  if (head.starts_with("toml::")) {
    auto const colon = head.find(": ");
    head = colon == std::string_view::npos ? std::string_view() : head.substr(colon + 2);
  }
  std::string_view note;
  for (std::string_view const arrow : {"^---", "~~~ "}) {
    auto const at = message.rfind(arrow);
    if (note.empty() && at != std::string_view::npos) {
      note = message.substr(at + 4, message.find('\n', at) - at - 4);
    }
  }
  while (note.starts_with(' ')) note.remove_prefix(1);
  while (head.ends_with('.') || head.ends_with(' ')) head.remove_suffix(1);
  if (head.empty() || note.empty()) return fmt::format("not valid TOML: {}{}", head, note);
  return fmt::format("not valid TOML: {} ({})", head, note);
}

void report_syntax(SourceText const& source, int line, std::string_view message, ParameterBook& book) {
  std::string what = one_line(message);
  for (char& c : what) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  bool const date = what.find("date") != std::string::npos;
  book.report({source.origin(line), std::move(what),
               date ? "write a month in quotes, such as \"2015-01\"" : "correct the line (nothing after it was read)"});
}

}  // namespace

std::optional<Value> parse_toml(SourcePointer const& source, ParameterBook& book) {
  if (!guard_text(*source, book)) return std::nullopt;
  std::istringstream in(source->content());
  try {
    return Converter(source, book).convert(toml::parse<toml::discard_comments>(in, source->name()));
  } catch (toml::exception const& error) {
    report_syntax(*source, static_cast<int>(error.location().line()), error.what(), book);
  } catch (UserError const&) {
    throw;
  } catch (std::bad_alloc const&) {
    throw;
  } catch (std::exception const& error) {
    report_syntax(*source, 1, error.what(), book);
  }
  return std::nullopt;
}

}  // namespace tributer
