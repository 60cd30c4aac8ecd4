#pragma once
// What a study says about its arms: each outcome against the baseline arm, replicate by replicate.
#include <optional>
#include <string>
#include <vector>

#include "tributer/analysis/paired.hpp"
#include "tributer/analysis/results_reader.hpp"

namespace tributer {

struct ComparisonOptions {
  std::optional<std::string> baseline;  ///< an arm; else the one named in the file, else the first
  std::string outcome;                  ///< only outcomes whose name or label contains this; empty for all
};

/// One outcome of one arm against the baseline.
struct Line {
  Outcome outcome;
  std::string arm, baseline;
  PairedEstimate estimate;
};

/// How an estimate reads: as an arm minus the baseline, as a percent change from it, or as a figure in its own right (a
/// share of the evicted, a percentage of the baseline).
enum class Reading : uint8_t { difference, percent_change, own };
Reading reading_of(Form form);

/// All outcomes of the file, in the order of the questions, then of the arms. Outcomes of enforcement (evictions,
/// leakage, rings, harm) only for arms with presence, those of support (outlay, cost, dead weight, persistence) only
/// for arms with a programme. UserError if the baseline is no arm or no outcome matches.
std::vector<Line> compare_arms(ResultsReader const& results, ComparisonOptions const& options = {});

struct TableOptions {
  enum class Colour : uint8_t { none, ansi };
  size_t width = 100;  ///< columns of the terminal
  Colour colour = Colour::none;
  enum class Zeros : uint8_t { left_out, shown };
  Zeros zeros = Zeros::left_out;  ///< outcomes that are exactly zero in every arm
};

/// For reading on a terminal: one row an outcome, one column an arm, its interval below the estimate; or, where that is
/// too wide, one row an arm below each outcome. Then footnotes.
std::string render_table(std::vector<Line> const& lines, TableOptions const& options = {});

/// The short summary of a study, at most 25 lines: its title, then for each arm the outcomes of highest rank for what
/// the arm does (enforcement, a programme, or neither).
std::string render_headline(ResultsReader const& results, std::vector<Line> const& lines, TableOptions const& options);

/// One record a line, with a header, RFC 4180; numbers unrounded, what cannot be said is empty.
std::string render_csv(std::vector<Line> const& lines);

}  // namespace tributer
