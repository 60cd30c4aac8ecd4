#include "before_run.hpp"

#include <fmt/format.h>

#include <chrono>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/core/seconds.hpp"
#include "tributer/run/slow_notice.hpp"
#include "tributer/run/study_runner.hpp"
#include "tributer/run/world_weight.hpp"

namespace tributer {
namespace {

constexpr double patience_seconds = 2;  ///< a message explains work that takes longer

/// A sentence if the inferred ground yields far more or less gold than a survey found; otherwise empty.
std::string fault_of_gold(Model const& model) {
  double const grams = grams_a_miner_year(model.ground, *model.geography),
               surveyed = model.parameters->ground.surveyed_grams;
  if (grams == 0 || (grams > surveyed / 2 && grams < surveyed * 2)) return "";
  return fmt::format(
      "for people to be where they were counted, a miner must recover {:.0f} g of gold a year; a survey has "
      "{:.0f}. Set gold_price.counted_usd_per_gram to the price when people were counted, or ground.net_pay_usd",
      grams, surveyed);
}

}  // namespace

std::vector<std::string> warnings_of(Model const& model) {
  std::vector<std::string> list;
  for (std::string const& fault : {fault_of_gold(model), fault_of_weight(model)})
    if (!fault.empty()) list.push_back("warning: " + fault);
  return list;
}

std::string human_bytes(int64_t bytes) {
  return bytes < 1'000'000'000 ? fmt::format("{} MB", (bytes + 999'999) / 1'000'000)
                               : fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}
std::string human_time(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  return seconds < 5400 ? fmt::format("{:.0f} min", seconds / 60) : fmt::format("{:.1f} h", seconds / 3600);
}

void say(CommandLine const& line, std::string const& text) {
  if (line.verbosity != Verbosity::quiet) tell(text + "\n");
}

double prepare_study(Study& study, Executor const& executor, CommandLine const& line) {
  auto const from = std::chrono::steady_clock::now();
  SlowNotice const notice(patience_seconds, [&] {
    say(line, fmt::format("preparing: inferring the ground of {} concessions, on which miners stay where they were "
                          "counted",
                          study.model().geography->n));
  });
  study.prepare(StoppableExecutor(executor));
  return seconds_since(from);
}

void require_one_study(CommandLine const& line) {
  if (line.operands.size() != 1) throw UsageError(line.command + " takes one study file");
}

void require_comparison(Study const& study, CommandLine const& line) {
  std::vector<std::string> arms;
  for (ArmInput const& arm : study.model().study.arms) arms.push_back(arm.name);
  require_comparable(arms, make_layout(study.model()).outcomes, comparison_options(line));
}

}  // namespace tributer
