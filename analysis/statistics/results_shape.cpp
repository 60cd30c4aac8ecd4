#include "results_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "tributer/core/check.hpp"
#include "tributer/core/outcome_columns.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

constexpr std::string_view series_group = "/points/series/";

std::string group_of(std::string const& path) { return path.substr(0, path.rfind('/') + 1); }
std::string leaf_of(std::string const& path) { return path.substr(path.rfind('/') + 1); }

/// All datasets of a file with their shapes. Every function throws a FileError with the name of the dataset.
class ShapeCheck {
 public:
  explicit ShapeCheck(Hdf5File const& file) : file_(file) {
    for (std::string const& path : file.datasets()) datasets_.emplace(path, file.describe(path));
    for (auto& [path, info] : datasets_)
      if (info.is_only_length && info.shape == std::vector<uint64_t>{0}) info.shape[0] = longest_along(path);
  }

  void check_all() const {
    for (auto const& [path, info] : datasets_) {
      size(path, info);
      axes(path, info);
      like_root(path, info);
      if (info.type == Hdf5Type::text && !path.starts_with("/input/")) labels(path);
    }
    column("/arm", Hdf5Type::text, "/arm"), numbers("/replicate", "/replicate"), numbers("/time", "/time");
    for (char const* const axis : {"/arm", "/replicate", "/time"})
      if (length(axis) == 0) fail(axis, "is empty");
    outcomes();
    points();
    series();
    failures();
    parameters_and_input();
    people("/panel/", "trajectory", "obs");
    people("/licences/", "holder", "holder");
  }

 private:
  [[noreturn]] void fail(std::string const& path, std::string const& what) const {
    throw FileError(fmt::format("{}: the dataset {} {}; the file is damaged or was changed, so run its study again",
                                file_.name(), path, what));
  }
  bool has(std::string const& path) const { return datasets_.count(path) != 0; }

  /// Length of a dimension without values: the netCDF library stores it only in the columns if it can grow.
  uint64_t longest_along(std::string const& dimension) const {
    uint64_t longest = 0;
    for (auto const& [path, info] : datasets_)
      for (std::size_t k = 0; k < info.shape.size() && path != dimension; ++k)
        if (info.dimensions[k] == dimension) longest = std::max(longest, info.shape[k]);
    return longest;
  }
  DatasetInfo const& info_of(std::string const& path) const {
    auto const found = datasets_.find(path);
    if (found == datasets_.end()) fail(path, "is missing");
    return found->second;
  }
  uint64_t length(std::string const& dimension) const { return info_of(dimension).shape.at(0); }

  /// Values cannot be more than what is stored, however well it is compressed.
  void size(std::string const& path, DatasetInfo const& info) const {
    constexpr uint64_t best_compression = 1100, unstored = 1 << 16;
    bool const unwritten = info.is_dimension && info.type != Hdf5Type::text;
    if (!unwritten && info.bytes / best_compression > info.stored_bytes + unstored)
      fail(path, "claims to be larger than what the file holds");
  }

  /// Every axis is a dimension of the file and has its length.
  void axes(std::string const& path, DatasetInfo const& info) const {
    if (info.is_dimension && info.shape.size() != 1) fail(path, "is a dimension, but not a list");
    for (std::size_t k = 0; k < info.shape.size(); ++k) {
      std::string const& dimension = info.dimensions[k];
      if (dimension.empty() || !has(dimension)) fail(path, fmt::format("has no dimension for its axis {}", k + 1));
      DatasetInfo const& of = info_of(dimension);
      if (!of.is_dimension || of.shape.size() != 1 || of.shape[0] != info.shape[k])
        fail(path, fmt::format("has {} values along {}, which has another length", info.shape[k], dimension));
    }
    if (info.shape.empty()) fail(path, "is a single value, not a list");
    if (info.shape.size() < 3) return;
    bool const by_run = leaf_of(info.dimensions[0]) == "arm" && leaf_of(info.dimensions[1]) == "replicate";
    if (group_of(path) != "/outcomes/" && group_of(path) != "/points/" && !path.starts_with(series_group) && !by_run)
      fail(path, "is not by arm and replicate");
  }

