// Who is evicted, and where they are 1, 3, 6 and 12 months after their episode began: digging where they
// were evicted, next door, or far; in other work; back home from elsewhere; or evicted again this month.
#include <algorithm>
#include <array>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

constexpr std::array<int, 4> lags{1, 3, 6, 12};

class Evictions final : public Observable {
 public:
  explicit Evictions(BuildContext const& context) {
    for (auto const& t : context.axis.traits) mining_.push_back(t.mining);
  }
  std::vector<Axis> own_axes() const override {
    return {{"lag", {"1", "3", "6", "12"}},
            {"fate", {"back", "next_door", "far", "other_work", "home", "evicted_again"}}};
  }
  std::vector<Variable> variables() const override {
    return {{"evictions", "people evicted this month", "1", {"area"}, Variable::Kind::integer, "time: sum", ""},
            {"evicted_first",
             "people whose eviction episode began this month",
             "1",
             {"area"},
             Variable::Kind::integer,
             "time: sum",
             ""},
            {"evicted_after",
             "people whose eviction episode began lag months ago, by where they are",
             "1",
             {"lag", "fate"},
             Variable::Kind::integer,
             "time: point",
             ""}};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    by_area(areas, world.concessions.evicted, frames[0].integers);
    by_area(areas, world.harm.first_evictions, frames[1].integers);
    Miners const& m = world.miners;
    tally(month, world, frames.subspan(2), [&](std::size_t i, auto& cells) {
      if (m.evicted_month[i] == 0) return;
      int const since = static_cast<int>(month.ordinal) + 1 - m.evicted_month[i];
      auto const lag = std::find(lags.begin(), lags.end(), since);
      if (lag != lags.end()) ++cells[0][static_cast<std::size_t>(lag - lags.begin()) * 6 + fate(world, i)];
    });
  }

 private:
  std::size_t fate(World const& world, std::size_t i) const {
    Miners const& m = world.miners;
    Geography const& g = *world.geography;
    if (m.absence[i] == evicted) return 5;
    uint16_t const from = m.evicted_from[i], here = m.location[i];
    if (!mining_[m.livelihood[i]]) return here == m.home[i] && here != from ? 4 : 3;
    if (here == from) return 0;
    for (uint32_t e = g.first_edge[from]; e < g.first_edge[from + 1]; ++e)
      if (g.edge_to[e] == here) return 1;
    return 2;
  }
  std::vector<uint8_t> mining_;
};

}  // namespace

void add_evictions_observable(Registry& registry) {
  registry.observable<Evictions>("evictions", "evictions, and where the evicted are later");
}

}  // namespace tributer
