#pragma once
// Enumerations that know the names of their members, and tables that hold one value for each member.
//
//   TRIBUTER_ENUM_CLASS(Phase, none, exploration, construction, operation, closure);
//
// declares `enum class Phase : uint8_t`. Its labels are the names themselves, so that members and labels cannot
// disagree. A name that would be a keyword of C++ ends in `_`, which its label does not have.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributer {
namespace enumeration {

consteval std::size_t count(std::string_view names) {
  std::size_t n = 1;
  for (char const c : names) n += c == ',';
  return n;
}

template <std::size_t n>
consteval std::array<std::string_view, n> split(std::string_view names) {
  std::array<std::string_view, n> labels;
  for (auto& label : labels) {
    std::size_t const comma = names.find(',');
    label = names.substr(0, comma);
    while (label.starts_with(' ')) label.remove_prefix(1);
    while (label.ends_with(' ') || label.ends_with('_')) label.remove_suffix(1);
    for (char const c : label)
      if (!(c >= 'a' && c <= 'z') && c != '_') throw "a member of an enumeration is named by small letters and _ only";
    names = comma == std::string_view::npos ? std::string_view() : names.substr(comma + 1);
  }
  return labels;
}

}  // namespace enumeration

#define TRIBUTER_LABELS(Name, ...)                                                       \
  consteval auto labels_for(Name) {                                                      \
    constexpr std::string_view names = #__VA_ARGS__;                                     \
    return ::tributer::enumeration::split<::tributer::enumeration::count(names)>(names); \
  }                                                                                      \
  static_assert(labels_for(Name{}).size() > 0)
#define TRIBUTER_ENUM_CLASS(Name, ...)       \
  enum class Name : uint8_t { __VA_ARGS__ }; \
  TRIBUTER_LABELS(Name, __VA_ARGS__)
/// The same for members that are used as plain numbers.
#define TRIBUTER_ENUM(Name, ...)       \
  enum Name : uint8_t { __VA_ARGS__ }; \
  TRIBUTER_LABELS(Name, __VA_ARGS__)

/// Labels of the members, in order.
template <class E>
inline constexpr auto labels_of = labels_for(E{});

template <class E>
inline constexpr std::size_t count_of = labels_of<E>.size();

template <class E>
constexpr std::string_view label_of(E member) {
  return labels_of<E>[static_cast<std::size_t>(member)];
}

/// Labels as words of a study file and of an axis of results.
template <class E>
std::vector<std::string> label_list() {
  return {labels_of<E>.begin(), labels_of<E>.end()};
}

/// One value for each member of an enumeration. Giving more or fewer values does not compile.
template <class E, class T>
class Per {
 public:
  constexpr Per() = default;
  template <class... V>
  requires(sizeof...(V) == count_of<E>) constexpr Per(V const&... values) : values_{static_cast<T>(values)...} {}
  constexpr T& operator[](E member) { return values_[static_cast<std::size_t>(member)]; }
  constexpr T const& operator[](E member) const { return values_[static_cast<std::size_t>(member)]; }

 private:
  std::array<T, count_of<E>> values_{};
};

}  // namespace tributer
