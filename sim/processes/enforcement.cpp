// Presence of forces of the state and of a mine's guards at concessions, and its effects on the people who mine there.
//   h = 1 - (1 - h_max (f0 + (1 - f0) force))^presence
// is the chance that an unlicensed miner is found. A share of those found pay officials and stay. The others are
// evicted: they earn nothing from mining that month, lose cash, may be hurt, and wait and search for D months.
// Perceived risk is max(memory, min(h_t, h_t-1)): people take one month of presence for a raid and two for an
// occupation (V3, V5). People who know that they are watched perceive a higher risk, but they believe it less and less
// while no forces come, and again once they do. Leaves out: loss of equipment, arrests and fines (P-76, P-79:
// the hazard of arrest is tiny).
#include <algorithm>

#include "tributer/core/draws.hpp"
#include "tributer/core/few_rows.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct EnforcementParameters {
  double h_max, force_free_share, bribe_share, bribe_usd, cash_lost_share;
  double injury_base, injury_force, death_force, memory_gain, memory_half_life, watch_half_life;
  int64_t waiting_months, injury_months, episode_months;
};

EnforcementParameters read(BuildContext const& context) {
  TableReader const t = context.study.table("enforcement");
  return {
      t.real("hazard_max", 0.48,
             {"1/month", 0, 1, "calibrated",
              "h_max: eviction hazard of a full month's presence with full force; fitted to V3's depth"}),
      t.real("force_free_share", 0.85,
             {"1", 0.5, 0.9, "assumed: presence does most of it", "f0: share of the hazard that needs no force"}),
      t.real("bribe_share", 0.05,
             {"1", 0, 0.8, "assumed: some pay to stay", "share of those found who pay officials and stay"}),
      t.real("bribe_usd", 10, {"USD", 0, 200, "assumed: a few days' pay", "payment to officials"}),
      t.real("cash_lost_share", 0.2,
             {"1", 0, 1, "assumed: people carry little on them", "share of cash lost in an eviction with full force"}),
      t.real("injury_base", 0.002,
             {"1", 0, 0.1, "assumed: evictions without force still hurt",
              "chance of injury in an eviction without force"}),
      t.real("injury_force", 0.03,
             {"1", 0, 0.5, "assumed: deaths and injuries in P-78", "further chance of injury at full force"}),
      t.real("death_force", 0.0005,
             {"1", 0, 0.05, "assumed: order of P-78", "chance of death in an eviction at full force"}),
      t.real(
          "memory_gain", 0.011,
          {"1/month", 0, 0.1, "assumed: slow learning of risk", "rise of remembered risk per month of full presence"}),
      t.real(
          "memory_half_life", 5,
          {"month", 1, 60, "assumed: return within two years (V3)", "half-life of remembered risk once presence ends"}),
      t.real(
          "watch_half_life", 12,
          {"month", 1, 240, "assumed: V4 is seen within a year or two, V26 sees nothing of information in the long run",
           "months of monitoring without any eviction after which people believe half of what they did"}),
      context.parameters.choice.waiting_months,
      t.integer(
          "injury_months", 1,
          {"month", 0, 12, "assumed: most are hurt lightly", "months without work after the month of the eviction"}),
      t.integer("episode_months", 12,
                {"month", 1, 120, "assumed: evictions within a year belong together",
                 "months after an eviction in which another from the same concession belongs to the same episode"})};
}

double eviction_hazard(EnforcementParameters const& p, double presence, double force) {
  double const full = p.h_max * (p.force_free_share + (1.0 - p.force_free_share) * force);
  if (presence <= 0) return 0;
  return full >= 1.0 ? 1.0 : 1.0 - math::power(1.0 - full, presence);
}

struct EvictionCounts {
  Book book;
  std::vector<int64_t> evicted, first, injured, dead, confiscated;
  std::vector<uint32_t> dead_rows;
  explicit EvictionCounts(std::size_t n) : evicted(n), first(n), injured(n), dead(n), confiscated(n) {}
  EvictionCounts& operator+=(EvictionCounts const& o) {
    book += o.book;
    for (std::size_t c = 0; c < evicted.size(); ++c) {
      evicted[c] += o.evicted[c], first[c] += o.first[c], injured[c] += o.injured[c];
      dead[c] += o.dead[c], confiscated[c] += o.confiscated[c];
    }
    dead_rows.insert(dead_rows.end(), o.dead_rows.begin(), o.dead_rows.end());
    return *this;
  }
};

class Enforcement final : public Process {
 public:
  explicit Enforcement(BuildContext const& context)
      : p_(read(context)),
        unlicensed_(context.axis.that([](LivelihoodTraits const& t) { return t.mining && t.unlicensed; })) {}

  void step(MonthContext const& month, World& world) const override {
    bool anywhere = false;
    for (std::size_t c = 0; c < world.geography->n; ++c)
      anywhere |= update_concession(month, world.companies[c], world.concessions, c);
    if (anywhere) evict_miners(month, world);
  }

