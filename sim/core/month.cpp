#include "tributer/core/month.hpp"

#include <fmt/format.h>

#include <charconv>

namespace tributer {

std::optional<Month> parse_month(std::string_view text) {
  int year = 0, month = 0;
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  auto const digits = [](std::string_view part, int& out) {
    auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), out);
    return error == std::errc() && end == part.data() + part.size() && part.front() != '-';
  };
  if (!digits(text.substr(0, 4), year) || !digits(text.substr(5, 2), month)) return std::nullopt;
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  return Month::of(year, month);
}

std::string to_string(Month month) { return fmt::format("{:04}-{:02}", month.year(), month.month_of_year()); }

}  // namespace tributer
