// `compare`: paired differences between the arms of a results file, or a comparison of two files bit for bit.
#include <fmt/format.h>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/analysis/comparison.hpp"
#include "tributer/analysis/exact.hpp"
#include "tributer/analysis/points_comparison.hpp"
#include "tributer/core/separate_process.hpp"
#include "tributer/core/text.hpp"

namespace tributer {

ComparisonOptions comparison_options(CommandLine const& line) {
  ComparisonOptions options;
  if (!line.baseline.empty()) options.baseline = line.baseline;
  options.outcome = line.outcome;
  return options;
}

void print_comparison(ResultsReader const& results, CommandLine const& line, ComparisonText as) {
  auto const lines = compare_arms(results, comparison_options(line));
  TableOptions table;
  table.width = terminal_width();
  table.colour = stdout_is_coloured() ? TableOptions::Colour::ansi : TableOptions::Colour::none;
  if (line.all) table.zeros = TableOptions::Zeros::shown;
  bool const of_points = results.points() > 1;
  if (of_points && line.csv) {
    fmt::print("{}", render_points_csv(compare_points(results, comparison_options(line))));
    return;
  }
  if (line.csv) {
    fmt::print("{}", render_csv(lines));
  } else if (as == ComparisonText::headline) {
    fmt::print("{}", render_headline(results, lines, table));
  } else {
    fmt::print("{}", render_table(lines, table));
  }
  if (!of_points) return;
  auto const only = as == ComparisonText::headline ? headline_of(results, lines) : std::vector<Line>{};
  fmt::print("\n{}", render_points(results, compare_points(results, comparison_options(line)), only, table));
}

namespace {

int compare_files(CommandLine const& line) {
  if (line.exact) {
    auto const difference = exact_difference(line.operands[0], line.operands[1]);
    if (difference) fmt::print("{}\n", printable(*difference));
    return difference ? results_differ : ok;
  }
  print_comparison(ResultsReader(line.operands[0]), line, ComparisonText::table);
  return ok;
}

}  // namespace

int compare_command(CommandLine const& line) {
  if (line.operands.size() != (line.exact ? 2u : 1u))
    throw UsageError("compare takes one results file, or two with --exact");
  auto const code = in_separate_process([&] { return reported([&] { return compare_files(line); }); });
  if (!code) throw FileError(join_words(line.operands, ", ") + ": the HDF5 library cannot read this; it is damaged");
  return *code;
}

}  // namespace tributer
