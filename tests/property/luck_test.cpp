// Does luck belong to people? One person's fate must not reach another's draws.
// Seeds are fixed and equality is to the bit: false alarms cannot happen.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <fstream>
#include <regex>
#include <set>
#include <unordered_map>

#include "small_study.hpp"
#include "tributer/model/decision.hpp"

using namespace small;

namespace {

/// Processes through which one person reaches another: pay at a concession and its crowding, beaten paths, local
/// spending, openings, the cash of traders; and operations, which share successors, traders, banks and the licence
/// office.
std::vector<std::string> const of_operations{"operations", "crew_terms",    "takings",
                                             "payout",     "formalisation", "licence_office"};
std::vector<std::vector<std::string>> const each_pool{{"expectations"}, {"site_yield"}, {"concessions"},
                                                      {"placement"},    {"trading"},    of_operations};
std::vector<std::string> pools_but(std::vector<std::string> const& live) {
  std::vector<std::string> frozen;
  for (auto const& pool : each_pool)
    if (pool != live) frozen.insert(frozen.end(), pool.begin(), pool.end());
  return frozen;
}
std::vector<std::string> const pools = pools_but({});
constexpr uint64_t nobody = ~0ull;

/// Ids of living people whose row differs in any column, the person `but` left out.
std::set<uint64_t> people_that_differ(World const& a, World const& b, uint64_t but) {
  auto const rows = [](Miners const& m) {
    std::unordered_map<uint64_t, std::size_t> at;
    for (std::size_t i = 0; i < m.size(); ++i)
      if (m.alive(i)) at.emplace(m.id[i], i);
    return at;
  };
  auto const rows_a = rows(a.miners), rows_b = rows(b.miners);
  std::set<uint64_t> differing;
  for (auto const& [id, unused] : rows_b)
    if (!rows_a.contains(id)) differing.insert(id);
  for (auto const& [id, i] : rows_a) {
    auto const other = rows_b.find(id);
    bool same = other != rows_b.end();
    if (same) {
      std::vector<double> left, right;
      Miners::each(a.miners, [&, row = i](char const*, char const*, auto const& c) {
        left.push_back(static_cast<double>(c[row]));
      });
      Miners::each(b.miners, [&, row = other->second](char const*, char const*, auto const& c) {
        right.push_back(static_cast<double>(c[row]));
      });
      same = left == right;
    }
    if (!same) differing.insert(id);
  }
  differing.erase(but);
  return differing;
}

std::size_t row_of(World const& world, uint64_t id) {
  std::size_t row = 0;
  while (row < world.miners.size() && (world.miners.id[row] != id || !world.miners.alive(row))) ++row;
  return row;
}

int32_t income_of(World const& world, uint64_t id) {
  std::size_t const row = row_of(world, id);
  return row < world.miners.size() ? world.miners.income_cents[row] : -1;
}

constexpr std::size_t beside_large_mine = 3, smallest = 4;  ///< concessions

/// Two branches of one world that differ in the taste of one miner only. He reconsiders this month in both.
struct Pair {
  Simulation as_is, forbidden;
  uint64_t id;
};

/// Takes the miner at `location`, of at least a rank, who likes mining most (`nth` 0) or next to most (1, ...): as he
/// is in one branch, and unable to like mining in the other.
Pair make_pair_of(Model const& model, Simulation const& settled, std::size_t location, Executor const& executor,
                  std::size_t nth = 0, uint8_t least_rank = worker) {
  Miners const& m = settled.world().miners;
  std::size_t const mining = model.axis.find("informal_mining");
  std::vector<std::pair<float, std::size_t>> liking;
  for (std::size_t i = 0; i < m.size(); ++i) {
    bool const mines = m.alive(i) && m.location[i] == location && m.livelihood[i] == mining && m.months_injured[i] == 0;
    if (mines && m.rank[i] >= least_rank && m.age_months[i] < 40 * 12) liking.emplace_back(-m.attachment[i], i);
  }
  std::sort(liking.begin(), liking.end());
  std::size_t const row = liking.at(nth).second;
  Pair pair{branch(model, settled, 0, executor), branch(model, settled, 0, executor), m.id[row]};
  pair.as_is.world().miners.waiting[row] = pair.forbidden.world().miners.waiting[row] = 1;
  pair.forbidden.world().miners.attachment[row] = -1e6f;
  return pair;
}

}  // namespace

