// Fills openings in rationed livelihoods. People who have such a livelihood keep it. Vacancies go first to locals up to
// their share, then to anybody, in the order of a lottery. At a large-scale mine women are drawn more seldom than men;
// they come first up to a share that an instrument may keep for them, and skilled jobs go to skilled ranks. If openings
// are lost, a lottery decides who loses the livelihood. Applicants who are refused take their best other option.
// Openings are never exceeded, and none stays vacant while an applicant waits.
#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "tributer/core/draws.hpp"
#include "tributer/core/few_rows.hpp"
#include "tributer/model/decision.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Placement final : public Process {
 public:
  explicit Placement(BuildContext const& context)
      : axis_(context.axis), rationed_(context.axis.that([](LivelihoodTraits const& t) { return t.rationed; })) {
    TableReader const t = context.study.table("placement");
    local_share_ = t.real("local_share", 0.5,
                          {"1", 0, 1, "assumed: hiring promises to locals (P-74)",
                           "share of openings kept for locals while any apply, unless an instrument says otherwise"});
    women_odds_ =
        t.real("women_odds", 0.08,
               {"1", 0.01, 10, "assumed: about one in ten workers of large-scale mines is a woman",
                "odds that a woman who applies for a job at a large-scale mine is drawn, over those of a man"});
  }

  void step(MonthContext const& month, World& world) const override {
    auto const some = [](std::vector<int64_t> const& counts) {
      return std::any_of(counts.begin(), counts.end(), [](int64_t n) { return n > 0; });
    };
    if (!some(world.concessions.openings) && !some(world.concessions.holders)) return;
    lay_off(month, world, count_holders(month, world));
    draw_lots(month, world);
    std::vector<std::size_t> const first = sort_by_opening(month, world);
    for (std::size_t cell = 0; cell + 1 < first.size(); ++cell)
      if (first[cell] < first[cell + 1]) fill(world, first[cell], first[cell + 1]);
    world.applications.clear();
  }

 private:
  /// Who has a rationed livelihood, and how many in each at a location.
  struct Holders {
    Gathered<uint32_t> rows;
    std::vector<int64_t> counts;
    Holders& operator+=(Holders const& o) {
      rows += o.rows;
      for (std::size_t cell = 0; cell < counts.size(); ++cell) counts[cell] += o.counts[cell];
      return *this;
    }
  };

  std::vector<uint32_t> count_holders(MonthContext const& month, World& world) const {
    auto& c = world.concessions;
    Miners const& m = world.miners;
    Holders const none{{}, std::vector<int64_t>(c.openings.size())};
    Holders holders = month.executor.sum(m.size(), none, [&](Holders& out, std::size_t begin, std::size_t end) {
      auto const holds = [&](std::size_t i) { return rationed_[m.livelihood[i]] != 0; };
      for_few_rows(begin, end, holds, [&](FewRows const& rows) {
        for (uint32_t const i : rows) ++out.counts[m.location[i] * axis_.size() + m.livelihood[i]];
        out.rows.all.insert(out.rows.all.end(), rows.begin(), rows.end());
      });
    });
    c.holders = std::move(holders.counts);
    std::fill(c.applied.begin(), c.applied.end(), 0);
    std::fill(c.placed.begin(), c.placed.end(), 0);
    return std::move(holders.rows.all);
  }

  /// Where there are fewer openings than holders, a lottery decides who loses the livelihood. Managers of licensed
  /// operations keep theirs. Members of licensed crews go on mining without a licence; others look for work.
  void lay_off(MonthContext const& month, World& world, std::vector<uint32_t> holders) const {
    auto& c = world.concessions;
    Miners& m = world.miners;
    std::size_t const n_k = axis_.size(), informal = axis_.find("informal_mining");
    std::vector<int64_t> surplus(c.openings.size());
    int64_t all = 0;
    for (std::size_t cell = 0; cell < surplus.size(); ++cell)
      all += surplus[cell] = std::max<int64_t>(0, c.holders[cell] - c.openings[cell]);
    if (all == 0) return;
    std::erase_if(holders, [&](uint32_t i) {
      bool const keeps = m.operation[i] != 0 && axis_.traits[m.livelihood[i]].licensed;
      return keeps || surplus[m.location[i] * n_k + m.livelihood[i]] == 0;
    });
    std::vector<std::tuple<std::size_t, uint32_t, uint64_t, uint32_t>> lots;  // cell, lot, id, row
    draw_each(
        month.luck, month.ordinal, streams::placement, 0, holders.size(),
        [&](std::size_t k) { return m.id[holders[k]]; },
        [&](std::size_t k, PhiloxBlock const& lot) {
          uint32_t const i = holders[k];
          lots.emplace_back(m.location[i] * n_k + m.livelihood[i], lot[1], m.id[i], i);
        });
    std::sort(lots.begin(), lots.end());
    for (auto const& [cell, lot, id, row] : lots) {
      if (surplus[cell] == 0) continue;
      --surplus[cell], --c.holders[cell];
      bool const mines = axis_.traits[m.livelihood[row]].mining;
      m.livelihood[row] =
          static_cast<uint8_t>(mines ? informal : world.values.best_livelihood_at_home[m.location[row]]);
      m.waiting[row] = std::max<uint8_t>(m.waiting[row], 1);
    }
  }

  void draw_lots(MonthContext const& month, World& world) const {
    auto& applications = world.applications;
    Miners const& m = world.miners;
    std::vector<double> known;
    for (std::size_t location = 0; location < world.geography->locations(); ++location)
      known.push_back(std::clamp(month.terms.of<DialogueQuality>(location), 0.0, 1.0));
    month.executor.for_blocks(applications.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
      draw_each(
          month.luck, month.ordinal, streams::placement, 0, end - begin,
          [&](std::size_t k) { return m.id[applications[begin + k].row]; },
          [&](std::size_t k, PhiloxBlock const& drawn) {
            Application& a = applications[begin + k];
            bool const job = !axis_.traits[a.livelihood].mining;
            a.lottery = lot(drawn[0], a, known[a.location], job && m.sex[a.row] == female ? women_odds_ : 1.0);
          });
    });
  }

  /// Rank in the queue: of two applicants the one with higher odds is more likely to come first. Under dialogue it is
  /// known who wants an opening most, and the lottery counts for less.
  static uint32_t lot(uint32_t drawn, Application const& a, double known, double odds) {
    constexpr double most = static_cast<double>(std::numeric_limits<uint32_t>::max());
    if (odds != 1) drawn = static_cast<uint32_t>(most * (1.0 - math::power(1.0 - drawn / (most + 1.0), 1.0 / odds)));
    if (known == 0) return drawn;
    double const unwanted = most * (1.0 - math::logistic(static_cast<double>(a.gain)));
    return static_cast<uint32_t>((1.0 - known) * static_cast<double>(drawn) + known * unwanted);
  }

  /// Puts applications in the order of places and livelihoods, and in that of the lottery within these. Returns where
  /// those of each place and livelihood begin, and the end.
  std::vector<std::size_t> sort_by_opening(MonthContext const& month, World& world) const {
    auto& applications = world.applications;
    auto const cell = [n_k = axis_.size()](Application const& a) { return a.location * n_k + a.livelihood; };
    std::vector<std::size_t> first(world.concessions.openings.size() + 1);
    for (Application const& a : applications) ++first[cell(a) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<Application> sorted(applications.size());
    std::vector<std::size_t> next = first;
    for (Application const& a : applications) sorted[next[cell(a)]++] = a;
    month.executor.for_blocks(first.size() - 1, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t k = begin; k < end; ++k)
        std::sort(sorted.data() + first[k], sorted.data() + first[k + 1],
                  [&ids = world.miners.id](Application const& a, Application const& b) {
                    return std::tuple(a.lottery, ids[a.row]) < std::tuple(b.lottery, ids[b.row]);
                  });
    });
    applications = std::move(sorted);
    return first;
  }

  /// Chooses who is hired of the applicants from `first` on: women up to their share, then locals up to theirs, then
  /// anybody. Skilled jobs go to skilled ranks only.
  std::vector<uint8_t> choose(World const& world, std::size_t first, std::size_t last, int64_t open) const {
    Miners const& m = world.miners;
    auto const& applications = world.applications;
    Company const& company = world.companies[applications[first].location];
    bool const job = !axis_.traits[applications[first].livelihood].mining;
    double const local_share = job && company.local_share >= 0 ? company.local_share : local_share_;
    int64_t const for_locals = whole(local_share * static_cast<double>(open)),
                  for_women = job ? whole(company.women_share * static_cast<double>(open)) : 0;
    int64_t for_skilled = job ? whole(company.skilled_share * static_cast<double>(open)) : 0,
            for_all = open - for_skilled;
    std::vector<uint8_t> hired(last - first, 0);
    int64_t locals = 0, women = 0;
    auto const is_local = [&](std::size_t x) { return m.home[applications[x].row] == m.location[applications[x].row]; };
    auto const is_woman = [&](std::size_t x) { return m.sex[applications[x].row] == female; };
    auto const pass = [&](auto const& wanted, int64_t const& so_far, int64_t up_to) {
      for (std::size_t x = first; x < last && so_far < up_to && for_all + for_skilled > 0; ++x) {
        if (hired[x - first] || !wanted(x)) continue;
        int64_t& kind = for_skilled > 0 && m.rank[applications[x].row] >= skilled ? for_skilled : for_all;
        if (kind == 0) continue;
        --kind, hired[x - first] = 1;
        locals += is_local(x), women += is_woman(x);
      }
    };
    pass(is_woman, women, for_women);
    pass(is_local, locals, for_locals);
    pass([](std::size_t) { return true; }, int64_t{0}, 1);
    return hired;
  }

  void fill(World& world, std::size_t first, std::size_t last) const {
    auto& c = world.concessions;
    Miners& m = world.miners;
    std::size_t const cell = world.applications[first].location * axis_.size() + world.applications[first].livelihood;
    int64_t const applied = static_cast<int64_t>(last - first),
                  open = std::max<int64_t>(0, c.openings[cell] - c.holders[cell]);
    std::vector<uint8_t> const hired = choose(world, first, last, open);
    int64_t const n_hired = std::count(hired.begin(), hired.end(), uint8_t{1});
    c.applied[cell] = applied;
    c.placed[cell] = n_hired;
    c.holders[cell] += n_hired;
    for (std::size_t x = first; x < last; ++x) {
      Application const& a = world.applications[x];
      bool const got = hired[x - first] != 0;
      if (m.absence[a.row] == evicted && (got || !axis_.traits[a.fallback].mining)) m.absence[a.row] = present;
      if (got)
        m.livelihood[a.row] = a.livelihood;
      else
        carry_out(m, a.row, a.fallback_location, a.fallback, a.fallback_cause, a.fallback_cash_usd, world.ledger.month,
                  world.moves);
    }
  }

  LivelihoodAxis axis_;
  std::array<uint8_t, byte_values> rationed_;
  double local_share_ = 0, women_odds_ = 1;
};

}  // namespace

void add_placement_process(Registry& registry) {
  registry.process<Placement>("placement",
                              "Fills openings in rationed livelihoods, and ends jobs that are no longer there.",
                              MonthPart::decisions, {"choice"});
}

}  // namespace tributer
