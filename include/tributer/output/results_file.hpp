#pragma once
// Writes `results.h5`: everything that a study records, as HDF5 that is also netCDF-4 (CF-1.10). The file is sufficient
// to repeat the study and to compare its arms. It is written as `results.h5.part` and gets its final name only when it
// is complete and on the disk.
//
// The root has the dimensions arm, replicate and time, the layout's axes with their labels, and a dataset per variable
// [arm, replicate, time, axes...]. Each Variable.group has a group that repeats its coordinates. Further groups are
// /outcomes, /points, /points/series, /parameters, /parameters/execution, /input, /diagnostics, /panel.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tributer/core/month.hpp"
#include "tributer/core/new_file.hpp"
#include "tributer/core/outcome_totals.hpp"
#include "tributer/core/recording.hpp"
#include "tributer/core/results.hpp"
#include "tributer/output/block_record.hpp"
#include "tributer/output/hdf5_file.hpp"
#include "tributer/scenario/study.hpp"

namespace tributer {

/// How well the inverted ground reproduces the counted miners, by area: the counts as surveyed, the counts that the
/// inversion was asked to meet, and those that it found.
struct GroundFit {
  int rounds = 0;
  double worst_log_error = 0;  ///< largest over concessions with 20 or more miners
  std::vector<double> counted, wanted, model;
};

/// The monthly variables that are kept for every point.
struct SeriesSetting {
  std::vector<std::size_t> variables{};  ///< positions in the layout
  SeriesAs as = SeriesAs::runs;
};
/// The positions of the variables that [output] series names, in the order of the layout.
std::vector<std::size_t> series_variables(OutputInput const& output, Layout const& layout);

/// What is known before the first run and holds for all runs.
struct ResultsMetadata {
  std::string title, command, git_sha, compiler, program_version;
  uint64_t seed = 0;
  std::string input_digest, program_digest;
  Month start;
  int months = 0;
  std::vector<std::string> arms;
  int replicates = 0;
  std::string baseline;    ///< name of the arm that the others are compared with
  bool sensitive = false;  ///< true if areas are single concessions
  StudyCopy input;
  PointSettings points;  ///< without addresses if the study has no design
  SeriesSetting series;
  std::vector<ParameterRow> parameters;
  std::vector<std::pair<std::string, std::string>>
      execution;                       ///< setting and value, e.g. threads; results do not depend on them
  std::vector<std::string> processes;  ///< in the order of RunRecord.seconds_per_process
  std::vector<MonthWindow> presence;   ///< months of presence, one per arm; or empty
  std::vector<MonthWindow> programme;  ///< months of support to operations, one per arm; or empty
  double discount_rate = 0.05;         ///< a year, for present values
  std::vector<std::string>
      area_ring;                     ///< one per label of the axis "area": cleared, connected, far or outside; or empty
  GroundFit ground;                  ///< by area, or empty
  std::vector<int64_t> area_people;  ///< people who live there at the start, one per area; or empty
};

/// Number of rows written so far in the tables of people.
struct PeopleRows {
  uint64_t panel = 0, panel_people = 0, holders = 0;
};

/// Consecutive replicates that are written together: many if runs are short, so that the file is written in few pieces.
struct Slab {
  size_t first = 0;                            ///< replicate
  std::vector<std::vector<RunRecord>> runs{};  ///< [replicate - first][arm]
  std::vector<OutcomeValues> outcomes{};       ///< of the replicates that are complete
};

/// Replicates in a slab, and at most in a chunk of the file.
size_t replicates_in_slab(ResultsMetadata const& metadata, Layout const& layout);

/// The outcomes of one point, of all its replicates, until they are written together.
struct PointRows {
  uint32_t point = 0;
  std::vector<BlockRecord> blocks{};
};

/// What the outcomes of a study depend on, apart from its runs.
OutcomeSetting outcome_setting(ResultsMetadata const& metadata);

/// Makes the folder and in it the new file results.h5. Throws a FileError, for instance if another run writes it.
std::unique_ptr<NewFile> new_results(std::filesystem::path const& folder);

class PointSeries;

/// Writes `results.h5`. Only one thread may use it. An error of the disk is a FileError; a record that does not
/// fit the layout is a Bug. If the object is destroyed before finish(), it leaves nothing in the folder.
class ResultsFile {
 public:
  ResultsFile(std::unique_ptr<NewFile> file, ResultsMetadata metadata, Layout layout);
  ~ResultsFile();

  /// Adds one run, in any order and once each. Runs are written by replicate, then arm, so that the bytes of the file
  /// do not depend on which run ended first. A run that comes early waits in memory.
  void write_run(size_t arm, size_t replicate, RunRecord record);

  /// Leaves out all runs of a replicate, in the order of replicates, because one of them failed. Their values stay
  /// empty.
  void skip_replicate(size_t replicate);
  /// Adds a block of another point than 0. Blocks are added by point, then replicate.
  void write_point(BlockRecord block);
  /// Writes quantiles of a point that other results hold, instead of those of blocks.
  void write_quantiles(uint32_t point, std::vector<std::vector<double>> const& by_variable);
  /// Before finish(), if there are any.
  void write_failures(std::vector<FailedRun> const& failures);

  /// After all runs: marks the file as complete, waits until it is on the disk and gives it its final name.
  void finish();

 private:
  void add_in_order(size_t arm, RunRecord record);
  void write_slab();
  void write_outcomes_of_point();

  ResultsMetadata metadata_;
  Layout layout_;
  std::unique_ptr<NewFile> part_;
  std::unique_ptr<Hdf5File> file_;
  std::map<std::pair<size_t, size_t>, RunRecord> waiting_;  ///< by replicate, arm
  size_t written_ = 0;
  Slab slab_;
  PeopleRows people_rows_;
  OutcomeTotals outcomes_;
  PointRows point_rows_;
  std::unique_ptr<PointSeries> series_;  ///< or null
};

}  // namespace tributer
