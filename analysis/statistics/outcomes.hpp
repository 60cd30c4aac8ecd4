#pragma once
// The outcomes of a comparison, as data: adding one is adding a row in outcomes.cpp.
#include <cstdint>
#include <span>
#include <string_view>

namespace tributer {

/// The sum of a variable over months and over the cells that `where` admits: "axis=label|label" or "axis!=label|label",
/// several joined by "&". The axis `ring` stands for the ring of an area. The variables `months` and `years` count the
/// window itself; an empty name is 1.
struct Total {
  std::string_view variable, where;
};

/// Months over which an outcome is summed.
enum class Window : uint8_t {
  run,                 ///< all
  end,                 ///< the last
  presence_and_after,  ///< presence and the 12 months that follow, as far as the run goes
  year_into_presence,  ///< the month 12 months after presence begins
  year_after,          ///< the month 12 months after presence ends
  two_years_after,     ///< the month 24 months after presence ends
};

/// How an outcome is computed from numerator N and denominator D.
enum class Form : uint8_t {
  level,                ///< N/D in each arm; the difference of the two
  percent_change,       ///< N of the arm against N of the baseline, change in percent
  percent_of_baseline,  ///< N of the arm in percent of N of the baseline
  own_share,            ///< N/D in the arm itself (the baseline has none)
  displaced,            ///< rise of N against the baseline over fall of D against it
};

struct Outcome {
  std::string_view question, name, label, unit;
  Form form;
  Window window;
  double scale;
  int decimals;
  Total numerator, denominator;
  enum class Arms : uint8_t { all, with_presence } arms = Arms::all;
};

std::span<Outcome const> outcomes();

}  // namespace tributer
