#include "people_tables.hpp"

#include <fmt/format.h>

#include <tuple>

#include "cf_attributes.hpp"

namespace tributer {
namespace {

/// The axes of the layout that a row of the panel refers to, in the order of PanelRow.
constexpr char const* panel_axes[] = {"area", "livelihood", "rank", "sex", "origin"};

constexpr char const* same_person = "person; the same number is the same person in every arm";

/// A growing table in a group of its own.
class Table {
 public:
  Table(Hdf5File& file, std::string group, ResultsMetadata const& metadata)
      : file_(file), group_("/" + group + "/"), metadata_(metadata) {}

  void column(std::string const& name, Hdf5Type type, std::string const& dimension, std::string_view long_name,
              std::string_view unit) {
    std::string const path = group_ + name;
    file_.create_dataset({path, type, {0}, {table_chunk}, DatasetSpec::Growth::growing});
    describe(file_, path, long_name, unit);
    file_.set_dimensions(path, std::vector<std::string>{group_ + dimension});
  }
  void flags(std::string const& name, std::vector<std::string> const& meanings, int first = 0) {
    if (meanings.size() <= 100) set_flags(file_, group_ + name, meanings, first);
  }
  void length(std::string const& name) { make_length(file_, group_ + name, 0, DatasetSpec::Growth::growing); }
  void run_and_person(std::string const& dimension) {
    column("arm_index", Hdf5Type::int32, dimension, "arm", "");
    flags("arm_index", metadata_.arms);
    column("replicate", Hdf5Type::int32, dimension, "replicate", "1");
    column("person", Hdf5Type::int64, dimension, same_person, "1");
  }

 private:
  Hdf5File& file_;
  std::string group_;
  ResultsMetadata const& metadata_;
};

void write_panel(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout) {
  file.create_group("/panel");
  file.set_attribute(
      "/panel", "comment",
      "Contiguous ragged array: the rows of one person in one run are consecutive; row_size is their number.");
  Table table(file, "panel", metadata);
  table.length("trajectory");
  table.length("obs");
  table.column("row_size", Hdf5Type::int32, "trajectory", "rows of this person in this run", "1");
  file.set_attribute("/panel/row_size", "sample_dimension", "obs");
  table.run_and_person("trajectory");
  table.column("month", Hdf5Type::int32, "obs", "months since the start", "1");
  for (char const* const name : panel_axes) {
    std::string const column = std::string(name) + "_index";
    table.column(column, Hdf5Type::int32, "obs", fmt::format("{}, counted from 0 along the root's '{}'", name, name),
                 "");
    if (Axis const* const axis = find_axis(layout, name)) table.flags(column, axis->labels);
  }
  table.column("income_cents", Hdf5Type::int64, "obs", "income of the month", "0.01 USD");
  table.column("cash_cents", Hdf5Type::int64, "obs", "cash at the end of the month", "0.01 USD");
  table.column("debt_cents", Hdf5Type::int64, "obs", "debt to traders at the end of the month", "0.01 USD");
}

void write_licences(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout) {
  file.create_group("/licences");
  file.set_attribute("/licences", "comment",
                     "Each row is a person who held a licence at some time of a run. The same person in the same "
                     "replicate of another arm shows what a programme has added.");
  Table table(file, "licences", metadata);
  table.length("holder");
  table.run_and_person("holder");
  table.column("first_month", Hdf5Type::int32, "holder",
               "month of the first licence, since the start; negative if before it", "1");
  table.column("months_licensed", Hdf5Type::int32, "holder", "months with a licence, since the start", "1");
  table.column("programme_index", Hdf5Type::int32, "holder",
               "programme that first supported a licence, counted from 0 along the root's 'programme'; -1 if none", "");
  std::vector<std::string> programmes{"none"};
  if (Axis const* const axis = find_axis(layout, "programme"))
    programmes.insert(programmes.end(), axis->labels.begin(), axis->labels.end());
  table.flags("programme_index", programmes, -1);
}

/// Appends the rows of one run to the columns of one dimension.
class Rows {
 public:
  Rows(Hdf5File& file, std::string group, std::string const& dimension, uint64_t at, uint64_t count)
      : file_(file), group_("/" + group + "/"), at_(at), count_(count) {
    file_.grow(group_ + dimension, at + count);
  }
  /// Appends `value(i)` for each row i.
  template <class T, class F>
  void append(std::string const& name, F const& value) {
    std::vector<T> values;
    for (uint64_t i = 0; i < count_; ++i) values.push_back(static_cast<T>(value(i)));
    file_.grow(group_ + name, at_ + count_);
    file_.write(group_ + name, {{at_}, {count_}}, values);
  }

