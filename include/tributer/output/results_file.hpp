#pragma once
// `results.h5`: everything a study leaves behind, as HDF5 that is also netCDF-4 (CF-1.10). From it alone a run can be
// repeated and two arms compared. Written as `results.h5.part`; the final name appears only when all is on the disk.
//
// Root: dimensions arm, replicate, time and the layout's axes with their labels; one dataset per variable
// [arm, replicate, time, axes...]. Groups: one per Variable.group, which repeats the coordinates it needs;
// /outcomes, /parameters, /parameters/execution, /input, /diagnostics, /panel.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tributer/core/month.hpp"
#include "tributer/core/outcome_totals.hpp"
#include "tributer/core/recording.hpp"
#include "tributer/core/results.hpp"
#include "tributer/output/hdf5_file.hpp"

namespace tributer {

/// How well the inverted ground holds people where they were counted, by area: counts as surveyed, as the search was
/// asked to meet them, and as it did.
struct GroundFit {
  int rounds = 0;
  double worst_log_error = 0;  ///< over concessions of 20 and more miners
  std::vector<double> counted, wanted, model;
};

/// What is known before the first run and describes all of them.
struct ResultsMetadata {
  std::string title, command, git_sha, compiler, program_version;
  uint64_t seed = 0;
  std::string input_digest;
  Month start;
  int months = 0;
  std::vector<std::string> arms;
  int replicates = 0;
  std::string baseline;    ///< name of the arm that others are compared with
  bool sensitive = false;  ///< true if places are single concessions
  std::vector<InputFile> input;
  std::vector<ParameterRow> parameters;
  std::vector<std::pair<std::string, std::string>>
      execution;                       ///< setting and value, e.g. threads; results do not depend on them
  std::vector<std::string> processes;  ///< in the order of RunRecord.seconds_per_process
  std::vector<MonthWindow> presence;   ///< of enforcement; one per arm, or empty for none
  std::vector<MonthWindow> programme;  ///< of support to operations; one per arm, or empty for none
  double discount_rate = 0.05;         ///< a year, for present values
  std::vector<std::string>
      area_ring;                     ///< one per label of the axis "area": cleared, connected, far or outside; or empty
  GroundFit ground;                  ///< by area, or empty
  std::vector<int64_t> area_people;  ///< people living there at start, one per area; or empty
};

/// Rows written so far in the tables of people.
struct PeopleRows {
  uint64_t panel = 0, panel_people = 0, holders = 0;
};

/// Writes `folder/results.h5`. For use from one thread. Errors of the disk are FileErrors; a record that does not fit
/// the layout is a Bug. If it goes away unfinished, nothing is left in the folder.
class ResultsFile {
 public:
  ResultsFile(std::filesystem::path const& folder, ResultsMetadata metadata, Layout layout);
  ~ResultsFile();
  ResultsFile(ResultsFile const&) = delete;
  ResultsFile& operator=(ResultsFile const&) = delete;

  /// Takes one run, once, in any order. Runs reach the file by replicate, then arm (so that its bytes do not depend on
  /// who was ready first); a run that is early waits in memory.
  void write_run(size_t arm, size_t replicate, RunRecord record);

  /// After all runs: marks the file complete, brings it to the disk and gives it its name.
  void finish();

 private:
  void write_in_order(size_t arm, size_t replicate, RunRecord const& record);

  std::filesystem::path folder_;
  ResultsMetadata metadata_;
  Layout layout_;
  std::unique_ptr<Hdf5File> file_;
  std::map<std::pair<size_t, size_t>, RunRecord> waiting_;  ///< by replicate, arm
  size_t written_ = 0;
  PeopleRows people_rows_;
  OutcomeTotals outcomes_;
};

}  // namespace tributer
