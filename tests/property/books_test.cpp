// Tests that the books close, that no gold and nobody is lost, and that openings are filled exactly.
// Seeds are fixed and sums are exact, so false alarms cannot happen.
#include <catch2/catch.hpp>
#include <numeric>
#include <random>
#include <set>

#include "small_study.hpp"

using namespace small;

namespace {

std::string const force_and_price =
    arm("baseline") +
    arm("force", {"type = \"enforcement_operation\"\nstart = \"2015-03\"\nmonths = 8\nlargest = 3\nforce = 0.7\n",
                  "type = \"gold_price_shock\"\nstart = \"2015-06\"\nmonths = 4\nshare = -0.5\n"}) +
    arm("raids",
        {"type = \"enforcement_operation\"\nstart = \"2015-02\"\nmonths = 12\nevery_months = 3\ndays_per_month = 4\n"
         "territory = \"North\"\nforce = 1.0\n"});

Cents held_by(Account account, World const& world) { return world.ledger.balance[static_cast<std::size_t>(account)]; }

/// Each of these functions describes the first fault of a world. The text is empty if there is none.
std::string fault_in_books(World const& world, Cents residual) {
  if (residual != 0) return fmt::format("the month is off by {} cents", residual);
  Cents cash = 0, debt = 0;
  Miners const& m = world.miners;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i)) continue;
    if (m.cash_cents[i] < 0 || m.debt_cents[i] < 0) return fmt::format("row {} has cash or debt below 0", i);
    cash += m.cash_cents[i], debt += m.debt_cents[i];
  }
  if (held_by(Account::households, world) != cash) return "households hold other cash than the books say";
  if (world.ledger.receivable - world.ledger.written_off != debt) return "households owe other debt than the books say";
  return "";
}

/// Gold recovered since the beginning, by concession.
using Recovered = std::vector<Milligrams>;

std::string fault_in_gold(World const& world, Recovered& recovered) {
  auto const& c = world.concessions;
  for (std::size_t i = 0; i < world.geography->n; ++i) {
    recovered[i] += c.output_mg[i];
    if (c.output_mg[i] < 0) return fmt::format("concession {} recovered less than nothing", i);
    if (c.opening_reserve_mg[i] + c.discovered_mg[i] - c.reserve_mg[i] != recovered[i])
      return fmt::format("gold is lost at concession {}", i);
  }
  return "";
}

std::string fault_in_person(World const& world, std::size_t i) {
  Miners const& m = world.miners;
  if (m.location[i] >= world.geography->locations() || m.home[i] >= world.geography->locations())
    return "has no location";
  if (m.livelihood[i] >= world.n_livelihoods) return "has no livelihood";
  if (m.girls_out[i] > m.girls[i] || m.boys_out[i] > m.boys[i]) return "has more children out of school than children";
  if (m.girls_mining[i] + m.girls_other_work[i] > m.girls_out[i] ||
      m.boys_mining[i] + m.boys_other_work[i] > m.boys_out[i])
    return "has more children at work than out of school";
  if (m.rank[i] >= n_ranks || m.sex[i] > female || m.origin[i] > migrant || m.absence[i] > arrived)
    return "has an unknown rank, sex, origin or absence";
  return "";
}

std::string fault_in_people(World const& world) {
  Miners const& m = world.miners;
  std::set<uint64_t> ids;
  std::set<uint32_t> const free_rows(world.free_rows.begin(), world.free_rows.end());
  if (free_rows.size() != world.free_rows.size()) return "a row is free twice";
  std::vector<std::size_t> by_livelihood(world.n_livelihoods);
  std::size_t living = 0;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (m.alive(i) == free_rows.contains(static_cast<uint32_t>(i)))
      return fmt::format("row {} is both free and taken, or neither", i);
    if (!m.alive(i)) continue;
    ++living;
    if (!ids.insert(m.id[i]).second) return fmt::format("row {} has the id of another", i);
    if (std::string const fault = fault_in_person(world, i); !fault.empty()) return fmt::format("row {} {}", i, fault);
    ++by_livelihood[m.livelihood[i]];
  }
  std::size_t sum = 0;
  for (std::size_t const n : by_livelihood) sum += n;
  return sum == living ? "" : "livelihoods do not sum to people";
}

/// Holders never exceed openings, and no opening stays empty while an applicant was refused. Managers are licensed and
/// operations pass on after openings were filled, so managers are counted only from the next month on.
std::string fault_in_rationing(LivelihoodAxis const& axis, World const& world) {
  auto const& c = world.concessions;
  Miners const& m = world.miners;
  std::vector<int64_t> holders(c.openings.size());
  for (std::size_t i = 0; i < m.size(); ++i)
    if (m.alive(i) && axis.traits[m.livelihood[i]].rationed &&
        !(axis.traits[m.livelihood[i]].mining && m.operation[i] != 0))
      ++holders[m.location[i] * world.n_livelihoods + m.livelihood[i]];
  if (!world.applications.empty()) return "an application is not answered";
  for (std::size_t cell = 0; cell < c.openings.size(); ++cell) {
    if (holders[cell] > c.openings[cell] || c.holders[cell] > c.openings[cell])
      return fmt::format("too many people hold openings of cell {}", cell);
    if (c.placed[cell] > c.applied[cell]) return fmt::format("more were placed than applied in cell {}", cell);
    if (c.applied[cell] > c.placed[cell] && c.holders[cell] < c.openings[cell])
      return fmt::format("an opening of cell {} is left empty", cell);
  }
  return "";
}