 private:
  Hdf5File& file_;
  std::string group_;
  uint64_t at_, count_;
};

/// A row of a table of people, and the run that it belongs to.
template <class Row>
struct RowOfRun {
  Row row;
  size_t arm, replicate;
};

/// The rows of all runs of a slab, by replicate, then arm.
template <class Row>
std::vector<RowOfRun<Row>> rows_of(Slab const& slab, std::vector<Row> RunRecord::*table) {
  std::vector<RowOfRun<Row>> all;
  for (size_t r = 0; r < slab.runs.size(); ++r)
    for (size_t arm = 0; arm < slab.runs[r].size(); ++arm)
      for (Row const& row : slab.runs[r][arm].*table) all.push_back({row, arm, slab.first + r});
  return all;
}

void append_panel(Hdf5File& file, std::vector<RowOfRun<PanelRow>> const& panel, PeopleRows& rows) {
  std::vector<uint64_t> first;  // row of each person in a run
  for (uint64_t i = 0; i < panel.size(); ++i) {
    auto const who = [&](uint64_t k) { return std::tuple(panel[k].arm, panel[k].replicate, panel[k].row.person); };
    if (i == 0 || who(i) != who(i - 1)) first.push_back(i);
  }
  uint64_t const people = first.size();
  first.push_back(panel.size());
  Rows persons(file, "panel", "trajectory", rows.panel_people, people);
  persons.append<int32_t>("row_size", [&](uint64_t i) { return first[i + 1] - first[i]; });
  persons.append<int32_t>("arm_index", [&](uint64_t i) { return panel[first[i]].arm; });
  persons.append<int32_t>("replicate", [&](uint64_t i) { return panel[first[i]].replicate; });
  persons.append<int64_t>("person", [&](uint64_t i) { return panel[first[i]].row.person; });
  Rows months(file, "panel", "obs", rows.panel, panel.size());
  months.append<int32_t>("month", [&](uint64_t i) { return panel[i].row.month; });
  constexpr int32_t PanelRow::*indices[] = {&PanelRow::area, &PanelRow::livelihood, &PanelRow::rank, &PanelRow::sex,
                                            &PanelRow::origin};
  for (size_t axis = 0; axis < std::size(panel_axes); ++axis)
    months.append<int32_t>(std::string(panel_axes[axis]) + "_index",
                           [&](uint64_t i) { return panel[i].row.*indices[axis]; });
  months.append<int64_t>("income_cents", [&](uint64_t i) { return panel[i].row.income_cents; });
  months.append<int64_t>("cash_cents", [&](uint64_t i) { return panel[i].row.cash_cents; });
  months.append<int64_t>("debt_cents", [&](uint64_t i) { return panel[i].row.debt_cents; });
  rows.panel += panel.size();
  rows.panel_people += people;
}

void append_holders(Hdf5File& file, std::vector<RowOfRun<HolderRow>> const& holders, PeopleRows& rows) {
  Rows added(file, "licences", "holder", rows.holders, holders.size());
  added.append<int32_t>("arm_index", [&](uint64_t i) { return holders[i].arm; });
  added.append<int32_t>("replicate", [&](uint64_t i) { return holders[i].replicate; });
  added.append<int64_t>("person", [&](uint64_t i) { return holders[i].row.person; });
  added.append<int32_t>("first_month", [&](uint64_t i) { return holders[i].row.first_month; });
  added.append<int32_t>("months_licensed", [&](uint64_t i) { return holders[i].row.months_licensed; });
  added.append<int32_t>("programme_index", [&](uint64_t i) { return holders[i].row.programme; });
  rows.holders += holders.size();
}

}  // namespace

void write_people_tables(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout) {
  write_panel(file, metadata, layout);
  write_licences(file, metadata, layout);
}

void append_people(Hdf5File& file, Slab const& slab, PeopleRows& rows) {
  if (auto const panel = rows_of(slab, &RunRecord::panel); !panel.empty()) append_panel(file, panel, rows);
  if (auto const holders = rows_of(slab, &RunRecord::holders); !holders.empty()) append_holders(file, holders, rows);
}

}  // namespace tributer