TEST_CASE("With pools frozen, no other person ever differs, to the bit") {
  SerialExecutor const executor;
  Opened const open = open_text(head(96, 12) + arm("baseline"));
  Simulation const start = settled(*open.model, executor);
  for (std::size_t const location : {std::size_t{0}, beside_large_mine, std::size_t{6}}) {
    Pair pair = make_pair_of(*open.model, start, location, executor);
    pair.as_is.frozen = pair.forbidden.frozen = pools;
    bool person_differed = false;
    for (int month = 0; month < 96; ++month) {
      pair.as_is.step(), pair.forbidden.step();
      auto const differing = people_that_differ(pair.as_is.world(), pair.forbidden.world(), nobody);
      int32_t const as_is = income_of(pair.as_is.world(), pair.id),
                    forbidden = income_of(pair.forbidden.world(), pair.id);
      person_differed = person_differed || as_is != forbidden;
      INFO("concession " << location << ", month " << month);
      REQUIRE(differing.size() <= 1);
      REQUIRE((differing.empty() || differing.contains(pair.id)));
    }
    CHECK(person_differed);
  }
}

TEST_CASE("With pools live, the first month reaches neighbours only, and later months others too") {
  SerialExecutor const executor;
  Opened const open = open_text(head(24, 12) + arm("baseline"));
  std::size_t const location = beside_large_mine;
  Pair pair = make_pair_of(*open.model, settled(*open.model, executor), location, executor);
  Geography const& g = *open.model->geography;
  std::set<std::size_t> near{location};
  for (uint32_t e = g.first_edge[location]; e < g.first_edge[location + 1]; ++e) near.insert(g.edge_to[e]);
  REQUIRE(near.size() < g.n);
  pair.as_is.step(), pair.forbidden.step();
  CHECK(people_that_differ(pair.as_is.world(), pair.forbidden.world(), nobody).contains(pair.id));
  for (uint64_t const id : people_that_differ(pair.as_is.world(), pair.forbidden.world(), pair.id)) {
    CHECK(near.contains(pair.as_is.world().miners.location[row_of(pair.as_is.world(), id)]));
    CHECK(near.contains(pair.forbidden.world().miners.location[row_of(pair.forbidden.world(), id)]));
  }
  for (int month = 1; month < 24; ++month) pair.as_is.step(), pair.forbidden.step();
  CHECK(people_that_differ(pair.as_is.world(), pair.forbidden.world(), pair.id).size() > 0);
}

TEST_CASE("A pool that is left live is seen: it reaches other people") {
  SerialExecutor const executor;
  // Many good jobs, and holders who leave for good, so that there are vacancies and applicants.
  std::vector<Override> const turnover{{"world.lsm.c3.wage_usd_per_month", "400"}, {"world.lsm.c3.jobs", "120"},
                                       {"world.people.exit_young", "0.2"},         {"world.people.exit_middle", "0.3"},
                                       {"choice.employment_disutility", "0"},      {"placement.women_odds", "1"},
                                       {"choice.reconsider_per_month", "0.5"}};
  Opened const open = open_text(head(24, 12) + arm("baseline"));
  Opened const jobs = open_text(head(24, 12) + arm("baseline"), turnover);
  Opened const short_of_cash = open_text(head(24, 12) + arm("baseline"), {{"traders.headroom", "0.4"}});
  for (auto const& live : each_pool) {
    bool const rationed = live.front() == "placement", is_of_operations = live == of_operations;
    Model const& model = *(rationed ? jobs : live.front() == "trading" ? short_of_cash : open).model;
    Simulation const start = settled(model, executor);
    std::size_t reached = 0;
    for (std::size_t nth = 0; nth < (rationed ? 40 : 6) && reached == 0; ++nth) {  // few people decide about a job
      Pair pair = is_of_operations ? make_pair_of(model, start, 0, executor, nth, manager)
                                   : make_pair_of(model, start, rationed ? beside_large_mine : smallest, executor, nth);
      auto frozen = pools_but(live);
      if (live.front() == "concessions") std::erase(frozen, "expectations");  // which post what other work pays
      pair.as_is.frozen = pair.forbidden.frozen = frozen;
      for (int month = 0; month < 24; ++month) {
        pair.as_is.step(), pair.forbidden.step();
        reached += people_that_differ(pair.as_is.world(), pair.forbidden.world(), pair.id).size();
      }
    }
    INFO(live.front());
    // Expectations pass on what yields, openings and flows tell; with those frozen there is nothing to pass on.
    CHECK((reached > 0) == (live.front() != "expectations"));
  }
}

