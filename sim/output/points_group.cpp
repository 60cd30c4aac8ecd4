#include "points_group.hpp"

#include <charconv>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "cf_attributes.hpp"

namespace tributer {
namespace {

double number_of(std::string const& text) {
  double value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = error == std::errc() && end == text.data() + text.size();
  return whole ? value : std::numeric_limits<double>::quiet_NaN();
}

std::vector<std::string> in_group(std::string const& group, std::vector<std::string> const& names) {
  std::vector<std::string> paths;
  for (std::string const& name : names) paths.push_back("/" + group + "/" + name);
  return paths;
}

void write_labels(Hdf5File& file, std::string const& path, std::vector<std::string> const& values,
                  std::string_view about) {
  file.create_dataset({path, Hdf5Type::text, {values.size()}, {}});
  file.write(path, values);
  describe(file, path, about, "");
  file.make_dimension(path, Hdf5File::Scale::coordinate);
}

/// What the points set, and between which values they are drawn.
void write_settings(Hdf5File& file, PointSettings const& settings) {
  std::size_t const points = settings.points(), n = settings.addresses.size();
  std::vector<std::string> texts;
  std::vector<double> numbers;
  for (auto const& row : settings.values)
    for (std::string const& value : row) texts.push_back(value), numbers.push_back(number_of(value));
  auto const by_setting = in_group("points", {"point", "parameter"});
  file.create_dataset({"/points/setting", Hdf5Type::text, {points, n}, {}});
  file.write("/points/setting", texts);
  describe(file, "/points/setting", "value of the parameter at the point, as text", "");
  file.set_dimensions("/points/setting", by_setting);
  file.create_dataset({"/points/setting_number", Hdf5Type::real, {points, n}, {}});
  file.write("/points/setting_number", {{0, 0}, {points, n}}, numbers);
  describe(file, "/points/setting_number", "value of the parameter at the point, if it is a number", "");
  file.set_dimensions("/points/setting_number", by_setting);

  if (settings.kind.empty()) return;
  file.set_attribute("/points", "design", settings.kind);
  auto const by_parameter = in_group("points", {"parameter"});
  auto const bounds = [&](std::string const& path, std::vector<double> const& values, std::string_view about) {
    file.create_dataset({path, Hdf5Type::real, {n}, {}});
    file.write(path, {{0}, {n}}, values);
    describe(file, path, about, "");
    file.set_dimensions(path, by_parameter);
  };
  bounds("/points/minimum", settings.minima, "lowest value that can be drawn");
  bounds("/points/maximum", settings.maxima, "highest value that can be drawn");
  file.create_dataset({"/points/scale", Hdf5Type::text, {n}, {}});
  file.write("/points/scale", settings.scales);
  describe(file, "/points/scale", "whether equal parts of the range are equal differences or equal ratios", "");
  file.set_dimensions("/points/scale", by_parameter);
}

/// One of the datasets of outcomes: its name and the axes between `outcome` and `replicate`.
struct PointValues {
  char const* name;
  bool by_reference;
  std::vector<double> OutcomeValues::*of;
  char const* about;
};
constexpr PointValues point_values[] = {
    {"numerator", true, &OutcomeValues::numerator, "numerator in the run of `reference` over the months of `arm`"},
    {"denominator", true, &OutcomeValues::denominator,
     "denominator in the run of `reference` over the months of `arm`"},
    {"given", false, &OutcomeValues::given, "an arm has the outcome only if this is not 0 in all replicates"},
    {"value", false, &OutcomeValues::value,
     "outcome of one replicate, compared with the study's baseline if its form needs one"}};

}  // namespace

void write_numbers(Hdf5File& file, std::string const& path, std::size_t n, std::string_view about) {
  std::vector<int32_t> numbers(n);
  std::iota(numbers.begin(), numbers.end(), 0);
  file.create_dataset({path, Hdf5Type::int32, {n}, {}});
  file.write(path, {{0}, {n}}, numbers);
  describe(file, path, about, "1");
  file.make_dimension(path, Hdf5File::Scale::coordinate);
}

void write_points_group(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout) {
  std::size_t const points = metadata.points.points(), replicates = static_cast<std::size_t>(metadata.replicates),
                    n_arms = metadata.arms.size();
  file.create_group("/points");
  file.set_attribute("/points", "comment",
                     "Each point of the design is the study with the parameters in `setting`. Point 0 is the study as "
                     "it is written; the root of this file holds its months. All points have the same luck.");
  write_numbers(file, "/points/point", points, "point of the design; 0 is the study as it is written");
  write_numbers(file, "/points/replicate", replicates, "replicate: the same number has the same luck at every point");
  write_labels(file, "/points/arm", metadata.arms, "arm of the study");
  write_labels(file, "/points/reference", metadata.arms, "arm whose run is summed, over the months of `arm`");
  write_labels(file, "/points/parameter", metadata.points.addresses, "address of a parameter that the design varies");
  std::vector<std::string> names;
  for (Outcome const& outcome : layout.outcomes) names.push_back(outcome.name);
  write_labels(file, "/points/outcome", names, "name of the outcome; /outcomes explains it");

  write_settings(file, metadata.points);
  uint64_t const n = names.size();
  for (PointValues const& values : point_values) {
    std::string const path = std::string("/points/") + values.name;
    std::vector<uint64_t> const shape = values.by_reference
                                            ? std::vector<uint64_t>{points, n, n_arms, n_arms, replicates}
                                            : std::vector<uint64_t>{points, n, n_arms, replicates};
    std::vector<uint64_t> chunk = shape;
    chunk[0] = 1;
    file.create_dataset({path, Hdf5Type::real, shape, n > 0 ? chunk : std::vector<uint64_t>{}});
    describe(file, path, values.about, "");
    file.set_dimensions(path, values.by_reference
                                  ? in_group("points", {"point", "outcome", "arm", "reference", "replicate"})
                                  : in_group("points", {"point", "outcome", "arm", "replicate"}));
  }
  file.create_group("/diagnostics/points");
  std::string const seconds = "/diagnostics/points/seconds";
  write_numbers(file, "/diagnostics/points/point", points, "point of the design");
  write_numbers(file, "/diagnostics/points/replicate", replicates, "replicate");
  file.create_dataset({seconds, Hdf5Type::real, {points, replicates}, {}});
  describe(file, seconds, "time taken by the runs of all arms", "s");
  file.set_dimensions(seconds, in_group("diagnostics/points", {"point", "replicate"}));
}

void write_point_rows(Hdf5File& file, PointRows const& rows, ResultsMetadata const& metadata, std::size_t n_outcomes) {
  std::size_t const replicates = static_cast<std::size_t>(metadata.replicates), n_arms = metadata.arms.size();
  double const missing = std::numeric_limits<double>::quiet_NaN();
  for (PointValues const& values : point_values) {
    std::size_t const cells = n_outcomes * n_arms * (values.by_reference ? n_arms : 1);
    if (cells == 0) continue;
    std::vector<double> all(cells * replicates, missing);
    for (BlockRecord const& block : rows.blocks) {
      std::vector<double> const& of = block.outcomes.*values.of;
      if (block.failure) continue;
      check(of.size() == cells, "a block has other outcomes than its ensemble");
      for (std::size_t i = 0; i < cells; ++i) all[i * replicates + block.key.replicate] = of[i];
    }
    Block const where = values.by_reference
                            ? Block{{rows.point, 0, 0, 0, 0}, {1, n_outcomes, n_arms, n_arms, replicates}}
                            : Block{{rows.point, 0, 0, 0}, {1, n_outcomes, n_arms, replicates}};
    file.write(std::string("/points/") + values.name, where, all);
  }
  std::vector<double> seconds(replicates, missing);
  for (BlockRecord const& block : rows.blocks) seconds[block.key.replicate] = block.seconds;
  file.write("/diagnostics/points/seconds", {{rows.point, 0}, {1, replicates}}, seconds);
}

void write_failed_runs(Hdf5File& file, std::vector<FailedRun> const& failures, uint64_t seed) {
  file.create_group("/failures");
  make_length(file, "/failures/failure", failures.size(), DatasetSpec::Growth::fixed);
  std::vector<int32_t> points, replicates;
  std::vector<std::string> arms, messages, seeds;
  for (FailedRun const& failure : failures) {
    points.push_back(static_cast<int32_t>(failure.point));
    replicates.push_back(static_cast<int32_t>(failure.replicate));
    arms.push_back(failure.arm), messages.push_back(failure.message), seeds.push_back(std::to_string(seed));
  }
  auto const by_failure = in_group("failures", {"failure"});
  auto const finish_column = [&](std::string const& path, std::string_view about) {
    describe(file, path, about, "");
    file.set_dimensions(path, by_failure);
  };
  auto const integers = [&](std::string const& name, std::vector<int32_t> const& values, std::string_view about) {
    std::string const path = "/failures/" + name;
    file.create_dataset({path, Hdf5Type::int32, {values.size()}, {}});
    file.write(path, {{0}, {values.size()}}, values);
    finish_column(path, about);
  };
  auto const texts = [&](std::string const& name, std::vector<std::string> const& values, std::string_view about) {
    std::string const path = "/failures/" + name;
    file.create_dataset({path, Hdf5Type::text, {values.size()}, {}});
    file.write(path, values);
    finish_column(path, about);
  };
  integers("point", points, "point of the failed run");
  integers("replicate", replicates, "replicate of the failed run");
  texts("arm", arms, "arm of the failed run; empty if it failed before any arm began");
  texts("seed", seeds, "seed of the study");
  texts("message", messages, "why it failed");
}

}  // namespace tributer
