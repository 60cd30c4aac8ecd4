#pragma once
// The description of the columns of a table of state. A column is declared on one line with its entity, type, name,
// lifetime, initial value, unit and meaning. Its size, its reset at the start of a month, comparisons and the page
// docs/state.md follow from that line.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "tributer/core/enumeration.hpp"

namespace tributer {

/// What one row of a column stands for. A column of `location_and_livelihood` holds the livelihoods of a location in a
/// row; one of `location_and_month` the last twelve months.
enum class Entity : uint8_t { location, location_and_livelihood, location_and_month, connection };

/// A column of lifetime `month` is set to its initial value at the start of each month. A `kept` column keeps its
/// values until a process writes new ones.
enum class Lifetime : uint8_t { kept, month };

struct ColumnInfo {
  std::string_view name;
  Entity entity;
  Lifetime lifetime;
  double initial;
  std::string_view unit, about;
};

/// Number of rows by entity.
using TableSizes = Per<Entity, std::size_t>;

template <class T>
void fill(std::vector<T>& column, std::size_t size, double initial) {
  column.assign(size, static_cast<T>(initial));
}

/// Gives every column of a table its size and initial values.
template <class Table>
void size_columns(Table& table, TableSizes const& sizes) {
  Table::each(table, [&](ColumnInfo const& info, auto& column) { fill(column, sizes[info.entity], info.initial); });
}

/// Gives the columns of lifetime `month` their initial values again.
template <class Table>
void start_month(Table& table) {
  Table::each(table, [](ColumnInfo const& info, auto& column) {
    if (info.lifetime == Lifetime::month) fill(column, column.size(), info.initial);
  });
}

}  // namespace tributer

#define TRIBUTER_DECLARE_COLUMN(entity, type, name, lifetime, initial, unit, about) std::vector<type> name;
#define TRIBUTER_VISIT_COLUMN(entity, type, name, lifetime, initial, unit, about) \
  f(ColumnInfo{#name, Entity::entity, Lifetime::lifetime, initial, unit, about}, self.name);
/// The members of a table: its columns, and `each`, which calls f(info, column) for every column in order.
#define TRIBUTER_COLUMNS(columns)                                 \
  columns(TRIBUTER_DECLARE_COLUMN) template <class Self, class F> \
  static void each(Self& self, F&& f) {                           \
    columns(TRIBUTER_VISIT_COLUMN)                                \
  }