TEST_CASE("Every stream has a name of its own") {
  std::ifstream header(std::string(TRIBUTER_SOURCE_DIR) + "/include/tributer/core/rng.hpp");
  std::regex const declaration(R"re(inline constexpr Stream (\w+)\{"(\w+)")re");
  std::set<uint64_t> hashes;
  std::smatch found;
  for (std::string line; std::getline(header, line);)
    if (std::regex_search(line, found, declaration)) {
      CHECK(found[1] == found[2]);
      CHECK(hashes.insert(Stream(found[2].str()).hash).second);
    }
  CHECK(hashes.size() > 20);
  CHECK(hashes.contains(streams::choice.hash));
}

TEST_CASE("Hashes of names stay what they are, and do not collide") {
  CHECK(hash_of("") == 1388176727403004504u);
  CHECK(hash_of("farm") == 6672885933748598242u);
  std::set<uint64_t> of_names, of_people;
  for (int i = 0; i < 100000; ++i) of_names.insert(hash_of(fmt::format("{:05}", i)) & 0xffffffffffffu);
  for (uint32_t c = 0; c < 100; ++c)
    for (uint32_t k = 0; k < 1000; ++k) of_people.insert(person_id(hash_of(fmt::format("c{}", c)), k % 7, k));
  CHECK(of_names.size() == 100000);
  CHECK(of_people.size() == 100000);
  CHECK(*of_people.rbegin() < 1ull << 63);
}

TEST_CASE("A seed of people decides who they are, and no other draw") {
  Luck const luck(1, 5, 0), other_events(2, 5, 0), other_people(1, 6, 0);
  for (Stream const stream : {streams::person, streams::manager, streams::start_location}) {
    CHECK(luck.block(3, 4, stream) == other_events.block(3, 4, stream));
    CHECK(luck.block(3, 4, stream) != other_people.block(3, 4, stream));
  }
  for (Stream const stream : {streams::choice, streams::income, streams::site_shock}) {
    CHECK(luck.block(3, 4, stream) != other_events.block(3, 4, stream));
    CHECK(luck.block(3, 4, stream) == other_people.block(3, 4, stream));
  }
  CHECK(Luck(5, 0).block(3, 4, streams::person) == luck.block(3, 4, streams::person));
}