  /// A dimension that a group repeats is that of the root.
  void like_root(std::string const& path, DatasetInfo const& info) const {
    std::string const root = fmt::format("/{}", leaf_of(path));
    if (!info.is_dimension || path == root || !has(root)) return;
    DatasetInfo const& of = info_of(root);
    bool const same_kind = of.is_dimension && of.type == info.type && of.shape == info.shape;
    if (!same_kind || (info.type == Hdf5Type::text && file_.read_texts(path) != file_.read_texts(root)))
      fail(path, "differs from " + root);
  }

  void labels(std::string const& path) const {
    for (std::string const& text : file_.read_texts(path))
      if (find_control(text) != std::string::npos) fail(path, "contains a control character");
  }

  /// A dataset of one axis.
  void column(std::string const& path, Hdf5Type type, std::string const& dimension) const {
    DatasetInfo const& info = info_of(path);
    if (info.type != type) fail(path, "has another type");
    if (info.dimensions != std::vector<std::string>{dimension}) fail(path, "is not by " + dimension);
  }
  void numbers(std::string const& path, std::string const& dimension) const {
    DatasetInfo const& info = info_of(path);
    if (info.type == Hdf5Type::text || info.type == Hdf5Type::real) fail(path, "does not contain whole numbers");
    if (info.dimensions != std::vector<std::string>{dimension}) fail(path, "is not by " + dimension);
  }

  void outcomes() const {
    std::string const group = "/outcomes/", outcome = group + "outcome";
    if (!has(outcome)) return;  // before format 1.2
    column(outcome, Hdf5Type::text, outcome);
    for (OutcomeTextColumn const& c : outcome_text_columns())
      if (has(group + c.name)) column(group + c.name, Hdf5Type::text, outcome);
    for (OutcomeIntegerColumn const& c : outcome_integer_columns()) {
      constexpr int64_t most = 1000;
      std::string const path = group + c.name;
      numbers(path, outcome);
      within(path, 0, std::string_view(c.name) == "decimals" ? 9 : most);
    }
    column(group + "scale", Hdf5Type::real, outcome);
    std::vector<std::string> const by_pair{outcome, group + "arm", group + "reference", group + "replicate"},
        by_arm{outcome, group + "arm", group + "replicate"};
    for (auto const& [name, dimensions] :
         {std::pair("numerator", by_pair), {"denominator", by_pair}, {"given", by_arm}}) {
      DatasetInfo const& info = info_of(group + name);
      if (info.type != Hdf5Type::real || info.dimensions != dimensions)
        fail(group + name, "does not have the type and the dimensions of an outcome");
    }
    if (length(group + "arm") != length("/arm") || length(group + "reference") != length("/arm") ||
        length(group + "replicate") != length("/replicate"))
      fail(outcome, "is for other arms or replicates than those of the file");
  }

  void points() const {
    std::string const group = "/points/";
    if (!has(group + "point")) return;  // the study has no design
    auto const by = [&](std::string const& name, Hdf5Type type, std::vector<std::string> const& axes) {
      DatasetInfo const& info = info_of(group + name);
      std::vector<std::string> dimensions;
      for (std::string const& axis : axes) dimensions.push_back(group + axis);
      if (info.type != type || info.dimensions != dimensions)
        fail(group + name, "does not have the type and the dimensions of points");
    };
    numbers(group + "point", group + "point"), numbers(group + "replicate", group + "replicate");
    for (char const* const axis : {"parameter", "outcome", "arm", "reference"}) by(axis, Hdf5Type::text, {axis});
    by("setting", Hdf5Type::text, {"point", "parameter"}), by("setting_number", Hdf5Type::real, {"point", "parameter"});
    for (char const* const name : {"minimum", "maximum"})
      if (file_.text_attribute("/points", "design")) by(name, Hdf5Type::real, {"parameter"});
    if (file_.text_attribute("/points", "design")) by("scale", Hdf5Type::text, {"parameter"});
    for (char const* const name : {"numerator", "denominator"})
      by(name, Hdf5Type::real, {"point", "outcome", "arm", "reference", "replicate"});
    for (char const* const name : {"given", "value"})
      by(name, Hdf5Type::real, {"point", "outcome", "arm", "replicate"});
    if (length(group + "arm") != length("/arm") || length(group + "reference") != length("/arm") ||
        length(group + "replicate") != length("/replicate") || length(group + "outcome") != length("/outcomes/outcome"))
      fail(group + "point", "is for other arms, outcomes or replicates than those of the file");
  }

