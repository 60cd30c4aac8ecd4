// What livelihoods post, what people believe they pay, and what their options are worth.
//   E += phi (mean net income - E)
// per concession and livelihood. Of digging it is what the ground paid an average digger last month: the
// luck of a few diggers is not news about the ground. Where nobody digs, it is what the first would get. The
// chance of a rationed place discounts its pay (Harris-Todaro). News from connected concessions is a
// month late and noisy. The log-variance of digging pay is known, not learned.
#include <algorithm>

#include "processes.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/ground.hpp"

namespace tributer {
namespace {

class Expectations final : public Process {
 public:
  Expectations(Tables const& tables, Livelihoods const& livelihoods)
      : choice_(read_choice(tables.study)),
        ground_(read_ground(tables.study)),
        livelihoods_(&livelihoods),
        axis_(axis_of(livelihoods)),
        farm_(axis_.find("farm")) {
    speed_ = tables.study.table("expectations")
                 .real("speed", 0.2,
                       {"1/month", 0.05, 1, "assumed: half a gap closes in a season",
                        "phi: share of the gap between belief and outcome closed in a month"});
    chance_speed_ =
        tables.study.table("expectations")
            .real("chance_speed", 0.1,
                  {"1/month", 0.01, 1, "assumed", "speed of the belief about the chance of a rationed place"});
  }
  std::string_view name() const override { return "expectations"; }
  std::string_view reads() const override { return "yield, site price, rain, local multiplier, jobs, risk, flows"; }
  std::string_view writes() const override {
    return "posted incomes, places, expected pay, chance of a place, values of options";
  }

  void step(MonthContext const& month, World& world) const override {
    for (std::size_t place = 0; place < world.geography->places(); ++place) {
      publish_news(month, world, place);
      post(month, world, place);
      for (std::size_t k = 0; k < axis_.size(); ++k) learn(world, place, k);
      value(month, world, place);
    }
    for (std::size_t c = 0; c < world.geography->n; ++c) value_ways(month, world, c);
  }

 private:
  void publish_news(MonthContext const& month, World& world, std::size_t place) const {
    float const noise = Luck::to_normal(month.luck.block(place, month.ordinal, Stream::news)[0]);
    world.values.mining_news[place] =
        world.values.mining_here[place] <= not_offered
            ? not_offered
            : world.values.mining_here[place] + static_cast<float>(choice_.news_noise) * noise;
  }

  /// What livelihoods outside mining post this month, and the places of those that are rationed.
  void post(MonthContext const& month, World& world, std::size_t place) const {
    auto& c = world.concessions;
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      std::size_t const cell = place * axis_.size() + k;
      Livelihood const& livelihood = *(*livelihoods_)[k];
      if (!axis_.traits[k].mining) c.base_income_usd[cell] = livelihood.posted_usd(world, place);
      c.places[cell] = livelihood.places(world, place);
      bool const farms = k == farm_ && place < world.geography->n;
      if (farms) c.base_income_usd[cell] *= std::max(0.0, 1.0 + month.terms.of(Lever::farm_income, place));
    }
  }

  void learn(World& world, std::size_t place, std::size_t k) const {
    auto& c = world.concessions;
    std::size_t const cell = place * axis_.size() + k;
    if (axis_.traits[k].mining) {
      if (place >= world.geography->n) return;
      c.base_income_usd[cell] = net_pay_usd(c.yield_mg[place] * mean_pay_weight * c.crew_output[cell],
                                            c.site_price_usd[place] * c.crew_price[cell], ground_.running_cost_share);
    }
    if (axis_.traits[k].mining && axis_.traits[k].rationed && !axis_.traits[k].licensed) {
      double const kept = 1.0 - ground_.running_cost_share;
      c.base_income_usd[cell] *= (kept - world.companies[place].tribute) / kept;
    }
    if (c.base_income_usd[cell] < 0) return;
    if (c.expected_usd[cell] == 0) c.expected_usd[cell] = c.base_income_usd[cell];  // new here: as it is said to pay
    c.expected_usd[cell] += speed_ * (c.base_income_usd[cell] - c.expected_usd[cell]);
    if (axis_.traits[k].rationed && c.applied[cell] > 0)
      c.chance[cell] +=
          chance_speed_ * (static_cast<double>(c.placed[cell]) / static_cast<double>(c.applied[cell]) - c.chance[cell]);
  }

