#pragma once
// What is asked about the arms of a study. An outcome is one number, made of sums of recorded variables over months. An
// observable declares the outcomes of the variables it records; a results file carries them and their values.
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
/// a category of the ledger is named without its payer and payee. The variables `months` and `years` count the period
/// itself; an empty name is 1. Three measures are of the people whose licence a programme supported in the arm, looked
/// up in the run that is summed: `licences/supported` counts them, `licences/supported_licensed` those licensed by the
/// end of the period, `licences/supported_months` their months with a licence over the whole run.
struct Total {
  std::string variable{}, where{};
  enum class Worth : uint8_t { plain, present } worth = Worth::plain;  ///< present: discounted to the start
  std::optional<Period> period = std::nullopt;                         ///< if not that of the outcome
};

/// How an outcome is computed from numerator N and denominator D.
enum class Form : uint8_t {
  level,                ///< N/D in each arm; the difference of the two
  percent_change,       ///< N of the arm against N of the baseline, change in percent
  percent_of_baseline,  ///< N of the arm in percent of N of the baseline
  own_share,            ///< N/D in the arm itself (the baseline has none)
  baseline_share,       ///< N of the baseline over D of the arm
  displaced,            ///< rise of N against the baseline over fall of D against it
  per_addition,  ///< rise of N against the baseline over rise of D; not said unless D rises, without interval if D's
                 ///< rise cannot be told from none
};

struct Outcome {
  std::string question{}, name{}, label{};
  std::string unit{};  ///< `{}` stands for the discount rate, % a year
  Form form = Form::level;
  Period period = Period::run;
  double scale = 1;
  int decimals = 0;
  Total numerator{}, denominator{};
  enum class Arms : uint8_t { all, with_presence, with_programme } arms = Arms::all;  ///< that it is asked of
  Total given{};  ///< only for arms in which this is not 0 throughout; by its own period, else over the run
  enum class Better : uint8_t { neither, higher, lower } better = Better::neither;
  int order = 0;  ///< within its question: lower comes first, and equal ones in the order of declaration
  /// Rank in the short summary of an arm with enforcement, with a programme, or with neither; 0 = not in it.
  struct Headline {
    int presence = 0, programme = 0, other = 0;
  } headline{};
};

/// What every run of a study records: the axes (each named once; none is called arm, replicate or time), the monthly
/// variables over them in the order of RunRecord::variables, and the outcomes that are made of them.
struct Layout {
  std::vector<Axis> axes{};
  std::vector<Variable> variables{};
  std::vector<Outcome> outcomes{};
  /// Labels of an axis; none if the layout lacks it.
  std::vector<std::string> labels(std::string_view axis) const;
};

/// One condition of `Total::where`.
struct Condition {
  std::string axis;
  bool except = false;              ///< all labels but these
  std::vector<std::string> labels;  ///< as written, with a minus where they are subtracted
  /// 1, -1, or 0 if the label is left out.
  int sign_of(std::string_view label) const;
};
/// "ledger/flows": the group, if it has one, and the name.
std::string path_of(Variable const& variable);

std::vector<Condition> conditions_of(Total const& total);

/// True if the total counts months or people with a supported licence, which every run knows.
bool needs_no_variable(Total const& total);

/// A Bug that names the outcome if one needs a variable, an axis or a label that the layout does not have.
void check_outcomes(Layout const& layout);

/// By question, then by `order`; otherwise as they were.
std::vector<Outcome> in_table_order(std::vector<Outcome> outcomes);

/// The outcome in one replicate: N and D of an arm, and of the baseline over the same months. NaN if it cannot be said.
double value_of(Outcome const& outcome, double n, double d, double baseline_n, double baseline_d);

}  // namespace tributer
