// The comparison as text: a table for the terminal, and CSV.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tributer/analysis/comparison.hpp"

namespace tributer {
namespace {

constexpr size_t label_width = 36;

/// 12345.678 with one decimal: "12,345.7"; with a sign if it is a difference.
std::string number(double value, int decimals, bool with_sign) {
  if (std::isnan(value)) return "-";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::string const digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  bool const zero = digits.find_first_not_of("0.") == std::string::npos;
  size_t const point = std::min(digits.find('.'), digits.size());
  std::string grouped;
  for (size_t place = 0; place < digits.size(); ++place) {
    if (place > 0 && place < point && (point - place) % 3 == 0) grouped.push_back(',');
    grouped.push_back(digits[place]);
  }
  std::string const sign = zero ? "" : value < 0 ? "-" : with_sign ? "+" : "";
  return sign + grouped;
}

std::string gain_text(double gain) {
  if (std::isnan(gain)) return "";
  return gain >= 999.5 ? "x>999" : fmt::format("x{:.{}f}", gain, gain < 99.95 ? 1 : 0);
}

/// What an arm's column shows for one outcome: two rows.
struct Cell {
  std::string estimate, gain, interval;
  bool away_from_zero = false;
};

Cell to_cell(Line const& line) {
  PairedEstimate const& e = line.estimate;
  bool const with_sign = line.reading != Line::Reading::own;
  Cell cell;
  cell.estimate = number(e.difference, line.decimals, with_sign);
  cell.gain = gain_text(e.gain);
  if (!std::isnan(e.lower)) {
    cell.interval =
        fmt::format("[{}, {}]", number(e.lower, line.decimals, with_sign), number(e.upper, line.decimals, with_sign));
  }
  cell.away_from_zero = with_sign && (e.lower > 0 || e.upper < 0);
  return cell;
}

/// The lines of one outcome, one or none an arm.
using Row = std::vector<Line const*>;

std::vector<Row> to_rows(std::vector<Line> const& lines) {
  std::vector<Row> rows;
  for (Line const& line : lines) {
    if (rows.empty() || rows.back().front()->name != line.name) rows.emplace_back();
    rows.back().push_back(&line);
  }
  return rows;
}

std::string baseline_text(Row const& row) {
  return row.front()->reading == Line::Reading::difference
             ? number(row.front()->estimate.baseline_mean, row.front()->decimals, false)
             : "";
}

class Table {
 public:
  Table(std::vector<Line> const& lines, TableOptions const& options) : options_(options), rows_(to_rows(lines)) {
    for (Line const& line : lines) {
      if (std::find(arms_.begin(), arms_.end(), line.arm) == arms_.end()) arms_.push_back(line.arm);
      Cell const cell = to_cell(line);
      size_t const first = cell.estimate.size() + (cell.gain.empty() ? 0 : cell.gain.size() + 1);
      arm_width_ = std::max({arm_width_, first + 2, cell.interval.size() + 2});
    }
    for (Row const& row : rows_) baseline_width_ = std::max(baseline_width_, baseline_text(row).size() + 2);
  }

  std::string text() {
    size_t const fixed = label_width + baseline_width_;
    size_t const room = options_.width > fixed ? options_.width - fixed : 0;
    size_t const at_once = std::max<size_t>(1, room / arm_width_);
    for (size_t first = 0; first < arms_.size(); first += at_once) {
      panel(first, std::min(first + at_once, arms_.size()));
    }
    return text_;
  }

 private:
  std::string styled(std::string const& text, char const* code) const {
    bool const unstyled = options_.colour == TableOptions::Colour::none || text.empty();
    return unstyled ? text : fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }
  void end_line(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text_ += line + "\n";
  }
  void panel(size_t first, size_t last) {
    std::string heading = fmt::format("{:<{}}{:>{}}", "", label_width, "baseline", baseline_width_);
    for (size_t arm = first; arm < last; ++arm) {
      heading += fmt::format("{:>{}}", fmt::format("{:.{}}", arms_[arm], arm_width_ - 2), arm_width_);
    }
    end_line(styled(heading, "1"));
    std::string question;
    for (Row const& row : rows_) {
      if (std::none_of(arms_.begin() + static_cast<long>(first), arms_.begin() + static_cast<long>(last),
                       [&](std::string const& arm) { return find(row, arm) != nullptr; })) {
        continue;
      }
      if (row.front()->question != question) {
        question = row.front()->question;
        end_line("");
        end_line(styled(question, "1"));
      }
      outcome(row, first, last);
    }
    text_ += "\n";
  }
  static Line const* find(Row const& row, std::string const& arm) {
    auto const found = std::find_if(row.begin(), row.end(), [&](Line const* line) { return line->arm == arm; });
    return found == row.end() ? nullptr : *found;
  }
  void outcome(Row const& row, size_t first, size_t last) {
    std::string upper = fmt::format("  {:<{}.{}}{:>{}}", row.front()->label, label_width - 2, label_width - 2,
                                    baseline_text(row), baseline_width_);
    std::string lower = "    " +
                        styled(fmt::format("{:<{}.{}}", row.front()->unit, label_width - 4, label_width - 4), "2") +
                        std::string(baseline_width_, ' ');
    for (size_t arm = first; arm < last; ++arm) {
      Line const* const line = find(row, arms_[arm]);
      Cell const cell = line == nullptr ? Cell{"-", "", ""} : to_cell(*line);
      std::string const gain = cell.gain.empty() ? "" : " " + cell.gain;
      size_t const used = cell.estimate.size() + gain.size();
      upper += std::string(arm_width_ - used, ' ') +
               (cell.away_from_zero ? styled(cell.estimate, "1") : cell.estimate) + styled(gain, "2");
      lower += fmt::format("{:>{}}", cell.interval, arm_width_);
    }
    end_line(std::move(upper));
    end_line(std::move(lower));
  }

