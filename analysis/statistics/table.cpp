// Writes the comparison as text: a table for the terminal, and CSV.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cell.hpp"
#include "tributer/analysis/comparison.hpp"

namespace tributer {
namespace {

constexpr size_t label_width = 36;

/// The lines of one outcome. Each arm has one line or none.
using Row = std::vector<Line const*>;

std::vector<Row> to_rows(std::vector<Line> const& lines) {
  std::vector<Row> rows;
  for (Line const& line : lines) {
    if (rows.empty() || rows.back().front()->outcome.name != line.outcome.name) rows.emplace_back();
    rows.back().push_back(&line);
  }
  return rows;
}

/// True if the figure is 0 in every replicate.
bool is_exactly_zero(Line const& line) {
  PairedEstimate const& e = line.estimate;
  return e.difference == 0 && !(e.standard_error > 0);
}

std::string baseline_text(Row const& row) {
  return reading_of(row.front()->outcome.form) == Reading::difference
             ? number(row.front()->estimate.baseline_mean, row.front()->outcome.decimals, false)
             : "";
}

/// A table of all outcomes. Arms are columns if they fit; otherwise each outcome has a row for every arm.
class Table {
 public:
  Table(std::vector<Line> const& lines, TableOptions const& options) : options_(options), rows_(to_rows(lines)) {
    for (Line const& line : lines) {
      if (std::find(arms_.begin(), arms_.end(), line.arm) == arms_.end()) arms_.push_back(line.arm);
      Cell const cell = to_cell(line);
      size_t const first = cell.estimate.size() + (cell.gain.empty() ? 0 : cell.gain.size() + 1);
      arm_width_ = std::max({arm_width_, first + 2, cell.interval.size() + 2});
      estimate_width_ = std::max(estimate_width_, cell.estimate.size() + 2);
      interval_width_ = std::max(interval_width_, cell.interval.size() + 2);
    }
    for (Row const& row : rows_) baseline_width_ = std::max(baseline_width_, baseline_text(row).size() + 2);
  }

  std::string text() {
    bool const side_by_side = label_width + baseline_width_ + arms_.size() * arm_width_ <= options_.width;
    if (side_by_side) heading();
    std::string question;
    for (Row const& row : rows_) {
      if (row.front()->outcome.question != question) {
        question = row.front()->outcome.question;
        end_line("");
        end_line(styled(question, "1", options_));
      }
      if (side_by_side) {
        add_as_columns(row);
      } else {
        add_as_rows(row);
      }
    }
    return text_ + "\n";
  }

 private:
  void end_line(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text_ += line + "\n";
  }
  void heading() {
    std::string line = fmt::format("{:<{}}{:>{}}", "", label_width, "baseline", baseline_width_);
    for (std::string const& arm : arms_)
      line += fmt::format("{:>{}}", fmt::format("{:.{}}", arm, arm_width_ - 2), arm_width_);
    end_line(styled(line, "1", options_));
  }
  static Line const* find(Row const& row, std::string const& arm) {
    for (Line const* const line : row)
      if (line->arm == arm) return line;
    return nullptr;
  }
  /// Writes two lines: the estimates of all arms, and their intervals.
  void add_as_columns(Row const& row) {
    std::string upper = fmt::format("  {:<{}.{}}{:>{}}", row.front()->outcome.label, label_width - 2, label_width - 2,
                                    baseline_text(row), baseline_width_);
    std::string lower =
        "    " +
        styled(fmt::format("{:<{}.{}}", row.front()->outcome.unit, label_width - 4, label_width - 4), "2", options_) +
        std::string(baseline_width_, ' ');
    for (std::string const& arm : arms_) {
      Line const* const line = find(row, arm);
      Cell const cell = line == nullptr ? Cell{"-", "", ""} : to_cell(*line);
      std::string const gain = cell.gain.empty() ? "" : " " + cell.gain;
      size_t const used = cell.estimate.size() + gain.size();
      upper += std::string(arm_width_ - used, ' ') +
               (cell.away_from_zero ? styled(cell.estimate, "1", options_) : cell.estimate) +
               styled(gain, "2", options_);
      lower += fmt::format("{:>{}}", cell.interval, arm_width_);
    }
    end_line(std::move(upper));
    end_line(std::move(lower));
  }
  /// One line with the outcome, then one for each arm.
  void add_as_rows(Row const& row) {
    std::string const baseline = baseline_text(row);
    end_line(fmt::format("  {} ({}{})", row.front()->outcome.label, row.front()->outcome.unit,
                         baseline.empty() ? "" : "; baseline " + baseline));
    for (Line const* const line : row) {
      Cell const cell = to_cell(*line);
      std::string const blanks(estimate_width_ - cell.estimate.size(), ' ');
      end_line(fmt::format("    {:<{}.{}}", line->arm, label_width - 4, label_width - 4) + blanks +
               (cell.away_from_zero ? styled(cell.estimate, "1", options_) : cell.estimate) +
               fmt::format("{:>{}}  ", cell.interval, interval_width_) + styled(cell.gain, "2", options_));
    }
  }

