#include "tributer/analysis/exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>

#include "tributer/analysis/results_reader.hpp"

namespace tributer {
namespace {

using Difference = std::optional<std::string>;

/// One label: its row in the first and in the second file, or `nowhere`.
struct Match {
  size_t a, b;
};
using Matching = std::vector<Match>;
constexpr size_t nowhere = ~size_t{0};

bool is_not_compared(std::string const& path) {
  return path.starts_with("/diagnostics/") || path.starts_with("/input/") || path.starts_with("/parameters/execution/");
}

/// A table of single persons. Each person of a run has one row, or as many rows as `row_size` says.
struct PeopleTable {
  std::string group;  ///< "/panel/"
  std::string rows;   ///< dimension of its rows
};
PeopleTable const people_tables[] = {{"/panel/", "/panel/obs"}, {"/licences/", "/licences/holder"}};

bool of_people(std::string const& path) {
  return std::any_of(std::begin(people_tables), std::end(people_tables),
                     [&](PeopleTable const& table) { return path.starts_with(table.group); });
}

/// Pairs the rows of both files by label; rows that only `b` has are at the end. If a label occurs twice, the second
/// occurrence matches the second.
Matching match(std::vector<std::string> const& a, std::vector<std::string> const& b) {
  std::map<std::string, std::deque<size_t>> where;
  for (size_t i = 0; i < b.size(); ++i) where[b[i]].push_back(i);
  Matching matching;
  for (size_t i = 0; i < a.size(); ++i) {
    auto& found = where[a[i]];
    matching.push_back({i, found.empty() ? nowhere : found.front()});
    if (!found.empty()) found.pop_front();
  }
  for (size_t i = 0; i < b.size(); ++i) {
    auto const& left = where[b[i]];
    if (std::find(left.begin(), left.end(), i) != left.end()) matching.push_back({nowhere, i});
  }
  return matching;
}

bool same(double a, double b) {
  return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}
bool same(int64_t a, int64_t b) { return a == b; }
bool same(std::string const& a, std::string const& b) { return a == b; }

/// True for what a cell holds of something that does not exist.
bool is_nothing(double x) { return x == 0 || std::isnan(x); }
bool is_nothing(int64_t x) { return x == 0; }
bool is_nothing(std::string const& x) { return x.empty(); }

template <class T>
std::vector<T> read(Hdf5File const& file, std::string const& path, Block const& block) {
  if constexpr (std::is_same_v<T, double>) return file.read_reals(path, block);
  if constexpr (std::is_same_v<T, int64_t>) return file.read_integers(path, block);
  if constexpr (std::is_same_v<T, std::string>) return file.read_texts(path);
}

/// One axis of a dataset in both files.
struct SharedAxis {
  std::string name;
  std::vector<std::string> labels;  ///< by row of `matching`; empty if the axis has none
  Matching matching;
  size_t size_a, size_b;
  std::string at(size_t i) const { return fmt::format("{}={}", name, labels.empty() ? std::to_string(i) : labels[i]); }
};

/// Calls `visit(i, j, rows)` for each cell of the axes from `rows.size()` on: row-major position in the first and the
/// second file, either of which may be `nowhere`, and the row of each axis.
template <class Visit>
bool visit_cells(std::vector<SharedAxis> const& axes, std::vector<size_t>& rows, size_t i, size_t j,
                 Visit const& visit) {
  if (rows.size() == axes.size()) return visit(i, j, rows);
  SharedAxis const& axis = axes[rows.size()];
  auto const next = [](size_t before, size_t size, size_t row) {
    return before == nowhere || row == nowhere ? nowhere : before * size + row;
  };
  for (size_t k = 0; k < axis.matching.size(); ++k) {
    rows.push_back(k);
    bool const go_on = visit_cells(axes, rows, next(i, axis.size_a, axis.matching[k].a),
                                   next(j, axis.size_b, axis.matching[k].b), visit);
    rows.pop_back();
    if (!go_on) return false;
  }
  return true;
}

std::string cell_name(std::vector<SharedAxis> const& axes, std::vector<size_t> const& rows) {
  std::string text;
  for (size_t axis = 0; axis < axes.size(); ++axis) text += (axis == 0 ? "" : ", ") + axes[axis].at(rows[axis]);
  return text;
}

std::string shown(double value) { return fmt::format("{}", value); }
std::string shown(int64_t value) { return fmt::format("{}", value); }
std::string shown(std::string const& value) { return fmt::format("'{}'", value); }

class Comparison {
 public:
  Comparison(std::filesystem::path const& a, std::filesystem::path const& b) : a_(a), b_(b) {}

  Difference first_difference() {
    std::vector<std::string> const in_a = listed(a_), in_b = listed(b_);
    for (std::string const& path : in_a) {
      if (!std::binary_search(in_b.begin(), in_b.end(), path)) return path.substr(1) + ": only in the first file";
    }
    for (std::string const& path : in_b) {
      if (!std::binary_search(in_a.begin(), in_a.end(), path)) return path.substr(1) + ": only in the second file";
    }
    for (std::string const& path : in_a) {
      if (of_people(path)) continue;
      if (Difference found = compare(path)) return found;
    }
    for (PeopleTable const& table : people_tables) {
      if (Difference found = people(table)) return found;
    }
    return std::nullopt;
  }

