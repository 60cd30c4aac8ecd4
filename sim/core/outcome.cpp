#include "tributer/core/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tributer/core/check.hpp"
#include "tributer/core/enumeration.hpp"
#include "tributer/core/holders.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Says what a total needs that the layout does not have; empty if it has everything.
std::string fault_of(Total const& total, Layout const& layout) {
  if (needs_no_variable(total)) return "";
  auto const found = std::find_if(layout.variables.begin(), layout.variables.end(),
                                  [&](Variable const& v) { return path_of(v) == total.variable; });
  if (found == layout.variables.end())
    return fmt::format("the variable '{}', which no observable records", total.variable);
  for (Condition const& condition : conditions_of(total)) {
    bool const by_ring = condition.axis == "ring";
    std::string const axis = by_ring ? "area" : condition.axis;
    if (std::find(found->axes.begin(), found->axes.end(), axis) == found->axes.end())
      return fmt::format("the axis '{}' of '{}', which has no such axis", condition.axis, total.variable);
    auto const labels = by_ring ? labels_of<Ring>() : layout.labels(axis);
    for (std::string const& wanted : condition.labels) {
      Condition const one{condition.axis, false, {wanted}};
      bool const known =
          std::any_of(labels.begin(), labels.end(), [&](std::string const& label) { return one.sign_of(label) != 0; });
      if (!known)
        return fmt::format("the label '{}' of the axis '{}', which has no such label", wanted, condition.axis);
    }
  }
  return "";
}

std::size_t position_of(std::string const& question) {
  auto const& order = questions::in_order;
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), question) - order.begin());
}

double over(double numerator, double denominator) { return denominator == 0 ? unknown : numerator / denominator; }

}  // namespace

std::string path_of(Variable const& variable) {
  return variable.group.empty() ? variable.name : variable.group + "/" + variable.name;
}

std::vector<std::string> Layout::labels(std::string_view axis) const {
  for (Axis const& a : axes)
    if (a.name == axis) return a.labels;
  return {};
}

int Condition::sign_of(std::string_view label) const {
  std::string_view const short_label = label.substr(0, label.find(": "));
  for (std::string_view name : labels) {
    bool const minus = name.starts_with('-');
    if (minus) name.remove_prefix(1);
    if (name == label || name == short_label) return except ? 0 : minus ? -1 : 1;
  }
  return except ? 1 : 0;
}

std::vector<Condition> conditions_of(Total const& total) {
  std::vector<Condition> conditions;
  if (total.where.empty()) return conditions;
  for (std::string const& text : split(total.where, '&')) {
    std::size_t const equals = text.find('=');
    check(equals != std::string::npos && equals > 0, fmt::format("'{}' is not a condition on an axis", text));
    bool const except = text[equals - 1] == '!';
    conditions.push_back({text.substr(0, except ? equals - 1 : equals), except, split(text.substr(equals + 1), '|')});
  }
  return conditions;
}

bool needs_no_variable(Total const& total) {
  return total.variable.empty() || total.variable == "months" || total.variable == "years" ||
         find_holder_measure(total.variable) != nullptr;
}

void check_outcomes(Layout const& layout) {
  for (Outcome const& outcome : layout.outcomes) {
    for (Total const* const total : {&outcome.numerator, &outcome.denominator, &outcome.given}) {
      std::string const fault = fault_of(*total, layout);
      check(fault.empty(), fmt::format("the outcome '{}' needs {}", outcome.name, fault));
    }
  }
}

std::vector<Outcome> in_table_order(std::vector<Outcome> outcomes) {
  std::stable_sort(outcomes.begin(), outcomes.end(), [](Outcome const& a, Outcome const& b) {
    std::size_t const first = position_of(a.question), second = position_of(b.question);
    if (first != second) return first < second;
    return a.question != b.question ? a.question < b.question : a.order < b.order;
  });
  return outcomes;
}

double value_of(Outcome const& outcome, double n, double d, double baseline_n, double baseline_d) {
  switch (outcome.form) {
    case Form::level:
    case Form::own_share:
      return outcome.scale * over(n, d);
    case Form::percent_change:
      return outcome.scale * (over(n, baseline_n) - 1);
    case Form::percent_of_baseline:
      return outcome.scale * over(n, baseline_n);
    case Form::baseline_share:
      return outcome.scale * over(baseline_n, d);
    case Form::displaced:
      return outcome.scale * over(n - baseline_n, baseline_d - d);
    case Form::per_addition:
      return d > baseline_d ? outcome.scale * over(n - baseline_n, d - baseline_d) : unknown;
  }
  return unknown;
}

}  // namespace tributer
