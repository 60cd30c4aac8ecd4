// What changes at a concession from month to month: productivity (its log is an AR(1) process), veins that are worked
// out and found, both with the same luck in every arm, rain (an AR(1) process that concessions mostly have in common),
// the memory of recent movers, training and grievance, and the local economy:
//   other income = base x (1 + m max(-1, ln(spending of miners here / usual))),
// If miners earn less, traders, cooks and farmers therefore earn less too (V1, V6).
// Veins are worked out and found, so that their number has a Poisson distribution in the long run: a concession that
// began with one vein is barren for a sixth of the time, and its miners come back.
// Leaves out: that people who mine more find more, and use up a vein sooner.
#include <algorithm>
#include <cmath>

#include "tributer/core/units.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class ConcessionDynamics final : public Process {
 public:
  explicit ConcessionDynamics(BuildContext const& context) : ground_(context.parameters.ground) {
    TableReader const local = context.study.table("local_economy");
    multiplier_ = local.real("multiplier", 0.3,
                             {"1", 0.2, 0.6, "assumed: spending stays in the village in part (V1)",
                              "m: elasticity of other income to spending by miners"});
    most_rise_ = local.real("most_rise", 2,
                            {"1", 0.1, 10, "assumed: shops and fields cannot grow without bound",
                             "largest rise of spending by miners over the usual that other income follows"});
    speed_ = local.real("speed", 0.2,
                        {"1/month", 0.01, 1, "assumed: shops and prices take some months to follow",
                         "share of the gap between other income and what spending supports that closes in a month"});
    path_fading_ = context.study.table("choice").real(
        "path_fading", 0.2,
        {"1/month", 0.01, 1, "assumed: people talk of the movers of the last months",
         "share of the memory of recent movers on a connection that fades in a month"});
    TableReader const rain = context.study.table("rainfall");
    rain_sd_ = rain.real("log_sd", 0.25,
                         {"1", 0, 0.5, "assumed: a bad season takes a quarter", "log-sd of farm income from rain"});
    rain_keep_ = rain.real("persistence", 0.8,
                           {"1", 0, 0.95, "assumed: a season lasts some months", "monthly autocorrelation of rain"});
    rain_common_ = rain.real("common_share", 0.8,
                             {"1", 0, 1, "assumed: seasons are good or bad for a region as a whole",
                              "share of the variance of rain that all concessions have in common"});
    training_half_life_ = context.study.table("accidents")
                              .real("training_half_life", 18,
                                    {"month", 1, 120, "assumed: 12 to 24", "half-life of what safety training taught"});
    TableReader const grievance = context.study.table("grievance");
    per_eviction_ = grievance.real("per_eviction", 2,
                                   {"1", 0, 20, "assumed: V7 gives the sign only",
                                    "rise of grievance if every resident were evicted each month of a year"});
    per_force_ = grievance.real(
        "per_force", 0.1,
        {"1/month", 0, 2, "assumed: less than evictions", "rise of grievance per month of presence with full force"});
    half_life_ = grievance.real("half_life", 12,
                                {"month", 1, 120, "assumed: anger fades within a few years", "half-life of grievance"});
  }

  void step(MonthContext const& month, World& world) const override {
    count_flows(world);
    for (std::size_t i = 0; i < world.geography->n; ++i) {
      if (!month.burning_in()) draw_shocks(month, world, i), change_veins(month, world, i);
      find_reserve(month, world, i);
      update_grievance(world, i);
      update_local_income(month, world, i);
      update_training(month, world, i);
    }
  }

 private:
  void draw_shocks(MonthContext const& month, World& world, std::size_t i) const {
    auto& c = world.concessions;
    double const sd = site_shock_sd(ground_, world.geography->n_sites[i]),
                 keep = math::exp(-1.0 / ground_.shock_months);
    c.log_shock[i] = keep * c.log_shock[i] + sd * std::sqrt(1.0 - keep * keep) *
                                                 static_cast<double>(Luck::to_normal(month.luck.block(
                                                     world.geography->key[i], month.ordinal, streams::site_shock)[0]));
    auto const rain_of = [&](std::size_t location) {
      return static_cast<double>(
          Luck::to_normal(month.luck.block(world.geography->key[location], month.ordinal, streams::rainfall)[0]));
    };
    double const rain =
        std::sqrt(rain_common_) * rain_of(world.geography->outside()) + std::sqrt(1.0 - rain_common_) * rain_of(i);
    double const mean = -rain_sd_ * rain_sd_ / 2;  // so that the mean of rain itself is 1
    c.log_rain[i] =
        mean + rain_keep_ * (c.log_rain[i] - mean) + rain_sd_ * std::sqrt(1.0 - rain_keep_ * rain_keep_) * rain;
  }

  void change_veins(MonthContext const& month, World& world, std::size_t i) const {
    auto& c = world.concessions;
    PhiloxBlock const luck = month.luck.block(world.geography->key[i], month.ordinal, streams::vein);
    double const rate = 1.0 / (ground_.vein_years * months_per_year);
    auto const events = [&](double veins, uint32_t word) {
      return static_cast<int64_t>(poisson(rate * veins, Luck::to_uniform(word)));
    };
    c.veins[i] += events(ground_.hidden_veins + static_cast<double>(c.counted_veins[i]), luck[0]) -
                  std::min(c.veins[i], events(static_cast<double>(c.veins[i]), luck[1]));
  }

  void find_reserve(MonthContext const& month, World& world, std::size_t i) const {
    auto& c = world.concessions;
    double const veins = 1.0 + ground_.hidden_veins / static_cast<double>(c.counted_veins[i]);
    Milligrams const found =
        whole(veins * static_cast<double>(c.opening_reserve_mg[i]) / (ground_.reserve_years * months_per_year));
    c.reserve_mg[i] += found;
    c.discovered_mg[i] += found;
    if (month.burning_in()) c.full_reserve_mg[i] = c.reserve_mg[i];
  }

  void update_grievance(World& world, std::size_t i) const {
    auto& c = world.concessions;
    double const residents = static_cast<double>(std::max<int64_t>(1, c.residents[i]));
    c.grievance[i] = c.grievance[i] * half_life_decay(half_life_) +
                     per_eviction_ * static_cast<double>(c.evicted[i]) / residents / months_per_year +
                     per_force_ * c.presence[i] * c.force[i];
  }

  void update_local_income(MonthContext const& month, World& world, std::size_t i) const {
    auto& c = world.concessions;
    double const spent =
        static_cast<double>(c.spent_cents[i] + world.companies[i].procurement_cents) / world.price_level;
    if (month.burning_in())
      c.usual_spent_cents[i] +=
          (spent - c.usual_spent_cents[i]) / (month.ordinal < months_per_year ? month.ordinal + 1.0 : months_per_year);
    if (month.burning_in() || c.usual_spent_cents[i] <= 0) return;
    double const ratio = std::min(1.0 + most_rise_, spent / c.usual_spent_cents[i]),
                 change = ratio > math::exp(-1.0) ? math::log(ratio) : -1.0;
    c.local_multiplier[i] += speed_ * (1.0 + multiplier_ * change - c.local_multiplier[i]);
  }

  /// People forget training in safety with time, and programmes teach it again.
  void update_training(MonthContext const& month, World& world, std::size_t i) const {
    double& trained = world.concessions.safety_trained[i];
    trained *= half_life_decay(training_half_life_);
    trained += std::clamp(month.terms.of<SafetyTaught>(i), 0.0, 1.0) * (1.0 - trained);
  }

  void count_flows(World& world) const {
    auto& flow = world.concessions.recent_flow;
    auto const& g = *world.geography;
    for (double& f : flow) f *= 1.0 - path_fading_;
    for (Move const& move : world.moves) {
      if (move.from >= g.n) continue;
      for (uint32_t e = g.first_edge[move.from]; e < g.first_edge[move.from + 1]; ++e)
        if (g.edge_to[e] == move.to) flow[e] += path_fading_;
    }
  }

  GroundParameters const& ground_;
  double training_half_life_ = 0, multiplier_ = 0, most_rise_ = 0, speed_ = 0, path_fading_ = 0, rain_sd_ = 0,
         rain_keep_ = 0, rain_common_ = 0, per_eviction_ = 0, per_force_ = 0, half_life_ = 0;
};

}  // namespace

void add_concessions_process(Registry& registry) {
  registry.process<ConcessionDynamics>(
      "concessions", "Updates productivity, rain, discoveries, grievance, local incomes and the memory of training.",
      MonthPart::community);
}

}  // namespace tributer
