#pragma once
// Kinds of failure: a problem in the user's input (UserError, exit code 65), a file that cannot be read or written
// (FileError, exit code 74), and a defect of this program (Bug, exit code 70).
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tributer {

/// Where a value comes from. `line` 0 means the command line (`--set`) or a default.
struct Origin {
  std::string file;
  int line = 0;
  std::string text;  ///< the line itself, shown under the message
};

/// One problem of the input: where it is, what is wrong, and what the user can do about it.
struct Problem {
  Origin where;
  std::string what;
  std::string remedy;
};

/// One line `error: file:line: what; remedy` for each problem, with the text of the faulty line below it.
std::string render(std::vector<Problem> const& problems);

/// All problems found in the input, reported together. Exit code 65.
class UserError : public std::runtime_error {
 public:
  explicit UserError(std::vector<Problem> problems);
  explicit UserError(Problem problem) : UserError(std::vector<Problem>{std::move(problem)}) {}
  std::vector<Problem> const& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// A file could not be read or written for reasons outside the study. Exit code 74.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A state the program must never reach. Exit code 70.
class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws a Bug with the message `what`. It is not inline, so that a loop over people that checks each number stays
/// small.
[[noreturn]] void stop(char const* what);

/// Throws a Bug with the message `what` unless `holds` is true.
inline void check(bool holds, std::string_view what) {
  if (!holds) throw Bug(std::string(what));
}

}  // namespace tributer
