#pragma once
// Names of the values of an enumeration, taken from the compiler, so that no second list of names is needed. The values
// must run from 0 without gaps, and the underlying type must be fixed. A name that would be a keyword of C++ ends in
// `_`, which is not part of its label. `Per` is a table with one value for each member of an enumeration.
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributer {

/// The value as the compiler writes it: "tributer::Account::donor", or "(tributer::Account)12" if it has no name.
template <auto value>
consteval std::string_view spelled() {
  std::string_view const text = __PRETTY_FUNCTION__;
  constexpr std::string_view before = "value = ";
  std::size_t const from = text.find(before) + before.size();
  return text.substr(from, text.find_first_of(";]", from) - from);
}

template <class E, std::size_t k = 0>
consteval std::size_t count_values() {
  if constexpr (spelled<static_cast<E>(k)>().starts_with('(')) {
    return k;
  } else {
    return count_values<E, k + 1>();
  }
}

/// How many values the enumeration has.
template <class E>
inline constexpr std::size_t n_of = count_values<E>();

template <class E, std::size_t... k>
consteval std::array<std::string_view, sizeof...(k)> spelled_names(std::index_sequence<k...>) {
  auto const name = [](std::string_view text) {
    text.remove_prefix(text.rfind(':') + 1);
    if (text.ends_with('_')) text.remove_suffix(1);
    return text;
  };
  return {name(spelled<static_cast<E>(k)>())...};
}

/// The names of the values, in order.
template <class E>
inline constexpr std::array<std::string_view, n_of<E>> names_of = spelled_names<E>(std::make_index_sequence<n_of<E>>{});

template <class E>
constexpr std::string_view name_of(E value) {
  return names_of<E>[static_cast<std::size_t>(value)];
}

/// The value with that name, if there is one.
template <class E>
constexpr std::optional<E> value_named(std::string_view name) {
  for (std::size_t k = 0; k < n_of<E>; ++k)
    if (names_of<E>[k] == name) return static_cast<E>(k);
  return std::nullopt;
}

/// The names as the labels of an axis.
template <class E>
std::vector<std::string> labels_of() {
  return {names_of<E>.begin(), names_of<E>.end()};
}

/// A table with one entry for each value of an enumeration. It does not compile with more or fewer entries.
template <class E, class T>
class Per {
 public:
  constexpr Per() = default;
  template <class... V>
  requires(sizeof...(V) == n_of<E>) constexpr Per(V const&... values) : values_{static_cast<T>(values)...} {}
  constexpr T& operator[](E member) { return values_[static_cast<std::size_t>(member)]; }
  constexpr T const& operator[](E member) const { return values_[static_cast<std::size_t>(member)]; }

 private:
  std::array<T, n_of<E>> values_{};
};

}  // namespace tributer
