// Rationed places, filled exactly: incumbents keep theirs; free ones go first to locals up to their
// share, then by keyed lottery; where places are lost, lots decide who goes; the refused take the best other option
// they saw. Capacity is never exceeded nor left empty while an applicant waits.
#include <algorithm>
#include <tuple>

#include "processes.hpp"
#include "tributer/model/decision.hpp"

namespace tributer {
namespace {

class Placement final : public Process {
 public:
  Placement(Tables const& tables, LivelihoodAxis const& axis) : axis_(axis) {
    local_share_ = tables.study.table("placement")
                       .real("local_share", 0.5,
                             {"1", 0, 1, "assumed: hiring promises to locals (P-74)",
                              "share of places kept for locals while any apply"});
  }
  std::string_view name() const override { return "placement"; }
  std::string_view reads() const override { return "applications, places"; }
  std::string_view writes() const override { return "livelihood, place, holders, applied, placed"; }

  void step(MonthContext const& month, World& world) const override {
    auto const some = [](std::vector<int64_t> const& counts) {
      return std::any_of(counts.begin(), counts.end(), [](int64_t n) { return n > 0; });
    };
    if (!some(world.concessions.places) && !some(world.concessions.holders)) return;
    count_holders(month, world);
    lay_off(month, world);
    auto& applications = world.applications;
    for (Application& a : applications)
      a.lottery = month.luck.block(world.miners.id[a.row], month.ordinal, Stream::placement)[0];
    std::sort(applications.begin(), applications.end(), [&ids = world.miners.id](auto const& a, auto const& b) {
      return std::tuple(a.place, a.livelihood, a.lottery, ids[a.row]) <
             std::tuple(b.place, b.livelihood, b.lottery, ids[b.row]);
    });
    for (std::size_t first = 0; first < applications.size();) {
      std::size_t last = first;
      while (last < applications.size() && applications[last].place == applications[first].place &&
             applications[last].livelihood == applications[first].livelihood)
        ++last;
      fill(world, first, last);
      first = last;
    }
    applications.clear();
  }

 private:
  struct Counts {
    std::vector<int64_t> holders;
    Counts& operator+=(Counts const& o) {
      for (std::size_t i = 0; i < holders.size(); ++i) holders[i] += o.holders[i];
      return *this;
    }
  };

  void count_holders(MonthContext const& month, World& world) const {
    auto& c = world.concessions;
    Miners const& m = world.miners;
    std::size_t const n_k = axis_.size();
    Counts const counts = month.executor.sum(m.size(), Counts{std::vector<int64_t>(c.places.size())},
                                             [&](Counts& out, std::size_t begin, std::size_t end) {
                                               for (std::size_t i = begin; i < end; ++i)
                                                 if (m.alive(i) && axis_.traits[m.livelihood[i]].rationed)
                                                   ++out.holders[m.place[i] * n_k + m.livelihood[i]];
                                             });
    c.holders = counts.holders;
    std::fill(c.applied.begin(), c.applied.end(), 0);
    std::fill(c.placed.begin(), c.placed.end(), 0);
  }

  /// Where there are fewer places than holders, lots decide who keeps one; managers keep theirs. Who loses a place on
  /// a licensed crew digs on without; others look for work.
  void lay_off(MonthContext const& month, World& world) const {
    auto& c = world.concessions;
    Miners& m = world.miners;
    std::size_t const n_k = axis_.size(), informal = axis_.find("informal_mining");
    std::vector<int64_t> surplus(c.places.size());
    int64_t all = 0;
    for (std::size_t cell = 0; cell < surplus.size(); ++cell)
      all += surplus[cell] = std::max<int64_t>(0, c.holders[cell] - c.places[cell]);
    if (all == 0) return;
    std::vector<std::tuple<std::size_t, uint32_t, uint64_t, uint32_t>> lots;  // cell, lot, id, row
    for (std::size_t i = 0; i < m.size(); ++i) {
      if (!m.alive(i) || !axis_.traits[m.livelihood[i]].rationed || m.operation[i] != 0) continue;
      std::size_t const cell = m.place[i] * n_k + m.livelihood[i];
      if (surplus[cell] > 0)
        lots.emplace_back(cell, month.luck.block(m.id[i], month.ordinal, Stream::placement)[1], m.id[i],
                          static_cast<uint32_t>(i));
    }
    std::sort(lots.begin(), lots.end());
    for (auto const& [cell, lot, id, row] : lots) {
      if (surplus[cell] == 0) continue;
      --surplus[cell], --c.holders[cell];
      bool const digs = axis_.traits[m.livelihood[row]].mining;
      m.livelihood[row] = static_cast<uint8_t>(digs ? informal : world.values.best_livelihood_at_home[m.place[row]]);
      m.waiting[row] = std::max<uint8_t>(m.waiting[row], 1);
    }
  }

  void fill(World& world, std::size_t first, std::size_t last) const {
    auto& c = world.concessions;
    Miners& m = world.miners;
    std::size_t const cell = world.applications[first].place * axis_.size() + world.applications[first].livelihood;
    int64_t const applied = static_cast<int64_t>(last - first),
                  open = std::max<int64_t>(0, c.places[cell] - c.holders[cell]);
    int64_t const kept = whole(local_share_ * static_cast<double>(open));
    std::vector<uint8_t> hired(last - first, 0);
    int64_t left = open;
    auto const hire = [&](std::size_t x) { hired[x - first] = 1, --left; };
    for (std::size_t x = first; x < last && open - left < kept; ++x)
      if (m.home[world.applications[x].row] == m.place[world.applications[x].row]) hire(x);
    for (std::size_t x = first; x < last && left > 0; ++x)
      if (!hired[x - first]) hire(x);
    c.applied[cell] = applied;
    c.placed[cell] = open - left;
    c.holders[cell] += open - left;
    for (std::size_t x = first; x < last; ++x) {
      Application const& a = world.applications[x];
      bool const got = hired[x - first] != 0;
      if (m.absence[a.row] == evicted && (got || !axis_.traits[a.fallback].mining)) m.absence[a.row] = present;
      if (got)
        m.livelihood[a.row] = a.livelihood;
      else
        carry_out(m, a.row, a.fallback_place, a.fallback, a.fallback_cause, a.fallback_cash_usd, world.ledger.month,
                  world.moves);
    }
  }

  LivelihoodAxis axis_;
  double local_share_ = 0;
};

}  // namespace

std::unique_ptr<Process const> make_placement(Tables const& tables, LivelihoodAxis const& axis) {
  return std::make_unique<Placement>(tables, axis);
}

}  // namespace tributer
