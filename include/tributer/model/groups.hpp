#pragma once
// The groups of people by which results are told apart: rank, sex, origin, and the fifth of households to which a
// person belonged when the study began. A variable by group has one cell for each combination of the four. To tell a
// measure by group, an observable declares its variable with `stock_by_group` or `flow_by_group`, adds to the cell of
// the person's group in the census (model/census.hpp), and adds its outcome with `add_each_group`.
#include <string>
#include <string_view>
#include <vector>

#include "tributer/core/outcome.hpp"
#include "tributer/state/miners.hpp"

namespace tributer {

inline constexpr std::size_t n_groups = n_of<Fifth> * n_of<PersonOrigin> * n_of<Sex> * n_of<Rank>;

/// The axes of a variable by group, in the order of its cells.
inline std::vector<std::string> group_axes() { return {"fifth", "origin", "sex", "rank"}; }
/// The group of the results file that holds the variables by group.
inline constexpr char const who_group[] = "who";

/// One combination of the four.
struct Group {
  std::size_t fifth, origin, sex, rank;
  static Group at(std::size_t cell) {
    return {cell / (n_of<Rank> * n_of<Sex> * n_of<PersonOrigin>), cell / (n_of<Rank> * n_of<Sex>) % n_of<PersonOrigin>,
            cell / n_of<Rank> % n_of<Sex>, cell % n_of<Rank>};
  }
};

/// The cell of a person in a variable by group.
constexpr std::size_t group_cell(std::size_t fifth, std::size_t origin, std::size_t sex, std::size_t rank) {
  return ((fifth * n_of<PersonOrigin> + origin) * n_of<Sex> + sex) * n_of<Rank> + rank;
}
inline std::size_t group_of(Miners const& m, std::size_t row) {
  return group_cell(m.fifth[row], m.origin[row], m.sex[row], m.rank[row]);
}

/// Adds an outcome of all people whose two totals are variables by group, and the same outcome of every rank, sex,
/// origin and fifth, named "outcome/label". The table shows those of the labels `in_table`; the others are shown on
/// request.
void add_each_group(std::vector<Outcome>& list, Outcome const& of_all,
                    std::vector<std::string_view> const& in_table = {});

}  // namespace tributer
