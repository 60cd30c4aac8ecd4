// What households near mining consume, those that do not mine included. The latter have no rows: so many for each
// person of the table, whose consumption follows the price level, the rains for the part that lives on fields, and
// what is spent at the place for the part that lives on trade and services (V1).
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Neighbours final : public Observable {
 public:
  explicit Neighbours(Tables const& tables) {
    TableReader const t = tables.study.table("local_economy");
    per_person_ = t.real("neighbours_per_person", 4,
                         {"1", 1, 12, "assumed: V1 counts all households within a day's way",
                          "earners near mining who would not mine, for each person who digs or might"});
    services_ = t.real("neighbours_services_share", 0.4,
                       {"1", 0, 1, "assumed", "share of their income that comes of trade and services"});
    usd_ = t.real("neighbours_usd_per_month", 50, {"USD/month", 20, 120, "assumed: P-13", "what one consumes"});
  }
  std::vector<Variable> variables() const override {
    return {{"consumption_cents",
             "consumption of people who dig or might",
             "0.01 USD",
             {"area"},
             Variable::Kind::integer,
             "time: sum",
             ""},
            {"consumption_all_cents",
             "consumption of all households near mining",
             "0.01 USD",
             {"area"},
             Variable::Kind::integer,
             "time: sum",
             ""}};
  }
  void record(MonthContext const& month, World const& world, Areas const& areas,
              std::span<Frame> frames) const override {
    Miners const& m = world.miners;
    std::size_t const outside = world.geography->outside();
    tally(month, world, frames, [&](std::size_t i, auto& cells) {
      if (m.place[i] == outside) return;
      cells[0][areas.of[m.place[i]]] += m.consumption_cents[i];
      cells[1][areas.of[m.place[i]]] += m.consumption_cents[i];
    });
    auto const& c = world.concessions;
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      double const income = services_ * c.local_multiplier[p] + (1.0 - services_) * math::exp(c.log_rain[p]);
      frames[1].integers[areas.of[p]] +=
          whole(per_person_ * c.start_people[p] * usd_ * 100.0 * world.price_level * income);
    }
  }

 private:
  double per_person_ = 0, services_ = 0, usd_ = 0;
};

}  // namespace

void add_neighbours(Registry& registry) {
  registry.observables["neighbours"] = {
      "consumption of all households near mining",
      [](Tables const& tables, LivelihoodAxis const&, Geography const&, std::vector<std::string> const&) {
        return std::make_unique<Neighbours const>(tables);
      }};
}

}  // namespace tributer
