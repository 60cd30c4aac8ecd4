// The archive of the EMA Workbench, as its load_results reads it: experiments.csv, one table for each outcome, and
// metadata.json. A scenario is a point of the design and a policy is an arm. An outcome is one number (ScalarOutcome),
// over all replicates: PRIM, feature scoring and the plots of the workbench take no others.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../statistics/cell.hpp"
#include "point_estimates.hpp"
#include "tar_gz.hpp"
#include "text_output.hpp"
#include "writers.hpp"

namespace tributer {
namespace {

/// The arms that have any outcome, in the order of the file.
std::vector<std::string> arms_of(ResultsReader const& results, std::vector<PointEstimates> const& estimates) {
  std::vector<std::string> arms;
  for (std::string const& arm : results.arms())
    if (std::any_of(estimates.begin(), estimates.end(), [&](PointEstimates const& of) { return of.arm == arm; }))
      arms.push_back(arm);
  return arms;
}

std::string experiments_table(PointSettings const& settings, std::vector<std::string> const& arms) {
  std::string text;
  for (std::string const& address : settings.addresses) text += csv_text(address) + ",";
  text += "scenario,policy,model\n";
  for (std::size_t point = 1; point < settings.points(); ++point)
    for (std::string const& arm : arms) {
      for (std::string const& value : settings.values[point]) text += csv_text(value) + ",";
      text += fmt::format("{},{},tributer\n", point, csv_text(arm));
    }
  return text;
}

/// One line for each experiment. An arm that does not have the outcome has no number.
std::string outcome_table(std::map<std::string, PointEstimates const*> const& by_arm, std::size_t n_points,
                          std::vector<std::string> const& arms) {
  std::string text;
  for (std::size_t point = 0; point < n_points; ++point)
    for (std::string const& arm : arms) {
      auto const of = by_arm.find(arm);
      text += of == by_arm.end() ? "nan" : plain_number(of->second->values[point]);
      text += '\n';
    }
  return text;
}

/// "poor/female" would be a folder in the archive.
std::string table_name(std::string name) {
  std::replace(name.begin(), name.end(), '/', '.');
  return name + ".cls";
}

}  // namespace

void export_ema(ResultsReader const& results, std::filesystem::path const& file, std::string const& outcome) {
  require_points(results, "the EMA Workbench");
  auto const estimates = point_estimates(results, outcome);
  auto const arms = arms_of(results, estimates);
  if (arms.empty())
    refuse_results(results, "no arm has a chosen outcome at any point", "choose other outcomes with --outcome");
  PointSettings const settings = results.settings();
  TarGz archive(file);
  archive.add("experiments.csv", experiments_table(settings, arms));
  std::string outcomes;
  for (auto first = estimates.begin(); first != estimates.end();) {
    std::string const name = first->outcome;
    std::map<std::string, PointEstimates const*> by_arm;
    for (; first != estimates.end() && first->outcome == name; ++first) by_arm.emplace(first->arm, &*first);
    archive.add(table_name(name), outcome_table(by_arm, settings.points() - 1, arms));
    outcomes += fmt::format("{}[\"ScalarOutcome\", {}, {}]", outcomes.empty() ? "" : ", ", json_text(name),
                            json_text(table_name(name)));
  }
  std::string types;
  for (std::size_t k = 0; k < settings.addresses.size(); ++k)
    types +=
        fmt::format("{}: \"{}\", ", json_text(settings.addresses[k]), is_numeric(settings, k) ? "float64" : "object");
  types += R"("scenario": "int64", "policy": "object", "model": "object")";
  archive.add("metadata.json",
              fmt::format("{{\"version\": 0.1, \"outcomes\": [{}], \"experiments\": {{{}}}}}\n", outcomes, types));
  archive.keep();
}

}  // namespace tributer
