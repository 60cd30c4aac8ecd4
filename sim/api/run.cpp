#include "tributer/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "tributer/core/separate_process.hpp"
#include "tributer/output/results_file.hpp"
#include "tributer/run/pool.hpp"

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

ResultsMetadata describe(Study const& own, std::string const& command, std::size_t threads) {
  Model const& model = own.model();
  StudyInput const& study = model.study;
  ResultsMetadata meta;
  meta.title = study.title, meta.command = command;
  meta.git_sha = TRIBUTER_GIT_SHA, meta.compiler = TRIBUTER_COMPILER, meta.program_version = TRIBUTER_VERSION;
  meta.seed = study.seed, meta.input_digest = study.digest;
  meta.start = study.time.start, meta.months = study.time.months;
  for (std::size_t a = 0; a < study.arms.size(); ++a) {
    meta.arms.push_back(study.arms[a].name);
    meta.presence.push_back(window_of(model.instruments[a], &Instrument::presence_window));
    meta.programme.push_back(window_of(model.instruments[a], &Instrument::programme_window));
  }
  meta.replicates = study.replicates, meta.baseline = study.baseline, meta.sensitive = study.output.sensitive;
  meta.discount_rate = study.discount_rate;
  meta.input = study.files;
  for (Parameter const& p : own.book().parameters())
    meta.parameters.push_back({p.address, p.type, p.unit, fmt::format("{:g}", p.min), fmt::format("{:g}", p.max),
                               p.fallback, p.value, p.source, p.about, p.from_default ? "yes" : "no"});
  meta.execution = {{"threads", fmt::format("{}", threads)}};
  for (auto const& process : model.schedule) meta.processes.push_back(process.name);
  for (std::string const& observable : model.observable_names) meta.processes.push_back("record " + observable);
  for (std::size_t a = 0; a < model.areas.size(); ++a)
    meta.area_ring.push_back(std::string(names_of<Ring>[model.areas.ring[a]]));
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

void require_space(std::filesystem::path const& folder, Needs const& needs) {
  uint64_t const available = free_bytes(folder);
  if (static_cast<uint64_t>(needs.bytes_on_disk) <= available) return;
  constexpr double megabyte = 1e6;
  throw FileError(fmt::format(
      "{}: the results need about {:.1f} MB of space, but {:.1f} MB are free; choose another "
      "disk, or record fewer arms, replicates or months",
      folder.string(), static_cast<double>(needs.bytes_on_disk) / megabyte, static_cast<double>(available) / megabyte));
}

}  // namespace

std::size_t machine_threads() { return std::max(1u, std::thread::hardware_concurrency()); }

std::unique_ptr<NewFile> reserve_results(Study const& study, std::filesystem::path const& folder, OlderResults older) {
  auto file = new_results(folder);
  std::error_code none;
  auto const status = std::filesystem::symlink_status(file->final_name(), none);
  if (older == OlderResults::replaced || !std::filesystem::exists(status)) return file;
  enum Held { same_study, other_study };
  auto const held = in_separate_process([&]() -> int {
    try {
      return ResultsReader(file->final_name()).text("input_digest") == study.model().study.digest ? same_study
                                                                                                  : other_study;
    } catch (std::exception const&) {
      return -1;
    }
  });
  if (held == same_study) return file;
  throw FileError(fmt::format("{}: {}; choose another folder, or add --replace", file->final_name().string(),
                              held == other_study
                                  ? "it holds the results of another study, or of the same study with other settings"
                                  : "it is not a results file of this program, or it is damaged"));
}

std::optional<Results> run(Study& study, std::filesystem::path const& folder, RunOptions const& options) {
  return run(study, reserve_results(study, folder), options);
}

std::optional<Results> run(Study& study, std::unique_ptr<NewFile> reserved, RunOptions const& options) {
  std::size_t const threads = options.threads > 0 ? options.threads : machine_threads();
  study.prepare(PoolExecutor(threads));
  Model const& model = study.model();
  std::filesystem::path const results = reserved->final_name();
  require_space(results.parent_path(), estimate_needs(model, threads));
  ResultsFile file(std::move(reserved), describe(study, options.command, threads), make_layout(model));
  bool const finished = run_study(
      model, threads,
      [&](std::size_t arm, std::size_t replicate, RunRecord record) {
        check(record.ledger_residual_cents == 0, "the books of a month do not close");
        file.write_run(arm, replicate, std::move(record));
      },
      [&](Progress const& progress) { return !options.progress || options.progress(progress); });
  if (!finished) return std::nullopt;
  file.finish();
  return Results(results);
}

}  // namespace tributer
