#include "cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tributer {
namespace {

std::string gain_text(double gain) {
  if (std::isnan(gain)) return "";
  return gain >= 999.5 ? "x>999" : fmt::format("x{:.{}f}", gain, gain < 99.95 ? 1 : 0);
}

}  // namespace

std::string number(double value, int decimals, bool with_sign) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::string const digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  bool const zero = digits.find_first_not_of("0.") == std::string::npos;
  size_t const point = std::min(digits.find('.'), digits.size());
  std::string grouped;
  for (size_t place = 0; place < digits.size(); ++place) {
    if (place > 0 && place < point && (point - place) % 3 == 0) grouped.push_back(',');
    grouped.push_back(digits[place]);
  }
  std::string const sign = zero ? "" : value < 0 ? "-" : with_sign ? "+" : "";
  return sign + grouped;
}

Cell to_cell(Line const& line) {
  PairedEstimate const& e = line.estimate;
  bool const with_sign = reading_of(line.outcome.form) != Reading::own;
  Cell cell;
  cell.estimate = number(e.difference, line.outcome.decimals, with_sign);
  cell.gain = gain_text(e.gain);
  if (!std::isnan(e.lower)) {
    cell.interval = fmt::format("[{}, {}]", number(e.lower, line.outcome.decimals, with_sign),
                                number(e.upper, line.outcome.decimals, with_sign));
  }
  cell.away_from_zero = with_sign && (e.lower > 0 || e.upper < 0);
  return cell;
}

std::string styled(std::string const& text, char const* code, TableOptions const& options) {
  bool const unstyled = options.colour == TableOptions::Colour::none || text.empty();
  return unstyled ? text : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::string wrapped(std::string const& text, size_t width) {
  std::string result;
  size_t column = 0;
  for (size_t at = 0; at < text.size();) {
    size_t const end = std::min(text.find(' ', at), text.size());
    bool const fits = column == 0 || column + 1 + (end - at) <= width;
    result += column == 0 ? "" : fits ? " " : "\n";
    column = (fits && column > 0 ? column + 1 : 0) + (end - at);
    result += text.substr(at, end - at);
    at = end + 1;
  }
  return result + "\n";
}

std::string csv_text(std::string const& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string result = "\"";
  for (char const letter : text) result += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return result + "\"";
}

std::string csv_number(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

}  // namespace tributer
