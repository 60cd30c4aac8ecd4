#include "tributer/model/groups.hpp"

#include <algorithm>

namespace tributer {
namespace {

/// Words for the members of an enumeration in the label of an outcome.
template <class E>
using InText = Per<E, std::string_view>;
constexpr InText<Rank> ranks{"workers", "skilled", "leads", "managers"};
constexpr InText<Sex> sexes{"men", "women"};
constexpr InText<PersonOrigin> origins{"locals", "migrants"};
constexpr InText<Fifth> fifths{"came later",   "poorest fifth", "second fifth",
                               "middle fifth", "fourth fifth",  "richest fifth"};

/// The total over the people of one group, if it is over people at all.
Total within(Total total, std::string const& condition) {
  if (total.variable.starts_with(std::string(who_group) + "/"))
    total.where += (total.where.empty() ? "" : "&") + condition;
  return total;
}

template <class E>
void add_groups(std::vector<Outcome>& list, Outcome const& of_all, std::string const& axis, InText<E> const& words,
                std::vector<std::string_view> const& in_table) {
  for (std::size_t k = 0; k < n_of<E>; ++k) {
    std::string const label(names_of<E>[k]), condition = axis + "=" + label;
    Outcome outcome = of_all;
    outcome.name += "/" + label;
    outcome.label += ", " + std::string(words[static_cast<E>(k)]);
    outcome.numerator = within(outcome.numerator, condition);
    outcome.denominator = within(outcome.denominator, condition);
    outcome.headline = {};
    bool const shown = std::find(in_table.begin(), in_table.end(), label) != in_table.end();
    outcome.shown = shown ? Outcome::Shown::always : Outcome::Shown::on_request;
    list.push_back(std::move(outcome));
  }
}

}  // namespace

void add_each_group(std::vector<Outcome>& list, Outcome const& of_all, std::vector<std::string_view> const& in_table) {
  list.push_back(of_all);
  add_groups(list, of_all, "rank", ranks, in_table);
  add_groups(list, of_all, "sex", sexes, in_table);
  add_groups(list, of_all, "origin", origins, in_table);
  add_groups(list, of_all, "fifth", fifths, in_table);
}

}  // namespace tributer
