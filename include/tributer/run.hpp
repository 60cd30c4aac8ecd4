#pragma once
// Runs a study: every arm and replicate, on threads, into one results file.
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "tributer/results.hpp"
#include "tributer/run/study_runner.hpp"
#include "tributer/study.hpp"

namespace tributer {

struct RunOptions {
  std::size_t threads = 0;  ///< 0 = all of the machine; results do not depend on it
  std::string command;      ///< kept in the results file: what was typed, if anything
  TakeProgress progress;    ///< called about ten times a second; returns false to stop early; may be empty
};

/// Prepares the study if that was not done, and writes `folder`/results.h5. Nothing if `progress` stopped the run: then
/// nothing is written. A disk that fails is a FileError; months whose books do not close are a Bug.
std::optional<Results> run(Study& study, std::filesystem::path const& folder, RunOptions const& options = {});

/// Threads that the machine offers, at least one.
std::size_t machine_threads();

}  // namespace tributer
