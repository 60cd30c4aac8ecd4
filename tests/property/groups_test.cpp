// Tests that what is told by group is what is told in all: the groups of a variable add up to the same variable by
// area, fifths hold a fifth of the people and the same people in every arm, a year's earnings are the sum of its
// months, and the table leaves out what is shown on request only. Seeds are fixed and sums are exact, so false alarms
// cannot happen.
#include <catch2/catch.hpp>
#include <set>

#include "parameter_studies.hpp"

using namespace small;

namespace {

Opened opened(std::vector<Override> const& overrides = {}) {
  Folder const folder;
  write_world(folder);
  folder.write("gold.csv", price_path());
  return open_file(folder.write("study.toml", everything), overrides);
}

std::vector<int64_t> const& recorded(Layout const& layout, RunRecord const& run, std::string const& path) {
  for (std::size_t v = 0; v < layout.variables.size(); ++v)
    if (path_of(layout.variables[v]) == path) return run.variables[v].integers;
  throw std::runtime_error("no variable " + path);
}

/// By month, the sum over all cells, or over one of every `stride` cells.
std::vector<int64_t> by_month(std::vector<int64_t> const& cells, std::size_t months, std::size_t stride = 1,
                              std::size_t offset = 0) {
  std::vector<int64_t> sums(months);
  std::size_t const n = cells.size() / months;
  for (std::size_t month = 0; month < months; ++month)
    for (std::size_t cell = offset; cell < n; cell += stride) sums[month] += cells[month * n + cell];
  return sums;
}

int64_t total(std::vector<int64_t> const& sums) {
  int64_t all = 0;
  for (int64_t const n : sums) all += n;
  return all;
}

}  // namespace

TEST_CASE("the groups of a variable add up to what is recorded of everybody") {
  Opened const open = opened({{"enforcement.death_force", "0"}});
  Layout const layout = make_layout(*open.model);
  std::size_t const months = static_cast<std::size_t>(open.model->study.time.months), n_k = open.model->axis.size();
  std::size_t formal = n_k;
  for (std::size_t k = 0; k < n_k; ++k)
    if (open.model->axis.traits[k].licensed) formal = k;
  REQUIRE(formal < n_k);
  for (RunRecord const& run : run_all(*open.model)) {
    auto const of = [&](std::string const& path) { return by_month(recorded(layout, run, path), months); };
    for (auto const& [grouped, all] : std::map<std::string, std::string>{
             {"who/people", "people"}, {"who/income_cents", "income_cents"}, {"who/poor_people", "poor_people"}}) {
      INFO(grouped);
      CHECK(of(grouped) == of(all));
    }
    // Those who left the working population in the month of their eviction are in no group.
    CHECK(total(of("who/evicted_first")) <= total(of("evicted_first")));
    CHECK(total(of("who/evicted_first")) >= total(of("evicted_first")) * 99 / 100);
    CHECK(of("who/formal_miners") == by_month(recorded(layout, run, "people"), months, n_k, formal));
    for (std::size_t rank = 0; rank < n_of<Rank>; ++rank)  // the last axis of both
      CHECK(by_month(recorded(layout, run, "who/people"), months, n_of<Rank>, rank) ==
            by_month(recorded(layout, run, "people_by_rank"), months, n_of<Rank>, rank));
    CHECK_FALSE(by_month(recorded(layout, run, "who/people"), months, n_of<Rank>, 0) ==
                by_month(recorded(layout, run, "people_by_rank"), months, n_of<Rank>, 1));  // the twin: another rank
    CHECK(total(of("who/below_line")) > 0);
    CHECK(total(of("who/below_line")) < total(of("who/household_members")));
  }
}

TEST_CASE("each fifth holds a fifth of the people, the same in every arm, and those who enter later are in none") {
  Opened const open = opened();
  Model const& model = *open.model;
  SerialExecutor const executor;
  Simulation const start = settled(model, executor);
  std::map<uint64_t, uint8_t> of_person;
  for (int arm = 0; arm < static_cast<int>(model.study.arms.size()); ++arm) {
    Simulation run = branch(model, start, arm, executor);
    for (int month = 0; month < 18; ++month) {
      run.step();
      Miners const& m = run.world().miners;
      std::array<double, n_of<Fifth>> people{};
      for (std::size_t i = 0; i < m.size(); ++i) {
        if (!m.alive(i)) continue;
        people[m.fifth[i]] += 1;
        REQUIRE(of_person.try_emplace(m.id[i], m.fifth[i]).first->second == m.fifth[i]);
      }
      if (month > 0) continue;
      double all = 0;
      for (std::size_t k = 1; k < n_of<Fifth>; ++k) all += people[k];
      for (std::size_t k = 1; k < n_of<Fifth>; ++k) CHECK(people[k] / all == Approx(0.2).margin(0.01));
    }
    Miners const& m = run.world().miners;
    std::size_t later = 0;
    for (std::size_t i = 0; i < m.size(); ++i) {
      bool const was_there = std::find(start.world().miners.id.begin(), start.world().miners.id.end(), m.id[i]) !=
                             start.world().miners.id.end();
      if (!m.alive(i) || was_there) continue;
      ++later;
      CHECK(m.fifth[i] == came_later);
    }
    CHECK(later > 0);
  }
}

TEST_CASE("a year's earnings are the sum of its months, for those who were there all year") {
  Opened const open = opened();
  SerialExecutor const executor;
  Simulation run = branch(*open.model, settled(*open.model, executor), 0, executor);
  std::map<uint64_t, int64_t> sum;
  std::set<uint64_t> entered;
  for (int month = 0; month < 18; ++month) {
    if (month == 12) sum.clear(), entered.clear();
    std::set<uint64_t> before;
    for (auto const& [id, unused] : sum) before.insert(id);
    run.step();
    Miners const& m = run.world().miners;
    for (std::size_t i = 0; i < m.size(); ++i) {
      if (!m.alive(i)) continue;
      if (month % 12 > 0 && !before.contains(m.id[i])) entered.insert(m.id[i]);
      if (m.absence[i] == arrived && month % 12 == 0) entered.insert(m.id[i]);
      sum[m.id[i]] += m.income_cents[i];
      int64_t const expected = entered.contains(m.id[i]) ? entered_this_year : sum[m.id[i]];
      REQUIRE(m.income_year_cents[i] == expected);
    }
  }
  REQUIRE(!entered.empty());
}

TEST_CASE("the table shows an outcome of a group only if it is asked for") {
  Folder const folder;
  write_world(folder);
  auto const study =
      folder.write("study.toml", head(13, 2, 1) + arm("baseline") + arm("acted", {operation + "largest = 4\n"}));
  REQUIRE(say("run " + study.string() + " -o " + folder.path().string() + " --quiet").code == 0);
  std::string const compare = "compare " + (folder.path() / "results.h5").string() + " --csv";
  std::string const all = say(compare).text, poor = say(compare + " --outcome poor/").text;
  CHECK(all.find("\n\"What does it do to incomes?\"") == std::string::npos);
  CHECK(all.find(",poor,") != std::string::npos);
  CHECK(all.find(",poor/female,") == std::string::npos);
  CHECK(all.find(",poor/poorest_fifth,") != std::string::npos);
  CHECK(poor.find(",poor/female,") != std::string::npos);
  CHECK(poor.find(",poor/came_later,") != std::string::npos);
  CHECK(poor.find(",poor,") == std::string::npos);
}
