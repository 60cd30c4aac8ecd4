// Evictions, and what people do 1, 3, 6 and 12 months after their eviction episode began: they mine at the concession
// from which they were evicted, at a connected one or far away; they do other work, or are back home; or they are
// evicted again this month.
#include <algorithm>
#include <array>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

constexpr std::array<int, 4> lags{1, 3, 6, 12};

enum class Fate : uint8_t { back, next_door, far, other_work, home, evicted_again };

class Evictions final : public Observable {
 public:
  explicit Evictions(BuildContext const& context) {
    for (auto const& t : context.axis.traits) mining_.push_back(t.mining);
  }
  std::vector<Axis> own_axes() const override {
    Axis lag{"lag", {}};
    for (int const months : lags) lag.labels.push_back(std::to_string(months));
    return {lag, {"fate", labels_of<Fate>()}};
  }
  std::vector<Outcome> outcomes() const override {
    std::string const after = "% of evicted";
    std::vector<Outcome> list{{.question = questions::where_to,
                               .name = "evictions",
                               .label = "Evictions",
                               .unit = "people, each time",
                               .numerator = {"evictions"},
                               .arms = Outcome::Arms::with_presence},
                              {.question = questions::where_to,
                               .name = "evicted",
                               .label = "Eviction episodes",
                               .unit = "people, when it begins",
                               .numerator = {"evicted_first"},
                               .arms = Outcome::Arms::with_presence},
                              a_year_later("back_12", "A year later: mine there again", after, {Fate::back}),
                              a_year_later("next_door_12", "A year later: mine next door", after, {Fate::next_door}),
                              a_year_later("far_12", "A year later: mine far away", after, {Fate::far}),
                              a_year_later("other_work_12", "A year later: other work", after, {Fate::other_work}),
                              a_year_later("home_12", "A year later: went home", after, {Fate::home}),
                              a_year_later("again_12", "A year later: evicted again", after, {Fate::evicted_again}),
                              a_year_later("leakage_tracked", "Tracked leakage: mine elsewhere",
                                           "% of evicted, a year later", {Fate::next_door, Fate::far})};
    Outcome const rate{.question = questions::where_to,
                       .name = "evicted_yearly",
                       .label = "Driven out in a year",
                       .unit = "episodes per 1,000 miners",
                       .scale = 12000,
                       .decimals = 1,
                       .numerator = {"who/evicted_first"},
                       .denominator = {"who/miners"},
                       .arms = Outcome::Arms::with_presence,
                       .better = Outcome::Better::lower};
    add_each_group(list, rate);
    return list;
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    by_area(areas, world.concessions.evicted, frames[evictions_]);
    by_area(areas, world.harm.first_evictions, frames[episodes_]);
  }
  void ask(Census& census, MonthContext const& month, World const& world, Areas const&, Frames frames) const override {
    int const this_month = static_cast<int>(month.ordinal) + 1;
    tally(census, frames, [this, this_month, &world](CountedPerson const& person, auto& sums) {
      std::size_t const i = person.row;
      if (world.miners.evicted_month[i] == 0) return;
      int const since = this_month - world.miners.evicted_month[i];
      if (since == 0) ++sums[by_group_][person.group];
      auto const lag = std::find(lags.begin(), lags.end(), since);
      if (lag == lags.end()) return;
      std::size_t const row = static_cast<std::size_t>(lag - lags.begin());
      ++sums[after_][row * n_of<Fate> + static_cast<std::size_t>(fate(world, i))];
    });
  }

 private:
  static Outcome a_year_later(std::string const& name, std::string const& label, std::string const& unit,
                              std::vector<Fate> const& fates) {
    std::string among;
    for (Fate const fate : fates) among.append(among.empty() ? "" : "|").append(name_of(fate));
    return {.question = questions::where_to,
            .name = name,
            .label = label,
            .unit = unit,
            .form = Form::own_share,
            .scale = 100,
            .decimals = 1,
            .numerator = {"evicted_after", "lag=12&fate=" + among},
            .denominator = {"evicted_after", "lag=12"},
            .arms = Outcome::Arms::with_presence};
  }
  Fate fate(World const& world, std::size_t i) const {
    Miners const& m = world.miners;
    Geography const& g = *world.geography;
    if (m.absence[i] == evicted) return Fate::evicted_again;
    uint16_t const from = m.evicted_from[i], here = m.location[i];
    if (!mining_[m.livelihood[i]]) return here == m.home[i] && here != from ? Fate::home : Fate::other_work;
    if (here == from) return Fate::back;
    for (uint32_t e = g.first_edge[from]; e < g.first_edge[from + 1]; ++e)
      if (g.edge_to[e] == here) return Fate::next_door;
    return Fate::far;
  }
  Counted const evictions_ = flow({"evictions", "people evicted this month", {"area"}});
  Counted const episodes_ = flow({"evicted_first", "people whose eviction episode began this month", {"area"}});
  Counted const by_group_ =
      flow_by_group("evicted_first", "people who lived and whose eviction episode began this month");
  Counted const after_ = stock(
      {"evicted_after", "people whose eviction episode began `lag` months ago, by what they do now", {"lag", "fate"}});
  std::vector<uint8_t> mining_;
};

}  // namespace

void add_evictions_observable(Registry& registry) {
  registry.observable<Evictions>("evictions", "evictions, and what evicted people do later");
}

}  // namespace tributer
