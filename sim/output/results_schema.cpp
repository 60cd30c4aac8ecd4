#include "results_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>
#include <set>

#include "cf_attributes.hpp"
#include "outcomes_group.hpp"
#include "people_tables.hpp"
#include "tributer/core/check.hpp"
#include "tributer/core/enumeration.hpp"

namespace tributer {
namespace {

/// Writes the parts of an empty results file. Every group repeats the dimensions that it uses.
class SchemaWriter {
 public:
  SchemaWriter(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout)
      : file_(file), metadata_(metadata), layout_(layout) {}

  void root();
  void group(std::string const& name);
  /// Writes `time` and the axes `names` into a group, which ends in /.
  void coordinates(std::string const& folder, std::set<std::string> const& names);
  void variable(Variable const& variable);
  void parameters();
  void input();
  void diagnostics();
  void outcomes();

 private:
  void describe(std::string const& path, std::string_view long_name, std::string_view unit) {
    tributer::describe(file_, path, long_name, unit);
  }
  void texts(std::string const& path, std::vector<std::string> const& values, std::string_view long_name) {
    file_.create_dataset({path, Hdf5Type::text, {values.size()}, {}});
    file_.write(path, values);
    describe(path, long_name, "");
  }
  void labels(std::string const& path, std::vector<std::string> const& values, std::string_view long_name) {
    texts(path, values, long_name);
    file_.make_dimension(path, Hdf5File::Scale::coordinate);
  }
  void coordinate(std::string const& folder, std::string const& name);
  void time(std::string const& folder);
  void time_bounds();
  void area_coordinates(std::string const& folder);
  void per_run(std::string const& path, Hdf5Type type, std::string_view long_name, std::string_view unit);
  Axis const* axis(std::string const& name) const { return find_axis(layout_, name); }

