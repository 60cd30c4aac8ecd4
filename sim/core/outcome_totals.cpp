#include "tributer/core/outcome_totals.hpp"

#include <algorithm>
#include <limits>

#include "tributer/core/check.hpp"
#include "tributer/core/holders.hpp"
#include "tributer/core/math.hpp"

namespace tributer {
namespace {

constexpr double not_a_value = std::numeric_limits<double>::quiet_NaN();

template <class T>
std::vector<double> monthly(std::vector<T> const& values, std::size_t months, auto const& terms) {
  std::size_t const cells = values.size() / months;
  std::vector<double> sums;
  for (std::size_t month = 0; month < months; ++month) {
    T sum{};
    for (auto const& term : terms) sum += static_cast<T>(term.sign) * values[month * cells + term.cell];
    sums.push_back(static_cast<double>(sum));
  }
  return sums;
}

}  // namespace

OutcomeTotals::OutcomeTotals(Layout layout, OutcomeSetting setting)
    : layout_(std::move(layout)), setting_(std::move(setting)) {
  check_outcomes(layout_);
  check(setting_.programme.size() == setting_.n_arms(),
        "the months of presence or of programmes are unknown for some arm");
  for (int month = 0; month < setting_.months; ++month)
    worth_.push_back(math::power(1 + setting_.discount_rate, -static_cast<double>(month) / 12));
  for (Outcome const& outcome : layout_.outcomes)
    select_cells(outcome.numerator), select_cells(outcome.denominator), select_cells(outcome.given);
}

void OutcomeTotals::select_cells(Total const& total) {
  if (needs_no_variable(total)) return;
  Series& series = series_[{total.variable, total.where}];
  if (!series.terms.empty()) return;
  auto const found = std::find_if(layout_.variables.begin(), layout_.variables.end(),
                                  [&](Variable const& v) { return path_of(v) == total.variable; });
  series.variable = static_cast<std::size_t>(found - layout_.variables.begin());
  series.terms = terms_of(*found, total);
}

/// The cells of one month that a total sums, each with its sign.
std::vector<OutcomeTotals::Term> OutcomeTotals::terms_of(Variable const& variable, Total const& total) const {
  std::vector<Term> terms{{0, 1}};
  auto const conditions = conditions_of(total);
  for (std::string const& axis : variable.axes) {
    std::vector<std::string> const labels = layout_.labels(axis);
    std::vector<int> signs(labels.size(), 1);
    for (Condition const& condition : conditions) {
      bool const by_ring = condition.axis == "ring" && axis == "area";
      if (!by_ring && condition.axis != axis) continue;
      if (by_ring) check(setting_.area_ring.size() == labels.size(), "some area has no ring");
      for (std::size_t i = 0; i < labels.size(); ++i)
        signs[i] *= condition.sign_of(by_ring ? setting_.area_ring[i] : labels[i]);
    }
    std::vector<Term> longer;
    for (Term const& term : terms)
      for (std::size_t i = 0; i < labels.size(); ++i)
        if (signs[i] != 0) longer.push_back({term.cell * labels.size() + i, term.sign * signs[i]});
    terms = std::move(longer);
  }
  return terms;
}

void OutcomeTotals::add_run(RunRecord const& record) {
  std::size_t const months = static_cast<std::size_t>(setting_.months);
  for (auto& [name, series] : series_) {
    Recorded const& recorded = record.variables[series.variable];
    bool const real = layout_.variables[series.variable].kind == Variable::Kind::real;
    series.of_arm.push_back(real ? monthly(recorded.reals, months, series.terms)
                                 : monthly(recorded.integers, months, series.terms));
  }
  holders_.push_back(record.holders);
}

OutcomeValues OutcomeTotals::finish_replicate() {
  std::size_t const n_arms = setting_.n_arms();
  check(holders_.size() == n_arms, "a replicate lacks the run of some arm");
  OutcomeValues out;
  for (Outcome const& outcome : layout_.outcomes) {
    for (std::size_t arm = 0; arm < n_arms; ++arm) {
      bool const asked = is_asked_of(outcome, arm);
      for (std::size_t reference = 0; reference < n_arms; ++reference) {
        out.numerator.push_back(asked ? total(outcome.numerator, outcome.period, arm, reference) : not_a_value);
        out.denominator.push_back(asked ? total(outcome.denominator, outcome.period, arm, reference) : not_a_value);
      }
      out.given.push_back(asked ? total(outcome.given, Period::run, arm, arm) : not_a_value);
      double const *n = &*out.numerator.end() - n_arms, *d = &*out.denominator.end() - n_arms;
      out.value.push_back(value_of(outcome, n[arm], d[arm], n[setting_.baseline], d[setting_.baseline]));
    }
  }
  for (auto& [name, series] : series_) series.of_arm.clear();
  holders_.clear();
  return out;
}

bool OutcomeTotals::is_asked_of(Outcome const& outcome, std::size_t arm) const {
  if (outcome.arms == Outcome::Arms::with_presence) return setting_.presence[arm].exists();
  return outcome.arms == Outcome::Arms::all || setting_.programme[arm].exists();
}

double OutcomeTotals::total(Total const& total, Period usual, std::size_t arm, std::size_t reference) const {
  auto const span = months_of(total.period.value_or(usual), arm);
  if (!span) return not_a_value;
  if (HolderMeasure const* const measure = find_holder_measure(total.variable))
    return match_holders(holders_[arm], holders_[reference], static_cast<int>(span->last)).*measure->value;
  auto const months = static_cast<double>(span->last - span->first + 1);
  if (total.variable.empty()) return 1;
  if (total.variable == "months") return months;
  if (total.variable == "years") return months / 12;
  std::vector<double> const& values = series_.at({total.variable, total.where}).of_arm[reference];
  bool const discounted = total.worth == Total::Worth::present;
  double sum = 0;
  for (std::size_t month = span->first; month <= span->last; ++month)
    sum += (discounted ? worth_[month] : 1) * values[month];
  return sum;
}

/// The months of a period in one arm; none if they do not exist or are after the end of the run.
std::optional<OutcomeTotals::Span> OutcomeTotals::months_of(Period period, std::size_t arm) const {
  std::size_t const months = static_cast<std::size_t>(setting_.months);
  auto const one = [months](int32_t month) -> std::optional<Span> {
    auto const m = static_cast<std::size_t>(month);
    return m < months ? std::optional<Span>({m, m}) : std::nullopt;
  };
  auto const from_to = [months](int32_t from, int32_t to) -> std::optional<Span> {
    auto const first = static_cast<std::size_t>(from);
    return first < months ? std::optional<Span>({first, std::min(static_cast<std::size_t>(to), months - 1)})
                          : std::nullopt;
  };
  auto const first_years = [months](std::size_t years) -> std::optional<Span> {
    return 12 * years <= months ? std::optional<Span>({0, 12 * years - 1}) : std::nullopt;
  };
  if (period == Period::run) return Span{0, months - 1};
  if (period == Period::end) return Span{months - 1, months - 1};
  if (period == Period::first_5_years) return first_years(5);
  if (period == Period::first_10_years) return first_years(10);
  if (period == Period::first_20_years) return first_years(20);
  bool const of_programme = period >= Period::programme;
  MonthWindow const acts = of_programme ? setting_.programme[arm] : setting_.presence[arm];
  if (!acts.exists()) return std::nullopt;
  switch (period) {
    case Period::year_into_presence:
      return one(acts.first_month + 12);
    case Period::programme:
      return from_to(acts.first_month, acts.last_month);
    case Period::programme_end:
      return one(acts.last_month);
    case Period::year_after:
      return one(acts.last_month + 12);
    case Period::two_years_after:
    case Period::two_years_after_programme:
      return one(acts.last_month + 24);
    case Period::four_years_after_programme:
      return one(acts.last_month + 48);
    case Period::programme_year_1:
      return one(acts.first_month + 11);
    case Period::programme_year_3:
      return one(acts.first_month + 35);
    case Period::programme_year_5:
      return one(acts.first_month + 59);
    case Period::programme_year_10:
      return one(acts.first_month + 119);
    default:
      return from_to(acts.first_month, acts.last_month + 12);
  }
}

}  // namespace tributer
