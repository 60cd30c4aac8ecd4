#include "survey_date.hpp"

#include "tributer/core/month.hpp"

namespace tributer {
namespace {

constexpr std::size_t year_digits = 4, month_digits = 7, day_digits = 10;

/// True if the text has digits where the pattern has nines, and otherwise the same characters.
bool fits(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (pattern[i] == '9' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i]) return false;
  return true;
}

bool is_date(std::string_view text) {
  if (text.size() == year_digits) return fits(text, "9999");
  if (!parse_month(text.substr(0, month_digits))) return false;
  std::string_view const day = text.substr(month_digits);
  return day.empty() || (fits(day, "-99") && day >= "-01" && day <= "-31");
}

/// An hour and minute, which may be followed by seconds and a zone.
bool is_time(std::string_view text) {
  return fits(text.substr(0, 5), "99:99") && text.find_first_not_of("0123456789:.+-Z") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> order_of_date(std::string_view text) {
  std::string_view const day = text.substr(0, day_digits), time = text.substr(day.size());
  if (!is_date(day)) return std::nullopt;
  if (time.empty()) return std::string(day);
  if ((time[0] != 'T' && time[0] != ' ') || !is_time(time.substr(1))) return std::nullopt;
  return std::string(day) + 'T' + std::string(time.substr(1));
}

}  // namespace tributer