TEST_CASE("Philox4x32-10 gives the published answers") {
  auto const ones = ~0u;
  CHECK(philox4x32_10({0, 0, 0, 0}, {0, 0}) == PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32_10({ones, ones, ones, ones}, {ones, ones}) ==
        PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("A draw depends on every part of its key") {
  Luck const luck(1, 0);
  auto const draw = luck.block(5, 7, streams::choice, 2);
  CHECK(draw == Luck(1, 0).block(5, 7, streams::choice, 2));
  CHECK(draw != Luck(2, 0).block(5, 7, streams::choice, 2));
  CHECK(draw != Luck(1ull << 32 | 1, 0).block(5, 7, streams::choice, 2));
  CHECK(draw != Luck(1, 1).block(5, 7, streams::choice, 2));
  CHECK(draw != luck.block(6, 7, streams::choice, 2));
  CHECK(draw != luck.block(1ull << 62 | 5, 7, streams::choice, 2));
  CHECK(draw != luck.block(5, 8, streams::choice, 2));
  CHECK(draw != luck.block(5, 7, streams::choice_location, 2));
  CHECK(draw != luck.block(5, 7, streams::choice, 3));
  CHECK(draw != luck.block(5, 7, streams::choice, 1ull << 47 | 2));
  CHECK(draw != luck.block(5, 7, Stream("a stream of a plug-in"), 2));
}

TEST_CASE("A uniform is never 0 and never 1") {
  CHECK(Luck::to_uniform(0) > 0.0f);
  for (uint32_t top = 0; top < 4096; ++top) {  // steps are even to the very end
    float const below = Luck::to_uniform(0xffffffffu - (top + 1) * 512),
                above = Luck::to_uniform(0xffffffffu - top * 512);
    REQUIRE(above - below == 1.0f / 8388608.0f);
  }
  CHECK(Luck::to_uniform(0xffffffffu) < 1.0f);
  for (uint32_t word : {0u, 255u, 256u, 0xffffff00u, 0xffffffffu}) {
    CHECK(std::isfinite(Luck::to_normal(word)));
    CHECK(std::isfinite(Luck::to_gumbel(word)));
  }
}

TEST_CASE("exp, log and the inverse normal are as exact as they say") {
  double worst_exp = 0, worst_log = 0, worst_exp_double = 0, worst_log_double = 0;
  for (int i = -80000; i <= 80000; ++i) {
    float const x = static_cast<float>(i) / 1000.0f;
    double const truth = std::exp(static_cast<double>(x));
    worst_exp = std::max(worst_exp, std::abs(static_cast<double>(math::exp(x)) / truth - 1));
    float const y = static_cast<float>(truth);
    double const log_y = std::log(static_cast<double>(y));
    worst_log =
        std::max(worst_log, std::abs(static_cast<double>(math::log(y)) - log_y) / std::max(1.0, std::abs(log_y)));
    double const wide = i / 120.0;
    double const wide_truth = std::exp(wide);
    worst_exp_double = std::max(worst_exp_double, std::abs(math::exp(wide) / wide_truth - 1));
    worst_log_double = std::max(worst_log_double, std::abs(math::log(wide_truth) - std::log(wide_truth)) /
                                                      std::max(1.0, std::abs(std::log(wide_truth))));
  }
  CHECK(worst_exp < 2e-7);
  CHECK(worst_log < 2e-7);
  CHECK(worst_exp_double < 1e-14);
  CHECK(worst_log_double < 1e-14);
  double worst_normal = 0;
  for (int i = 1; i < 100000; ++i) {
    float const p = static_cast<float>(i) / 100000.0f;
    double const back = 0.5 * std::erfc(-static_cast<double>(math::inverse_normal(p)) / std::sqrt(2.0));
    worst_normal = std::max(worst_normal, std::abs(back - static_cast<double>(p)));
  }
  CHECK(worst_normal < 2e-7);
  double worst_tail = 0;
  for (int i = 1; i < 10000; ++i) {
    float const p = static_cast<float>(i) / 16777216.0f;
    double const back = 0.5 * std::erfc(-static_cast<double>(math::inverse_normal(p)) / std::sqrt(2.0));
    worst_tail = std::max(worst_tail, std::abs(back / static_cast<double>(p) - 1));
  }
  CHECK(worst_tail < 1e-5);
  CHECK(math::inverse_normal(0.5f) == 0.0f);
}

namespace {

/// What everybody would decide this month, and in a world where one option is worth more.
struct Shift {
  int64_t moved_to = 0, moved_away = 0, between_others = 0, same = 0;
};

Shift shift(Model const& model, World const& before, World const& after, std::size_t livelihood, std::size_t location) {
  SerialExecutor const executor;
  Terms const terms;
  MonthContext const month{model.study.time.start, 0, 40, Luck(model.study.seed, 0), executor, terms};
  std::vector<float> need(256);
  for (int d = 0; d < 256; ++d)
    need[static_cast<std::size_t>(d)] = static_cast<float>(need_usd(model.parameters->need, d));
  Decider const a(model.parameters->choice, model.axis, before, need),
      b(model.parameters->choice, model.axis, after, need);
  Shift out;
  for (std::size_t i = 0; i < before.miners.size(); ++i) {
    if (!before.miners.alive(i)) continue;
    Decision const was = a.decide(month, i), is = b.decide(month, i);
    auto const better = [&](Decision const& d) { return d.location == location && d.livelihood == livelihood; };
    bool const same = was.location == is.location && was.livelihood == is.livelihood;
    if (same)
      ++out.same;
    else if (better(is))
      ++out.moved_to;
    else if (better(was))
      ++out.moved_away;
    else
      ++out.between_others;
  }
  return out;
}

}  // namespace

TEST_CASE("Making one option better moves nobody away from it, nor between others") {
  SerialExecutor const executor;
  Opened const open = open_text(head(12, 12) + arm("baseline"));
  Model const& model = *open.model;
  Simulation const start = settled(model, executor);
  std::size_t const n_k = model.axis.size();
  for (std::string const option : {"farm", "other_work", "lsm_job"}) {
    std::size_t const k = model.axis.find(option), location = 3;
    World better = start.world();
    for (auto* value : {&better.values.staying, &better.values.holding}) {
      REQUIRE((*value)[location * n_k + k] > not_offered);
      (*value)[location * n_k + k] += 0.2f;
    }
    Shift const s = shift(model, start.world(), better, k, location);
    INFO(option);
    CHECK(s.moved_to > 0);
    CHECK(s.moved_away == 0);
    CHECK(s.between_others == 0);
    CHECK(s.same > 1000);
  }
}

TEST_CASE("Making mining at one concession better moves nobody away from mining there") {
  SerialExecutor const executor;
  Opened const open = open_text(head(12, 12) + arm("baseline"));
  Model const& model = *open.model;
  Simulation const start = settled(model, executor);
  std::size_t const mining = model.axis.find("informal_mining"), location = 0;
  World better = start.world();
  better.values.mining_here[location] += 0.2f;
  better.values.mining_news[location] += 0.2f;
  Shift const s = shift(model, start.world(), better, mining, location);
  CHECK(s.moved_to > 0);
  CHECK(s.moved_away == 0);
}