std::string fault(LivelihoodAxis const& axis, World const& world, Cents residual, Recovered& recovered) {
  for (std::string const& found : {fault_in_books(world, residual), fault_in_gold(world, recovered),
                                   fault_in_people(world), fault_in_rationing(axis, world)})
    if (!found.empty()) return found;
  return "";
}

struct Seen {
  int64_t refused = 0, evicted = 0, discovered = 0, indebted = 0, gone = 0;
};

Seen require_sound(Model const& model) {
  SerialExecutor const executor;
  Seen seen;
  Recovered recovered(model.geography->n);
  Simulation burn_in(model, 0, executor);
  auto const month_of = [&](Simulation& run, Recovered& gold) {
    Cents const residual = run.step();
    World const& world = run.world();
    REQUIRE(fault(model.axis, world, residual, gold) == "");
    for (int64_t const n : world.concessions.evicted) seen.evicted += n;
    for (int64_t const n : world.concessions.discovered_mg) seen.discovered += n;
    for (std::size_t cell = 0; cell < world.concessions.applied.size(); ++cell)
      seen.refused += world.concessions.applied[cell] - world.concessions.placed[cell];
    seen.indebted += world.ledger.receivable > 0;
    seen.gone += static_cast<int64_t>(world.free_rows.size());
  };
  for (int month = 0; month < model.study.time.burn_in; ++month) month_of(burn_in, recovered);
  for (std::size_t a = 0; a < model.study.arms.size(); ++a) {
    Simulation run = branch(model, burn_in, static_cast<int>(a), executor);
    Recovered gold = recovered;
    for (int month = 0; month < model.study.time.months; ++month) month_of(run, gold);
  }
  return seen;
}

}  // namespace

TEST_CASE("Books close, gold adds up, everybody has a location, and openings are filled exactly") {
  Opened const open = open_text(head(18, 6) + force_and_price, {{"ground.vein_years", "2"}});
  Seen const seen = require_sound(*open.model);
  // Everything that is tested above did happen:
  CHECK(seen.refused > 0);
  CHECK(seen.evicted > 0);
  CHECK(seen.discovered > 0);
  CHECK(seen.indebted > 0);
  CHECK(seen.gone > 0);
}

namespace {

/// The sum of a recorded variable in one month.
int64_t recorded(Model const& model, RunRecord const& record, std::string const& name, int month) {
  Layout const layout = make_layout(model);
  std::size_t v = 0;
  while (layout.variables.at(v).name != name) ++v;
  auto const& all = record.variables[v].integers;
  std::size_t const cells = all.size() / static_cast<std::size_t>(model.study.time.months);
  auto const first = all.begin() + static_cast<std::ptrdiff_t>(cells) * month;
  return std::accumulate(first, first + static_cast<std::ptrdiff_t>(cells), int64_t{0});
}

}  // namespace

TEST_CASE("Recorded variables count everybody and all gold, in every month and arm") {
  SerialExecutor const executor;
  Opened const open = open_text(head(12, 6) + force_and_price);
  Model const& model = *open.model;
  auto const records = run_all(model);
  Simulation const burn_in = settled(model, executor);
  for (std::size_t a = 0; a < records.size(); ++a) {
    Simulation run = branch(model, burn_in, static_cast<int>(a), executor);
    for (int month = 0; month < 12; ++month) {
      run.step();
      World const& world = run.world();
      int64_t const living = static_cast<int64_t>(world.miners.size() - world.free_rows.size());
      for (char const* count : {"people", "people_by_rank", "people_by_sex", "people_by_origin"})
        REQUIRE(recorded(model, records[a], count, month) == living);
      auto const& c = world.concessions;
      auto const sum = [](auto const& column) { return std::accumulate(column.begin(), column.end(), int64_t{0}); };
      REQUIRE(recorded(model, records[a], "gold_mg", month) == sum(c.output_mg));
      REQUIRE(recorded(model, records[a], "reserve_mg", month) == sum(c.reserve_mg));
      REQUIRE(recorded(model, records[a], "debt_cents", month) == world.ledger.receivable - world.ledger.written_off);
      REQUIRE(recorded(model, records[a], "moves", month) == static_cast<int64_t>(world.moves.size()));
    }
  }
}

