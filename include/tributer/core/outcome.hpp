#pragma once
// Outcomes: the questions that are asked about the arms of a study. An outcome is one number, made of sums of recorded
// variables over months. An observable declares the outcomes of the variables that it records. A results file contains
// the outcomes and their values.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tributer/core/recording.hpp"

namespace tributer {

/// The questions that outcomes answer, in the order of a table. A question that is not listed here comes last.
namespace questions {
inline constexpr char const where_to[] = "Where do the people go?";
inline constexpr char const miners[] = "Who still mines there, and around?";
inline constexpr char const help[] = "Who is helped?";
inline constexpr char const finance[] = "What does the money buy?";
inline constexpr char const formality[] = "How formal is it?";
inline constexpr char const living[] = "What does it do to incomes?";
inline constexpr char const children[] = "What does it do to children?";
inline constexpr char const harm[] = "What harm does it do, beside its cost to miners?";
inline constexpr char const unrest[] = "Is there more unrest?";
inline constexpr char const sector[] = "What becomes of the sector?";
inline constexpr std::array<std::string_view, 10> in_order{where_to, miners,   help, finance, formality,
                                                           living,   children, harm, unrest,  sector};
}  // namespace questions

/// Months over which an outcome is summed.
enum class Period : uint8_t {
  run,            ///< all months
  end,            ///< the last month
  first_5_years,  ///< the first five years of the study; not given if the run is shorter
  first_10_years,
  first_20_years,
  presence_and_after,  ///< the months of presence and the 12 months after it, up to the end of the run
  year_into_presence,  ///< the month 12 months after presence begins
  year_after,          ///< the month 12 months after presence ends
  two_years_after,     ///< the month 24 months after presence ends
  // Months of support to operations.
  programme,                   ///< the months of the programme
  programme_end,               ///< the last month of the programme
  two_years_after_programme,   ///< the month 24 months after the programme ends
  four_years_after_programme,  ///< the month 48 months after the programme ends
  programme_year_1,            ///< the last month of the first year of the programme
  programme_year_3,
  programme_year_5,
  programme_year_10
};

/// The sum of a variable over months and over the cells that `where` selects. `where` is "axis=label|label" or
/// "axis!=label|label"; several conditions are joined by "&". A label with a minus before it is subtracted. The axis
/// `ring` means the ring of an area. A category of the ledger is named without its payer and payee. The variables
/// `months` and `years` are the length of the period; an empty name means the number 1. Three measures are about the
/// people whose licence a programme supported in the arm. They are looked up in the run that is summed:
/// `licences/supported` counts them, `licences/supported_licensed` counts those who are licensed by the end of the
/// period, and `licences/supported_months` counts their months with a licence over the whole run.
struct Total {
  std::string variable{}, where{};
  enum class Worth : uint8_t { plain, present } worth = Worth::plain;  ///< present: values are discounted to the start
  std::optional<Period> period = std::nullopt;  ///< period of this total, if it differs from that of the outcome
};

/// How an outcome is computed from numerator N and denominator D.
enum class Form : uint8_t {
  level,                ///< N/D in each arm, and the difference between the arms
  percent_change,       ///< change from N of the baseline to N of the arm, in percent
  percent_of_baseline,  ///< N of the arm as a percentage of N of the baseline
  own_share,            ///< N/D in the arm itself (the baseline has none)
  baseline_share,       ///< N of the baseline over D of the arm
  displaced,            ///< rise of N against the baseline over fall of D against it
  per_addition,  ///< rise of N against the baseline over rise of D; not given unless D rises, and given without an
                 ///< interval if the rise of D may be due to chance
};

struct Outcome {
  std::string question{}, name{}, label{};
  std::string unit{};  ///< `{}` is replaced by the discount rate, % a year
  Form form = Form::level;
  Period period = Period::run;
  double scale = 1;
  int decimals = 0;
  Total numerator{}, denominator{};
  enum class Arms : uint8_t { all, with_presence, with_programme } arms = Arms::all;  ///< arms that have the outcome
  Total given{};  ///< arms in which this total is 0 do not have the outcome; its default period is the run
  enum class Better : uint8_t { neither, higher, lower } better = Better::neither;
  /// `on_request`: the table shows the outcome only if it is asked for by name or label.
  enum class Shown : uint8_t { always, on_request } shown = Shown::always;
  int order = 0;  ///< order within the question: the lowest comes first; ties keep the order of declaration
  /// Rank in the short summary of an arm with presence, with a programme, or with neither; 0 = not in the summary.
  struct Headline {
    int presence = 0, programme = 0, other = 0;
  } headline{};
};

/// What every run of a study records: axes, monthly variables over these axes in the order of RunRecord::variables, and
/// the outcomes that are made of the variables. Names of axes are unique, and no axis is called arm, replicate, time,
/// point or replicate_quantile.
struct Layout {
  std::vector<Axis> axes{};
  std::vector<Variable> variables{};
  std::vector<Outcome> outcomes{};
  /// Labels of an axis; empty if the layout does not have the axis.
  std::vector<std::string> labels(std::string_view axis) const;
};

/// One condition of `Total::where`.
struct Condition {
  std::string axis;
  bool except = false;              ///< all labels except these
  std::vector<std::string> labels;  ///< as written; subtracted labels have a minus
  /// 1 if the label is added, -1 if it is subtracted, 0 if it is left out.
  int sign_of(std::string_view label) const;
};
/// The group, if the variable has one, and the name: "ledger/flows".
std::string path_of(Variable const& variable);

std::vector<Condition> conditions_of(Total const& total);

/// True if the total counts months, or people with a supported licence: every run has these.
bool needs_no_variable(Total const& total);

/// Throws a Bug that names the outcome if an outcome needs a variable, axis or label that the layout does not have.
void check_outcomes(Layout const& layout);

/// Sorts by question, then by `order`. Ties keep their order.
std::vector<Outcome> in_table_order(std::vector<Outcome> outcomes);

/// The outcome in one replicate, from N and D of an arm and of the baseline over the same months. NaN if it is
/// undefined.
double value_of(Outcome const& outcome, double n, double d, double baseline_n, double baseline_d);

}  // namespace tributer
