// Measures miner-months per second and bytes per miner, with all processes and observables.
// A miner-month is one row of the table of miners in one month, reservoir included. Quote ratios within one run.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "../lab.hpp"
#include "tributer/core/draws.hpp"
#include "tributer/run/study_runner.hpp"

using namespace lab;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double peak_gigabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1e6;
}

void measure(char const* name, Opened const& study, std::size_t threads) {
  int64_t people = 0, months = 0;
  std::vector<double> seconds(study.model->schedule.size(), 0);
  double const from = now();
  run_study(
      *study.model, threads,
      [&](std::size_t, std::size_t, RunRecord record) {
        people = std::max<int64_t>(people, record.miner_months / study.model->study.time.months);
        for (std::size_t p = 0; p < seconds.size(); ++p) seconds[p] += record.seconds_per_process[p];
      },
      [&](Progress const& p) {
        months = p.miner_months_done;
        return true;
      });
  double const took = now() - from;
  fmt::print("{:28} {} threads  {:9} people  {:6.1f} s  {:5.1f} million miner-months a second\n", name, threads, people,
             took, static_cast<double>(months) / 1e6 / took);
  for (std::size_t p = 0; p < seconds.size(); ++p)
    if (seconds[p] > 0.02 * took) fmt::print("    {:14} {:5.2f} s\n", study.model->schedule[p].name, seconds[p]);
}

Opened synthetic(int concessions, int64_t miners, int months, int replicates) {
  auto const file = std::filesystem::temp_directory_path() / fmt::format("tributer-bench-{}.toml", ::getpid());
  std::ofstream(file) << fmt::format(
      "format = 1\n[world]\nsynthetic = {{ concessions = {}, miners = {}, seed = 1 }}\n[time]\nstart = "
      "\"2015-01\"\nmonths = {}\n"
      "burn_in = 2\n[random]\nseed = 1\nreplicates = {}\n[gold_price]\nconstant_usd_per_gram = 40\n[[arm]]\nname = "
      "\"baseline\"\n",
      concessions, miners, months, replicates);
  auto study = open(file.string());
  std::filesystem::remove(file);
  return study;
}

}  // namespace

int main() {
  Miners one;
  one.resize(1);
  fmt::print("{} bytes a miner in columns; draws in vectors of {} words ({})\n", one.bytes(), vector_width().words,
             vector_width().name);
  std::size_t const machine = std::max(1u, std::thread::hardware_concurrency());
  auto const ituri = open("scenarios/crackdown.toml", {"random.replicates=2", "time.months=48"});
  for (std::size_t const threads : {std::size_t{1}, machine}) measure("Ituri, four arms", ituri, threads);
  measure("5 million people", synthetic(400, 1'430'000, 12, 1), machine);
  fmt::print("peak memory {:.2f} GB\n", peak_gigabytes());
}
