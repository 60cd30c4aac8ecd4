// The points of a study's ensemble.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "tributer/analysis/points.hpp"
#include "tributer/core/enumeration.hpp"
#include "tributer/study.hpp"

namespace tributer {
namespace {

PointVariable point_variable(DesignVariable const& v) {
  PointVariable out{.address = v.name, .min = v.min, .max = v.max, .scale = v.scale, .whole = v.whole};
  out.levels = v.levels.empty() ? evenly_spaced(v.min, v.max, v.scale, v.whole, v.n_levels) : v.levels;
  return out;
}

/// The shortest text that reads back to the same number.
std::string text_of(double value, bool whole) {
  return whole ? fmt::format("{}", static_cast<int64_t>(value)) : fmt::format("{}", value);
}

/// The values of the points, without point 0.
std::vector<std::vector<std::string>> drawn_values(Design const& design) {
  if (design.kind == DesignKind::file) return design.rows;
  std::vector<PointVariable> variables;
  for (DesignVariable const& v : design.variables) variables.push_back(point_variable(v));
  std::vector<std::vector<std::string>> values;
  for (auto const& point : design_points(design.kind, variables, design.points, design.seed)) {
    auto& texts = values.emplace_back();
    for (std::size_t j = 0; j < point.size(); ++j) texts.push_back(text_of(point[j], design.variables[j].whole));
  }
  return values;
}

}  // namespace

Ensemble ensemble_of(Design const& design) {
  Ensemble out;
  std::vector<std::string> own;
  for (DesignVariable const& v : design.variables) {
    out.addresses.push_back(v.name);
    own.push_back(v.own_value);
  }
  out.values.push_back(std::move(own));
  out.points.emplace_back();
  for (auto& values : drawn_values(design)) {
    Point& point = out.points.emplace_back();
    for (std::size_t j = 0; j < values.size(); ++j)
      for (std::string const& address : design.variables[j].addresses) point.push_back({address, values[j]});
    out.values.push_back(std::move(values));
  }
  return out;
}

PointSettings point_settings(Study const& study) {
  Ensemble const& ensemble = study.ensemble();
  if (ensemble.addresses.empty()) return {};
  PointSettings settings{.addresses = ensemble.addresses, .values = ensemble.values};
  Design const& design = study.design();
  settings.kind = name_of(design.kind);
  double const none = std::numeric_limits<double>::quiet_NaN();
  for (DesignVariable const& v : design.variables) {
    bool const listed = !v.levels.empty(), drawn = design.kind != DesignKind::file;
    settings.minima.push_back(!drawn ? none : listed ? *std::min_element(v.levels.begin(), v.levels.end()) : v.min);
    settings.maxima.push_back(!drawn ? none : listed ? *std::max_element(v.levels.begin(), v.levels.end()) : v.max);
    settings.scales.emplace_back(name_of(v.scale));
  }
  return settings;
}

}  // namespace tributer
