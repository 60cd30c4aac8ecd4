#pragma once
// The outcomes of a comparison, as data: adding one is adding a row in outcomes.cpp.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tributer {

/// Months over which an outcome is summed.
enum class Window : uint8_t {
  run,                 ///< all
  end,                 ///< the last
  presence_and_after,  ///< presence and the 12 months that follow, as far as the run goes
  year_into_presence,  ///< the month 12 months after presence begins
  year_after,          ///< the month 12 months after presence ends
  two_years_after,     ///< the month 24 months after presence ends
  // of support to operations
  programme,                   ///< its months
  programme_end,               ///< its last month
  two_years_after_programme,   ///< the month 24 months later
  four_years_after_programme,  ///< the month 48 months later
  programme_year_1,            ///< the last month of its first year; so on
  programme_year_3,
  programme_year_5,
  programme_year_10
};

/// The sum of a variable over months and over the cells that `where` admits: "axis=label|label" or "axis!=label|label",
/// several joined by "&"; a label with a minus before it is subtracted. The axis `ring` stands for the ring of an area;
/// a category of the ledger is named without its payer and payee. The variables `months` and `years` count the window
/// itself; an empty name is 1. Of those whose licence a programme supported: `licences/supported` counts them,
/// `licences/supported_anyway` those licensed in the baseline too by the end of the window, `licences/months_added`
/// their months with a licence over the whole run, less those of the same people in the baseline.
struct Total {
  std::string_view variable, where;
  enum class Worth : uint8_t { plain, present } worth = Worth::plain;  ///< present: discounted to the start
  std::optional<Window> window = std::nullopt;                         ///< if not that of the outcome
};

/// How an outcome is computed from numerator N and denominator D.
enum class Form : uint8_t {
  level,                ///< N/D in each arm; the difference of the two
  percent_change,       ///< N of the arm against N of the baseline, change in percent
  percent_of_baseline,  ///< N of the arm in percent of N of the baseline
  own_share,            ///< N/D in the arm itself (the baseline has none)
  displaced,            ///< rise of N against the baseline over fall of D against it
  per_addition,  ///< rise of N against the baseline over rise of D; not said unless D rises, without interval if D's
                 ///< rise cannot be told from none
};

struct Outcome {
  std::string_view question, name, label, unit;  ///< `{}` in a unit stands for the discount rate, % a year
  Form form;
  Window window;
  double scale;
  int decimals;
  Total numerator, denominator;
  enum class Arms : uint8_t { all, with_presence, with_programme } arms = Arms::all;
  Total given{};  ///< only for arms in which this is not 0 throughout; by its own window, else over the run
};

std::span<Outcome const> outcomes();

}  // namespace tributer
