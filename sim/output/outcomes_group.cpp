#include "outcomes_group.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cf_attributes.hpp"
#include "tributer/core/outcome_columns.hpp"

namespace tributer {
namespace {

std::string const outcome_dimension = "/outcomes/outcome";

void text_column(Hdf5File& file, std::string const& name, std::string_view about,
                 std::vector<std::string> const& values) {
  std::string const path = "/outcomes/" + name;
  file.create_dataset({path, Hdf5Type::text, {values.size()}, {}});
  file.write(path, values);
  describe(file, path, about, "");
  if (path == outcome_dimension) return file.make_dimension(path, Hdf5File::Scale::coordinate);
  file.set_dimensions(path, std::vector<std::string>{outcome_dimension});
}

void values_over(Hdf5File& file, std::string const& name, std::string_view about,
                 std::vector<std::string> const& dimensions, std::vector<uint64_t> const& shape) {
  std::string const path = "/outcomes/" + name;
  file.create_dataset({path, Hdf5Type::real, shape, {}});
  describe(file, path, about, "");
  std::vector<std::string> paths;
  for (std::string const& dimension : dimensions) paths.push_back("/outcomes/" + dimension);
  file.set_dimensions(path, paths);
}

}  // namespace

OutcomeSetting outcome_setting(ResultsMetadata const& metadata) {
  auto const of_arms = [&](std::vector<MonthWindow> windows) {
    windows.resize(metadata.arms.size());
    return windows;
  };
  auto const at = std::find(metadata.arms.begin(), metadata.arms.end(), metadata.baseline);
  std::size_t const baseline = at == metadata.arms.end() ? 0 : static_cast<std::size_t>(at - metadata.arms.begin());
  return {metadata.months, of_arms(metadata.presence), of_arms(metadata.programme),
          baseline,        metadata.area_ring,         metadata.discount_rate};
}

void write_outcome_definitions(Hdf5File& file, ResultsMetadata const& metadata, Layout const& layout) {
  file.set_attribute(
      "/outcomes", "comment",
      "An outcome is computed from two totals, numerator and denominator, and scale. Over replicates, use "
      "the ratio of means, not the mean of ratios.");
  file.set_attribute("/outcomes", "baseline", metadata.baseline);
  file.set_attribute("/outcomes", "discount_rate", std::span(&metadata.discount_rate, 1));
  auto const column = [&](auto const& of) {
    std::vector<std::string> values;
    for (Outcome const& outcome : layout.outcomes) values.push_back(of(outcome));
    return values;
  };
  text_column(file, "outcome", "name of the outcome", column([](Outcome const& o) { return o.name; }));
  for (OutcomeTextColumn const& c : outcome_text_columns()) {
    auto values = column(c.get);
    std::string const rate = fmt::format("{:.3g}", 100 * metadata.discount_rate);
    if (std::string_view(c.name) == "unit")
      for (std::string& unit : values)
        if (auto const mark = unit.find("{}"); mark != std::string::npos) unit.replace(mark, 2, rate);
    text_column(file, c.name, c.about, values);
  }
  std::vector<std::string> const by_outcome{outcome_dimension};
  uint64_t const n = layout.outcomes.size(), arms = metadata.arms.size(),
                 replicates = static_cast<uint64_t>(metadata.replicates);
  for (OutcomeIntegerColumn const& c : outcome_integer_columns()) {
    std::string const path = std::string("/outcomes/") + c.name;
    std::vector<int32_t> values;
    for (Outcome outcome : layout.outcomes) values.push_back(c.of(outcome));
    file.create_dataset({path, Hdf5Type::int32, {n}, {}});
    file.write(path, {{0}, {n}}, values);
    describe(file, path, c.about, "1");
    file.set_dimensions(path, by_outcome);
  }
  std::vector<double> scales;
  for (Outcome const& outcome : layout.outcomes) scales.push_back(outcome.scale);
  values_over(file, "scale", "factor by which the quotient is multiplied", {"outcome"}, {n});
  file.write("/outcomes/scale", {{0}, {n}}, scales);
  std::vector<std::string> const by_pair{"outcome", "arm", "reference", "replicate"},
      by_arm{"outcome", "arm", "replicate"};
  values_over(file, "numerator", "numerator in the run of `reference` over the months of `arm`", by_pair,
              {n, arms, arms, replicates});
  values_over(file, "denominator", "denominator in the run of `reference` over the months of `arm`", by_pair,
              {n, arms, arms, replicates});
  values_over(file, "given", "an arm has the outcome only if this is not 0 in all replicates", by_arm,
              {n, arms, replicates});
  values_over(file, "value", "outcome of one replicate, compared with the study's baseline if its form needs one",
              by_arm, {n, arms, replicates});
}

void write_outcomes_of(Hdf5File& file, Slab const& slab, std::size_t n_outcomes, std::size_t n_arms) {
  if (n_outcomes == 0) return;
  std::size_t const n = slab.outcomes.size();
  Block const pairs{{0, 0, 0, slab.first}, {n_outcomes, n_arms, n_arms, n}},
      arms{{0, 0, slab.first}, {n_outcomes, n_arms, n}};
  auto const write = [&](std::string const& name, Block const& block, std::vector<double> OutcomeValues::*of) {
    std::size_t const cells = (slab.outcomes.front().*of).size();
    std::vector<double> all(cells * n);
    for (std::size_t r = 0; r < n; ++r)
      for (std::size_t i = 0; i < cells; ++i) all[i * n + r] = (slab.outcomes[r].*of)[i];
    file.write("/outcomes/" + name, block, all);
  };
  write("numerator", pairs, &OutcomeValues::numerator), write("denominator", pairs, &OutcomeValues::denominator);
  write("given", arms, &OutcomeValues::given), write("value", arms, &OutcomeValues::value);
}

}  // namespace tributer
