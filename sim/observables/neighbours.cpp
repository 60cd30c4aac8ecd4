// Consumption of households near mining. Neighbours who would not mine are counted too, but have no rows of their own:
// there is a fixed number of them for each simulated person. They earn what fields and other work pay at the concession
// and consume it. Their consumption therefore follows the price level, rain, the land that is left, and the spending of
// miners (V1). They do not move, take up mining, or save.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Neighbours final : public Observable {
 public:
  explicit Neighbours(BuildContext const& context)
      : farm_(context.axis.find("farm")), services_(context.axis.find("other_work")), n_k_(context.axis.size()) {
    TableReader const t = context.study.table("local_economy");
    per_person_ = t.real("neighbours_per_person", 10,
                         {"1", 2, 20, "assumed: with the share of services, gives the size of V1",
                          "earners near mining who would not mine, for each person who mines or might"});
    services_share_ = t.real("neighbours_services_share", 0.2,
                             {"1", 0, 0.6, "assumed: rural households live mostly on fields",
                              "share of the income of these earners that comes from trade and services"});
  }
  std::vector<Outcome> outcomes() const override {
    return {{.question = questions::living,
             .name = "consumption_all",
             .label = "Consumption near mining, all",
             .unit = "USD an earner and month",
             .scale = 0.01,
             .decimals = 2,
             .numerator = {"consumption_all_cents"},
             .denominator = {"earners_near_mining"},
             .better = Outcome::Better::higher}};
  }
  void ask(Census& census, MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    enum { consumption, people };
    census.ask(
        {areas.size(), areas.size()},
        [&m = world.miners](PeopleBlock const& block, Census::Sums& sums) {
          for (std::size_t k = 0; k < block.size(); ++k) {
            auto const [i, area, group, place] = block[k];
            sums[consumption][area] += m.consumption_cents[i];
            ++sums[people][area];
          }
        },
        [this, frames, elsewhere = areas.of[world.geography->outside()]](Census::Sums const& totals) {
          for (std::size_t area = 0; area < totals[people].size(); ++area) {
            if (area == elsewhere) continue;
            frames[consumption_][area] += totals[consumption][area];
            frames[consumption_all_][area] += totals[consumption][area];
            frames[earners_][area] += totals[people][area];
          }
        });
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    auto const& c = world.concessions;
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      double const usd = (1.0 - services_share_) * c.base_income_usd[p * n_k_ + farm_] +
                         services_share_ * c.base_income_usd[p * n_k_ + services_];
      double const earners = per_person_ * c.start_people[p];
      frames[consumption_all_][areas.of[p]] += whole(earners * usd * 100.0);
      frames[earners_][areas.of[p]] += whole(earners);
    }
  }

 private:
  Counted const consumption_ =
      flow({"consumption_cents", "consumption of people who mine or might", {"area"}, "0.01 USD"});
  Counted const consumption_all_ =
      flow({"consumption_all_cents", "consumption of all households near mining", {"area"}, "0.01 USD"});
  Counted const earners_ =
      stock({"earners_near_mining", "people who mine or might at concessions, and their neighbours", {"area"}});
  std::size_t farm_, services_, n_k_;
  double per_person_ = 0, services_share_ = 0;
};

}  // namespace

void add_neighbours_observable(Registry& registry) {
  registry.observable<Neighbours>("neighbours", "consumption of all households near mining");
}

}  // namespace tributer
