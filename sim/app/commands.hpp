#pragma once
// The commands. Each returns an exit code. Results are written to stdout, messages to stderr.
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tributer/analysis/comparison.hpp"
#include "tributer/analysis/export.hpp"
#include "tributer/run.hpp"
#include "tributer/scenario/world_import.hpp"
#include "tributer/study.hpp"

namespace tributer {

enum ExitCode {
  ok = 0,
  results_differ = 1,
  usage_error = 2,
  runs_failed = 3,
  invalid_input = 65,
  bug_here = 70,
  file_error = 74,
  interrupted = 75
};

enum class Verbosity { quiet, normal, verbose };

/// The settings of the command line, for all commands.
struct CommandLine {
  std::string command;                ///< "run", "check", ...
  std::vector<std::string> operands;  ///< files
  std::filesystem::path out;
  std::filesystem::path slurm;  ///< where `check` writes a job script; empty = nowhere
  ImportRequest import;         ///< its files of sites and of the world are in `operands` and `out`
  std::vector<Override> overrides;
  std::string arm, baseline, outcome;
  int replicates = 0, months = 0, points = 0;
  bool uncertain = false;
  Share share;  ///< of the blocks, for this process
  RunOptions::Missing missing = RunOptions::Missing::run;
  std::size_t threads = 0;  ///< 0 = all threads of the machine
  bool sensitive = false, csv = false, exact = false, markdown = false, all = false, replace = false, profile = false;
  Verbosity verbosity = Verbosity::normal;
  std::optional<ExportFormat> to;
  std::string as_typed;

  std::size_t n_threads() const;
};

/// Reads the study of a file, with the settings of the command line. Throws a UserError if it is not valid.
Study open_study(std::filesystem::path const& file, CommandLine const& line);
/// The study of an empty file, to list parameters and plug-ins.
Study open_empty_study(Entries entries = Entries::none);

int run_command(CommandLine const& line);
int resume_command(CommandLine const& line);
int expand_command(CommandLine const& line);
int merge_command(CommandLine const& line);
int verify_command(CommandLine const& line);
int check_command(CommandLine const& line);
int compare_command(CommandLine const& line);
int export_command(CommandLine const& line);
int parameters_command(CommandLine const& line);
int schema_command(CommandLine const& line);
int completion_command(CommandLine const& line);
int manual_command(CommandLine const& line);
int schedule_command(CommandLine const& line);
int plugins_command(CommandLine const& line);
int selfcheck_command(CommandLine const& line);
int calibrate_command(CommandLine const& line);
int equalise_command(CommandLine const& line);
int world_command(CommandLine const& line);

/// Runs `work`. If it fails, says why and returns the exit code for that.
int reported(std::function<int()> const& work);

ComparisonOptions comparison_options(CommandLine const& line);
/// Prints the time that processes and observables took in all runs of a results file.
void print_profile(ResultsReader const& results);
enum class ComparisonText { table, headline };
/// Prints the comparison of the arms with the baseline, as CSV if the command line asks for it.
void print_comparison(ResultsReader const& results, CommandLine const& line, ComparisonText as);

}  // namespace tributer
