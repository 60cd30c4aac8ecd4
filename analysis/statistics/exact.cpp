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

/// The position of each row of one file in the other file.
using Matching = std::vector<size_t>;

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

/// Finds the rows of `a` in `b` by label. If a label occurs twice, the second occurrence matches the second.
std::optional<Matching> match(std::vector<std::string> const& a, std::vector<std::string> const& b,
                              std::string& missing) {
  std::map<std::string, std::deque<size_t>> where;
  for (size_t i = 0; i < b.size(); ++i) where[b[i]].push_back(i);
  Matching matching;
  for (std::string const& label : a) {
    auto const found = where.find(label);
    if (found == where.end() || found->second.empty()) {
      missing = label;
      return std::nullopt;
    }
    matching.push_back(found->second.front());
    found->second.pop_front();
  }
  return matching;
}

bool same(double a, double b) {
  return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}
bool same(int64_t a, int64_t b) { return a == b; }
bool same(std::string const& a, std::string const& b) { return a == b; }

template <class T>
std::vector<T> read(Hdf5File const& file, std::string const& path, Block const& block) {
  if constexpr (std::is_same_v<T, double>) return file.read_reals(path, block);
  if constexpr (std::is_same_v<T, int64_t>) return file.read_integers(path, block);
  if constexpr (std::is_same_v<T, std::string>) return file.read_texts(path);
}

/// One axis of a dataset in both files.
struct SharedAxis {
  std::string name;
  std::vector<std::string> labels;  ///< empty if the axis has none
  Matching matching;
  std::string at(size_t i) const { return fmt::format("{}={}", name, labels.empty() ? std::to_string(i) : labels[i]); }
};

/// Calls `visit(i, j)` for each cell of the axes from `first` on: row-major position in the first and the second file.
template <class Visit>
bool visit_cells(std::vector<SharedAxis> const& axes, size_t first, size_t i, size_t j, Visit const& visit) {
  if (first == axes.size()) return visit(i, j);
  size_t const n = axes[first].matching.size();
  for (size_t k = 0; k < n; ++k) {
    if (!visit_cells(axes, first + 1, i * n + k, j * n + axes[first].matching[k], visit)) return false;
  }
  return true;
}

std::string cell_name(std::vector<SharedAxis> const& axes, std::vector<size_t> const& leading, size_t cell) {
  std::vector<size_t> index(axes.size());
  for (size_t axis = axes.size(); axis-- > leading.size();) {
    index[axis] = cell % axes[axis].matching.size();
    cell /= axes[axis].matching.size();
  }
  std::copy(leading.begin(), leading.end(), index.begin());
  std::string text;
  for (size_t axis = 0; axis < axes.size(); ++axis) text += (axis == 0 ? "" : ", ") + axes[axis].at(index[axis]);
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
    if (a.type != b.type) return name + ": the types differ";
    if (a.dimensions != b.dimensions) return name + ": the axes differ";
    std::vector<SharedAxis> axes;
    for (size_t k = 0; k < a.shape.size(); ++k) {
      SharedAxis axis{a.dimensions[k].substr(a.dimensions[k].rfind('/') + 1), {}, {}};
      if (Difference found = match_axis(a.dimensions[k], a.shape[k], b.shape[k], axis)) return found;
      axes.push_back(std::move(axis));
    }
    if (a.type == Hdf5Type::text) return cells<std::string>(path, axes);
    return a.type == Hdf5Type::real ? cells<double>(path, axes) : cells<int64_t>(path, axes);
  }

  Difference match_axis(std::string const& dimension, size_t size_a, size_t size_b, SharedAxis& axis) const {
    bool const labelled = !dimension.empty() && a_.file().describe(dimension).type == Hdf5Type::text;
    std::string const name = dimension.substr(dimension.empty() ? 0 : 1);
    if (labelled) {
      axis.labels = a_.file().read_texts(dimension);
      auto const other = b_.file().read_texts(dimension);
      std::string missing;
      auto matching = match(axis.labels, other, missing);
      if (!matching) return fmt::format("{}: '{}' only in the first file", name, missing);
      if (!match(other, axis.labels, missing)) return fmt::format("{}: '{}' only in the second file", name, missing);
      axis.matching = std::move(*matching);
    } else {
      if (size_a != size_b) return fmt::format("{}: {} in the first file, {} in the second", name, size_a, size_b);
      axis.matching.resize(size_a);
      std::iota(axis.matching.begin(), axis.matching.end(), 0);
    }
    return std::nullopt;
  }

  /// Compares run by run if the dataset has arms and replicates, so that memory needs to hold only one run of each
  /// file.
  template <class T>
  Difference cells(std::string const& path, std::vector<SharedAxis> const& axes) const {
    if (axes.size() < 3 || std::is_same_v<T, std::string>) return cells_of<T>(path, axes, {}, {}, {});
    for (size_t i = 0; i < axes[0].matching.size(); ++i) {
      for (size_t j = 0; j < axes[1].matching.size(); ++j) {
        auto const run = [&](size_t arm, size_t replicate) {
          Block block{{arm, replicate}, {1, 1}};
          for (size_t k = 2; k < axes.size(); ++k) block.count.push_back(axes[k].matching.size());
          block.offset.resize(axes.size(), 0);
          return block;
        };
        Difference found = cells_of<T>(path, axes, {i, j}, run(i, j), run(axes[0].matching[i], axes[1].matching[j]));
        if (found) return found;
      }
    }
    return std::nullopt;
  }

  template <class T>
  Difference cells_of(std::string const& path, std::vector<SharedAxis> const& axes, std::vector<size_t> const& leading,
                      Block const& block_a, Block const& block_b) const {
    auto const a = read<T>(a_.file(), path, block_a), b = read<T>(b_.file(), path, block_b);
    Difference found;
    visit_cells(axes, leading.size(), 0, 0, [&](size_t i, size_t j) {
      if (same(a[i], b[j])) return true;
      found = fmt::format("{}[{}]: {} in the first file, {} in the second", path.substr(1), cell_name(axes, leading, i),
                          shown(a[i]), shown(b[j]));
      return false;
    });
    return found;
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
