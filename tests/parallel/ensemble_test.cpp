// Tests that an ensemble has the same bits however its blocks are run: by threads, shards, several processes at once,
// in pieces between kills, and by adding to a smaller one.
#include <fcntl.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <csignal>
#include <random>
#include <thread>

#include "../property/small_study.hpp"
#include "tributer/analysis/exact.hpp"
#include "tributer/analysis/points_comparison.hpp"
#include "tributer/run.hpp"

using namespace small;

namespace {

std::string const arms =
    arm("baseline") +
    arm("force", {"type = \"enforcement_operation\"\nstart = \"2015-03\"\nmonths = 6\nlargest = 3\nforce = 0.5\n"});

std::string const study = plane_head(6, 1500, 12, 2, 4) + arms +
                          "[output]\nseries = [\"working_miners\", \"moves/moves\"]\n[output.panel]\nshare = "
                          "0.1\nevery_months = 3\n[design]\npoints = 3\n[[design.vary]]\naddress "
                          "= \"choice.move_cost\"\n[[design.vary]]\naddress = "
                          "\"arm.force.enforcement_operation.force\"\n";

/// The program with some arguments, in the background.
class Child {
 public:
  explicit Child(std::vector<std::string> const& arguments) : pid_(::fork()) {
    if (pid_ != 0) return;
    int const nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO), ::dup2(nowhere, STDERR_FILENO);
    std::vector<char const*> argv{TRIBUTER_BINARY};
    for (std::string const& argument : arguments) argv.push_back(argument.c_str());
    argv.push_back("-q"), argv.push_back(nullptr);
    ::execv(TRIBUTER_BINARY, const_cast<char* const*>(argv.data()));
    ::_exit(127);
  }
  void signal(int number) const { ::kill(pid_, number); }
  /// Its exit code; -1 if a signal ended it.
  int wait() const {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_;
};

int program(std::vector<std::string> const& arguments) { return Child(arguments).wait(); }

std::string difference(fs::path const& a, fs::path const& b) {
  return exact_difference(a / "results.h5", b / "results.h5").value_or("");
}

/// A folder with the study and its results, run in one go.
struct Calm {
  Folder folder;
  std::string file = folder.write("study.toml", study).string();
  fs::path out = folder.path() / "calm";
  Calm() { REQUIRE(program({"run", file, "-o", out.string(), "--threads", "1"}) == 0); }
  fs::path at(std::string const& name) const { return folder.path() / name; }
  std::string operator/(std::string const& name) const { return at(name).string(); }
};

}  // namespace

TEST_CASE("Threads, shards in any order and additions give the bits of one run") {
  Calm const calm;
  CHECK(program({"run", calm.file, "-o", calm / "threads", "--threads", "2"}) == 0);
  CHECK(difference(calm.out, calm.at("threads")) == "");
  for (std::string const shard : {"3", "5", "1", "4", "2"})
    CHECK(program({"run", calm.file, "-o", calm / ("shard" + shard), "--shard", shard + "/5"}) == 0);
  CHECK(program({"merge", calm / "shard2", calm / "shard4", "-o", calm / "merged"}) == 75);
  CHECK(program({"merge", calm / "shard5", calm / "shard1", calm / "shard3", "-o", calm / "merged"}) == 0);
  CHECK(difference(calm.out, calm.at("merged")) == "");
  CHECK(program({"run", calm.file, "-o", calm / "small", "--replicates", "2", "--points", "1"}) == 0);
  CHECK(program({"expand", calm / "small", "--replicates", "4"}) == 0);
  CHECK(program({"expand", calm / "small", "--points", "3"}) == 0);
  CHECK(difference(calm.out, calm.at("small")) == "");
  CHECK(fs::exists(calm.at("small/results.h5")));
  CHECK_FALSE(fs::exists(calm.at("small/blocks")));
  CHECK(program({"run", calm.file, "-o", calm / "small", "--replicates", "2"}) == 74);  // it holds more
  CHECK(program({"verify", (calm.out / "results.h5").string(), "--replicates", "2"}) == 0);
}