  TableOptions options_;
  std::vector<Row> rows_;
  std::vector<std::string> arms_;
  size_t arm_width_ = 16, baseline_width_ = 10, estimate_width_ = 10, interval_width_ = 2;
  std::string text_;
};

std::string footnotes(std::vector<Line> const& lines, size_t width) {
  size_t replicates = 0;
  bool enforcement = false, dead_weight = false, cost_unsure = false;
  for (Line const& line : lines) {
    replicates = std::max(replicates, line.estimate.replicates);
    enforcement = enforcement || line.outcome.arms == Outcome::Arms::with_presence;
    dead_weight = dead_weight || line.outcome.form == Form::baseline_share;
    bool const unsure = line.outcome.form == Form::per_addition && line.estimate.replicates > 1;
    cost_unsure = cost_unsure || (unsure && std::isnan(line.estimate.lower));
  }
  std::string const& baseline = lines.front().baseline;
  std::string text = wrapped(
      fmt::format("A figure with a sign is the arm minus '{}', or the change from it in percent, compared replicate by "
                  "replicate over {} replicate{}. A figure without a sign is a value of the arm itself.",
                  baseline, replicates, replicates == 1 ? "" : "s"),
      width);
  text += wrapped(replicates == 1
                      ? "One replicate gives no interval. Run the study with more replicates to get intervals."
                      : "Brackets show the 95% interval (Student's t). It covers chance variation between replicates "
                        "only. It does not cover uncertainty about parameters.",
                  width);
  if (replicates > 1)
    text += wrapped(
        "x5.2 is the gain from pairing: if the arms did not share their luck, the interval would be 5.2 "
        "times as wide.",
        width);
  if (enforcement)
    text += wrapped(
        "The number of evictions alone does not show the effect of enforcement. Read it together with the harm "
        "per 1,000 evictions, the cost to miners and where people went.",
        width);
  if (dead_weight)
    text += wrapped(fmt::format("Dead weight counts the holders of a supported licence who hold a licence in '{}' too, "
                                "person by person.",
                                baseline),
                    width);
  if (cost_unsure)
    text += wrapped(
        "If the formal mining that an arm adds may be due to chance, its cost has no interval, because any "
        "cost is possible. An arm that adds none has no cost per addition.",
        width);
  return text + wrapped(
                    "The model explains and compares. It does not forecast, and it must not be used to choose "
                    "concessions to clear.",
                    width);
}

}  // namespace

std::string render_table(std::vector<Line> const& lines, TableOptions const& options) {
  if (lines.empty()) return "There is nothing to compare: the file has one arm, or no outcome.\n";
  std::vector<Line> shown;
  size_t left_out = 0;
  for (Row const& row : to_rows(lines)) {
    bool const zero = std::all_of(row.begin(), row.end(), [](Line const* line) { return is_exactly_zero(*line); });
    bool const left = zero && options.zeros == TableOptions::Zeros::left_out;
    left_out += left;
    for (Line const* const line : row)
      if (!left) shown.push_back(*line);
  }
  std::string const note =
      left_out == 0 ? ""
                    : wrapped(fmt::format("{} outcome{} exactly zero in every arm and left out; --all shows {}.",
                                          left_out, left_out == 1 ? " is" : "s are", left_out == 1 ? "it" : "them"),
                              options.width);
  if (shown.empty()) return note;
  return Table(shown, options).text() + note + footnotes(shown, options.width);
}

std::string render_csv(std::vector<Line> const& lines) {
  std::string text =
      "question,outcome,label,unit,reading,arm,baseline,replicates,baseline_mean,arm_mean,estimate,lower_95,upper_95,"
      "standard_error,gain,p_above_baseline\r\n";
  for (Line const& line : lines) {
    PairedEstimate const& e = line.estimate;
    char const* const reading = reading_of(line.outcome.form) == Reading::difference       ? "difference"
                                : reading_of(line.outcome.form) == Reading::percent_change ? "percent change"
                                                                                           : "own";
    text += fmt::format("{},{},{},{},{},{},{},{}", csv_text(line.outcome.question), line.outcome.name,
                        csv_text(line.outcome.label), csv_text(line.outcome.unit), reading, csv_text(line.arm),
                        csv_text(line.baseline), e.replicates);
    for (double const value :
         {e.baseline_mean, e.value_mean, e.difference, e.lower, e.upper, e.standard_error, e.gain, e.p_above}) {
      text += fmt::format(",{}", csv_number(value));
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace tributer