 private:
  static std::vector<std::string> listed(ResultsReader const& results) {
    std::vector<std::string> paths = results.file().datasets();
    std::erase_if(paths, is_not_compared);
    return paths;
  }

  Difference compare(std::string const& path) {
    std::string const name = path.substr(1);
    DatasetInfo const a = a_.file().describe(path), b = b_.file().describe(path);
    if (a.is_only_length && b.is_only_length) return std::nullopt;  // compared by what lies along it
    if (a.type != b.type) return name + ": the types differ";
    if (a.dimensions != b.dimensions) return name + ": the axes differ";
    if (a.type == Hdf5Type::text && a.dimensions == std::vector<std::string>{path}) return std::nullopt;  // labels
    std::vector<SharedAxis> axes;
    for (size_t k = 0; k < a.shape.size(); ++k) {
      std::string const& dimension = a.dimensions[k];
      SharedAxis axis{dimension.substr(dimension.rfind('/') + 1), {}, {}, a.shape[k], b.shape[k]};
      if (!dimension.empty() && a_.file().describe(dimension).type == Hdf5Type::text) {
        auto const labels_a = a_.file().read_texts(dimension), labels_b = b_.file().read_texts(dimension);
        axis.matching = match(labels_a, labels_b);
        for (Match const& row : axis.matching)
          axis.labels.push_back(row.a != nowhere ? labels_a[row.a] : labels_b[row.b]);
      } else if (a.shape[k] != b.shape[k]) {
        return fmt::format("{}: {} in the first file, {} in the second", dimension.substr(dimension.empty() ? 0 : 1),
                           a.shape[k], b.shape[k]);
      } else {
        for (size_t i = 0; i < a.shape[k]; ++i) axis.matching.push_back({i, i});
      }
      axes.push_back(std::move(axis));
    }
    if (a.type == Hdf5Type::text) return cells<std::string>(path, axes);
    return a.type == Hdf5Type::real ? cells<double>(path, axes) : cells<int64_t>(path, axes);
  }

  /// Compares run by run if the dataset has arms and replicates, so that memory needs to hold only one run of each
  /// file.
  template <class T>
  Difference cells(std::string const& path, std::vector<SharedAxis> const& axes) const {
    if (axes.size() < 3 || std::is_same_v<T, std::string>) return cells_of<T>(path, axes, {}, Block{}, Block{});
    for (size_t i = 0; i < axes[0].matching.size(); ++i) {
      for (size_t j = 0; j < axes[1].matching.size(); ++j) {
        Match const& arm = axes[0].matching[i];
        Match const& replicate = axes[1].matching[j];
        auto const run = [&](size_t at_arm, size_t at_replicate, size_t SharedAxis::*size) -> std::optional<Block> {
          if (at_arm == nowhere || at_replicate == nowhere) return std::nullopt;
          Block block{{at_arm, at_replicate}, {1, 1}};
          for (size_t k = 2; k < axes.size(); ++k) block.count.push_back(axes[k].*size);
          block.offset.resize(axes.size(), 0);
          return block;
        };
        Difference found = cells_of<T>(path, axes, {i, j}, run(arm.a, replicate.a, &SharedAxis::size_a),
                                       run(arm.b, replicate.b, &SharedAxis::size_b));
        if (found) return found;
      }
    }
    return std::nullopt;
  }

  /// Compares one block of each file; a file without the block has nothing there. `rows` are those of the leading axes.
  template <class T>
  Difference cells_of(std::string const& path, std::vector<SharedAxis> const& axes, std::vector<size_t> rows,
                      std::optional<Block> const& block_a, std::optional<Block> const& block_b) const {
    auto const a = block_a ? read<T>(a_.file(), path, *block_a) : std::vector<T>{},
               b = block_b ? read<T>(b_.file(), path, *block_b) : std::vector<T>{};
    Difference found;
    visit_cells(axes, rows, block_a ? 0 : nowhere, block_b ? 0 : nowhere,
                [&](size_t i, size_t j, std::vector<size_t> const& at) {
                  bool const in_a = i != nowhere, in_b = j != nowhere;
                  if (!in_a && !in_b) return true;
                  if (in_a && in_b ? same(a[i], b[j]) : is_nothing(in_a ? a[i] : b[j])) return true;
                  std::string const cell = fmt::format("{}[{}]", path.substr(1), cell_name(axes, at));
                  found = in_a && in_b ? fmt::format("{}: {} in the first file, {} in the second", cell, shown(a[i]),
                                                     shown(b[j]))
                                       : only_in(in_a, axes, at, cell, shown(in_a ? a[i] : b[j]));
                  return false;
                });
    return found;
  }

