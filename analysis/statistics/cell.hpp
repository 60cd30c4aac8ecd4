#pragma once
// How numbers and texts look on a terminal.
#include <string>

#include "tributer/analysis/comparison.hpp"

namespace tributer {

/// 12345.678 with one decimal: "12,345.7"; with a sign if it is a difference.
std::string number(double value, int decimals, bool with_sign);

/// What is shown of one outcome of one arm.
struct Cell {
  std::string estimate, gain, interval;  ///< empty where they cannot be given
  bool away_from_zero = false;           ///< a difference whose interval leaves out zero
};
Cell to_cell(Line const& line);

/// A text in the style of a terminal code, if colours are wanted.
std::string styled(std::string const& text, char const* code, TableOptions const& options);

/// Breaks a text into lines of at most `width` columns.
std::string wrapped(std::string const& text, size_t width);

}  // namespace tributer
