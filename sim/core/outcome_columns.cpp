#include "tributer/core/outcome_columns.hpp"

#include "tributer/core/enumeration.hpp"

namespace tributer {
namespace {

template <auto member>
constexpr OutcomeTextColumn text(char const* name, char const* about) {
  return {name, about, [](Outcome const& o) { return o.*member; },
          [](Outcome& o, std::string const& value) {
            o.*member = value;
            return true;
          }};
}

template <auto member>
constexpr OutcomeTextColumn word(char const* name, char const* about) {
  return {name, about, [](Outcome const& o) { return std::string(name_of(o.*member)); },
          [](Outcome& o, std::string const& value) {
            auto const known = value_named<std::remove_reference_t<decltype(o.*member)>>(value);
            if (known) o.*member = *known;
            return known.has_value();
          }};
}

/// A text of one of the totals of an outcome.
template <auto total, auto member>
constexpr OutcomeTextColumn part(char const* name, char const* about) {
  return {name, about, [](Outcome const& o) { return o.*total.*member; },
          [](Outcome& o, std::string const& value) {
            o.*total.*member = value;
            return true;
          }};
}

template <auto total>
constexpr OutcomeTextColumn worth(char const* name) {
  return {name, "plain, or present, which means discounted to the start",
          [](Outcome const& o) { return std::string(name_of((o.*total).worth)); },
          [](Outcome& o, std::string const& value) {
            auto const known = value_named<Total::Worth>(value);
            if (known) (o.*total).worth = *known;
            return known.has_value();
          }};
}

template <auto total>
constexpr OutcomeTextColumn period(char const* name) {
  return {name, "months of this total, if they differ from those of the outcome",
          [](Outcome const& o) {
            auto const of = (o.*total).period;
            return of ? std::string(name_of(*of)) : std::string();
          },
          [](Outcome& o, std::string const& value) {
            (o.*total).period = value_named<Period>(value);
            return value.empty() || (o.*total).period.has_value();
          }};
}

constexpr OutcomeTextColumn text_columns[] = {
    text<&Outcome::question>("question", "question that the outcome answers"),
    text<&Outcome::label>("label", "name of the outcome for readers"),
    text<&Outcome::unit>("unit", "unit of `value`"),
    word<&Outcome::form>("form", "how the outcome is computed from numerator and denominator"),
    word<&Outcome::period>("period", "months over which the totals are summed"),
    word<&Outcome::arms>("arms", "arms that have the outcome"),
    word<&Outcome::better>("better", "whether higher or lower values are better"),
    word<&Outcome::shown>("shown", "whether the table shows the outcome always, or only on_request"),
    part<&Outcome::numerator, &Total::variable>("numerator_variable", "variable that the numerator sums"),
    part<&Outcome::numerator, &Total::where>("numerator_where", "cells that the numerator sums; empty for all"),
    worth<&Outcome::numerator>("numerator_worth"),
    period<&Outcome::numerator>("numerator_period"),
    part<&Outcome::denominator, &Total::variable>("denominator_variable",
                                                  "variable that the denominator sums; empty means 1"),
    part<&Outcome::denominator, &Total::where>("denominator_where", "cells that the denominator sums; empty for all"),
    worth<&Outcome::denominator>("denominator_worth"),
    period<&Outcome::denominator>("denominator_period"),
    part<&Outcome::given, &Total::variable>(
        "given_variable", "only arms in which the total of this variable is not always 0 have the outcome"),
    part<&Outcome::given, &Total::where>("given_where", "cells of that total; empty for all"),
    period<&Outcome::given>("given_period"),
};

constexpr OutcomeIntegerColumn integer_columns[] = {
    {"decimals", "number of decimals to show", [](Outcome& o) -> int& { return o.decimals; }},
    {"headline_presence", "rank in the short summary of an arm with presence; 0 if it is not in the summary",
     [](Outcome& o) -> int& { return o.headline.presence; }},
    {"headline_programme", "rank in the short summary of an arm with a programme; 0 if it is not in the summary",
     [](Outcome& o) -> int& { return o.headline.programme; }},
    {"headline_other", "rank in the short summary of an arm with neither; 0 if it is not in the summary",
     [](Outcome& o) -> int& { return o.headline.other; }},
};

}  // namespace

std::span<OutcomeTextColumn const> outcome_text_columns() { return text_columns; }
std::span<OutcomeIntegerColumn const> outcome_integer_columns() { return integer_columns; }

}  // namespace tributer