  static std::string only_in(bool first, std::vector<SharedAxis> const& axes, std::vector<size_t> const& rows,
                             std::string const& cell, std::string const& value) {
    size_t axis = 0;
    auto const is_in_both = [](Match const& row) { return row.a != nowhere && row.b != nowhere; };
    while (axis + 1 < axes.size() && is_in_both(axes[axis].matching[rows[axis]])) ++axis;
    return fmt::format("{}: '{}' only in the {} file, where {} is {}", axes[axis].name, axes[axis].labels[rows[axis]],
                       first ? "first" : "second", cell, value);
  }

  /// A person of a table in one run, and the position of the rows.
  struct Trajectory {
    std::string arm;
    int64_t replicate, person;
    size_t first_row, rows;
    auto key() const { return std::tie(arm, replicate, person); }
    std::string name() const { return fmt::format("arm={}, replicate={}, person={}", arm, replicate, person); }
  };

  static std::vector<Trajectory> trajectories(ResultsReader const& results, PeopleTable const& table) {
    auto const column = [&](std::string const& name) { return results.file().read_integers(table.group + name); };
    auto const arm = column("arm_index"), replicate = column("replicate"), person = column("person");
    bool const one_row_each = !results.file().has(table.group + "row_size");
    auto const rows = one_row_each ? std::vector<int64_t>(arm.size(), 1) : column("row_size");
    std::vector<Trajectory> list;
    size_t row = 0;
    for (size_t i = 0; i < arm.size(); ++i) {
      list.push_back(
          {results.arms().at(static_cast<size_t>(arm[i])), replicate[i], person[i], row, static_cast<size_t>(rows[i])});
      row += static_cast<size_t>(rows[i]);
    }
    std::stable_sort(list.begin(), list.end(),
                     [](Trajectory const& x, Trajectory const& y) { return x.key() < y.key(); });
    return list;
  }

  Difference people(PeopleTable const& table) const {
    if (!a_.file().has(table.rows)) return std::nullopt;
    auto const in_a = trajectories(a_, table), in_b = trajectories(b_, table);
    std::string const name = table.group.substr(1, table.group.size() - 2);
    for (size_t i = 0; i < std::max(in_a.size(), in_b.size()); ++i) {
      bool const only_b = i >= in_a.size() || (i < in_b.size() && in_b[i].key() < in_a[i].key());
      if (only_b) return fmt::format("{}[{}]: only in the second file", name, in_b[i].name());
      bool const only_a = i >= in_b.size() || in_a[i].key() < in_b[i].key();
      if (only_a) return fmt::format("{}[{}]: only in the first file", name, in_a[i].name());
      if (in_a[i].rows != in_b[i].rows) return fmt::format("{}[{}]: the numbers of rows differ", name, in_a[i].name());
    }
    for (std::string const& path : a_.file().datasets()) {
      bool const holds_rows =
          path != table.rows && a_.file().describe(path).dimensions == std::vector<std::string>{table.rows};
      bool const is_key = path == table.group + "arm_index" || path == table.group + "person";
      if (!path.starts_with(table.group) || !holds_rows || is_key) continue;
      if (Difference found = people_column(path, in_a, in_b)) return found;
    }
    return std::nullopt;
  }

  Difference people_column(std::string const& path, std::vector<Trajectory> const& in_a,
                           std::vector<Trajectory> const& in_b) const {
    auto const a = a_.file().read_integers(path), b = b_.file().read_integers(path);
    std::string const name = path.substr(1);
    bool const is_index = name.ends_with("_index");
    size_t const at = name.rfind('/') + 1;
    std::string const axis = is_index ? name.substr(at, name.size() - at - std::string("_index").size()) : "";
    auto const labels_of = [&](ResultsReader const& r) {
      return is_index ? r.labels(axis) : std::vector<std::string>{};
    };
    auto const labels_a = labels_of(a_), labels_b = labels_of(b_);
    auto const value = [](int64_t raw, std::vector<std::string> const& labels) {
      bool const labelled = raw >= 0 && static_cast<size_t>(raw) < labels.size();
      return labelled ? labels[static_cast<size_t>(raw)] : std::to_string(raw);
    };
    for (size_t i = 0; i < in_a.size(); ++i) {
      for (size_t k = 0; k < in_a[i].rows; ++k) {
        int64_t const x = a.at(in_a[i].first_row + k), y = b.at(in_b[i].first_row + k);
        bool const equal = is_index ? value(x, labels_a) == value(y, labels_b) : x == y;
        if (equal) continue;
        return fmt::format("{}[{}, row={}]: {} in the first file, {} in the second", name, in_a[i].name(), k,
                           is_index ? value(x, labels_a) : std::to_string(x),
                           is_index ? value(y, labels_b) : std::to_string(y));
      }
    }
    return std::nullopt;
  }

  ResultsReader a_, b_;
};

}  // namespace

std::optional<std::string> exact_difference(std::filesystem::path const& a, std::filesystem::path const& b) {
  return Comparison(a, b).first_difference();
}

}  // namespace tributer
