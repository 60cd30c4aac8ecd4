// Tests a large-scale mine that enters the largest locality of Djugu (V6, V7, V8). The ratio of wages to livelihoods
// lost is fitted: the jobs of the mine were chosen for it. Three other patterns are held out, or are signs that were
// put in, as stated: more livelihoods are lost than made; riots rise from phase to phase (their rates are put in);
// women change from fields to services and not back. Months count from the announcement. Each is tested again with a
// planted fault, which must miss it.
#include <catch2/catch.hpp>

#include "../lab.hpp"

using namespace lab;

namespace {

constexpr int explored = 12, built = 24, works = 96, after = 120;  ///< months at which phases end

std::string mine(std::string const& arm, std::string const& keys, double excluded = 0.5) {
  return "[[arm]]\nname = \"" + arm +
         "\"\n[[arm.instrument]]\ntype = \"lsm_mine\"\nconcession = \"022\"\nstart = \"2012-01\"\nexploration_months = "
         "12\nconstruction_months = 12\noperation_months = 72\nclosure_months = 1\njobs = 220\nconstruction_jobs = "
         "500\npromised_jobs = 220\n" +
         keys + "excluded = " + std::to_string(excluded) + "\n";
}

/// What happens at the concession of the mine in a month.
struct Seen {
  double livelihoods = 0, wages_usd = 0,
         riots = 0;  ///< people who mine or work at the large-scale mine; their earnings
  double women_farming = 0, women_serving = 0, women = 0;
};
using Series = std::vector<Seen>;

Seen look(Model const& model, World const& world) {
  Seen seen;
  std::size_t const site = 22, farm = model.axis.find("farm"), services = model.axis.find("other_work"),
                    job = model.axis.find("lsm_job");
  Miners const& m = world.miners;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i) || m.location[i] != site) continue;
    std::size_t const k = m.livelihood[i];
    if (model.axis.traits[k].mining || k == job) {
      seen.livelihoods += m.absence[i] == present;
      seen.wages_usd += m.income_cents[i] * 0.01;
    }
    if (m.sex[i] != female) continue;
    ++seen.women;
    seen.women_farming += k == farm, seen.women_serving += k == services;
  }
  seen.riots = static_cast<double>(world.concessions.riots[site]);
  return seen;
}

std::vector<Series> follow(Model const& model, std::string const& name, int replicates, int months) {
  SerialExecutor const executor;
  std::vector<Series> out;
  for (int r = 0; r < replicates; ++r) {
    Simulation const start = burned_in(model, static_cast<uint32_t>(r), executor);
    Simulation run = branch(model, start, name);
    out.emplace_back();
    for (int month = 0; month < months; ++month) run.step(), out.back().push_back(look(model, run.world()));
  }
  return out;
}

/// Mean over replicates and months [first, last).
double mean_of(std::vector<Series> const& all, double Seen::*what, int first, int last) {
  double sum = 0;
  for (Series const& series : all)
    for (int month = first; month < last; ++month) sum += series[static_cast<std::size_t>(month)].*what;
  return sum / static_cast<double>(all.size()) / (last - first);
}

Opened opened(std::string const& arms, std::vector<std::string> const& set = {}) {
  ScenarioText const file("extends = \"" + std::string(TRIBUTER_SOURCE_DIR) +
                          "/scenarios/lsm_opening.toml\"\n[time]\nstart = \"2012-01\"\nmonths = 121\n" + arms);
  return open(file.path(), set);
}

struct Lost {
  double livelihoods, wages;  ///< shares of the baseline's
};
Lost lost(std::vector<Series> const& base, std::vector<Series> const& mine) {
  auto const share = [&](double Seen::*what) {
    return 1 - mean_of(mine, what, works - 24, works) / mean_of(base, what, works - 24, works);
  };
  return {share(&Seen::livelihoods), share(&Seen::wages_usd)};
}

}  // namespace

TEST_CASE("a large-scale mine without engagement destroys more mining livelihoods than it makes") {
  auto const study = opened(mine("entry", "posture = \"secure\"\n") + mine("no_ground", "posture = \"tolerate\"\n", 0));
  auto const base = follow(*study.model, "baseline", 6, after), entry = follow(*study.model, "entry", 6, after);
  Lost const gone = lost(base, entry);
  WARN("livelihoods lost " << 100 * gone.livelihoods << "%, wages lost " << 100 * gone.wages << "%, ratio "
                           << gone.wages / gone.livelihoods << " (V6: 40 to 50, 0.8)");
  CHECK(gone.livelihoods > 0.3);
  CHECK(gone.wages / gone.livelihoods > 0.6);
  CHECK(gone.wages / gone.livelihoods < 1.0);

  // V8: during operation, women at the concession have turned from fields to services; a year and more after closure
  // they have not gone back to the fields.
  auto const women = [&](double Seen::*what, int first, int last) {
    auto const share = [&](auto const& all) {
      return mean_of(all, what, first, last) / mean_of(all, &Seen::women, first, last);
    };
    return 100 * (share(entry) / share(base) - 1);
  };
  double const farm = women(&Seen::women_farming, works - 24, works),
               services = women(&Seen::women_serving, works - 24, works),
               farm_after = women(&Seen::women_farming, after - 12, after);
  WARN("women: farming " << farm << "%, services " << services << "% while it works; farming " << farm_after
                         << "% two years after closure (V8: -25, +50, no return)");
  CHECK(farm < -5);
  CHECK(services > 5);
  CHECK(farm_after < 0.5 * farm);

  auto const none = follow(*study.model, "no_ground", 2, works);
  CHECK(1 - mean_of(none, &Seen::livelihoods, works - 24, works) /
                mean_of(base, &Seen::livelihoods, works - 24, works) <
        0.3);
}

TEST_CASE("riots rise from exploration to production, and do not without their causes") {
  std::vector<std::string> const often{"conflict.riots_per_year=0.5", "world.weight=10"};
  auto const by_phase = [](std::vector<Series> const& all) {
    return std::array{mean_of(all, &Seen::riots, 0, explored), mean_of(all, &Seen::riots, explored, built),
                      mean_of(all, &Seen::riots, built, works)};
  };
  auto const study = opened(mine("entry", "posture = \"secure\"\n"), often);
  auto const riots = by_phase(follow(*study.model, "entry", 6, works));
  WARN("riots a month: exploration " << riots[0] << ", construction " << riots[1] << ", production " << riots[2]);
  CHECK(riots[1] > riots[0]);
  CHECK(riots[2] > 2 * riots[0]);
  auto off = often;
  for (auto const* s : {"conflict.riot_construction=0", "conflict.riot_operation=0", "conflict.riot_broken_trust=0",
                        "conflict.riot_grievance=0"})
    off.emplace_back(s);
  auto const planted = opened(mine("entry", "posture = \"secure\"\n"), off);
  auto const quiet = by_phase(follow(*planted.model, "entry", 6, works));
  CHECK_FALSE(quiet[2] > 2 * quiet[0]);
}

TEST_CASE("engagement keeps more livelihoods than guards, and companies with less liability engage more") {
  auto const study = opened(mine("guards", "posture = \"secure\"\n") + mine("engages", "posture = \"partner\"\n"));
  auto const guards = follow(*study.model, "guards", 1, works), engages = follow(*study.model, "engages", 1, works);
  double const with = mean_of(engages, &Seen::livelihoods, works - 24, works),
               without = mean_of(guards, &Seen::livelihoods, works - 24, works);
  WARN("livelihoods at the concession: " << without << " with guards, " << with << " with tribute and partnership");
  CHECK(with > 1.5 * without);
}