TEST_CASE("Killed runs go on with other workers, and have the bits of one run") {
  Calm const calm;
  auto const from = std::chrono::steady_clock::now();
  REQUIRE(program({"run", calm.file, "-o", calm / "again", "--threads", "1"}) == 0);
  double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
  std::mt19937 luck(20150101);
  auto const uniform = [&] { return static_cast<double>(luck()) / 4294967296.0; };
  int killed = 0;
  for (int ensemble = 0; killed < 20 && ensemble < 40; ++ensemble) {
    fs::path const out = calm.at("killed");
    fs::remove_all(out);
    for (int start = 0; !fs::exists(out / "results.h5") && start < 20; ++start) {
      std::vector<std::string> const command =
          fs::exists(out / "blocks") && luck() % 2 == 0
              ? std::vector<std::string>{"resume", out.string(), "--threads", luck() % 2 == 0 ? "1" : "2"}
              : std::vector<std::string>{"run",        calm.file,   "-o",
                                         out.string(), "--threads", luck() % 2 == 0 ? "1" : "2"};
      std::vector<Child> children;
      for (std::size_t n = 1 + luck() % 2; n > 0; --n) children.emplace_back(command);
      std::this_thread::sleep_for(std::chrono::duration<double>(seconds * (0.2 + 0.6 * uniform())));
      for (Child const& child : children) child.signal(SIGKILL);
      for (Child const& child : children) killed += child.wait() == -1;
    }
    REQUIRE(program({"resume", out.string()}) == 0);
    REQUIRE(difference(calm.out, out) == "");
  }
  CHECK(killed >= 20);
}

TEST_CASE("A run that is asked to stop keeps its blocks and goes on") {
  Calm const calm;
  for (int const number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGXCPU}) {
    INFO(number);
    fs::path const out = calm.at("stopped");
    fs::remove_all(out);
    Child const child({"run", calm.file, "-o", out.string(), "--threads", "1"});
    // Until the first block is there: the file then holds more than its head and a claim.
    auto const size = [&] {
      std::error_code none;
      for (auto const& entry : fs::directory_iterator(out / "blocks", none)) return entry.file_size(none);
      return std::uintmax_t{0};
    };
    for (int k = 0; k < 3000 && (size() == 0 || size() < 8000) && !fs::exists(out / "results.h5"); ++k)
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    child.signal(number);
    int const code = child.wait();
    CHECK((code == 75 || code == 0));
    if (code == 75) CHECK_FALSE(fs::exists(out / "results.h5"));
    CHECK(program({"resume", out.string(), "--threads", "2"}) == 0);
    CHECK(difference(calm.out, out) == "");
  }
}

TEST_CASE("Processes in one folder finish an ensemble together, with and without the locks of HDF5") {
  Calm const calm;
  for (int pair = 0; pair < 6; ++pair) {
    ::setenv("HDF5_USE_FILE_LOCKING", pair % 2 == 0 ? "FALSE" : "TRUE", 1);
    fs::path const out = calm.at("shared");
    fs::remove_all(out);
    std::vector<std::string> const command{"run", calm.file, "-o", out.string(), "--threads", "1"};
    Child const first(command);
    std::this_thread::sleep_for(std::chrono::milliseconds(60 * pair));
    Child const second(command);
    CHECK(first.wait() == 0);
    CHECK(second.wait() == 0);
    CHECK(difference(calm.out, out) == "");
    CHECK_FALSE(fs::exists(out / "blocks"));
  }
  ::unsetenv("HDF5_USE_FILE_LOCKING");
}

