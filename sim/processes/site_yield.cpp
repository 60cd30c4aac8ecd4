// Counts the people who mine at each concession this month, and computes what the ground yields to them:
//   output = grade L K / (K + L) (reserve left)^delta x veins / counted veins x productivity
// L is the sum of pay weights there over the mean pay weight, so that pay does not depend on the mix of ranks. K is the
// capacity. Miners share the output by pay weight. Crowding and depletion lower it. New ground shares the miners of the
// concession (model/ground.hpp). It has no depletion and no veins, and is closed when its time ends.
#include <algorithm>

#include "tributer/model/aid.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

/// What a person counts as: somebody who lives there, or a miner of a rank.
constexpr std::size_t resident = 0, first_rank = 1, nobody = first_rank + n_ranks, n_kinds = nobody + 1;

/// People at each location, by what they count as.
struct PeopleThere {
  std::vector<std::array<int64_t, n_kinds>> at;
  PeopleThere& operator+=(PeopleThere const& o) {
    for (std::size_t i = 0; i < at.size(); ++i)
      for (std::size_t kind = 0; kind < n_kinds; ++kind) at[i][kind] += o.at[i][kind];
    return *this;
  }
};

class SiteYield final : public Process {
 public:
  explicit SiteYield(BuildContext const& context)
      : p_(context.parameters.ground), mines_(context.axis.that([](LivelihoodTraits const& t) { return t.mining; })) {}

  void step(MonthContext const& month, World& world) const override {
    Miners const& m = world.miners;
    auto& c = world.concessions;
    PeopleThere const none{std::vector<std::array<int64_t, n_kinds>>(world.geography->locations())};
    PeopleThere const counts =
        month.executor.sum(m.size(), none, [&](PeopleThere& out, std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i) {
            std::size_t const works = mines_[m.livelihood[i]] & (m.absence[i] == present) & (m.months_injured[i] == 0);
            ++out.at[m.location[i]][m.alive(i) ? works * (first_rank + m.rank[i]) : nobody];
          }
        });
    for (std::size_t location = 0; location < counts.at.size(); ++location) {
      auto const& there = counts.at[location];
      int64_t workers = 0, weight = 0;
      for (std::size_t rank = 0; rank < n_ranks; ++rank) {
        workers += there[first_rank + rank];
        weight += there[first_rank + rank] * pay_weight[rank];
      }
      c.residents[location] = there[resident] + workers;
      c.workers[location] = workers;
      c.worker_weight[location] = weight;
    }
    for (std::size_t i = 0; i < world.geography->n; ++i) c.yield_mg[i] = yield(new_grounds(month.terms, i), world, i);
  }

 private:
  double yield(NewGrounds const& opened, World& world, std::size_t i) const {
    auto& c = world.concessions;
    double const weight = c.worker_weight[i] > 0 ? static_cast<double>(c.worker_weight[i]) : mean_pay_weight;
    double const workers = weight / mean_pay_weight;
    double const left =
        static_cast<double>(c.reserve_mg[i]) / static_cast<double>(std::max<int64_t>(1, c.full_reserve_mg[i]));
    double const bearing = static_cast<double>(c.veins[i]) / static_cast<double>(c.counted_veins[i]);
    double const productivity = math::exp(c.log_shock[i]);
    // Ground that a large-scale mine has closed is not worked.
    double const capacity = (1.0 - world.companies[i].excluded) * c.capacity[i];
    c.new_ground_share[i] = 0;
    if (opened.capacity <= 0)
      return site_output_mg(c.grade_mg[i], workers, capacity, left, p_.depletion_elasticity) * bearing * productivity /
             weight;
    double const own = left > 0 ? c.grade_mg[i] * bearing * math::power(left, p_.depletion_elasticity) : 0.0;
    SharedGround const ground = share_ground(own, capacity, opened.grade / opened.capacity, opened.capacity, workers);
    c.new_ground_share[i] = ground.on_new;
    return ground.per_head * workers * productivity / weight;
  }

  GroundParameters const& p_;
  std::array<uint8_t, byte_values> mines_;
};

}  // namespace

void add_site_yield_process(Registry& registry) {
  registry.process<SiteYield>("site_yield",
                              "Counts the people who mine at each concession, and computes what the ground yields.",
                              MonthPart::work, {"crew_terms"});
}

}  // namespace tributer
