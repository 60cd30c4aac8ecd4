#pragma once
// `results.h5`: everything a study leaves behind, as HDF5 that is also netCDF-4 (CF-1.10). From it alone a run can be
// repeated and two arms compared. Written as `results.h5.part`; the final name appears only when all is on the disk.
//
// Root: dimensions arm, replicate, time and the layout's axes with their labels; one dataset per variable
// [arm, replicate, time, axes...]. Groups: one per Variable.group, which repeats the coordinates it needs;
// /parameters, /parameters/execution, /input, /diagnostics, /panel.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tributer/core/month.hpp"
#include "tributer/core/recording.hpp"
#include "tributer/output/hdf5_file.hpp"

namespace tributer {

inline constexpr std::string_view results_file_type = "tributer results";
inline constexpr std::string_view results_format_version = "1.0";
inline constexpr std::string_view results_intended_use =
    "Explains and compares what may happen to artisanal miners under different actions; it does not forecast. "
    "Not for choosing places to clear, nor people to act against.";

struct InputFile {
  std::string path, content;
};

/// One declared parameter as resolved; `from_default` is "yes" or "no".
struct ParameterRow {
  std::string address, type, unit, minimum, maximum, default_value, value, source, about, from_default;
};

/// Presence of armed or other enforcement in an arm, in months since start; -1 where there is none.
struct PresenceWindow {
  int32_t first_month = -1, last_month = -1;
  bool exists() const { return first_month >= 0; }
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
  std::string baseline;                       ///< name of the arm that others are compared with
  bool sensitive = false;                     ///< true if places are single concessions
  std::vector<InputFile> input;
  std::vector<ParameterRow> parameters;
  std::vector<std::pair<std::string, std::string>> execution;  ///< setting and value, e.g. threads; results do not depend on them
  std::vector<std::string> processes;         ///< in the order of RunRecord.seconds_per_process
  std::vector<PresenceWindow> presence;       ///< one per arm, or empty for none
  std::vector<std::string> area_ring;         ///< one per label of the axis "area": cleared, connected, far or outside; or empty
  std::vector<int64_t> area_people;           ///< people living there at start, one per area; or empty
};

/// The axes (each named once) and the monthly variables over them. An axis is not called arm, replicate or time.
struct ResultsLayout {
  std::vector<Axis> axes;
  std::vector<Variable> variables;
};

/// Writes `folder/results.h5`. For use from one thread. Errors of the disk are FileErrors; a record that does not fit
/// the layout is a Bug. If it goes away unfinished, nothing is left in the folder.
class ResultsFile {
 public:
  ResultsFile(std::filesystem::path const& folder, ResultsMetadata metadata, ResultsLayout layout);
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
  ResultsLayout layout_;
  std::unique_ptr<Hdf5File> file_;
  std::map<std::pair<size_t, size_t>, RunRecord> waiting_;  ///< by replicate, arm
  size_t written_ = 0;
  uint64_t panel_rows_ = 0, panel_people_ = 0;
};

/// Reads a complete results file of any version 1.x.
class ResultsReader {
 public:
  /// A file that is missing, not a results file, of a later major version or incomplete is a FileError.
  explicit ResultsReader(std::filesystem::path const& path);

  std::vector<std::string> const& arms() const { return arms_; }
  size_t replicates() const { return replicates_; }
  size_t months() const { return months_; }
  Month start() const { return start_; }
  std::string text(std::string const& attribute) const;  ///< of the root; empty if absent
  uint64_t seed() const;
  bool sensitive() const;
  std::string baseline() const { return text("baseline"); }
  PresenceWindow presence(size_t arm) const;
  std::vector<InputFile> input() const;
  std::vector<ParameterRow> parameters() const;

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

  Hdf5File const& file() const { return file_; }

 private:
  Block run_block(std::string const& variable, size_t arm, size_t replicate) const;

  Hdf5File file_;
  std::vector<std::string> arms_;
  size_t replicates_ = 0, months_ = 0;
  Month start_;
};

}  // namespace tributer
