// Do the books close, is no gold and nobody lost, and are rationed places filled exactly?
#include <catch2/catch.hpp>
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

void require_closed_books(World const& world, Cents residual) {
  REQUIRE(residual == 0);
  Cents cash = 0, debt = 0;
  Miners const& m = world.miners;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i)) continue;
    REQUIRE(m.cash_cents[i] >= 0);
    REQUIRE(m.debt_cents[i] >= 0);
    cash += m.cash_cents[i], debt += m.debt_cents[i];
  }
  REQUIRE(held_by(Account::households, world) == cash);
  REQUIRE(world.ledger.receivable - world.ledger.written_off == debt);
}

/// Gold recovered since the beginning, by concession.
using Recovered = std::vector<Milligrams>;

void require_gold(World const& world, Recovered& recovered) {
  auto const& c = world.concessions;
  for (std::size_t i = 0; i < world.geography->n; ++i) {
    recovered[i] += c.gold_mg[i];
    REQUIRE(c.gold_mg[i] >= 0);
    REQUIRE(c.opening_reserve_mg[i] + c.discovered_mg[i] - c.reserve_mg[i] == recovered[i]);
  }
}

void require_everyone_somewhere(World const& world) {
  Miners const& m = world.miners;
  std::set<uint64_t> ids;
  std::set<uint32_t> const free_rows(world.free_rows.begin(), world.free_rows.end());
  REQUIRE(free_rows.size() == world.free_rows.size());
  std::vector<int64_t> by_livelihood(world.n_livelihoods);
  std::size_t living = 0;
  for (std::size_t i = 0; i < m.size(); ++i) {
    REQUIRE(m.alive(i) == !free_rows.contains(static_cast<uint32_t>(i)));
    if (!m.alive(i)) continue;
    ++living;
    REQUIRE(ids.insert(m.id[i]).second);
    REQUIRE(m.place[i] < world.geography->places());
    REQUIRE(m.home[i] < world.geography->places());
    REQUIRE(m.livelihood[i] < world.n_livelihoods);
    REQUIRE(m.girls_out[i] <= m.girls[i]);
    REQUIRE(m.boys_out[i] <= m.boys[i]);
    REQUIRE(m.girls[i] + m.boys[i] <= m.dependants[i] + 1);
    ++by_livelihood[m.livelihood[i]];
  }
  int64_t sum = 0;
  for (int64_t const n : by_livelihood) sum += n;
  REQUIRE(sum == static_cast<int64_t>(living));
  REQUIRE(living + free_rows.size() == m.size());
}

/// Holders never exceed places, and no place stays empty while somebody who applied was refused.
void require_rationing(Model const& model, World const& world) {
  auto const& c = world.concessions;
  Miners const& m = world.miners;
  std::vector<int64_t> holders(c.places.size());
  for (std::size_t i = 0; i < m.size(); ++i)
    if (m.alive(i) && model.axis.traits[m.livelihood[i]].rationed)
      ++holders[m.place[i] * world.n_livelihoods + m.livelihood[i]];
  REQUIRE(world.applications.empty());
  for (std::size_t cell = 0; cell < c.places.size(); ++cell) {
    REQUIRE(holders[cell] <= c.places[cell]);
    REQUIRE(c.placed[cell] <= c.applied[cell]);
    REQUIRE(c.holders[cell] <= c.places[cell]);
    if (c.applied[cell] > c.placed[cell]) REQUIRE(c.holders[cell] == c.places[cell]);
  }
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
    require_closed_books(world, residual);
    require_gold(world, gold);
    require_everyone_somewhere(world);
    require_rationing(model, world);
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

TEST_CASE("Books close, gold adds up, people are somewhere, places are filled exactly") {
  Opened const open = open_text(head(18, 6) + force_and_price, {{"ground.discovery_per_year", "0.2"}});
  Seen const seen = require_sound(*open.model);
  // Nothing of the above was vacuous:
  CHECK(seen.refused > 0);
  CHECK(seen.evicted > 0);
  CHECK(seen.discovered > 0);
  CHECK(seen.indebted > 0);
  CHECK(seen.gone > 0);
}

namespace {

double between(std::mt19937& luck, double low, double high) {
  return low + (high - low) * (static_cast<double>(luck()) / 4294967296.0);
}

/// A third of all ranged parameters of the model anywhere in their declared ranges.
std::vector<Override> random_parameters(std::mt19937& luck, std::vector<Parameter> const& declared) {
  std::set<std::string> const shape{"world", "time", "random", "gold_price", "output", "arm", "compare", "title"};
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
        n, 1 + luck() % 6, 1 + luck() % 8, 1 + luck() % 3, between(luck, 0, 30), luck() % 10, between(luck, 0, 1)));
  list.push_back(fmt::format("type = \"gold_price_shock\"\nstart = \"2015-{:02}\"\nmonths = {}\nshare = {:.3f}\n",
                             1 + luck() % 6, 1 + luck() % 6, between(luck, -0.9, 3)));
  return arm("baseline") + arm("acted_on", list);
}

}  // namespace

TEST_CASE("Random studies are as sound") {
  std::vector<Parameter> const declared = open_text(head(1, 0)).book->parameters();
  for (unsigned seed = 1; seed <= 24; ++seed) {
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
