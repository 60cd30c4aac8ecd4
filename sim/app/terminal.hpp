#pragma once
// The standard output and error of the program, and the signals that ask it to stop.
#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string_view>

#include "tributer/core/executor.hpp"

namespace tributer {

/// Occupies those of the descriptors 0 to 2 that were closed when the program began. Otherwise the next file that it
/// opens would take one of them, and messages would be written into that file.
void occupy_standard_descriptors();

/// Lets this program open as many files as the system allows.
void raise_limit_of_open_files();

/// Writes a message to stderr. If that fails, the program goes on, because nobody could be told.
void tell(std::string_view message);
inline constexpr char const* output_failure =
    "standard output cannot be written; is the disk full, or is its reader gone?";
/// Throws a FileError if something that was printed on stdout could not be written.
void require_output_written();
bool output_failed();

/// Columns of the terminal to which stdout is written; 100 if it is not a terminal.
std::size_t terminal_width();
bool stdout_is_coloured();
bool stderr_is_terminal();

/// From now on signals ask to stop; `stop_asked` says whether one did.
void stop_on_signals();
bool stop_asked();

/// A signal asked to stop. Exit code 75.
class Interrupted : public std::runtime_error {
 public:
  /// Before anything was written.
  Interrupted() : std::runtime_error("interrupted: nothing was written; run the same command again") {}
  /// With some blocks of an ensemble finished.
  Interrupted(std::size_t done, std::size_t of, std::filesystem::path const& folder)
      : std::runtime_error(fmt::format("interrupted: {} of {} blocks are kept; continue with: tributer resume {}", done,
                                       of, folder.string())) {}
};

/// Throws Interrupted between the loops of another executor when a signal has asked to stop.
class StoppableExecutor final : public Executor {
 public:
  explicit StoppableExecutor(Executor const& executor) : executor_(executor) {}
  std::size_t slots() const override { return executor_.slots(); }
  void for_blocks(std::size_t n, Body const& body) const override {
    if (stop_asked()) throw Interrupted();
    executor_.for_blocks(n, body);
  }

 private:
  Executor const& executor_;
};

}  // namespace tributer
