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

/// One outcome of one arm against the baseline, in `unit`.
struct Line {
  /// How the estimate reads: as an arm minus the baseline, as a percent change from it, or as a figure in its own right
  /// (a share of the evicted, a percentage of the baseline).
  enum class Reading : uint8_t { difference, percent_change, own };
  std::string question, name, label, unit;
  std::string arm, baseline;
  Reading reading = Reading::difference;
  int decimals = 1;
  PairedEstimate estimate;
};

/// All outcomes that the file's variables allow, in the order of the questions, then of the arms. Outcomes of
/// enforcement (evictions, leakage, rings, harm) only for arms with presence, those of support (outlay, cost, dead
/// weight, persistence) only for arms with a programme. UserError if the baseline is no arm or no outcome matches.
std::vector<Line> compare_arms(ResultsReader const& results, ComparisonOptions const& options = {});

struct TableOptions {
  enum class Colour : uint8_t { none, ansi };
  size_t width = 100;  ///< columns of the terminal
  Colour colour = Colour::none;
};

/// For reading on a terminal: one row an outcome, one column an arm, its interval below the estimate; footnotes.
std::string render_table(std::vector<Line> const& lines, TableOptions const& options = {});

/// One record a line, with a header, RFC 4180; numbers unrounded, what cannot be said is empty.
std::string render_csv(std::vector<Line> const& lines);

}  // namespace tributer