  /// The monthly variables of points, in a group for each group of the variables.
  void series() const {
    for (auto const& [path, info] : datasets_) {
      if (!path.starts_with(series_group)) continue;
      std::string const group = group_of(path);
      if (path == group + "point" && length(path) != length("/points/point"))
        fail(path, "is for other points than those of the file");
      if (info.shape.size() < 2) continue;
      std::string const across = group + (has(group + "replicate_quantile") ? "replicate_quantile" : "replicate");
      std::vector<std::string> const first{group + "point", group + "arm", across, group + "time"};
      if (info.type != Hdf5Type::real || info.dimensions.size() < first.size() ||
          !std::equal(first.begin(), first.end(), info.dimensions.begin()))
        fail(path, "does not have the type and the dimensions of a series");
      for (std::string const& dimension : info.dimensions)
        if (group_of(dimension) != group) fail(path, "has dimensions of another group");
    }
  }

  void failures() const {
    std::string const group = "/failures/", failure = group + "failure";
    if (!has(failure)) return;
    numbers(group + "point", failure), numbers(group + "replicate", failure);
    for (char const* const name : {"arm", "seed", "message"}) column(group + name, Hdf5Type::text, failure);
  }

  void parameters_and_input() const {
    for (auto const& [path, info] : datasets_) {
      if (group_of(path) == "/parameters/") column(path, Hdf5Type::text, "/parameters/parameter");
      if (path == "/input/file" || path == "/input/content") column(path, Hdf5Type::text, "/input/file");
      if (path.starts_with("/input/changed_")) column(path, Hdf5Type::text, "/input/change");
    }
  }

  void within(std::string const& path, int64_t least, int64_t most) const {
    for (int64_t const value : file_.read_integers(path))
      if (value < least || value > most) fail(path, fmt::format("contains {}, not {} to {}", value, least, most));
  }

  /// A table of single persons: `persons` are its persons, `rows` its rows, which may be the same.
  void people(std::string const& group, std::string const& persons, std::string const& rows) const {
    if (!has(group + "person")) return;
    for (auto const& [path, info] : datasets_) {
      if (group_of(path) != group || info.is_dimension) continue;
      bool const of_row = info.dimensions == std::vector<std::string>{group + rows};
      numbers(path, group + (of_row ? rows : persons));
    }
    for (char const* const name : {"arm_index", "replicate", "person"}) numbers(group + name, group + persons);
    within(group + "arm_index", 0, static_cast<int64_t>(length("/arm")) - 1);
    within(group + "replicate", 0, static_cast<int64_t>(length("/replicate")) - 1);
    if (persons == rows) return;
    auto const n_rows = static_cast<int64_t>(length(group + rows));
    numbers(group + "row_size", group + persons);
    within(group + "row_size", 0, n_rows);
    auto const sizes = file_.read_integers(group + "row_size");
    if (std::accumulate(sizes.begin(), sizes.end(), int64_t{0}) != n_rows)
      fail(group + "row_size", fmt::format("does not add up to the {} rows of the table", n_rows));
  }

  Hdf5File const& file_;
  std::map<std::string, DatasetInfo> datasets_;
};

}  // namespace

void require_sound(Hdf5File const& file) { ShapeCheck(file).check_all(); }

}  // namespace tributer
