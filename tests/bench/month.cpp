// How long does a month take: with each kind of vector, by process and observable, in few and many people, in many
// small runs, and with a second thread? Everything is on. A miner-month is one row of the table of miners in one month,
// reservoir included. Quote ratios within one run.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "../lab.hpp"
#include "../vectors.hpp"
#include "tributer/run/study_runner.hpp"

using namespace lab;

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double peak_gigabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1e6;
}

/// Runs a study. Returns its miner-months a second, burn-in included.
double run(Opened const& study, std::size_t threads, std::vector<double>* seconds = nullptr) {
  int64_t miner_months = 0;
  double const from = now();
  run_study(
      *study.model, threads,
      [&](std::size_t, std::size_t, RunRecord record) {
        if (!seconds) return;
        seconds->resize(record.seconds_per_process.size());
        for (std::size_t p = 0; p < seconds->size(); ++p) (*seconds)[p] += record.seconds_per_process[p];
      },
      [&](Progress const& p) {
        miner_months = p.miner_months_done;
        return true;
      });
  return static_cast<double>(miner_months) / (now() - from);
}

void print_rate(std::string const& what, double rate) {
  fmt::print("{:56} {:6.2f} million miner-months a second, {:6.1f} ns each\n", what, rate / 1e6, 1e9 / rate);
}

void print_parts(Model const& model, std::vector<double> const& seconds) {
  double all = 0;
  for (double const s : seconds) all += s;
  for (std::size_t p = 0; p < seconds.size(); ++p)
    if (seconds[p] > 0.01 * all)
      fmt::print("    {:24} {:5.1f}%\n",
                 p < model.schedule.size() ? model.schedule[p].name
                                           : "record " + model.observable_names[p - model.schedule.size()],
                 100 * seconds[p] / all);
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

/// One large run on two threads, over two runs of half the size side by side with one thread each: seconds over
/// seconds.
double second_thread() {
  std::vector<double> ratios;
  constexpr int rounds = 7;
  Opened const whole = synthetic(400, 572'000, 12, 1), half = synthetic(400, 286'000, 12, 1),
               other = synthetic(400, 286'000, 12, 1);
  for (int round = 0; round < rounds; ++round) {
    double const large = run(whole, 2);
    std::thread beside([&] { run(other, 1); });
    double const one = run(half, 1);
    beside.join();
    ratios.push_back(2 * one / large);
  }
  std::sort(ratios.begin(), ratios.end());
  return ratios[rounds / 2];
}

}  // namespace

int main() {
  Miners one;
  one.resize(1);
  fmt::print("{} bytes a person in columns\n", one.bytes());
  auto const ituri = open("scenarios/crackdown.toml", {"random.replicates=1", "time.months=36"});
  with_each_vector([&] {
    std::vector<double> seconds;
    print_rate(fmt::format("Ituri, four arms, 1 thread, vectors {}", vector_width().name), run(ituri, 1, &seconds));
    print_parts(*ituri.model, seconds);
  });
  std::size_t const machine = std::max(1u, std::thread::hardware_concurrency());
  print_rate(fmt::format("Ituri, {} threads", machine), run(ituri, machine));
  print_rate("200 runs of 10,000 people, 120 months", run(synthetic(10, 2'860, 120, 200), machine));
  for (int64_t const miners : {2'860, 28'600, 286'000, 1'430'000})
    print_rate(fmt::format("{} miners, 1 thread", miners), run(synthetic(40, miners, 12, 1), 1));
  print_rate("5 million people, all threads", run(synthetic(400, 1'430'000, 12, 1), machine));
  double const ratio = second_thread();
  fmt::print("two threads on one run of 2 million people take {:.2f} times as long as two runs of half the size: {}\n",
             ratio, ratio <= 1.1 ? "a second thread helps" : "MORE than 1.1");
  fmt::print("peak memory {:.2f} GB\n", peak_gigabytes());
}
