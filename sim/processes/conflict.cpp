// Three kinds of unrest. The number of events of each kind at a concession in a month has a Poisson distribution:
//   riot    = base exp(a1 grievance + a2[phase of a large-scale mine] + a3 missing trust)     (V7)
//   battle  = base exp(b1 (ln(1 + rent) - usual) + b2 armed)                   more if prices rise (V19)
//   looting = base exp(c1 armed x fall of ln rent + c2 fall of ln income)      more if incomes fall (V9)
// Falls are counted over 12 months and are never negative. Leaves out: contagion, and the harm that events do.
#include <algorithm>
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/trust.hpp"

namespace tributer {
namespace {

class Conflict final : public Process {
 public:
  explicit Conflict(BuildContext const& context) {
    TableReader const t = context.study.table("conflict");
    riot_ = t.real("riots_per_year", 0.05,
                   {"1/year", 0, 2, "assumed: one in twenty years", "riots at a concession without grievance"});
    riot_grievance_ =
        t.real("riot_grievance", 2,
               {"1", 0, 10, "assumed: V7 gives the sign only", "a1: log rate of riots per unit of grievance"});
    riot_phase_ = {
        0, 0,
        t.real(
            "riot_construction", 0.5,
            {"1", 0, 5, "assumed: V7 gives the sign only", "a2: rise of the log rate of riots while a mine is built"}),
        t.real("riot_operation", 1,
               {"1", 0, 5, "assumed: V7 gives the sign only", "a2: rise of the log rate of riots while a mine works"}),
        0};
    riot_trust_ = t.real("riot_broken_trust", 1,
                         {"1", 0, 10, "assumed: V7 gives the sign only",
                          "a3: rise of the log rate of riots where people have no trust left"});
    usual_trust_ = context.parameters.trust.usual;
    battle_ = t.real(
        "battles_per_year", 0.02,
        {"1/year", 0, 2, "assumed: one in fifty years", "battles at a concession with a rent of 1,000 USD a month"});
    battle_log_rent_ = t.real("battle_log_rent", 6.9,
                              {"1", 0, 15, "assumed: near ln 1,000, a small concession",
                               "natural log of the monthly rent in USD at which battles_per_year holds"});
    most_log_rate_ = t.real("most_log_rate", 6,
                            {"1", 0.1, 20, "assumed: 400 times the usual is chaos already",
                             "largest rise of the log rate of any kind of unrest over its base"});
    battle_rent_ = t.real("battle_rent", 0.3,
                          {"1", 0, 2, "assumed: V19 gives the sign only", "b1: elasticity of battles to rent"});
    battle_armed_ = t.real("battle_armed", 1,
                           {"1", 0, 5, "assumed: armed groups where they are fight more often",
                            "b2: rise of the log rate of battles per armed share"});
    looting_ = t.real(
        "lootings_per_year", 0.05,
        {"1/year", 0, 2, "assumed: as often as riots", "lootings at a concession where neither rent nor income falls"});
    looting_rent_ = t.real("looting_rent_fall", 2,
                           {"1", 0, 10, "assumed: V9 gives the sign only",
                            "c1: log rate of looting per fall of log rent, times armed share"});
    looting_income_ =
        t.real("looting_income_fall", 1,
               {"1", 0, 10, "assumed: V9 gives the sign only", "c2: log rate of looting per fall of log income"});
  }

  void step(MonthContext const& month, World& world) const override {
    auto& c = world.concessions;
    double const weight = static_cast<double>(world.geography->weight);
    for (std::size_t i = 0; i < world.geography->n; ++i) {
      double const rent = math::log(1.0 + weight * static_cast<double>(c.rent_cents[i]) / cents_per_usd);
      double const income = math::log(1.0 + weight * static_cast<double>(c.mining_income_cents[i]) / cents_per_usd);
      std::size_t const slot = i * months_per_year + month.ordinal % months_per_year;
      double const rent_fall = month.ordinal < months_per_year ? 0 : std::max(0.0, c.log_rent_year[slot] - rent);
      double const income_fall = month.ordinal < months_per_year ? 0 : std::max(0.0, c.log_income_year[slot] - income);
      c.log_rent_year[slot] = rent;
      c.log_income_year[slot] = income;
      double const armed = world.geography->armed_share[i];
      auto const words = month.luck.block(world.geography->key[i], month.ordinal, streams::conflict);
      auto const events = [this](double yearly, double log_rate, uint32_t word) {
        return poisson(yearly / months_per_year * math::exp(std::min(most_log_rate_, log_rate)),
                       Luck::to_uniform(word));
      };
      double const missing = std::max(0.0, 1.0 - c.trust[i] / usual_trust_),
                   phase = world.geography->lsm_jobs[i] > 0
                               ? 0.0  // the base rate contains the riots of a mine of the world
                               : riot_phase_[world.companies[i].phase];
      c.riots[i] = events(riot_, riot_grievance_ * c.grievance[i] + phase + riot_trust_ * missing, words[0]);
      c.battles[i] = events(battle_, battle_rent_ * (rent - battle_log_rent_) + battle_armed_ * armed, words[1]);
      c.lootings[i] = events(looting_, looting_rent_ * armed * rent_fall + looting_income_ * income_fall, words[2]);
    }
  }

 private:
  Per<Phase, double> riot_phase_;
  double riot_trust_ = 0, usual_trust_ = 1, riot_ = 0, riot_grievance_ = 0, battle_ = 0, battle_rent_ = 0,
         battle_log_rent_ = 0, most_log_rate_ = 0, battle_armed_ = 0, looting_ = 0, looting_rent_ = 0,
         looting_income_ = 0;
};

}  // namespace

void add_conflict_process(Registry& registry) {
  registry.process<Conflict>("conflict", "Counts riots, battles and lootings.", MonthPart::community, {"trust"});
}

}  // namespace tributer
