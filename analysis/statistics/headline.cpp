// The short summary of a study for the terminal.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cell.hpp"
#include "tributer/core/text.hpp"

namespace tributer {
namespace {

constexpr size_t most_lines = 23;  ///< two more lines say where all outcomes are
constexpr size_t most_outcomes = 5;
constexpr size_t name_width = 36;

/// Rank of an outcome in the summary of an arm: the best rank for what the arm does; 0 if it is not in the summary.
int rank_of(Outcome const& outcome, bool enforcement, bool programme) {
  int best = 0;
  auto const consider = [&](bool applies, int rank) {
    if (applies && rank > 0) best = best == 0 ? rank : std::min(best, rank);
  };
  consider(enforcement, outcome.headline.presence);
  consider(programme, outcome.headline.programme);
  consider(!enforcement && !programme, outcome.headline.other);
  return best;
}

/// Says in words if the interval contains no change.
std::string uncertainty_of(Line const& line) {
  PairedEstimate const& e = line.estimate;
  Form const form = line.outcome.form;
  bool const is_change = form == Form::level || form == Form::percent_change,
             is_ratio = form == Form::displaced || form == Form::per_addition;
  if (is_change && e.difference == 0 && !(e.standard_error > 0)) return "no change";
  if (e.replicates < 2) return "";
  if (is_change && e.lower <= 0 && e.upper >= 0) return "may be no change";
  bool const reaches_zero =
      !(e.lower > 0) && !(e.upper < 0);  // or there is no interval, because the addition may be zero
  if (is_ratio && reaches_zero) return "may be none";
  return "";
}

std::string sentence(Line const& line, TableOptions const& options) {
  Cell const cell = to_cell(line);
  std::string const doubt = uncertainty_of(line), figure = fmt::format("{:>10}", cell.estimate);
  std::string text = fmt::format("  {:<{}}", line.outcome.label, name_width - 2) +
                     (cell.away_from_zero ? styled(figure, "1", options) : figure);
  if (!cell.interval.empty() && doubt != "no change") text += " " + cell.interval;
  text += " " + line.outcome.unit;
  return text + (doubt.empty() ? "" : "; " + doubt);
}

/// The lines of one arm for the summary, sorted by rank.
std::vector<Line const*> summary_of(std::vector<Line> const& lines, std::string const& arm, bool enforcement,
                                    bool programme) {
  std::vector<Line const*> chosen;
  auto const rank = [&](Line const* line) { return rank_of(line->outcome, enforcement, programme); };
  for (Line const& line : lines)
    if (line.arm == arm && rank(&line) > 0) chosen.push_back(&line);
  std::stable_sort(chosen.begin(), chosen.end(), [&](Line const* a, Line const* b) { return rank(a) < rank(b); });
  return chosen;
}

}  // namespace

std::vector<Line> headline_of(ResultsReader const& results, std::vector<Line> const& lines) {
  std::vector<Line> chosen;
  for (size_t arm = 0; arm < results.arms().size(); ++arm) {
    auto const summary =
        summary_of(lines, results.arms()[arm], results.presence(arm).exists(), results.programme(arm).exists());
    for (size_t k = 0; k < std::min(most_outcomes, summary.size()); ++k) chosen.push_back(*summary[k]);
  }
  return chosen;
}

std::string render_headline(ResultsReader const& results, std::vector<Line> const& lines, TableOptions const& options) {
  if (lines.empty()) return render_table(lines, options);
  std::string text = wrapped(styled(printable(results.text("title")), "1", options), options.width);
  size_t const replicates = results.replicates();
  text += wrapped(replicates == 1
                      ? fmt::format("Compared with '{}'. One replicate: no interval can be given.", lines[0].baseline)
                      : fmt::format("Compared with '{}' over {} replicates; brackets show 95% intervals.",
                                    lines[0].baseline, replicates),
                  options.width);
  std::vector<size_t> arms;
  for (size_t arm = 0; arm < results.arms().size(); ++arm)
    if (results.arms()[arm] != lines[0].baseline) arms.push_back(arm);
  size_t const used = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  size_t const room = most_lines > used + 3 ? most_lines - used - 1 : 2;
  size_t const shown = std::min(arms.size(), room / 2);
  size_t const each = std::min(most_outcomes, room / shown - 1);
  for (size_t k = 0; k < shown; ++k) {
    std::string const& name = results.arms()[arms[k]];
    text += styled(name, "1", options) + "\n";
    auto const summary =
        summary_of(lines, name, results.presence(arms[k]).exists(), results.programme(arms[k]).exists());
    for (size_t i = 0; i < std::min(each, summary.size()); ++i) text += sentence(*summary[i], options) + "\n";
  }
  if (shown < arms.size()) text += fmt::format("and {} more arms\n", arms.size() - shown);
  return text;
}

}  // namespace tributer
