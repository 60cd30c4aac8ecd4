#include "results_metadata.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tributer/run/study_runner.hpp"

namespace tributer {
namespace {

/// The months from the first to the last of all instruments of an arm.
MonthWindow window_of(Instruments const& instruments, std::pair<int, int> (Instrument::*of)() const) {
  MonthWindow window;
  for (auto const& instrument : instruments) {
    auto const [first, last] = ((*instrument).*of)();
    if (first < 0) continue;
    window.first_month = window.first_month < 0 ? first : std::min(window.first_month, first);
    window.last_month = std::max(window.last_month, last);
  }
  return window;
}

std::vector<MonthWindow> windows_of(Model const& model, std::pair<int, int> (Instrument::*of)() const) {
  std::vector<MonthWindow> windows;
  for (Instruments const& arm : model.instruments) windows.push_back(window_of(arm, of));
  return windows;
}

/// The ring of each area, by name.
std::vector<std::string> rings_of(Areas const& areas) {
  std::vector<std::string> rings;
  for (std::size_t a = 0; a < areas.size(); ++a) rings.emplace_back(names_of<Ring>[areas.ring[a]]);
  return rings;
}

}  // namespace

OutcomeSetting outcome_setting_of(Model const& model) {
  std::vector<ArmInput> const& arms = model.study.arms;
  auto const baseline =
      std::find_if(arms.begin(), arms.end(), [&](ArmInput const& arm) { return arm.name == model.study.baseline; });
  return {model.study.time.months,
          windows_of(model, &Instrument::presence_window),
          windows_of(model, &Instrument::programme_window),
          static_cast<std::size_t>(baseline - arms.begin()),
          rings_of(model.areas),
          model.study.discount_rate};
}

ResultsMetadata metadata_of(Study const& own) {
  Model const& model = own.model();
  StudyInput const& study = model.study;
  ResultsMetadata meta;
  meta.title = study.title;
  meta.git_sha = TRIBUTER_GIT_SHA, meta.compiler = TRIBUTER_COMPILER, meta.program_version = TRIBUTER_VERSION;
  meta.seed = study.seed, meta.input_digest = study.digest;
  meta.start = study.time.start, meta.months = study.time.months;
  for (ArmInput const& arm : study.arms) meta.arms.push_back(arm.name);
  meta.presence = windows_of(model, &Instrument::presence_window);
  meta.programme = windows_of(model, &Instrument::programme_window);
  meta.replicates = study.replicates, meta.baseline = study.baseline, meta.sensitive = study.output.sensitive;
  meta.discount_rate = study.discount_rate;
  meta.input = own.copy();
  meta.points = point_settings(own);
  meta.series = {series_variables(study.output, make_layout(model)), study.output.series_as};
  for (Parameter const& p : own.book().parameters())
    meta.parameters.push_back({p.address, p.type, p.unit, fmt::format("{:g}", p.min), fmt::format("{:g}", p.max),
                               p.fallback, p.value, p.source, p.about, p.from_default ? "yes" : "no"});
  for (auto const& process : model.schedule) meta.processes.push_back(process.name);
  for (std::string const& observable : model.observable_names) meta.processes.push_back("record " + observable);
  meta.area_ring = rings_of(model.areas);
  meta.area_people = model.areas.people;
  GroundFit& fit = meta.ground;
  fit = {model.ground.rounds, model.ground.worst_error, std::vector<double>(model.areas.size()), {}, {}};
  fit.wanted = fit.model = fit.counted;
  for (std::size_t c = 0; c < model.geography->n; ++c) {
    fit.counted[model.areas.of[c]] += static_cast<double>(model.geography->counted_miners[c]);
    fit.wanted[model.areas.of[c]] += model.ground.start_miners[c];
    fit.model[model.areas.of[c]] += model.ground.model_miners[c];
  }
  return meta;
}

}  // namespace tributer