  TableOptions options_;
  std::vector<Row> rows_;
  std::vector<std::string> arms_;
  size_t arm_width_ = 16, baseline_width_ = 10;
  std::string text_;
};

/// Breaks a text into lines of at most `width` columns.
std::string wrapped(std::string const& text, size_t width) {
  std::string result;
  size_t column = 0;
  for (size_t at = 0; at < text.size();) {
    size_t const end = std::min(text.find(' ', at), text.size());
    bool const fits = column == 0 || column + 1 + (end - at) <= width;
    result += column == 0 ? "" : fits ? " " : "\n";
    column = (fits && column > 0 ? column + 1 : 0) + (end - at);
    result += text.substr(at, end - at);
    at = end + 1;
  }
  return result + "\n";
}

std::string footnotes(std::vector<Line> const& lines, size_t width) {
  size_t replicates = 0;
  bool enforcement = false, dead_weight = false, cost_unsure = false;
  for (Line const& line : lines) {
    replicates = std::max(replicates, line.estimate.replicates);
    enforcement = enforcement || line.name == "evictions" || line.name == "leakage_net";
    dead_weight = dead_weight || line.name.starts_with("dead_weight");
    bool const unsure = line.name.starts_with("cost_per_") && line.estimate.replicates > 1;
    cost_unsure = cost_unsure || (unsure && std::isnan(line.estimate.lower));
  }
  std::string text =
      wrapped(fmt::format("Figures with a sign are an arm minus '{}' (or the change in percent), replicate by "
                          "replicate, over {} replicate{}; "
                          "figures without a sign stand for themselves. In brackets: 95% interval (Student's t) from "
                          "luck alone, not from "
                          "what is assumed.",
                          lines.front().baseline, replicates, replicates == 1 ? ", so without interval" : "s"),
              width);
  text += wrapped(
      "x5.2 is the gain from pairing: had the arms not shared their luck, the interval would be 5.2 times as wide.",
      width);
  if (enforcement) {
    text += wrapped(
        "Enforcement is never read by the number evicted alone: see the harm per 1,000 evictions beside the cost to "
        "miners and where people went.",
        width);
  }
  if (dead_weight) {
    text +=
        wrapped(fmt::format("Dead weight: holders of a supported licence who hold one in '{}' too, person by person.",
                            lines.front().baseline),
                width);
  }
  if (cost_unsure) {
    text += wrapped(
        "A cost without interval: the formal mining that the arm adds cannot be told from none, so its cost may be "
        "any. "
        "An arm that adds none has no cost per addition.",
        width);
  }
  return text + wrapped("Explains and compares; does not forecast. Not for choosing places to clear.", width);
}

std::string quoted(std::string const& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string result = "\"";
  for (char const letter : text) result += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return result + "\"";
}

std::string field(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

}  // namespace

std::string render_table(std::vector<Line> const& lines, TableOptions const& options) {
  if (lines.empty()) return "There is nothing to compare: one arm, or no outcome in common.\n";
  return Table(lines, options).text() + footnotes(lines, options.width);
}

std::string render_csv(std::vector<Line> const& lines) {
  std::string text =
      "question,outcome,label,unit,reading,arm,baseline,replicates,baseline_mean,arm_mean,estimate,lower_95,upper_95,"
      "standard_error,gain,p_above_baseline\r\n";
  for (Line const& line : lines) {
    PairedEstimate const& e = line.estimate;
    char const* const reading = line.reading == Line::Reading::difference       ? "difference"
                                : line.reading == Line::Reading::percent_change ? "percent change"
                                                                                : "own";
    text += fmt::format("{},{},{},{},{},{},{},{}", quoted(line.question), line.name, quoted(line.label),
                        quoted(line.unit), reading, quoted(line.arm), quoted(line.baseline), e.replicates);
    for (double const value :
         {e.baseline_mean, e.value_mean, e.difference, e.lower, e.upper, e.standard_error, e.gain, e.p_above}) {
      text += fmt::format(",{}", field(value));
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace tributer
