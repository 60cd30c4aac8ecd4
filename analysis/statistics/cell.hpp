#pragma once
// Formats numbers and texts for a terminal.
#include <string>

#include "tributer/analysis/comparison.hpp"

namespace tributer {

/// Formats a number: 12345.678 with one decimal is "12,345.7". A sign is added if `with_sign` is true.
std::string number(double value, int decimals, bool with_sign);

/// The texts that are shown for one outcome of one arm.
struct Cell {
  std::string estimate, gain, interval;  ///< empty if they do not exist
  bool away_from_zero = false;           ///< true for a difference whose interval does not contain zero
};
Cell to_cell(Line const& line);

/// A text and a number as CSV (RFC 4180). The number is not rounded; it is empty if it is NaN.
std::string csv_text(std::string const& text);
std::string csv_number(double value);

/// A text with the style of a terminal code, if the options ask for colours.
std::string styled(std::string const& text, char const* code, TableOptions const& options);

/// Breaks a text into lines of at most `width` columns.
std::string wrapped(std::string const& text, size_t width);

}  // namespace tributer
