#pragma once
// Small studies in a temporary folder, which several tests run.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tributer/run/study_runner.hpp"

namespace small {

using namespace tributer;
namespace fs = std::filesystem;

/// A folder that is removed after the test.
class Folder {
 public:
  Folder() {
    static std::atomic<int> count{0};
    path_ = fs::temp_directory_path() / fmt::format("tributer-test-{}-{}", ::getpid(), count++);
    fs::create_directories(path_);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() { fs::remove_all(path_); }
  fs::path write(std::string const& name, std::string const& content) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << content;
    return path_ / name;
  }
  fs::path const& path() const { return path_; }

 private:
  fs::path path_;
};

/// Ten concessions on a ring with two short cuts, in two territories. There are one large-scale mine, armed presence at
/// some concessions, one to nine sites at each, and 1,500 miners in all.
inline void write_world(Folder const& folder) {
  constexpr int miners[] = {420, 60, 35, 240, 25, 110, 300, 45, 180, 85};
  std::string concessions = "id,name,territory,lon,lat,miners,hours_to_market,n_sites,peak_miners,armed_share\n";
  std::string connections = "from,to,km,travel_hours\n";
  for (int c = 0; c < 10; ++c) {
    concessions += fmt::format("c{0},Site {0},{1},{2:.1f},{3:.1f},{4},{5},{6},{7},{8}\n", c, c < 5 ? "North" : "South",
                               29 + 0.1 * c, 1 + 0.1 * (c % 3), miners[c], 1 + c % 4, 1 + c, miners[c] + 10 * c,
                               c % 3 == 0 ? "0.8" : "");
    connections += fmt::format("c{},c{},{},{}\n", c, (c + 1) % 10, 10 + c, 0.5 + 0.25 * c);
  }
  connections += "c0,c5,30,2\nc2,c7,25,1.5\n";
  folder.write("world/concessions.csv", concessions);
  folder.write("world/connections.csv", connections);
  folder.write("world/world.toml",
               "[tenure]\nc3 = \"lsm\"\nc7 = \"protected\"\n"
               "[[lsm]]\nconcession = \"c3\"\njobs = 40\nwage_usd_per_month = 400\n");
}

/// The beginning of a study in that world, without arms.
inline std::string head(int months, int burn_in, int replicates = 1, int seed = 1) {
  return fmt::format(
      "format = 1\ntitle = \"small\"\n[world]\npath = \"world\"\n[time]\nstart = \"2015-01\"\nmonths = {}\nburn_in = "
      "{}\n"
      "[random]\nseed = {}\nreplicates = {}\n[gold_price]\nconstant_usd_per_gram = 40\n",
      months, burn_in, seed, replicates);
}

/// The same on a synthetic plane.
inline std::string plane_head(int concessions, int miners, int months, int burn_in, int replicates, int seed = 1) {
  return fmt::format(
      "format = 1\ntitle = \"plane\"\n[world]\nsynthetic = {{ concessions = {}, miners = {}, seed = 5 "
      "}}\n[time]\nstart = \"2015-01\"\n"
      "months = {}\nburn_in = {}\n[random]\nseed = {}\nreplicates = {}\n[gold_price]\nconstant_usd_per_gram = 40\n",
      concessions, miners, months, burn_in, seed, replicates);
}

inline std::string arm(std::string const& name, std::vector<std::string> const& instruments = {}) {
  std::string text = fmt::format("[[arm]]\nname = \"{}\"\n", name);
  for (auto const& instrument : instruments) text += "[[arm.instrument]]\n" + instrument;
  return text;
}

struct Opened {
  std::unique_ptr<ParameterBook> book;
  std::unique_ptr<Model> model;
};

/// Reads, checks, builds and prepares a study. Throws a UserError if it is not valid.
inline Opened open_file(fs::path const& file, std::vector<Override> const& overrides = {}) {
  Opened open{std::make_unique<ParameterBook>(), nullptr};
  StudyInput study = read_study(file, {overrides, "", 0, 0}, *open.book);
  if (study.arms.empty()) open.book->throw_if_any();
  open.model = build_model(built_in_registry(), std::move(study));
  finish_reading(open.model->study, *open.book);
  prepare(*open.model, SerialExecutor());
  return open;
}

inline Opened open_text(std::string const& text, std::vector<Override> const& overrides = {}) {
  Folder const folder;
  write_world(folder);
  return open_file(folder.write("study.toml", text), overrides);
}

/// The records of all runs, by [replicate][arm].
inline std::vector<RunRecord> run_all(Model const& model, std::size_t threads = 1) {
  std::size_t const arms = model.study.arms.size();
  std::vector<RunRecord> records(arms * static_cast<std::size_t>(model.study.replicates));
  run_study(
      model, threads,
      [&](std::size_t a, std::size_t replicate, RunRecord record) {
        records[replicate * arms + a] = std::move(record);
      },
      [](Progress const&) { return true; });
  return records;
}

/// The world at the end of the burn-in, from which arms can start.
inline Simulation settled(Model const& model, Executor const& executor, uint32_t replicate = 0) {
  Simulation simulation(model, replicate, executor);
  for (int month = 0; month < model.study.time.burn_in; ++month) simulation.step();
  return simulation;
}

inline Simulation branch(Model const& model, Simulation const& from, int arm, Executor const& executor) {
  return Simulation(model, from.luck(), from.world(), from.months_done(), arm, executor);
}

/// What a command writes to stdout and stderr, and its exit code.
struct Said {
  int code = 0;
  std::string text;
};
inline Said shell(std::string const& command) {
  FILE* const file = ::popen(command.c_str(), "r");
  check(file != nullptr, "no shell to run the program");
  Said said;
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, file) != nullptr) said.text += buffer;
  int const status = ::pclose(file);
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return said;
}
inline Said say(std::string const& arguments) { return shell(fmt::format("'{}' {} 2>&1", TRIBUTER_BINARY, arguments)); }

}  // namespace small
