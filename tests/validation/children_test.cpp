// Tests what children do against the evidence.
//   P-66b, P-66c  11% of children of mining communities work, 2.5% at mining, more boys; 67% attend school   fitted
//   V31           families that lose income take children from school and send them to work; that evicted    fitted
//                 families do follows from it (sign)
// In the twin of the first, children out of school mine if their household does; in that of the second, families that
// lose income keep children at school as others do. Arms share their luck, and families are compared with themselves.
#include <catch2/catch.hpp>

#include <unordered_map>

#include "../lab.hpp"

using namespace lab;

namespace {

/// Children of school age, and those of them who are out of school, mine, and do other work.
struct Counts {
  double girls = 0, boys = 0, out = 0, girls_mining = 0, boys_mining = 0, other = 0, out_and_household_mines = 0;
  void add(Model const& model, Miners const& m, std::size_t i) {
    girls += m.girls[i], boys += m.boys[i], out += m.girls_out[i] + m.boys_out[i];
    girls_mining += m.girls_mining[i], boys_mining += m.boys_mining[i];
    other += m.girls_other_work[i] + m.boys_other_work[i];
    if (model.axis.traits[m.livelihood[i]].mining && m.absence[i] == present)
      out_and_household_mines += m.girls_out[i] + m.boys_out[i];
  }
  double percent(double of) const { return 100 * of / (girls + boys); }
  double out_of_school() const { return percent(out); }
  double mining() const { return percent(girls_mining + boys_mining); }
  double other_work() const { return percent(other); }
};

Opened crackdown(std::vector<std::string> set = {}) {
  set.emplace_back("world.weight=2");
  return open("scenarios/crackdown.toml", set);
}

/// Without force and with it: children of families that were evicted in the last twelve months, over two years of
/// presence.
std::array<Counts, 2> of_evicted_families(std::vector<std::string> const& set) {
  auto const study = crackdown(set);
  SerialExecutor const executor;
  std::array<Counts, 2> out;
  for (uint32_t r = 0; r < 2; ++r) {
    Simulation const start = burned_in(*study.model, r, executor);
    Simulation usual = branch(*study.model, start, "baseline"), forced = branch(*study.model, start, "with_force");
    int const burn_in = study.model->study.time.burn_in;
    for (int month = burn_in; month < burn_in + 36; ++month) {
      usual.step(), forced.step();
      Miners const &m = usual.world().miners, &f = forced.world().miners;
      std::unordered_map<uint64_t, std::size_t> row;
      for (std::size_t i = 0; i < m.size(); ++i)
        if (m.alive(i)) row[m.id[i]] = i;
      for (std::size_t i = 0; i < f.size(); ++i) {
        if (!f.alive(i) || f.evicted_month[i] == 0 || month - f.evicted_month[i] >= 12) continue;
        auto const same = row.find(f.id[i]);
        if (same == row.end()) continue;
        out[0].add(*study.model, m, same->second), out[1].add(*study.model, f, i);
      }
    }
  }
  for (Counts const& c : out)
    WARN("children of evicted families: " << c.out_of_school() << "% out of school, " << c.mining() << "% mine, "
                                          << c.other_work() << "% at other work, old rule "
                                          << c.percent(c.out_and_household_mines));
  return out;
}

}  // namespace

TEST_CASE("as many children work and mine as surveys saw (P-66b, P-66c)") {
  auto const study = crackdown();
  Simulation run = burned_in(*study.model, 0, SerialExecutor());
  Counts all;
  double miners = 0;
  for (int month = 0; month < 12; ++month) {
    run.step();
    Miners const& m = run.world().miners;
    for (std::size_t i = 0; i < m.size(); ++i)
      if (m.alive(i)) all.add(*study.model, m, i);
    for (double const ring : by_ring(*study.model, run.world())) miners += ring;
  }
  double const at_mines = all.girls_mining + all.boys_mining;
  WARN("at school " << 100 - all.out_of_school() << "%, at mining " << all.mining() << "%, at other work "
                    << all.other_work() << "%; girls of child miners " << 100 * all.girls_mining / at_mines
                    << "%; children of all who mine " << 100 * at_mines / (at_mines + miners) << "%");
  CHECK(std::abs(100 - all.out_of_school() - 67.1) < 4);
  CHECK(std::abs(all.mining() + all.other_work() - 11) < 2);
  CHECK(std::abs(all.mining() - 2.5) < 1);
  CHECK(all.boys_mining / all.boys > all.girls_mining / all.girls);
  CHECK_FALSE(std::abs(all.percent(all.out_and_household_mines) - 2.5) < 1);
}

TEST_CASE("families that are evicted take children from school and send them to other work (V31)") {
  auto const [usual, forced] = of_evicted_families({});
  CHECK(forced.out_of_school() - usual.out_of_school() > 0.7);
  CHECK(forced.other_work() - usual.other_work() > 0.65);
  auto const [calm, evicted] =
      of_evicted_families({"school.poverty_strain=0", "school.fee_strain_poor=0.5", "school.work_push=0"});
  CHECK_FALSE(evicted.out_of_school() - calm.out_of_school() > 0.7);
  CHECK_FALSE(evicted.other_work() - calm.other_work() > 0.65);
}
