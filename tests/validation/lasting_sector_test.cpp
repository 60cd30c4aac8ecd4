// Tests that the sector lasts: at a constant real price the numbers of miners, the reserve and the pay are after forty
// years what they were in the first five, and on real prices they stay within bounds. Also tests that small concessions
// are empty at times and come back (V17), and prints how far head counts at one place change between two visits.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "../lab.hpp"

using namespace lab;

namespace {

struct Sector {
  double miners = 0, reserve = 0, pay = 0;
};

/// Means of each five years over some replicates. Real prices are constant, and everything else changes by chance.
std::vector<Sector> sector(std::vector<std::string> set, int years, bool finds = true) {
  set.insert(set.end(), {"world.weight=5", "time.months=" + std::to_string(12 * years)});
  auto const study = open("scenarios/crackdown.toml", set);
  SerialExecutor const executor;
  int const replicates = 4;
  std::vector<Sector> out(static_cast<std::size_t>(years / 5));
  for (int r = 0; r < replicates; ++r) {
    Simulation run = burned_in(*study.model, static_cast<uint32_t>(r), executor);
    if (!finds)
      for (Milligrams& reserve : run.world().concessions.opening_reserve_mg) reserve = 0;  // nothing is found any more
    for (Sector& mean : out) {
      double income = 0, miners = 0;
      for (int month = 0; month < 60; ++month) {
        run.step();
        auto const& c = run.world().concessions;
        for (std::size_t i = 0; i < study.model->geography->n; ++i) {
          miners += static_cast<double>(c.workers[i]);
          income += static_cast<double>(c.mining_income_cents[i]);
          mean.reserve += static_cast<double>(c.reserve_mg[i]) / 60 / replicates;
        }
      }
      mean.miners += miners / 60 / replicates;
      mean.pay += income / miners / replicates;
    }
  }
  return out;
}

std::vector<std::string> const constant = {"gold_price.series=\"\"", "gold_price.constant_usd_per_gram=40",
                                           "world.income.usd_inflation_per_year=0"};

/// The last ten years over the first five.
Sector change(std::vector<Sector> const& path) {
  Sector const &a = path[path.size() - 2], &b = path.back(), &first = path.front();
  return {(a.miners + b.miners) / 2 / first.miners, (a.reserve + b.reserve) / 2 / first.reserve,
          (a.pay + b.pay) / 2 / first.pay};
}

void print(std::vector<Sector> const& path) {
  for (std::size_t k = 0; k < path.size(); ++k)
    UNSCOPED_INFO("years " << 5 * k + 1 << " to " << 5 * k + 5 << ": miners " << path[k].miners / path[0].miners
                           << ", reserve " << path[k].reserve / path[0].reserve << ", pay " << path[k].pay / path[0].pay
                           << " of the first five years");
}

/// What later visits find at concessions that begin with one vein.
struct Visits {
  int places = 0, empty_after_two = 0, of_these_back_in_five = 0;
  std::vector<double> log_ratio[3];  ///< of all concessions with 20 miners or more (10 rows), after 0.5, 2 and 5 years
};

Visits visits(std::vector<std::string> set) {
  set.push_back("world.weight=2");
  auto const study = open("scenarios/crackdown.toml", set);
  SerialExecutor const executor;
  Visits out;
  for (uint32_t r = 0; r < 4; ++r) {
    Simulation run = burned_in(*study.model, r, executor);
    std::vector<int64_t> const start = run.world().concessions.workers;
    std::vector<char> empty(start.size()), back(start.size());
    auto const one_vein = [&](std::size_t i) {
      return run.world().concessions.counted_veins[i] == 1 && start[i] >= 10;
    };
    for (int month = 1; month <= 84; ++month) {
      run.step();
      auto const& workers = run.world().concessions.workers;
      for (std::size_t i = 0; i < study.model->geography->n; ++i) {
        bool const few = workers[i] * 10 < start[i];
        if (month == 24) empty[i] = few && one_vein(i);
        if (empty[i] && workers[i] * 2 > start[i]) back[i] = 1;
        for (auto const& [after, k] : {std::pair{6, 0}, {24, 1}, {60, 2}})
          if (month == after && start[i] >= 10)
            out.log_ratio[k].push_back(
                std::log(std::max(0.5, static_cast<double>(workers[i])) / static_cast<double>(start[i])));
      }
    }
    for (std::size_t i = 0; i < study.model->geography->n; ++i)
      out.places += one_vein(i), out.empty_after_two += empty[i], out.of_these_back_in_five += back[i];
  }
  return out;
}

}  // namespace

TEST_CASE("at a constant real price the sector neither dies nor explodes within forty years") {
  auto const path = sector(constant, 40);
  print(path);
  Sector const last = change(path);
  WARN("last ten years over the first five: miners " << last.miners << ", reserve " << last.reserve << ", pay "
                                                     << last.pay);
  CHECK(std::abs(last.miners - 1) < 0.05);
  CHECK(std::abs(last.reserve - 1) < 0.05);
  CHECK(std::abs(last.pay - 1) < 0.05);
}

TEST_CASE("a sector that finds nothing more dies") {  // the planted fault
  CHECK(change(sector(constant, 40, false)).reserve < 0.95);
}

TEST_CASE("on the prices of 2006 to 2025 nothing explodes") {
  auto const path = sector({"time.start=\"2006-01\""}, 20);
  print(path);
  for (Sector const& years : path) {
    CHECK(years.miners > 0.5 * path[0].miners);
    CHECK(years.miners < 3 * path[0].miners);
    CHECK(years.reserve > 0.3 * path[0].reserve);
    CHECK(years.pay < 5 * path[0].pay);
  }
}

TEST_CASE("concessions of one vein are empty at times, and come back") {
  Visits const seen = visits(constant);
  WARN("of " << seen.places << " concessions of one vein, two years later " << seen.empty_after_two
             << " have lost nine tenths of their miners; of these " << seen.of_these_back_in_five
             << " have half of them again within five years");
  for (int k = 0; k < 3; ++k) {
    auto ratio = seen.log_ratio[k];
    std::sort(ratio.begin(), ratio.end());
    auto const at = [&](double share) {
      return ratio[static_cast<std::size_t>(share * static_cast<double>(ratio.size() - 1))];
    };
    WARN("log ratio of head counts after " << (k == 0   ? 0.5
                                               : k == 1 ? 2
                                                        : 5)
                                           << " years: 5% " << at(0.05) << ", 25% " << at(0.25) << ", median "
                                           << at(0.5) << ", 75% " << at(0.75) << ", 95% " << at(0.95));
  }
  CHECK(seen.empty_after_two > 0.05 * seen.places);
  CHECK(seen.empty_after_two < 0.4 * seen.places);
  CHECK(seen.of_these_back_in_five > 0.15 * seen.empty_after_two);
}

TEST_CASE("where no vein is worked out, no concession is ever empty") {  // the planted fault
  auto set = constant;
  set.push_back("ground.vein_years=1000");
  CHECK(visits(set).empty_after_two == 0);
}
