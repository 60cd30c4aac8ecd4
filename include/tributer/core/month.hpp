#pragma once
// Calendar months. One step of the model is one month.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tributer {

/// A calendar month, counted from 0000-01.
struct Month {
  int32_t index = 0;
  static constexpr Month of(int year, int month_of_year) { return {year * 12 + month_of_year - 1}; }
  constexpr int year() const { return index / 12; }
  constexpr int month_of_year() const { return index % 12 + 1; }  ///< 1..12
  friend constexpr auto operator<=>(Month, Month) = default;
  friend constexpr Month operator+(Month a, int months) { return {a.index + months}; }
  friend constexpr int operator-(Month a, Month b) { return a.index - b.index; }
};

/// Reads a text such as "2015-01", with a year from 1900 to 2199. Any other text gives nothing.
std::optional<Month> parse_month(std::string_view text);
/// The same rule as a regular expression, for schemas.
inline constexpr std::string_view month_pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$";
std::string to_string(Month month);

}  // namespace tributer
