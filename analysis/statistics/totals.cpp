#include "totals.hpp"

#include <algorithm>
#include <cmath>

#include "tributer/analysis/holders.hpp"

namespace tributer {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    size_t const end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

bool is_window(Total const& total) {
  return total.variable.empty() || total.variable == "months" || total.variable == "years";
}
double window_value(Total const& total, Span span) {
  auto const months = static_cast<double>(span.last - span.first + 1);
  return total.variable.empty() ? 1 : total.variable == "months" ? months : total.variable == "years" ? months / 12 : 0;
}

struct HolderMeasure {
  std::string_view name;
  double (*of)(SupportedHolders const&);
};
constexpr HolderMeasure holder_measures[] = {
    {"licences/supported", [](SupportedHolders const& h) { return h.people; }},
    {"licences/supported_anyway", [](SupportedHolders const& h) { return h.licensed_anyway; }},
    {"licences/months_added", [](SupportedHolders const& h) { return h.months - h.months_anyway; }},
};
HolderMeasure const* holder_measure(Total const& total) {
  auto const found = std::find_if(std::begin(holder_measures), std::end(holder_measures),
                                  [&](HolderMeasure const& m) { return m.name == total.variable; });
  return found == std::end(holder_measures) ? nullptr : found;
}

}  // namespace

std::optional<Span> months_of(Window window, ResultsReader const& results, size_t arm) {
  size_t const months = results.months();
  auto const one = [months](int32_t month) -> std::optional<Span> {
    auto const m = static_cast<size_t>(month);
    return m < months ? std::optional<Span>({m, m}) : std::nullopt;
  };
  auto const from_to = [months](int32_t from, int32_t to) -> std::optional<Span> {
    auto const first = static_cast<size_t>(from);
    return first < months ? std::optional<Span>({first, std::min(static_cast<size_t>(to), months - 1)}) : std::nullopt;
  };
  if (window == Window::run) return Span{0, months - 1};
  if (window == Window::end) return Span{months - 1, months - 1};
  bool const of_programme = window >= Window::programme;
  MonthWindow const acts = of_programme ? results.programme(arm) : results.presence(arm);
  if (!acts.exists()) return std::nullopt;
  switch (window) {
    case Window::year_into_presence:
      return one(acts.first_month + 12);
    case Window::programme:
      return from_to(acts.first_month, acts.last_month);
    case Window::programme_end:
      return one(acts.last_month);
    case Window::year_after:
      return one(acts.last_month + 12);
    case Window::two_years_after:
    case Window::two_years_after_programme:
      return one(acts.last_month + 24);
    case Window::four_years_after_programme:
      return one(acts.last_month + 48);
    case Window::programme_year_1:
      return one(acts.first_month + 11);
    case Window::programme_year_3:
      return one(acts.first_month + 35);
    case Window::programme_year_5:
      return one(acts.first_month + 59);
    case Window::programme_year_10:
      return one(acts.first_month + 119);
    default:
      return from_to(acts.first_month, acts.last_month + 12);
  }
}

/// Cells of one month that a total sums, each with its sign.
class Totals::Selection {
 public:
  Selection(ResultsReader const& results, std::string const& variable, std::string_view where) {
    std::vector<Axis> const axes = results.axes(variable);
    Signs signs;
    for (Axis const& axis : axes) signs.emplace_back(axis.labels.size(), 1);
    for (std::string_view const condition : split(where, '&')) {
      if (!restrict_to(results, condition, axes, signs)) return;
    }
    collect(signs, 0, {0, 1});
  }
  std::vector<Term> const& terms() const { return terms_; }

 private:
  using Signs = std::vector<std::vector<int>>;  ///< by axis and label: 1, -1, or 0 if left out

