#include "tributer/analysis/results_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "results_shape.hpp"
#include "tributer/core/check.hpp"
#include "tributer/core/outcome_columns.hpp"

namespace tributer {
namespace {

std::string dataset_path(std::string const& variable) { return "/" + variable; }
std::string last_name(std::string const& path) { return path.substr(path.rfind('/') + 1); }

void require_results_file(Hdf5File const& file, std::string const& name) {
  if (file.text_attribute("/", "file_type") != results_file_type) {
    throw FileError(name + ": it is not a results file of tributer");
  }
  std::string const version = file.text_attribute("/", "format_version").value_or("");
  if (!version.starts_with("1.")) {
    throw FileError(fmt::format("{}: its format version is {}, not 1.x; use a newer tributer", name, version));
  }
  if (file.integer_attribute("/", "complete") != std::vector<int64_t>{1}) {
    throw FileError(name + ": it is incomplete, because its run did not finish");
  }
}

}  // namespace

ResultsReader::ResultsReader(std::filesystem::path const& path) : path_(path), file_(path) {
  require_results_file(file_, path.string());
  require_sound(file_);
  arms_ = file_.read_texts("/arm");
  replicates_ = file_.describe("/replicate").shape.at(0);
  months_ = file_.describe("/time").shape.at(0);
  auto const start = parse_month(text("start"));
  if (!start) throw FileError(path.string() + ": its first month cannot be read");
  start_ = *start;
  if (file_.has("/points/point")) points_ = file_.describe("/points/point").shape.at(0);
}

std::string ResultsReader::text(std::string const& attribute) const {
  return file_.text_attribute("/", attribute).value_or("");
}
uint64_t ResultsReader::seed() const {
  std::string const digits = text("seed");
  uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}
bool ResultsReader::sensitive() const { return file_.integer_attribute("/", "sensitive") == std::vector<int64_t>{1}; }

MonthWindow ResultsReader::window(std::string const& name, size_t arm) const {
  auto const first = file_.integer_attribute("/", name + "_first_month");
  auto const last = file_.integer_attribute("/", name + "_last_month");
  if (arm >= first.size() || arm >= last.size()) return {};
  return {static_cast<int32_t>(first[arm]), static_cast<int32_t>(last[arm])};
}
MonthWindow ResultsReader::presence(size_t arm) const { return window("presence", arm); }
MonthWindow ResultsReader::programme(size_t arm) const { return window("programme", arm); }

double ResultsReader::discount_rate() const { return file_.real_attribute("/", "discount_rate").value_or(0.05); }

std::vector<InputFile> ResultsReader::input() const {
  auto const paths = file_.read_texts("/input/file");
  auto const contents = file_.read_texts("/input/content");
  std::vector<InputFile> files;
  for (size_t i = 0; i < paths.size(); ++i) files.push_back({paths[i], contents.at(i)});
  return files;
}

std::vector<ParameterRow> ResultsReader::parameters() const {
  auto const column = [this](std::string const& name) { return file_.read_texts("/parameters/" + name); };
  auto const address = column("parameter"), type = column("type"), unit = column("unit"), minimum = column("minimum"),
             maximum = column("maximum"), default_value = column("default"), value = column("value"),
             source = column("source"), about = column("about"), from_default = column("from_default");
  std::vector<ParameterRow> rows;
  for (size_t i = 0; i < address.size(); ++i) {
    rows.push_back({address[i], type.at(i), unit.at(i), minimum.at(i), maximum.at(i), default_value.at(i), value.at(i),
                    source.at(i), about.at(i), from_default.at(i)});
  }
  return rows;
}

bool ResultsReader::has(std::string const& variable) const { return file_.has(dataset_path(variable)); }

Variable ResultsReader::describe(std::string const& variable) const {
  std::string const path = dataset_path(variable);
  DatasetInfo const info = file_.describe(path);
  Variable result;
  result.name = last_name(path);
  if (auto const slash = variable.rfind('/'); slash != std::string::npos) result.group = variable.substr(0, slash);
  result.long_name = file_.text_attribute(path, "long_name").value_or("");
  result.unit = file_.text_attribute(path, "units").value_or("");
  result.cell_method = file_.text_attribute(path, "cell_methods").value_or("");
  result.kind = info.type == Hdf5Type::real ? Variable::Kind::real : Variable::Kind::integer;
  for (size_t axis = 3; axis < info.dimensions.size(); ++axis) result.axes.push_back(last_name(info.dimensions[axis]));
  return result;
}

std::vector<Axis> ResultsReader::axes(std::string const& variable) const {
  DatasetInfo const info = file_.describe(dataset_path(variable));
  std::vector<Axis> result;
  for (size_t axis = 3; axis < info.dimensions.size(); ++axis) {
    result.push_back({last_name(info.dimensions[axis]), file_.read_texts(info.dimensions[axis])});
  }
  return result;
}

std::vector<std::string> ResultsReader::labels(std::string const& axis) const {
  return file_.has("/" + axis) ? file_.read_texts("/" + axis) : std::vector<std::string>{};
}

Block ResultsReader::run_block(std::string const& variable, size_t arm, size_t replicate) const {
  Block block;
  block.count = file_.describe(dataset_path(variable)).shape;
  check(block.count.size() >= 3, "a dataset that is not a monthly variable is read by run");
  block.offset.assign(block.count.size(), 0);
  block.offset.at(0) = arm;
  block.offset.at(1) = replicate;
  block.count[0] = block.count[1] = 1;
  return block;
}

std::vector<int64_t> ResultsReader::integers(std::string const& variable, size_t arm, size_t replicate) const {
  return file_.read_integers(dataset_path(variable), run_block(variable, arm, replicate));
}
std::vector<double> ResultsReader::reals(std::string const& variable, size_t arm, size_t replicate) const {
  return file_.read_reals(dataset_path(variable), run_block(variable, arm, replicate));
}

std::vector<std::vector<HolderRow>> ResultsReader::holders(size_t arm) const {
  std::vector<std::vector<HolderRow>> runs(replicates_);
  if (!file_.has("/licences/person")) return runs;
  auto const column = [this](std::string const& name) { return file_.read_integers("/licences/" + name); };
  auto const arms = column("arm_index"), replicate = column("replicate"), person = column("person"),
             first = column("first_month"), months = column("months_licensed"), programme = column("programme_index");
  for (size_t i = 0; i < arms.size(); ++i) {
    if (static_cast<size_t>(arms[i]) != arm) continue;
    runs.at(static_cast<size_t>(replicate.at(i)))
        .push_back({static_cast<uint64_t>(person.at(i)), static_cast<int32_t>(first.at(i)),
                    static_cast<int32_t>(months.at(i)), static_cast<int32_t>(programme.at(i))});
  }
  return runs;
}

PointSettings ResultsReader::settings() const {
  PointSettings settings;
  if (points_ == 1) return settings;
  settings.addresses = file_.read_texts("/points/parameter");
  auto const values = file_.read_texts("/points/setting");
  size_t const n = settings.addresses.size();
  for (size_t point = 0; point < points_; ++point)
    settings.values.emplace_back(values.begin() + static_cast<ptrdiff_t>(point * n),
                                 values.begin() + static_cast<ptrdiff_t>((point + 1) * n));
  settings.kind = file_.text_attribute("/points", "design").value_or("");
  if (settings.kind.empty()) return settings;  // the file is older than these
  settings.minima = file_.read_reals("/points/minimum"), settings.maxima = file_.read_reals("/points/maximum");
  settings.scales = file_.read_texts("/points/scale");
  return settings;
}

void ResultsReader::read_point(size_t point, OutcomeTable& table) const {
  uint64_t const n = table.outcomes.size(), arms = arms_.size();
  if (point == 0) {
    table.numerators = file_.read_reals("/outcomes/numerator");
    table.denominators = file_.read_reals("/outcomes/denominator");
    table.givens = file_.read_reals("/outcomes/given");
  } else {
    Block const pairs{{point, 0, 0, 0, 0}, {1, n, arms, arms, replicates_}},
        single{{point, 0, 0, 0}, {1, n, arms, replicates_}};
    table.numerators = file_.read_reals("/points/numerator", pairs);
    table.denominators = file_.read_reals("/points/denominator", pairs);
    table.givens = file_.read_reals("/points/given", single);
  }
  std::vector<bool> failed(replicates_);
  for (FailedRun const& failure : failures())
    if (failure.point == point && failure.replicate < replicates_) failed[failure.replicate] = true;
  table.n_replicates = static_cast<size_t>(std::count(failed.begin(), failed.end(), false));
  if (table.n_replicates == replicates_) return;
  for (auto* const values : {&table.numerators, &table.denominators, &table.givens}) {
    size_t kept = 0;
    for (size_t i = 0; i < values->size(); ++i)
      if (!failed[i % replicates_]) (*values)[kept++] = (*values)[i];
    values->resize(kept);
  }
}

std::vector<FailedRun> ResultsReader::failures() const {
  std::vector<FailedRun> failures;
  if (!file_.has("/failures/message")) return failures;
  auto const point = file_.read_integers("/failures/point"), replicate = file_.read_integers("/failures/replicate");
  auto const arm = file_.read_texts("/failures/arm"), message = file_.read_texts("/failures/message");
  for (size_t k = 0; k < message.size(); ++k)
    failures.push_back(
        {static_cast<uint32_t>(point.at(k)), static_cast<uint32_t>(replicate.at(k)), arm.at(k), message[k]});
  return failures;
}

OutcomeTable ResultsReader::outcomes() const {
  if (!file_.has("/outcomes/outcome")) {
    throw FileError(fmt::format("{}: it has no outcomes, because it was written in format {}; run its study again",
                                path_.string(), text("format_version")));
  }
  OutcomeTable table;
  for (std::string const& name : file_.read_texts("/outcomes/outcome")) {
    table.outcomes.emplace_back();
    table.outcomes.back().name = name;
  }
  for (OutcomeTextColumn const& column : outcome_text_columns()) {
    std::string const path = std::string("/outcomes/") + column.name;
    if (!file_.has(path)) continue;  // the file is older than the column
    auto const values = file_.read_texts(path);
    for (size_t i = 0; i < values.size(); ++i) {
      if (column.set(table.outcomes.at(i), values[i])) continue;
      throw FileError(
          fmt::format("{}: the {} of the outcome '{}' is '{}', which this program does not know; use a later "
                      "tributer",
                      path_.string(), column.name, table.outcomes[i].name, values[i]));
    }
  }
  for (OutcomeIntegerColumn const& column : outcome_integer_columns()) {
    auto const values = file_.read_integers(std::string("/outcomes/") + column.name);
    for (size_t i = 0; i < values.size(); ++i) column.of(table.outcomes.at(i)) = static_cast<int>(values[i]);
  }
  auto const scales = file_.read_reals("/outcomes/scale");
  for (size_t i = 0; i < scales.size(); ++i) table.outcomes.at(i).scale = scales[i];
  table.n_arms = arms_.size();
  read_point(0, table);
  return table;
}

}  // namespace tributer