 private:
  bool update_concession(MonthContext const& month, Company const& guards, Concessions& c, std::size_t i) const {
    double away = 1.0 - guards.presence, force = guards.presence * guards.force, sum = guards.presence;
    for (Presence const& term : month.terms.all<Presence>(i)) {
      away *= 1.0 - term.presence;
      force += term.presence * term.force;
      sum += term.presence;
    }
    c.presence[i] = 1.0 - away;
    c.force[i] = sum > 0 ? force / sum : 0;
    c.last_hazard[i] = c.hazard[i];
    c.hazard[i] = eviction_hazard(p_, c.presence[i], c.force[i]);
    if (c.presence[i] > 0)
      c.risk_memory[i] += p_.memory_gain * c.presence[i];
    else
      c.risk_memory[i] *= half_life_decay(p_.memory_half_life);
    double const occupied = std::min(c.hazard[i], c.last_hazard[i]);
    double const watched = month.terms.of<Watched>(i);
    if (c.presence[i] > 0)
      c.watch_believed[i] += c.presence[i] * (1.0 - c.watch_believed[i]);
    else if (watched > 0)
      c.watch_believed[i] *= half_life_decay(p_.watch_half_life);
    c.risk[i] = std::min(1.0, std::max(c.risk_memory[i], occupied) + watched * c.watch_believed[i]);
    return c.hazard[i] > 0;
  }

  void evict_miners(MonthContext const& month, World& world) const {
    auto const& hazard = world.concessions.hazard;
    Miners& m = world.miners;
    std::size_t const n = world.geography->n;
    std::vector<uint8_t> searched(world.geography->locations());
    for (std::size_t c = 0; c < n; ++c) searched[c] = hazard[c] > 0;
    EvictionCounts found =
        month.executor.sum(m.size(), EvictionCounts(n), [&](EvictionCounts& out, std::size_t begin, std::size_t end) {
          auto const may_be_found = [&](std::size_t i) {
            return searched[m.location[i]] & unlicensed_[m.livelihood[i]] & (m.months_injured[i] == 0);
          };
          for_few_rows(begin, end, may_be_found, [&](FewRows const& rows) {
            Draws luck(month.ordinal);
            for (uint32_t const i : rows) luck.add(m.id[i]);
            luck.draw_uniforms(month.luck, streams::eviction);
            for (std::size_t k = 0; k < rows.size(); ++k)
              if (luck.uniform(k) < hazard[m.location[rows[k]]]) bribe_or_evict(month, world, rows[k], out);
          });
        });
    for (uint32_t const row : found.dead_rows) {
      m.livelihood[row] = gone;
      world.ledger.written_off += m.debt_cents[row];
    }
    std::sort(found.dead_rows.begin(), found.dead_rows.end());
    world.free_rows.insert(world.free_rows.end(), found.dead_rows.begin(), found.dead_rows.end());
    world.ledger.month += found.book;
    world.concessions.evicted = found.evicted;
    world.concessions.evicted.push_back(0);
    auto const report = [n](std::vector<int64_t>& to, std::vector<int64_t> const& from) {
      std::copy_n(from.begin(), n, to.begin());
    };
    report(world.harm.first_evictions, found.first), report(world.harm.injuries, found.injured);
    report(world.harm.deaths, found.dead), report(world.harm.confiscations, found.confiscated);
  }

  void bribe_or_evict(MonthContext const& month, World& world, std::size_t i, EvictionCounts& out) const {
    Miners& m = world.miners;
    uint16_t const c = m.location[i];
    auto const words = month.luck.block(m.id[i], month.ordinal, streams::eviction_harm);
    Cents const bribe = cents_from_usd(p_.bribe_usd);
    if (Luck::to_uniform(words[0]) < p_.bribe_share && m.cash_cents[i] >= bribe) {
      m.cash_cents[i] -= static_cast<int32_t>(bribe);
      out.book.add(Category::bribes, bribe);
      return;
    }
    double const force = world.concessions.force[c];
    ++out.evicted[c];
    uint16_t const now = static_cast<uint16_t>(month.ordinal + 1);
    if (m.evicted_month[i] == 0 || m.evicted_from[i] != c || now - m.evicted_month[i] > p_.episode_months) {
      m.evicted_from[i] = c;
      m.evicted_month[i] = now;
      ++out.first[c];
    }
    m.waiting[i] = static_cast<uint8_t>(p_.waiting_months);
    m.absence[i] = evicted;
    Cents const lost = basis_points(m.cash_cents[i], whole(p_.cash_lost_share * force * per_ten_thousand));
    if (lost > 0) {
      m.cash_cents[i] -= static_cast<int32_t>(lost);
      out.book.add(Category::confiscations, lost);
      ++out.confiscated[c];
    }
    if (Luck::to_uniform(words[1]) < p_.injury_base + p_.injury_force * force) {
      m.months_injured[i] = static_cast<uint8_t>(1 + p_.injury_months);
      ++out.injured[c];
    }
    if (Luck::to_uniform(words[2]) < p_.death_force * force) {
      ++out.dead[c];
      out.dead_rows.push_back(static_cast<uint32_t>(i));
      out.book.add(Category::departing_cash, m.cash_cents[i]);
    }
  }

  EnforcementParameters p_;
  std::array<uint8_t, byte_values> unlicensed_;
};

}  // namespace

void add_enforcement_process(Registry& registry) {
  registry.process<Enforcement>(
      "enforcement", "Evicts miners where forces or guards are present, and updates the risk that people perceive.",
      MonthPart::powers, {"companies"});
}

}  // namespace tributer
