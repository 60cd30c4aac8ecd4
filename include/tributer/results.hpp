#pragma once
// The results of a study: its file, and each outcome of each arm against the baseline.
#include <filesystem>
#include <string>
#include <vector>

#include "tributer/analysis/comparison.hpp"
#include "tributer/analysis/results_reader.hpp"

namespace tributer {

class Results {
 public:
  /// Throws a FileError if the file cannot be read or is not a complete results file.
  explicit Results(std::filesystem::path const& file) : file_(file) {}

  std::vector<std::string> const& arms() const { return file_.arms(); }
  /// Every outcome of every arm against the baseline, with its interval.
  std::vector<Line> compare(ComparisonOptions const& options = {}) const { return compare_arms(file_, options); }
  /// One outcome of one arm. If it does not exist, a UserError names the outcomes and arms that do.
  Line outcome(std::string const& name, std::string const& arm) const;
  /// Monthly variables, parameters and input, by name.
  ResultsReader const& file() const { return file_; }

 private:
  ResultsReader file_;
};

}  // namespace tributer