  Hdf5File& file_;
  ResultsMetadata const& metadata_;
  Layout const& layout_;
};

void SchemaWriter::root() {
  coordinate("/", "arm");
  coordinate("/", "replicate");
  time("/");
  time_bounds();
  for (Axis const& a : layout_.axes) coordinate("/", a.name);
  if (axis("area") != nullptr) area_coordinates("/");
}

void SchemaWriter::group(std::string const& name) {
  std::string const folder = "/" + name + "/";
  file_.create_group("/" + name);
  std::set<std::string> needed{"arm", "replicate"};
  for (Variable const& v : layout_.variables) {
    if (v.group == name) needed.insert(v.axes.begin(), v.axes.end());
  }
  coordinates(folder, needed);
}

void SchemaWriter::coordinates(std::string const& folder, std::set<std::string> const& names) {
  for (char const* const first : {"arm", "replicate"})
    if (names.contains(first)) coordinate(folder, first);
  time(folder);
  for (std::string const& name : names)
    if (name != "arm" && name != "replicate") coordinate(folder, name);
  if (names.contains("area")) area_coordinates(folder);
}

void SchemaWriter::coordinate(std::string const& folder, std::string const& name) {
  if (name == "arm") return labels(folder + name, metadata_.arms, "arm of the study");
  if (name != "replicate") {
    Axis const* const found = axis(name);
    check(found != nullptr, fmt::format("a variable has the axis '{}', which the layout does not have", name));
    return labels(folder + name, found->labels, name);
  }
  std::vector<int32_t> numbers(static_cast<size_t>(metadata_.replicates));
  std::iota(numbers.begin(), numbers.end(), 0);
  file_.create_dataset({folder + name, Hdf5Type::int32, {numbers.size()}, {}});
  file_.write(folder + name, {{0}, {numbers.size()}}, numbers);
  describe(folder + name, "replicate: the same number has the same luck in every arm", "1");
  file_.make_dimension(folder + name, Hdf5File::Scale::coordinate);
}

void SchemaWriter::time(std::string const& folder) {
  std::vector<int32_t> days;
  for (int month = 0; month < metadata_.months; ++month) days.push_back(days_since(metadata_.start, month));
  std::string const path = folder + "time";
  file_.create_dataset({path, Hdf5Type::int32, {days.size()}, {}});
  file_.write(path, {{0}, {days.size()}}, days);
  describe(path, "first day of the month",
           fmt::format("days since {:04}-{:02}-01", metadata_.start.year(), metadata_.start.month_of_year()));
  file_.set_attribute(path, "standard_name", "time");
  file_.set_attribute(path, "axis", "T");
  file_.set_attribute(path, "calendar", "standard");
  file_.make_dimension(path, Hdf5File::Scale::coordinate);
}

void SchemaWriter::time_bounds() {
  std::vector<int32_t> bounds;
  for (int month = 0; month < metadata_.months; ++month) {
    bounds.push_back(days_since(metadata_.start, month));
    bounds.push_back(days_since(metadata_.start, month + 1));
  }
  make_length(file_, "/bounds", 2, DatasetSpec::Growth::fixed);
  uint64_t const n = bounds.size() / 2;
  file_.create_dataset({"/time_bounds", Hdf5Type::int32, {n, 2}, {}});
  file_.write("/time_bounds", {{0, 0}, {n, 2}}, bounds);
  file_.set_dimensions("/time_bounds", std::vector<std::string>{"/time", "/bounds"});
  file_.set_attribute("/time", "bounds", "time_bounds");
}

void SchemaWriter::area_coordinates(std::string const& folder) {
  std::vector<std::string> const dimension{folder + "area"};
  uint64_t const n = axis("area")->labels.size();
  if (!metadata_.area_ring.empty()) {
    check(metadata_.area_ring.size() == n, "some area has no ring");
    texts(folder + "area_ring", metadata_.area_ring, "ring around the concessions that instruments act on");
    file_.set_dimensions(folder + "area_ring", dimension);
    auto const names = labels_of<Ring>();
    std::vector<int8_t> flags(names.size());
    std::iota(flags.begin(), flags.end(), int8_t{0});
    std::vector<int8_t> ring;
    for (std::string const& name : metadata_.area_ring) {
      auto const found = std::find(names.begin(), names.end(), name);
      check(found != names.end(), fmt::format("'{}' is not a ring", name));
      ring.push_back(static_cast<int8_t>(found - names.begin()));
    }
    file_.create_dataset({folder + "ring", Hdf5Type::int8, {n}, {}});
    file_.write(folder + "ring", {{0}, {n}}, ring);
    describe(folder + "ring", "ring around the concessions that instruments act on", "");
    file_.set_attribute(folder + "ring", "flag_values", flags);
    file_.set_attribute(folder + "ring", "flag_meanings", joined(names, '_'));
    file_.set_dimensions(folder + "ring", dimension);
  }
  if (!metadata_.area_people.empty()) {
    check(metadata_.area_people.size() == n, "some area has no number of people");
    file_.create_dataset({folder + "area_people", Hdf5Type::int64, {n}, {}});
    file_.write(folder + "area_people", {{0}, {n}}, metadata_.area_people);
    describe(folder + "area_people", "people at the start", "1");
    file_.set_dimensions(folder + "area_people", dimension);
  }
}

void SchemaWriter::variable(Variable const& v) {
  std::string const folder = v.group.empty() ? "/" : "/" + v.group + "/";
  std::vector<std::string> dimensions{folder + "arm", folder + "replicate", folder + "time"};
  std::vector<uint64_t> shape{metadata_.arms.size(), static_cast<uint64_t>(metadata_.replicates),
                              static_cast<uint64_t>(metadata_.months)};
  uint64_t cells = 1;
  for (std::string const& name : v.axes) {
    Axis const* const found = axis(name);
    check(found != nullptr,
          fmt::format("the variable '{}' has the axis '{}', which the layout does not have", v.name, name));
    dimensions.push_back(folder + name);
    shape.push_back(found->labels.size());
    cells *= found->labels.size();
  }
  std::vector<uint64_t> chunk = shape;
  chunk[0] = chunk[1] = 1;
  uint64_t const months_in_a_mebibyte = (uint64_t{1} << 20) / (8 * std::max<uint64_t>(cells, 1));
  chunk[2] = std::clamp<uint64_t>(months_in_a_mebibyte, 1, shape[2]);
  chunk[1] = std::clamp<uint64_t>(months_in_a_mebibyte / shape[2], 1, replicates_in_slab(metadata_, layout_));
  std::string const path = variable_path(v);
  file_.create_dataset({path, v.kind == Variable::Kind::integer ? Hdf5Type::int64 : Hdf5Type::real, shape, chunk});
  set_attributes_of(v, file_, path, metadata_);
  file_.set_dimensions(path, dimensions);
}

void SchemaWriter::parameters() {
  struct Column {
    char const* name;
    std::string ParameterRow::*field;
    char const* long_name;
  };
  static constexpr Column columns[] = {
      {"parameter", &ParameterRow::address, "address of the parameter"},
      {"type", &ParameterRow::type, "type"},
      {"unit", &ParameterRow::unit, "unit"},
      {"minimum", &ParameterRow::minimum, "least value allowed"},
      {"maximum", &ParameterRow::maximum, "greatest value allowed"},
      {"default", &ParameterRow::default_value, "value if the study does not set it"},
      {"value", &ParameterRow::value, "value used"},
      {"source", &ParameterRow::source, "source of the default"},
      {"about", &ParameterRow::about, "meaning of the parameter"},
      {"from_default", &ParameterRow::from_default, "yes if the study does not set it"}};
  file_.create_group("/parameters");
  for (Column const& column : columns) {
    std::string const path = std::string("/parameters/") + column.name;
    std::vector<std::string> values;
    for (ParameterRow const& row : metadata_.parameters) values.push_back(row.*column.field);
    texts(path, values, column.long_name);
    if (column.field == &ParameterRow::address) {
      file_.make_dimension(path, Hdf5File::Scale::coordinate);
    } else {
      file_.set_dimensions(path, std::vector<std::string>{"/parameters/parameter"});
    }
  }
  file_.create_group("/parameters/execution");
  std::vector<std::string> settings, values;
  for (auto const& [setting, value] : metadata_.execution) {
    settings.push_back(setting);
    values.push_back(value);
  }
  labels("/parameters/execution/setting", settings, "setting that does not change results");
  texts("/parameters/execution/value", values, "value");
  file_.set_dimensions("/parameters/execution/value", std::vector<std::string>{"/parameters/execution/setting"});
}

void SchemaWriter::input() {
  std::vector<std::string> paths, contents;
  for (InputFile const& f : metadata_.input.files) {
    paths.push_back(f.path);
    contents.push_back(f.content);
  }
  file_.create_group("/input");
  labels("/input/file", paths, "path of the file");
  texts("/input/content", contents, "the file as it was read");
  file_.set_dimensions("/input/content", std::vector<std::string>{"/input/file"});
  std::vector<std::string> addresses, values;
  for (auto const& [address, value] : metadata_.input.changes) addresses.push_back(address), values.push_back(value);
  file_.set_attribute("/input", "study", metadata_.input.file);
  file_.set_attribute("/input", "only_arm", metadata_.input.only_arm);
  if (addresses.empty()) return;
  make_length(file_, "/input/change", addresses.size(), DatasetSpec::Growth::fixed);
  texts("/input/changed_address", addresses, "address that the command line changed");
  texts("/input/changed_value", values, "value that the command line gave to it");
  for (char const* const name : {"/input/changed_address", "/input/changed_value"})
    file_.set_dimensions(name, std::vector<std::string>{"/input/change"});
}

void SchemaWriter::per_run(std::string const& path, Hdf5Type type, std::string_view long_name, std::string_view unit) {
  file_.create_dataset({path, type, {metadata_.arms.size(), static_cast<uint64_t>(metadata_.replicates)}, {}});
  describe(path, long_name, unit);
  file_.set_dimensions(path, std::vector<std::string>{"/diagnostics/arm", "/diagnostics/replicate"});
}

void SchemaWriter::diagnostics() {
  file_.create_group("/diagnostics");
  coordinate("/diagnostics/", "arm");
  coordinate("/diagnostics/", "replicate");
  labels("/diagnostics/process", metadata_.processes, "process of the month");
  per_run("/diagnostics/seconds", Hdf5Type::real, "time taken by the run", "s");
  per_run("/diagnostics/miner_months", Hdf5Type::int64, "rows of the miner table times months", "1");
  per_run("/diagnostics/ledger_residual_cents", Hdf5Type::int64, "largest sum of all accounts in any month",
          "0.01 USD");
  if (!metadata_.ground.counted.empty()) {
    coordinate("/diagnostics/", "area");
    auto const by_area = [&](std::string const& at, std::vector<double> const& values, std::string_view long_name) {
      file_.create_dataset({at, Hdf5Type::real, {values.size()}, {}});
      file_.write(at, {{0}, {values.size()}}, values);
      describe(at, long_name, "1");
      file_.set_dimensions(at, std::vector<std::string>{"/diagnostics/area"});
    };
    by_area("/diagnostics/ground_counted", metadata_.ground.counted, "miners as surveyed");
    by_area("/diagnostics/ground_wanted", metadata_.ground.wanted,
            "miners that the inversion was asked to meet: shrunk counts");
    by_area("/diagnostics/ground_model", metadata_.ground.model,
            "miners that stay on the inverted ground in the model");
    file_.set_attribute("/diagnostics", "ground_rounds", std::to_string(metadata_.ground.rounds));
    file_.set_attribute("/diagnostics", "ground_worst_log_error", std::to_string(metadata_.ground.worst_log_error));
  }
  std::string const path = "/diagnostics/seconds_per_process";
  file_.create_dataset(
      {path,
       Hdf5Type::real,
       {metadata_.arms.size(), static_cast<uint64_t>(metadata_.replicates), metadata_.processes.size()},
       {}});
  describe(path, "time taken by each process", "s");
  file_.set_dimensions(path,
                       std::vector<std::string>{"/diagnostics/arm", "/diagnostics/replicate", "/diagnostics/process"});
}

void SchemaWriter::outcomes() {
  file_.create_group("/outcomes");
  coordinate("/outcomes/", "arm");
  coordinate("/outcomes/", "replicate");
  labels("/outcomes/reference", metadata_.arms, "arm whose run is summed, over the months of `arm`");
  write_outcome_definitions(file_, metadata_, layout_);
}

void write_root_attributes(Hdf5File& file, ResultsMetadata const& metadata) {
  auto const text = [&](std::string const& name, std::string_view value) { file.set_attribute("/", name, value); };
  auto const number = [&](std::string const& name, int32_t value) {
    file.set_attribute("/", name, std::span(&value, 1));
  };
  text("file_type", results_file_type);
  text("format_version", results_format_version);
  text("Conventions", "CF-1.10, ACDD-1.3");
  text("title", metadata.title);
  text("summary", "Monthly outcomes of simulated artisanal miners, by arm and replicate.");
  text("source", "tributer " + metadata.program_version);
  text("program_version", metadata.program_version);
  text("git_sha", metadata.git_sha);
  text("compiler", metadata.compiler);
  text("command", metadata.command);
  text("history", metadata.command);
  text("seed", std::to_string(metadata.seed));
  text("input_digest", metadata.input_digest);
  text("program_digest", metadata.program_digest);
  text("start", to_string(metadata.start));
  text("baseline", metadata.baseline);
  text("intended_use", results_intended_use);
  number("sensitive", metadata.sensitive ? 1 : 0);
  auto const windows = [&](std::string const& name, std::vector<MonthWindow> const& of) {
    std::vector<int32_t> first, last;
    for (size_t arm = 0; arm < metadata.arms.size(); ++arm) {
      MonthWindow const window = of.empty() ? MonthWindow{} : of.at(arm);
      first.push_back(window.first_month);
      last.push_back(window.last_month);
    }
    file.set_attribute("/", name + "_first_month", first);
    file.set_attribute("/", name + "_last_month", last);
  };
  windows("presence", metadata.presence);
  windows("programme", metadata.programme);
  file.set_attribute("/", "discount_rate", std::span(&metadata.discount_rate, 1));
}

}  // namespace

std::string variable_path(Variable const& variable) { return fmt::format("/{}", path_of(variable)); }

int32_t days_since(Month start, int months) {
  auto const first_day = [](Month month) {
    return std::chrono::sys_days(std::chrono::year(month.year()) /
                                 std::chrono::month(static_cast<unsigned>(month.month_of_year())) / 1);
  };
  return static_cast<int32_t>((first_day(start + months) - first_day(start)).count());
}

void set_attributes_of(Variable const& v, Hdf5File& file, std::string const& path, ResultsMetadata const& metadata) {
  describe(file, path, v.long_name, v.unit);
  file.set_attribute(path, "cell_methods", v.cell_method);
  bool const by_area = std::find(v.axes.begin(), v.axes.end(), "area") != v.axes.end();
  std::string further_coordinates;
  if (by_area && !metadata.area_ring.empty()) further_coordinates = "area_ring ring";
  if (by_area && !metadata.area_people.empty())
    further_coordinates += (further_coordinates.empty() ? "" : " ") + std::string("area_people");
  if (!further_coordinates.empty()) file.set_attribute(path, "coordinates", further_coordinates);
}

void write_coordinates(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout, std::string const& folder,
                       std::set<std::string> const& names) {
  SchemaWriter(file, metadata, layout).coordinates(folder, names);
}

void write_schema(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout) {
  write_root_attributes(file, metadata);
  SchemaWriter writer(file, metadata, layout);
  writer.root();
  std::set<std::string> groups;
  for (Variable const& v : layout.variables) {
    if (!v.group.empty() && groups.insert(v.group).second) writer.group(v.group);
  }
  for (Variable const& v : layout.variables) writer.variable(v);
  writer.outcomes();
  writer.parameters();
  writer.input();
  writer.diagnostics();
  write_people_tables(file, metadata, layout);
}

}  // namespace tributer
