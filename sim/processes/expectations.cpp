// Updates what livelihoods post, what people expect them to pay, and what each option is worth. By concession and
// livelihood, the expectation E follows the mean net income:
//   E += phi (mean net income - E)
// For mining, that income is what the ground paid an average miner last month, because the luck of a few miners is no
// news about the ground. Where nobody mines, it is what the first miner would get. The believed chance of an opening
// discounts the pay of rationed livelihoods (Harris-Todaro). News from connected concessions is a month late and noisy.
// New ground is announced: the expectation jumps to the announced pay, at the concession and next to it, and is updated
// as usual afterwards. Support for a move lowers the cost of travel and the cash that it needs. To the median person, a
// grant beyond the fare is worth what savings are. The log-variance of mining pay is known and not learnt.
#include <algorithm>
#include <optional>

#include "tributer/core/units.hpp"
#include "tributer/model/aid.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/trust.hpp"
#include "tributer/model/utility.hpp"

namespace tributer {
namespace {

class Expectations final : public Process {
 public:
  explicit Expectations(BuildContext const& context)
      : choice_(context.parameters.choice),
        ground_(context.parameters.ground),
        livelihoods_(&context.livelihoods),
        axis_(context.axis),
        farm_(axis_.find("farm")),
        trust_(context.parameters.trust),
        beliefs_(context.parameters.beliefs) {}

  void step(MonthContext const& month, World& world) const override {
    for (std::size_t location = 0; location < world.geography->locations(); ++location) {
      double const told = location < world.geography->n ? announced(month, world, location) : 1.0;
      if (told == 1.0) publish_news(month, world, location);
      post(month, world, location);
      for (std::size_t k = 0; k < axis_.size(); ++k) {
        learn(world, location, k);
        if (axis_.traits[k].mining) world.concessions.expected_usd[location * axis_.size() + k] *= told;
      }
      value(month, world, location);
      if (told != 1.0) publish_news(month, world, location);
      value_travel_home(month, world, location);
    }
    for (std::size_t c = 0; c < world.geography->n; ++c) value_travel(month, world, c);
  }

 private:
  void publish_news(MonthContext const& month, World& world, std::size_t location) const {
    float const noise =
        Luck::to_normal(month.luck.block(world.geography->key[location], month.ordinal, streams::news)[0]);
    world.values.mining_news[location] =
        world.values.mining_here[location] <= not_offered
            ? not_offered
            : world.values.mining_here[location] + static_cast<float>(choice_.news_noise) * noise;
  }

  /// Sets what livelihoods outside mining post this month, and the openings of rationed livelihoods.
  void post(MonthContext const& month, World& world, std::size_t location) const {
    auto& c = world.concessions;
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      std::size_t const cell = location * axis_.size() + k;
      Livelihood const& livelihood = *(*livelihoods_)[k];
      if (!axis_.traits[k].mining) c.base_income_usd[cell] = livelihood.posted_usd(world, location);
      c.openings[cell] = livelihood.openings(world, location);
      bool const farms = k == farm_ && location < world.geography->n;
      if (farms) c.base_income_usd[cell] *= std::max(0.0, 1.0 + month.terms.of<FarmIncomeChange>(location));
    }
  }

  void learn(World& world, std::size_t location, std::size_t k) const {
    auto& c = world.concessions;
    std::size_t const cell = location * axis_.size() + k;
    if (axis_.traits[k].mining) {
      if (location >= world.geography->n) return;
      c.base_income_usd[cell] =
          net_pay_usd(c.yield_mg[location] * mean_pay_weight * c.crew_output[cell],
                      c.site_price_usd[location] * c.crew_price[cell], ground_.running_cost_share);
    }
    if (axis_.traits[k].mining && axis_.traits[k].rationed && !axis_.traits[k].licensed) {
      double const kept = 1.0 - ground_.running_cost_share;
      c.base_income_usd[cell] *= (kept - world.companies[location].tribute) / kept;
    }
    if (c.base_income_usd[cell] < 0) return;
    if (c.expected_usd[cell] == 0)
      c.expected_usd[cell] = c.base_income_usd[cell];  // new at this concession: people expect what it posts
    bool const pays_nothing = axis_.traits[k].mining && c.base_income_usd[cell] == 0;  // everybody sees it
    c.expected_usd[cell] += (pays_nothing ? 1.0 : beliefs_.speed) * (c.base_income_usd[cell] - c.expected_usd[cell]);
    if (axis_.traits[k].rationed && c.applied[cell] > 0)
      c.chance[cell] += beliefs_.chance_speed *
                        (static_cast<double>(c.placed[cell]) / static_cast<double>(c.applied[cell]) - c.chance[cell]);
  }