  static bool restrict_to(ResultsReader const& results, std::string_view condition, std::vector<Axis> const& axes,
                          Signs& signs) {
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
        int const sign = sign_of(labels[i], wanted);
        signs[k][i] *= except ? sign == 0 : sign;
      }
      return true;
    }
    return false;
  }
  /// A label is named in full or, as the categories of the ledger, by what stands before its colon.
  static int sign_of(std::string_view label, std::vector<std::string_view> const& wanted) {
    std::string_view const short_label = label.substr(0, label.find(": "));
    for (std::string_view name : wanted) {
      bool const minus = name.starts_with('-');
      if (minus) name.remove_prefix(1);
      if (name == label || name == short_label) return minus ? -1 : 1;
    }
    return 0;
  }
  void collect(Signs const& signs, size_t axis, Term term) {
    if (axis == signs.size()) return terms_.push_back(term);
    size_t const n = signs[axis].size();
    for (size_t i = 0; i < n; ++i) {
      if (signs[axis][i] != 0) collect(signs, axis + 1, {term.cell * n + i, term.sign * signs[axis][i]});
    }
  }
  std::vector<Term> terms_;
};

void Totals::want(Total const& total) {
  if (holder_measure(total)) wants_holders_ = true;
  if (is_window(total) || holder_measure(total) || !results_.has(std::string(total.variable))) return;
  wanted_[std::string(total.variable)].try_emplace(std::string(total.where));
}

void Totals::read() {
  size_t const arms = results_.arms().size();
  for (auto& [variable, series] : wanted_) {
    for (auto& [where, monthly] : series) monthly.terms = Selection(results_, variable, where).terms();
    for (size_t arm = 0; arm < arms; ++arm) {
      for (size_t replicate = 0; replicate < results_.replicates(); ++replicate)
        read_run(variable, series, arm, replicate);
    }
  }
  if (!wants_holders_ || !results_.has("licences/person")) return;
  for (size_t arm = 0; arm < arms; ++arm) holders_.push_back(results_.holders(arm));
}

bool Totals::has(Total const& total) const {
  return holder_measure(total) ? !holders_.empty() : is_window(total) || find(total) != nullptr;
}

std::vector<double> Totals::over(Total const& total, Pair pair, Span span) const {
  if (holder_measure(total)) return of_holders(total, pair, span);
  std::vector<double> sums(results_.replicates(), window_value(total, span));
  if (is_window(total)) return sums;
  Monthly const* const monthly = find(total);
  for (size_t replicate = 0; replicate < sums.size(); ++replicate) {
    double const* const months = &monthly->values[(pair.arm * results_.replicates() + replicate) * results_.months()];
    for (size_t month = span.first; month <= span.last; ++month) sums[replicate] += worth(total, month) * months[month];
  }
  return sums;
}

double Totals::worth(Total const& total, size_t month) const {
  if (total.worth == Total::Worth::plain) return 1;
  return std::pow(1 + yearly_rate_, -static_cast<double>(month) / 12);
}

std::vector<double> Totals::of_holders(Total const& total, Pair pair, Span span) const {
  std::vector<double> values;
  for (size_t replicate = 0; replicate < results_.replicates(); ++replicate)
    values.push_back(holder_measure(total)->of(
        match_holders(holders_[pair.arm][replicate], holders_[pair.baseline][replicate], static_cast<int>(span.last))));
  return values;
}

Totals::Monthly const* Totals::find(Total const& total) const {
  auto const variable = wanted_.find(std::string(total.variable));
  if (variable == wanted_.end()) return nullptr;
  auto const series = variable->second.find(std::string(total.where));
  bool const found = series != variable->second.end() && !series->second.terms.empty();
  return found ? &series->second : nullptr;
}

void Totals::read_run(std::string const& variable, Series& series, size_t arm, size_t replicate) {
  if (results_.describe(variable).kind == Variable::Kind::real) {
    add_months(results_.reals(variable, arm, replicate), series);
  } else {
    add_months(results_.integers(variable, arm, replicate), series);
  }
}

template <class T>
void Totals::add_months(std::vector<T> const& values, Series& series) const {
  size_t const cells = values.size() / results_.months();
  for (auto& [where, monthly] : series) {
    for (size_t month = 0; month < results_.months(); ++month) {
      T sum{};
      for (Term const& term : monthly.terms) sum += static_cast<T>(term.sign) * values[month * cells + term.cell];
      monthly.values.push_back(static_cast<double>(sum));
    }
  }
}

}  // namespace tributer
