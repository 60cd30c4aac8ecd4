#include "json_text.hpp"

#include <fmt/format.h>

namespace tributer {
namespace {

constexpr std::size_t most_columns = 120;

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (char const c : text) {
    if (c == '"' || c == '\\')
      out += std::string("\\") + c;
    else if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

}  // namespace

Json Json::text(std::string_view text) { return literal(json_string(text)); }
Json Json::number(double number) { return literal(fmt::format("{}", number)); }

Json& Json::set(std::string key, Json value) & {
  children_.emplace_back(std::move(key), std::move(value));
  return *this;
}
Json&& Json::set(std::string key, Json value) && { return std::move(set(std::move(key), std::move(value))); }

std::string Json::write() const {
  std::string out;
  write(out, 0);
  return out + "\n";
}

/// A value whose children are all plain is written on one line if it fits.
void Json::write(std::string& out, std::size_t depth) const {
  if (kind_ == Kind::scalar) {
    out += scalar_;
    return;
  }
  std::string const brackets = kind_ == Kind::object ? "{}" : "[]";
  std::size_t width = depth;
  bool plain = true;
  for (auto const& [key, child] : children_) {
    plain = plain && (child.kind_ == Kind::scalar || child.is_empty());
    width += key.size() + child.scalar_.size() + 6;
  }
  bool const one_line = plain && width <= most_columns;
  auto const new_line = [&out](std::size_t indent) {
    out += '\n';
    out.append(indent, ' ');
  };
  out += brackets[0];
  for (std::size_t i = 0; i < children_.size(); ++i) {
    auto const& [key, child] = children_[i];
    if (i > 0) out += one_line ? ", " : ",";
    if (!one_line) new_line(depth + 1);
    if (kind_ == Kind::object) out += json_string(key) + ": ";
    child.write(out, depth + 1);
  }
  if (!one_line) new_line(depth);
  out += brackets[1];
}

}  // namespace tributer
