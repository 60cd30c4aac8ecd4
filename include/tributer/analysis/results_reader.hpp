#pragma once
// Reads a results file by name: arms, replicates, and variables over labelled axes.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "tributer/core/month.hpp"
#include "tributer/core/outcome.hpp"
#include "tributer/core/recording.hpp"
#include "tributer/core/results.hpp"
#include "tributer/output/hdf5_file.hpp"

namespace tributer {

/// The outcomes of a study, as its results file contains them.
struct OutcomeTable {
  std::vector<Outcome> outcomes;  ///< their units contain the number of the discount rate
  std::size_t n_arms = 0, n_replicates = 0;
  std::vector<double> numerators, denominators;  ///< [outcome][arm][reference][replicate]
  std::vector<double> givens;                    ///< [outcome][arm][replicate]

  /// One number for each replicate.
  std::span<double const> numerator(std::size_t outcome, std::size_t arm, std::size_t reference) const {
    return std::span(numerators).subspan(((outcome * n_arms + arm) * n_arms + reference) * n_replicates, n_replicates);
  }
  std::span<double const> denominator(std::size_t outcome, std::size_t arm, std::size_t reference) const {
    return std::span(denominators)
        .subspan(((outcome * n_arms + arm) * n_arms + reference) * n_replicates, n_replicates);
  }
  std::span<double const> given(std::size_t outcome, std::size_t arm) const {
    return std::span(givens).subspan((outcome * n_arms + arm) * n_replicates, n_replicates);
  }
};

/// Reads a complete results file of any version 1.x.
class ResultsReader {
 public:
  /// Throws a FileError if the file is missing, incomplete, not a results file, or of a later major version.
  explicit ResultsReader(std::filesystem::path const& path);

  std::vector<std::string> const& arms() const { return arms_; }
  size_t replicates() const { return replicates_; }
  size_t months() const { return months_; }
  Month start() const { return start_; }
  std::string text(std::string const& attribute) const;  ///< attribute of the root; empty if absent
  uint64_t seed() const;
  bool sensitive() const;
  std::string baseline() const { return text("baseline"); }
  MonthWindow presence(size_t arm) const;   ///< months of presence
  MonthWindow programme(size_t arm) const;  ///< months of support to operations
  double discount_rate() const;             ///< a year, for present values
  std::vector<InputFile> input() const;
  std::vector<ParameterRow> parameters() const;
  /// The outcomes of the study as it is written. Throws a FileError if the file is older than format 1.2, which was the
  /// first with outcomes.
  OutcomeTable outcomes() const;

  /// Number of points of the design, point 0 included; 1 without a design.
  size_t points() const { return points_; }
  /// What each point sets; without addresses if there is no design.
  PointSettings settings() const;
  /// Replaces the values of a table of outcomes by those of a point. Replicates with a failed run are left out.
  void read_point(size_t point, OutcomeTable& table) const;
  /// The runs that could not be run to their end.
  std::vector<FailedRun> failures() const;

  /// `variable` is a path without leading slash: "people", "ledger/flows".
  bool has(std::string const& variable) const;
  /// Name, unit, kind and axes (those after arm, replicate and time) with their labels.
  Variable describe(std::string const& variable) const;
  std::vector<Axis> axes(std::string const& variable) const;
  /// Labels of an axis of the root group, e.g. "area"; empty if there is none.
  std::vector<std::string> labels(std::string const& axis) const;
  /// Values of one run, [month][cells] row-major.
  std::vector<int64_t> integers(std::string const& variable, size_t arm, size_t replicate) const;
  std::vector<double> reals(std::string const& variable, size_t arm, size_t replicate) const;

  /// The people who held a licence, by replicate, then person; empty if the file has no such table.
  std::vector<std::vector<HolderRow>> holders(size_t arm) const;

  Hdf5File const& file() const { return file_; }

 private:
  MonthWindow window(std::string const& name, size_t arm) const;
  Block run_block(std::string const& variable, size_t arm, size_t replicate) const;

  std::filesystem::path path_;
  Hdf5File file_;
  std::vector<std::string> arms_;
  size_t replicates_ = 0, months_ = 0, points_ = 1;
  Month start_;
};

}  // namespace tributer
