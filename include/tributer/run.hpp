#pragma once
// Runs a study: every arm and replicate, on several threads, and writes one results file.
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "tributer/core/new_file.hpp"
#include "tributer/results.hpp"
#include "tributer/run/study_runner.hpp"
#include "tributer/study.hpp"

namespace tributer {

struct RunOptions {
  std::size_t threads = 0;  ///< 0 = all threads of the machine; results do not depend on it
  std::string command;      ///< the command that the user typed, if any; it is kept in the results file
  TakeProgress progress;    ///< called about ten times a second; returns false to stop early; may be empty
};

/// What happens to older results in the folder. Those of the same study with the same settings are always replaced.
enum class OlderResults { refused, replaced };

/// Makes the folder and reserves the file results.h5 in it for this study. Throws a FileError if another run is writing
/// there, or if the folder has results of another study that may not be replaced. It is best called before the study is
/// prepared, which can take minutes.
std::unique_ptr<NewFile> reserve_results(Study const& study, std::filesystem::path const& folder,
                                         OlderResults older = OlderResults::refused);
/// As below, into a file that was reserved.
std::optional<Results> run(Study& study, std::unique_ptr<NewFile> file, RunOptions const& options = {});

/// Prepares the study if that was not done, and writes `folder`/results.h5. If `progress` stops the run, nothing is
/// written or returned. Throws a FileError if the disk fails, and a Bug if the books of a month do not close.
std::optional<Results> run(Study& study, std::filesystem::path const& folder, RunOptions const& options = {});

/// Number of threads that the machine offers, at least one.
std::size_t machine_threads();

}  // namespace tributer
