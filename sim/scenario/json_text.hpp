#pragma once
// Writes JSON. (geojson.cpp reads JSON.)
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributer {

/// A JSON value. The members of an object stay in the order in which they were set.
class Json {
 public:
  static Json object() { return Json(Kind::object, {}); }
  static Json list() { return Json(Kind::list, {}); }
  static Json text(std::string_view text);
  static Json number(double number);
  static Json flag(bool flag) { return literal(flag ? "true" : "false"); }
  /// A text that is JSON already and is written unchanged.
  static Json literal(std::string json) { return Json(Kind::scalar, std::move(json)); }

  Json&& set(std::string key, Json value) &&;
  Json& set(std::string key, Json value) &;
  void add(Json item) { children_.emplace_back("", std::move(item)); }
  bool is_empty() const { return children_.empty(); }
  std::string write() const;

 private:
  enum class Kind { scalar, list, object };
  Json(Kind kind, std::string scalar) : kind_(kind), scalar_(std::move(scalar)) {}
  void write(std::string& out, std::size_t depth) const;

  Kind kind_;
  std::string scalar_;
  std::vector<std::pair<std::string, Json>> children_;
};

}  // namespace tributer
