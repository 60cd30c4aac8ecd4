#include "tributer/analysis/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "outcomes.hpp"
#include "tributer/core/check.hpp"

namespace tributer {
namespace {

/// Months of a window, both ends included.
struct Span {
  size_t first, last;
};

std::optional<Span> months_of(Window window, MonthWindow presence, size_t months) {
  auto const one = [months](int32_t month) -> std::optional<Span> {
    auto const m = static_cast<size_t>(month);
    return m < months ? std::optional<Span>({m, m}) : std::nullopt;
  };
  if (window == Window::run) return Span{0, months - 1};
  if (window == Window::end) return Span{months - 1, months - 1};
  if (!presence.exists()) return std::nullopt;
  if (window == Window::year_into_presence) return one(presence.first_month + 12);
  if (window == Window::year_after) return one(presence.last_month + 12);
  if (window == Window::two_years_after) return one(presence.last_month + 24);
  auto const first = static_cast<size_t>(presence.first_month);
  if (first >= months) return std::nullopt;
  return Span{first, std::min(static_cast<size_t>(presence.last_month) + 12, months - 1)};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    size_t const end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// Cells of one month that a total sums.
class Selection {
 public:
  Selection(ResultsReader const& results, Total const& total) {
    std::vector<Axis> const axes = results.axes(std::string(total.variable));
    std::vector<std::vector<bool>> admitted;
    for (Axis const& axis : axes) admitted.emplace_back(axis.labels.size(), true);
    for (std::string_view const condition : split(total.where, '&')) {
      if (!restrict_to(results, condition, axes, admitted)) return;
    }
    collect(admitted, 0, 0);
  }
  std::vector<size_t> const& cells() const { return cells_; }

 private:
  static bool restrict_to(ResultsReader const& results, std::string_view condition, std::vector<Axis> const& axes,
                          std::vector<std::vector<bool>>& admitted) {
    size_t const equals = condition.find('=');
    bool const except = condition[equals - 1] == '!';
    std::string_view const name = condition.substr(0, except ? equals - 1 : equals);
    auto const wanted = split(condition.substr(equals + 1), '|');
    bool const by_ring = name == "ring";
    for (size_t k = 0; k < axes.size(); ++k) {
      if (axes[k].name != (by_ring ? "area" : name)) continue;
      auto const labels = by_ring ? results.labels("area_ring") : axes[k].labels;
      if (labels.size() != axes[k].labels.size()) return false;
      for (size_t i = 0; i < labels.size(); ++i) {
        bool const named = std::find(wanted.begin(), wanted.end(), labels[i]) != wanted.end();
        if (named == except) admitted[k][i] = false;
      }
      return true;
    }
    return false;
  }
  void collect(std::vector<std::vector<bool>> const& admitted, size_t axis, size_t cell) {
    if (axis == admitted.size()) return cells_.push_back(cell);
    size_t const n = admitted[axis].size();
    for (size_t i = 0; i < n; ++i) {
      if (admitted[axis][i]) collect(admitted, axis + 1, cell * n + i);
    }
  }
  std::vector<size_t> cells_;
};

/// The monthly totals of every run that the outcomes ask for; each variable is read once.
class Totals {
 public:
  explicit Totals(ResultsReader const& results) : results_(results) {}

  void want(Total const& total) {
    if (is_window(total) || !results_.has(std::string(total.variable))) return;
    wanted_[std::string(total.variable)].try_emplace(std::string(total.where));
  }
  void read() {
    for (auto& [variable, series] : wanted_) {
      for (auto& [where, monthly] : series) monthly.selection = Selection(results_, {variable, where}).cells();
      for (size_t arm = 0; arm < results_.arms().size(); ++arm) {
        for (size_t replicate = 0; replicate < results_.replicates(); ++replicate)
          read_run(variable, series, arm, replicate);
      }
    }
  }
  bool has(Total const& total) const { return is_window(total) || find(total) != nullptr; }

  /// The total over the months of `span`, one number a replicate. Only for totals that it has.
  std::vector<double> over(Total const& total, size_t arm, Span span) const {
    std::vector<double> sums(results_.replicates(), window_value(total, span));
    if (is_window(total)) return sums;
    Monthly const* const monthly = find(total);
    for (size_t replicate = 0; replicate < sums.size(); ++replicate) {
      double const* const months = &monthly->values[(arm * results_.replicates() + replicate) * results_.months()];
      for (size_t month = span.first; month <= span.last; ++month) sums[replicate] += months[month];
    }
    return sums;
  }

 private:
  struct Monthly {
    std::vector<size_t> selection;
    std::vector<double> values;  ///< [arm][replicate][month]
  };
  using Series = std::map<std::string, Monthly>;  ///< by condition

  static bool is_window(Total const& total) {
    return total.variable.empty() || total.variable == "months" || total.variable == "years";
  }
  static double window_value(Total const& total, Span span) {
    auto const months = static_cast<double>(span.last - span.first + 1);
    return total.variable.empty()       ? 1
           : total.variable == "months" ? months
           : total.variable == "years"  ? months / 12
                                        : 0;
  }
  Monthly const* find(Total const& total) const {
    auto const variable = wanted_.find(std::string(total.variable));
    if (variable == wanted_.end()) return nullptr;
    auto const series = variable->second.find(std::string(total.where));
    bool const found = series != variable->second.end() && !series->second.selection.empty();
    return found ? &series->second : nullptr;
  }
  void read_run(std::string const& variable, Series& series, size_t arm, size_t replicate) {
    if (results_.describe(variable).kind == Variable::Kind::real) {
      add_months(results_.reals(variable, arm, replicate), series);
    } else {
      add_months(results_.integers(variable, arm, replicate), series);
    }
  }
  template <class T>
  void add_months(std::vector<T> const& values, Series& series) const {
    size_t const cells = values.size() / results_.months();
    for (auto& [where, monthly] : series) {
      for (size_t month = 0; month < results_.months(); ++month) {
        T sum{};
        for (size_t const cell : monthly.selection) sum += values[month * cells + cell];
        monthly.values.push_back(static_cast<double>(sum));
      }
    }
  }

  ResultsReader const& results_;
  std::map<std::string, Series> wanted_;
};

void rescale(PairedEstimate& e, double factor, double shift) {
  for (double* const x : {&e.difference, &e.lower, &e.upper}) *x = *x * factor + shift;
  e.standard_error *= factor;
}

/// N/D by replicate, NaN where D is 0.
std::vector<double> quotient(std::vector<double> const& n, std::vector<double> const& d, double scale) {
  std::vector<double> result;
  for (size_t i = 0; i < n.size(); ++i) result.push_back(d[i] == 0 ? std::nan("") : scale * n[i] / d[i]);
  return result;
}

std::vector<double> negative(std::vector<double> x) {
  for (double& value : x) value = -value;
  return x;
}

PairedEstimate compute(Outcome const& outcome, Totals const& totals, size_t arm, size_t baseline, Span span) {
  auto const n = totals.over(outcome.numerator, arm, span), n0 = totals.over(outcome.numerator, baseline, span);
  auto const d = totals.over(outcome.denominator, arm, span), d0 = totals.over(outcome.denominator, baseline, span);
  if (outcome.form == Form::level) {
    return paired_difference(quotient(n, d, outcome.scale), quotient(n0, d0, outcome.scale));
  }
  PairedEstimate e;
  if (outcome.form == Form::percent_change || outcome.form == Form::percent_of_baseline) {
    e = ratio_to_baseline(n, n0);
    rescale(e, outcome.scale, outcome.form == Form::percent_change ? -outcome.scale : 0);
  } else {
    std::vector<double> const zero(n.size(), 0.0);
    bool const displaced = outcome.form == Form::displaced;
    e = displaced ? ratio_of_changes({n, n0, negative(d), negative(d0)}) : ratio_of_changes({n, zero, d, zero});
    rescale(e, outcome.scale, 0);
    if (!displaced) e.gain = std::nan("");
  }
  return e;
}

Line::Reading reading_of(Form form) {
  if (form == Form::level) return Line::Reading::difference;
  return form == Form::percent_change ? Line::Reading::percent_change : Line::Reading::own;
}

std::string listed(std::vector<std::string> const& names) {
  std::string text;
  for (std::string const& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

size_t find_baseline(ResultsReader const& results, std::optional<std::string> const& asked) {
  std::string const name = asked.value_or(results.baseline());
  auto const found = std::find(results.arms().begin(), results.arms().end(), name);
  if (found != results.arms().end()) return static_cast<size_t>(found - results.arms().begin());
  if (!asked) return 0;
  throw UserError(Problem{
      {"--baseline", 0, ""}, fmt::format("there is no arm '{}'", name), "the arms are: " + listed(results.arms())});
}

std::vector<Outcome> chosen_outcomes(std::string const& filter) {
  std::vector<Outcome> chosen;
  for (Outcome const& outcome : outcomes()) {
    bool const wanted =
        outcome.name.find(filter) != std::string_view::npos || outcome.label.find(filter) != std::string_view::npos;
    if (wanted) chosen.push_back(outcome);
  }
  if (!chosen.empty()) return chosen;
  std::vector<std::string> names;
  for (Outcome const& outcome : outcomes()) names.emplace_back(outcome.name);
  throw UserError(Problem{
      {"--outcome", 0, ""}, fmt::format("no outcome is called '{}'", filter), "the outcomes are: " + listed(names)});
}

}  // namespace

std::vector<Line> compare_arms(ResultsReader const& results, ComparisonOptions const& options) {
  size_t const baseline = find_baseline(results, options.baseline);
  std::vector<Outcome> const chosen = chosen_outcomes(options.outcome);
  Totals totals(results);
  for (Outcome const& outcome : chosen) {
    totals.want(outcome.numerator);
    totals.want(outcome.denominator);
  }
  totals.read();
  std::vector<Line> lines;
  for (Outcome const& outcome : chosen) {
    if (!totals.has(outcome.numerator) || !totals.has(outcome.denominator)) continue;
    for (size_t arm = 0; arm < results.arms().size(); ++arm) {
      MonthWindow const presence = results.presence(arm);
      auto const span = months_of(outcome.window, presence, results.months());
      bool const asked = arm != baseline && (outcome.arms == Outcome::Arms::all || presence.exists());
      if (!asked || !span) continue;
      PairedEstimate const estimate = compute(outcome, totals, arm, baseline, *span);
      if (std::isnan(estimate.difference)) continue;
      lines.push_back({std::string(outcome.question), std::string(outcome.name), std::string(outcome.label),
                       std::string(outcome.unit), results.arms()[arm], results.arms()[baseline],
                       reading_of(outcome.form), outcome.decimals, estimate});
    }
  }
  return lines;
}

}  // namespace tributer