TEST_CASE("Planted faults are found") {
  SerialExecutor const executor;
  Opened const open = open_text(head(6, 6) + arm("baseline"));
  LivelihoodAxis const& axis = open.model->axis;
  Simulation run(*open.model, 0, executor);
  Recovered recovered(open.model->geography->n);
  for (int month = 0; month < 6; ++month) {
    Cents const residual = run.step();
    REQUIRE(fault(axis, run.world(), residual, recovered) == "");
  }
  std::size_t const lsm = axis.find("lsm_job");
  auto const seen = [&](auto const& spoil) {
    World world = run.world();
    spoil(world);
    Recovered gold = recovered;
    for (std::size_t i = 0; i < gold.size(); ++i) gold[i] -= run.world().concessions.output_mg[i];
    return fault(axis, world, 0, gold) != "";
  };
  CHECK_FALSE(seen([](World&) {}));
  CHECK(seen([](World& w) { ++w.miners.cash_cents[3]; }));
  CHECK(seen([](World& w) { ++w.miners.debt_cents[3]; }));
  CHECK(seen([](World& w) { --w.concessions.reserve_mg[0]; }));
  CHECK(seen([](World& w) { w.miners.location[3] = 999; }));
  CHECK(seen([](World& w) { w.miners.livelihood[3] = gone; }));
  CHECK(seen([](World& w) { w.miners.id[3] = w.miners.id[4]; }));
  CHECK(seen([&](World& w) {
    for (std::size_t i = 0; i < 200; ++i) w.miners.location[i] = 3, w.miners.livelihood[i] = static_cast<uint8_t>(lsm);
  }));
  CHECK(seen([&](World& w) {
    w.concessions.placed[3 * axis.size() + lsm] = w.concessions.applied[3 * axis.size() + lsm] + 1;
  }));
  CHECK(seen([&](World& w) {
    --w.concessions.holders[3 * axis.size() + lsm], ++w.concessions.applied[3 * axis.size() + lsm];
  }));
}

namespace {

double between(std::mt19937& luck, double low, double high) {
  return low + (high - low) * (static_cast<double>(luck()) / 4294967296.0);
}

/// Sets a third of all parameters with a range to random values in their ranges.
std::vector<Override> random_parameters(std::mt19937& luck, std::vector<Parameter> const& declared) {
  std::set<std::string> const shape{"world", "time",    "random", "gold_price", "output",
                                    "arm",   "compare", "title",  "design"};
  std::vector<Override> out;
  for (Parameter const& p : declared) {
    bool const ranged = p.type == "real" || p.type == "integer";
    std::string const group = p.address.substr(0, p.address.find('.'));
    bool const model_of_world = p.address.starts_with("world.income.") || p.address.starts_with("world.need.") ||
                                p.address.starts_with("world.people.");
    if (!ranged || (shape.contains(group) && !model_of_world) || luck() % 3 != 0) continue;
    double const value = between(luck, p.min, p.max);
    out.push_back({p.address, p.type == "integer" ? fmt::format("{}", whole(value)) : fmt::format("{:.6f}", value)});
  }
  return out;
}

std::string random_instruments(std::mt19937& luck) {
  std::vector<std::string> list;
  for (unsigned n = 0; n < 1 + luck() % 3; ++n)
    list.push_back(fmt::format(
        "type = \"enforcement_operation\"\nid = \"op{}\"\nstart = \"2015-{:02}\"\nmonths = {}\nevery_months = {}\n"
        "days_per_month = {:.2f}\nlargest = {}\nforce = {:.3f}\n",
        n, 1 + luck() % 6, 1 + luck() % 8, 1 + luck() % 3, between(luck, 0, 30), 1 + luck() % 10, between(luck, 0, 1)));
  list.push_back(fmt::format("type = \"gold_price_shock\"\nstart = \"2015-{:02}\"\nmonths = {}\nshare = {:.3f}\n",
                             1 + luck() % 6, 1 + luck() % 6, between(luck, -0.9, 3)));
  std::string two;
  if (luck() % 2 == 0) {
    two = "[[mineral]]\nname = \"tin\"\nconstant_usd_per_gram = 0.02\nterritory = [\"South\"]\n";
    list.push_back(fmt::format("type = \"buyers_leave\"\nstart = \"2015-02\"\nmonths = 5\nshare = {:.3f}\n",
                               between(luck, 0, 0.9)));
    list.push_back(fmt::format("type = \"traceability\"\nstart = \"2015-03\"\ncoverage = {:.3f}\nleak = {:.3f}\n",
                               between(luck, 0, 1), between(luck, 0, 1)));
  }
  return two + arm("baseline") + arm("acted_on", list);
}

}  // namespace

TEST_CASE("Random studies have no faults either") {
  std::vector<Parameter> const declared = open_text(head(1, 0)).book->parameters();
  for (unsigned seed = 1; seed <= 60; ++seed) {
    std::mt19937 luck(seed);
    auto const overrides = random_parameters(luck, declared);
    std::string const study = head(8, 2) + random_instruments(luck);
    std::string said;
    for (auto const& o : overrides) said += fmt::format("--set {}={} ", o.address, o.value);
    INFO("seed " << seed << ": " << said);
    Opened const open = open_text(study, overrides);
    require_sound(*open.model);
  }
}