  void value(MonthContext const& month, World& world, std::size_t place) const {
    auto& c = world.concessions;
    auto& v = world.values;
    double const s2 = choice_.income_lottery_log_sd * choice_.income_lottery_log_sd;
    double best_own_usd = 0;
    float best_home = not_offered;
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      std::size_t const cell = place * axis_.size() + k;
      auto const& traits = axis_.traits[k];
      bool const offered = c.base_income_usd[cell] >= 0 && !(traits.rationed && c.places[cell] == 0);
      v.staying[cell] = v.holding[cell] = not_offered;
      if (traits.mining) {
        (traits.rationed ? v.granted_here[cell] : v.mining_here[place]) =
            offered && place < world.geography->n
                ? static_cast<float>(pay_value(c.expected_usd[cell], choice_.risk_discount, s2))
                : not_offered;
        if (traits.rationed) v.granted_chance[cell] = static_cast<float>(c.chance[cell]);
        continue;
      }
      if (!offered || traits.rationed) continue;
      double const usd = c.expected_usd[cell] * (*livelihoods_)[k]->season(month.calendar);
      v.staying[cell] = v.holding[cell] = static_cast<float>(pay_value(usd, 0, 0));
      best_own_usd = std::max(best_own_usd, usd);
      if (v.staying[cell] > best_home) {
        best_home = v.staying[cell];
        v.best_livelihood_at_home[place] = static_cast<uint8_t>(k);
      }
    }
    v.best_at_home[place] = best_home;
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      std::size_t const cell = place * axis_.size() + k;
      if (!axis_.traits[k].rationed || axis_.traits[k].mining || c.places[cell] == 0) continue;
      double const p = c.chance[cell];
      v.holding[cell] = static_cast<float>(pay_value(c.expected_usd[cell], 0, 0));
      v.staying[cell] = static_cast<float>(pay_value(p * c.expected_usd[cell] + (1.0 - p) * best_own_usd, 0, 0));
    }
    if (place < world.geography->n) {
      v.amenity[place] = static_cast<float>(c.amenity[place]);
      v.risk[place] = static_cast<float>(c.risk[place]);
    }
  }

  void value_ways(MonthContext const& month, World& world, std::size_t place) const {
    auto const& g = *world.geography;
    for (uint32_t e = g.first_edge[place]; e < g.first_edge[place + 1]; ++e) {
      double const per_resident = world.concessions.recent_flow[e] /
                                  static_cast<double>(std::max<int64_t>(1, world.concessions.residents[place]));
      world.values.edge[e] = static_cast<float>(choice_.path_pull * math::log(1.0 + per_resident) - choice_.move_cost -
                                                choice_.distance_cost_per_hour * g.edge_hours[e] -
                                                month.terms.of(Lever::travel_cost, place) -
                                                month.terms.of(Lever::travel_cost, g.edge_to[e]));
      world.values.edge_cash[e] =
          static_cast<float>(choice_.move_cash_usd + choice_.move_cash_usd_per_hour * g.edge_hours[e]);
    }
  }

  ChoiceParameters choice_;
  GroundParameters ground_;
  Livelihoods const* livelihoods_;
  LivelihoodAxis axis_;
  std::size_t farm_;
  double speed_ = 0, chance_speed_ = 0;
};

}  // namespace

std::unique_ptr<Process const> make_expectations(Tables const& tables, Livelihoods const& livelihoods) {
  return std::make_unique<Expectations>(tables, livelihoods);
}

}  // namespace tributer
