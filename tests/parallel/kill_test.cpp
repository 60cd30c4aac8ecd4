// Tests that a killed run never leaves a broken file with a final name, and that the same command then gives the same
// bits as a run that was not killed.
#include <fcntl.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "../property/small_study.hpp"
#include "tributer/analysis/exact.hpp"
#include "tributer/analysis/results_reader.hpp"

using namespace small;
using Seconds = std::chrono::duration<double>;

namespace {

std::string const study =
    plane_head(12, 10000, 40, 4, 2) + arm("baseline") +
    arm("force", {"type = \"enforcement_operation\"\nstart = \"2015-06\"\nmonths = 24\nlargest = 3\nforce = 0.5\n"});

/// The running program.
class Child {
 public:
  Child(fs::path const& file, fs::path const& out) : pid_(::fork()) {
    if (pid_ != 0) return;
    int const nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO), ::dup2(nowhere, STDERR_FILENO);
    ::execl(TRIBUTER_BINARY, TRIBUTER_BINARY, "run", file.c_str(), "-o", out.c_str(), "-q", "--threads", "2", nullptr);
    ::_exit(127);
  }
  void signal(int number) const { ::kill(pid_, number); }
  int wait() const {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return status;
  }

 private:
  pid_t pid_;
};

/// Seconds of a run that is not killed.
double run_to_end(fs::path const& file, fs::path const& out) {
  auto const from = std::chrono::steady_clock::now();
  int const status = Child(file, out).wait();
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
  return Seconds(std::chrono::steady_clock::now() - from).count();
}

/// Kills a run `seconds` after its start. False if it had ended before.
bool kill_after(double seconds, fs::path const& file, fs::path const& out) {
  Child const child(file, out);
  std::this_thread::sleep_for(Seconds(seconds));
  child.signal(SIGKILL);
  return WIFSIGNALED(child.wait());
}

/// Asks a run to stop by a signal. It must say so by its exit code, and leave nothing.
void require_stopped(Child const& child, int number, fs::path const& out) {
  child.signal(number);
  int const status = child.wait();
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 75);
  CHECK(fs::is_empty(out));
}

/// Opens every file with a final name and returns their number.
std::size_t require_whole(fs::path const& out) {
  std::size_t n = 0;
  if (!fs::exists(out)) return 0;
  for (auto const& entry : fs::directory_iterator(out)) {
    if (entry.path().extension() == ".part" || entry.is_directory()) continue;
    INFO(entry.path().string());
    REQUIRE(entry.path().extension() == ".h5");
    REQUIRE_NOTHROW(ResultsReader(entry.path()));
    ++n;
  }
  return n;
}

}  // namespace

TEST_CASE("A killed run leaves nothing broken, and the same command again gives the same bits") {
  Folder const folder;
  fs::path const file = folder.write("study.toml", study), calm = folder.path() / "calm", out = folder.path() / "out";
  double const seconds = run_to_end(file, calm);
  std::mt19937 luck(20150101);
  int killed = 0, unfinished = 0, tried = 0;
  // A random moment in each fifth of the run in turn, from a fixed seed. A run may be faster or slower than the first.
  auto const moment = [&] { return seconds * 0.19 * (tried++ % 5 + static_cast<double>(luck()) / 4294967296.0); };
  for (int kill = 0; kill < 20; ++kill) {
    killed += kill_after(moment(), file, out);
    if (require_whole(out) == 0) {
      ++unfinished;
      continue;
    }
    // Earlier kills had left enough blocks, or it was killed while it printed the table.
    CHECK(exact_difference(calm / "results.h5", out / "results.h5").value_or("") == "");
    fs::remove_all(out);
  }
  run_to_end(file, out);
  CHECK(require_whole(out) == 1);
  CHECK(exact_difference(calm / "results.h5", out / "results.h5").value_or("") == "");
  // A third of the moments at least were within the runs.
  CHECK(killed >= 7);
  CHECK(unfinished >= 6);
}

TEST_CASE("A run that is asked to stop says so and leaves no final file") {
  Folder const folder;
  fs::path const file = folder.write("study.toml", plane_head(12, 20000, 600, 12, 4) + arm("baseline")),
                 out = folder.path() / "out";
  for (int const number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU, SIGALRM, SIGPIPE}) {
    INFO(number);
    Child const child(file, out);
    auto const from = std::chrono::steady_clock::now();
    auto const running = [&] { return fs::exists(out) && !fs::is_empty(out); };
    while (!running() && std::chrono::steady_clock::now() - from < std::chrono::seconds(60))
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    require_stopped(child, number, out);
  }
}

TEST_CASE("A run that is asked to stop while its study is prepared leaves nothing") {
  Folder const folder;
  fs::path const file = folder.write("study.toml", plane_head(400, 50000, 12, 0, 1) + arm("baseline")),
                 out = folder.path() / "out";
  Child const child(file, out);
  while (!fs::exists(out)) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  require_stopped(child, SIGTERM, out);
}