  void value(MonthContext const& month, World& world, std::size_t location) const {
    auto& c = world.concessions;
    auto& v = world.values;
    double const s2 = choice_.income_lottery_log_sd * choice_.income_lottery_log_sd;
    double best_own_usd = 0;
    float best_home = not_offered;
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      std::size_t const cell = location * axis_.size() + k;
      auto const& traits = axis_.traits[k];
      bool const offered = c.base_income_usd[cell] >= 0 && !(traits.rationed && c.openings[cell] == 0);
      v.staying[cell] = v.holding[cell] = not_offered;
      if (traits.mining) {
        (traits.rationed ? v.granted_here[cell] : v.mining_here[location]) =
            offered && location < world.geography->n
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
        v.best_livelihood_at_home[location] = static_cast<uint8_t>(k);
      }
    }
    v.best_at_home[location] = best_home;
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      std::size_t const cell = location * axis_.size() + k;
      if (!axis_.traits[k].rationed || axis_.traits[k].mining || c.openings[cell] == 0) continue;
      double const p = c.chance[cell];
      v.holding[cell] = static_cast<float>(pay_value(c.expected_usd[cell], 0, 0));
      v.staying[cell] = static_cast<float>(pay_value(p * c.expected_usd[cell] + (1.0 - p) * best_own_usd, 0, 0));
    }
    if (location < world.geography->n) {
      NewGrounds const opened = new_grounds(month.terms, location);
      double const better = opened.capacity > 0 ? opened.amenity / opened.capacity - c.amenity[location] : 0.0;
      v.amenity[location] = static_cast<float>(c.amenity[location] + c.new_ground_share[location] * better);
      v.risk[location] = static_cast<float>(c.risk[location]);
    }
  }

  /// Announced pay of a miner with the new ground of this month, over the pay without it.
  double announced(MonthContext const& month, World const& world, std::size_t location) const {
    NewGrounds const opened = new_grounds(month.terms, location);
    if (opened.fresh_capacity <= 0) return 1;
    auto const& c = world.concessions;
    double const capacity = opened.capacity - opened.fresh_capacity, grade = opened.grade - opened.fresh_grade,
                 miners = static_cast<double>(std::max<int64_t>(1, c.worker_weight[location])) / mean_pay_weight;
    auto const per_head = [&](double new_capacity, double held) {
      double const mean = new_capacity > 0 ? held / new_capacity : 0.0;
      return share_ground(c.grade_mg[location], c.capacity[location], mean, new_capacity, miners).per_head;
    };
    double const rise = per_head(opened.capacity, grade + opened.fresh_told) / per_head(capacity, grade) - 1.0;
    return 1.0 + take_up(trust_, c.trust[location]) * rise;
  }

  struct Help {
    double relief = 0;  ///< share by which the cost of travel falls
    double grant_usd = 0, loan_usd = 0;
  };
  /// Help to people who leave `location` for `to`, or for home if `to` is not given.
  Help help(MonthContext const& month, World const& world, std::size_t location, std::optional<std::size_t> to) const {
    Help sum;
    if (month.terms.all<Passage>().empty()) return sum;
    double const believed = take_up(trust_, world.concessions.trust[location]);
    for (Passage const& passage : month.terms.all<Passage>()) {
      if (passage.from[location] == 0 || (to ? passage.to != *to : passage.to.has_value())) continue;
      sum.relief = std::min(1.0, sum.relief + believed * passage.relief);
      (passage.loan ? sum.loan_usd : sum.grant_usd) +=
          believed * static_cast<double>(passage.cash_cents) * usd_per_cent<double>;
    }
    return sum;
  }
  /// Utility of a grant beyond the fare, counted as savings. A loan has none, because it must be repaid.
  double worth(World const& world, Help const& help, double fare_usd) const {
    double const spare = help.grant_usd - fare_usd;
    if (spare <= 0) return 0;
    double const means = choice_.savings_months * choice_.typical_income_usd * world.price_level;
    return choice_.income_sensitivity * math::log(1.0 + spare / means);
  }
  static double in_hand(Help const& help, double fare_usd) {
    return std::max(0.0, fare_usd - help.grant_usd - help.loan_usd);
  }

  void value_travel_home(MonthContext const& month, World& world, std::size_t location) const {
    Help const given = location < world.geography->n ? help(month, world, location, {}) : Help{};
    world.values.helped_return[location] =
        static_cast<float>(worth(world, given, choice_.move_cash_usd) - choice_.return_cost * (1.0 - given.relief));
    world.values.helped_return_cash[location] = static_cast<float>(in_hand(given, choice_.move_cash_usd));
  }

  void value_travel(MonthContext const& month, World& world, std::size_t location) const {
    auto const& g = *world.geography;
    for (uint32_t e = g.first_edge[location]; e < g.first_edge[location + 1]; ++e) {
      double const per_resident = world.concessions.recent_flow[e] /
                                  static_cast<double>(std::max<int64_t>(1, world.concessions.residents[location]));
      double const pull = choice_.path_pull * math::log(1.0 + per_resident),
                   fare = choice_.move_cash_usd + choice_.move_cash_usd_per_hour * g.edge_hours[e],
                   hindered = month.terms.of<TravelCost>(location) + month.terms.of<TravelCost>(g.edge_to[e]);
      auto const pull_of = [&](Help const& given) {
        return static_cast<float>(
            pull - hindered + worth(world, given, fare) +
            utility_of_travel(choice_.move_cost, choice_.distance_cost_per_hour, g.edge_hours[e], given.relief));
      };
      Help const given = help(month, world, location, g.edge_to[e]);
      world.values.edge[e] = pull_of({});
      world.values.edge_cash[e] = static_cast<float>(fare);
      world.values.helped_edge[e] = pull_of(given);
      world.values.helped_edge_cash[e] = static_cast<float>(in_hand(given, fare));
    }
  }

  ChoiceParameters const& choice_;
  GroundParameters const& ground_;
  Livelihoods const* livelihoods_;
  LivelihoodAxis axis_;
  std::size_t farm_;
  TrustParameters const& trust_;
  BeliefParameters const& beliefs_;
};

}  // namespace

void add_expectations_process(Registry& registry) {
  registry.process<Expectations>("expectations",
                                 "Updates what people believe about pay, and computes the value of every option.",
                                 MonthPart::decisions);
}

}  // namespace tributer
