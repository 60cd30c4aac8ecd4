#pragma once
// Compares the arms of a study: each outcome of each arm against the baseline, paired by replicate.
#include <optional>
#include <string>
#include <vector>

#include "tributer/analysis/paired.hpp"
#include "tributer/analysis/results_reader.hpp"

namespace tributer {

struct ComparisonOptions {
  std::optional<std::string> baseline;  ///< name of an arm; without it the one named in the file, or the first arm
  std::string outcome;  ///< only outcomes whose name or label contains this text; empty for all that are always shown
};

/// One outcome of one arm against the baseline.
struct Line {
  Outcome outcome;
  std::string arm, baseline;
  PairedEstimate estimate;
};

/// How an estimate is to be read: as the arm minus the baseline, as a percent change from the baseline, or as a figure
/// of its own, such as a share of the evicted or a percentage of the baseline.
enum class Reading : uint8_t { difference, percent_change, own };
Reading reading_of(Form form);

/// Throws a UserError if the baseline is not one of the arms, or if no outcome matches.
void require_comparable(std::vector<std::string> const& arms, std::vector<Outcome> const& outcomes,
                        ComparisonOptions const& options);

/// The places of the outcomes whose name or label contains the text; of those that are always shown if it is empty.
/// Throws a UserError if there is none.
std::vector<size_t> chosen_outcomes(std::vector<Outcome> const& outcomes, std::string const& filter);

/// All outcomes of the file, in the order of the questions, then of the arms. Outcomes of enforcement (evictions,
/// leakage, rings, harm) are given only for arms with presence, those of support (outlay, cost, dead weight,
/// persistence) only for arms with a programme. Throws a UserError if the baseline is not an arm or no outcome matches.
std::vector<Line> compare_arms(ResultsReader const& results, ComparisonOptions const& options = {});

/// The same from a table of outcomes of that file, such as those of one point.
std::vector<Line> compare_table(OutcomeTable const& table, ResultsReader const& results,
                                ComparisonOptions const& options);

struct TableOptions {
  enum class Colour : uint8_t { none, ansi };
  size_t width = 100;  ///< columns of the terminal
  Colour colour = Colour::none;
  enum class Zeros : uint8_t { left_out, shown };
  Zeros zeros = Zeros::left_out;  ///< whether outcomes that are exactly zero in every arm are shown
};

/// A table for a terminal: one row for each outcome and one column for each arm, with the interval below the estimate.
/// If that is too wide, each outcome is followed by one row for each arm. Footnotes follow.
std::string render_table(std::vector<Line> const& lines, TableOptions const& options = {});

/// The lines of the short summary: for each arm the outcomes of highest rank for what it does.
std::vector<Line> headline_of(ResultsReader const& results, std::vector<Line> const& lines);

/// The short summary of a study, at most 25 lines: its title, then for each arm the outcomes of highest rank for what
/// the arm does (enforcement, a programme, or neither).
std::string render_headline(ResultsReader const& results, std::vector<Line> const& lines, TableOptions const& options);

/// CSV (RFC 4180) with a header and one line for each record. Numbers are not rounded; undefined values are empty.
std::string render_csv(std::vector<Line> const& lines);

}  // namespace tributer