TEST_CASE("Replicates are added until an interval is narrow, and the results are those of as many from the start") {
  Folder const folder;
  std::string const plain = plane_head(6, 1500, 12, 2, 2) + arms;
  auto const until = [&](double half_width) {
    return fmt::format("[compare.until]\noutcome = \"leakage_net\"\nhalf_width = {}\nstep = 2\nmax_replicates = 7\n",
                       half_width);
  };
  std::string const wide = folder.write("wide.toml", plain + until(1e9)).string(),
                    narrow = folder.write("narrow.toml", plain + until(1e-9)).string(),
                    unknown =
                        folder.write("unknown.toml", plain + "[compare.until]\noutcome = \"minerz\"\nhalf_width = 1\n")
                            .string();
  REQUIRE(program({"run", wide, "-o", (folder.path() / "wide").string()}) == 0);
  CHECK(ResultsReader(folder.path() / "wide/results.h5").replicates() == 2);
  REQUIRE(program({"run", narrow, "-o", (folder.path() / "narrow").string()}) == 0);
  CHECK(ResultsReader(folder.path() / "narrow/results.h5").replicates() == 7);
  REQUIRE(program({"run", narrow, "-o", (folder.path() / "whole").string(), "--replicates", "7"}) == 0);
  CHECK(difference(folder.path() / "narrow", folder.path() / "whole") == "");
  CHECK(program({"run", unknown, "-o", (folder.path() / "unknown").string()}) == 65);
}

/// A process that fails at points with a high cost of moving.
class Faulty final : public Process {
 public:
  explicit Faulty(BuildContext const& context) : fails_(context.parameters.choice.move_cost > 1.3) {}
  void step(MonthContext const& month, World&) const override {
    if (fails_ && month.since_start == 3) throw Bug("a planted fault");
  }

 private:
  bool fails_;
};

TEST_CASE("A run that fails is kept as a failure, and the others are run") {
  Folder const folder;
  std::string const file =
      folder
          .write("study.toml", plane_head(5, 800, 6, 1, 2) + arms +
                                   "[output]\nseries = [\"working_miners\"]\n[design]\nfile = \"points.csv\"\n")
          .string();
  folder.write("points.csv", "choice.move_cost\n1.2\n1.4\n");
  Registry registry = built_in_registry();
  registry.process<Faulty>("faulty", "fails", MonthPart::community);
  fs::path const out = folder.path() / "out";
  StudyOptions options{.overrides = {{"choice.move_cost", "1.1"}}, .only_arm = ""};
  Study study(file, options, registry);
  EnsembleFolder ensemble(study, out);
  RunEnd const end = run_ensemble(study, ensemble, {});
  REQUIRE(end.results);
  REQUIRE(end.failures.size() == 2);
  auto const failures = end.results->file().failures();
  REQUIRE(failures.size() == 2);
  CHECK(failures[0].point == 2);
  CHECK(failures[1].replicate == 1);
  CHECK(failures[0].arm == "baseline");
  CHECK(failures[0].message == "a planted fault");
  for (PointSpread const& spread : compare_points(end.results->file())) CHECK(spread.defined().size() <= 1);
  auto const series = end.results->file().file().read_reals("/points/series/working_miners");
  std::size_t const of_point = series.size() / 3;
  auto const undefined = [](double value) { return std::isnan(value); };
  CHECK(std::none_of(series.begin(), series.begin() + static_cast<std::ptrdiff_t>(2 * of_point), undefined));
  CHECK(std::all_of(series.begin() + static_cast<std::ptrdiff_t>(2 * of_point), series.end(), undefined));
  // More replicates fail there too; the failures of before are kept and not run again.
  Study larger(study.copy(), {{"random.replicates", "3"}}, registry);
  EnsembleFolder grown(larger, out);
  CHECK(run_ensemble(larger, grown, {}).failures.size() == 3);
  EnsembleFolder finished(larger, out);
  CHECK(run_ensemble(larger, finished, {}).failures.size() == 3);  // also if nothing is left to run
  // If everything fails, there is nothing to keep.
  std::string const alone = folder.write("alone.toml", plane_head(5, 800, 6, 1, 1) + arms).string();
  Study hopeless(alone, {.overrides = {{"choice.move_cost", "1.4"}}, .only_arm = ""}, registry);
  CHECK_THROWS_WITH(run(hopeless, folder.path() / "none"), "a planted fault");
}
