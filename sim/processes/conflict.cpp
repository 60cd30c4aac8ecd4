// Three kinds of unrest. The number of events of each kind at a concession in a month has a Poisson distribution. Its
// mean grows with the people who live there, so that many small places have no more unrest than a few large ones:
//   riot    = base people exp(a1 grievance + a2[phase of a large-scale mine] + a3 missing trust)   (V7)
//   battle  = base people exp(b1 ln(rent per resident / usual) + b2 armed)        more if prices rise (V19)
//   looting = base people exp(c1 armed x rent lost + c2 income lost)              more if incomes fall (V9)
// Losses are shares of what rent and mining income were 12 months before, from 0 to 1. Leaves out: contagion, and the
// harm that events do.
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
    people_ = t.real("residents", 2000,
                     {"person", 1, 1e6, "assumed: a usual concession of the shipped worlds",
                      "residents of a concession at which the yearly rates of unrest hold"});
    riot_ = t.real("riots_per_year", 0.05,
                   {"1/year", 0, 2, "assumed: one in twenty years", "riots at such a concession without grievance"});
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
    battle_ = t.real("battles_per_year", 0.1,
                     {"1/year", 0, 2, "assumed: one in ten years", "battles at such a concession with the usual rent"});
    usual_rent_usd_ = t.real("battle_rent_usd", 50,
                             {"USD/month", 1, 10000, "assumed: gold of a month per resident of the shipped worlds",
                              "rent per resident at which battles_per_year holds"});
    most_log_rate_ = t.real("most_log_rate", 6,
                            {"1", 0.1, 20, "assumed: 400 times the usual is chaos already",
                             "largest rise of the log rate of any kind of unrest over its base"});
    battle_rent_ = t.real("battle_rent", 0.3,
                          {"1", 0, 2, "assumed: V19 gives the sign only", "b1: elasticity of battles to rent"});
    battle_armed_ = t.real("battle_armed", 1,
                           {"1", 0, 5, "assumed: armed groups where they are fight more often",
                            "b2: rise of the log rate of battles per armed share"});
    looting_ = t.real("lootings_per_year", 0.05,
                      {"1/year", 0, 2, "assumed: as often as riots",
                       "lootings at such a concession if neither rent nor income falls"});
    looting_rent_ = t.real("looting_rent_fall", 2,
                           {"1", 0, 10, "assumed: V9 gives the sign only",
                            "c1: rise of the log rate of looting if all rent is lost, times armed share"});
    looting_income_ = t.real("looting_income_fall", 1.5,
                             {"1", 0, 10, "assumed: V9 gives the sign only",
                              "c2: rise of the log rate of looting if all mining income is lost"});
  }

  void step(MonthContext const& month, World& world) const override {
    auto& c = world.concessions;
    double const weight = static_cast<double>(world.geography->weight);
    for (std::size_t i = 0; i < world.geography->n; ++i) {
      std::size_t const slot = i * months_per_year + month.ordinal % months_per_year;
      bool const a_year_on = month.ordinal >= months_per_year;
      double const rent_lost = a_year_on ? lost(c.rent_year_cents[slot], c.rent_cents[i]) : 0,
                   income_lost = a_year_on ? lost(c.income_year_cents[slot], c.mining_income_cents[i]) : 0;
      c.rent_year_cents[slot] = c.rent_cents[i];
      c.income_year_cents[slot] = c.mining_income_cents[i];
      double const residents = static_cast<double>(c.residents[i]),
                   rent = static_cast<double>(c.rent_cents[i]) / cents_per_usd / std::max(1.0, residents),
                   people = weight * residents / people_;
      double const armed = world.geography->armed_share[i];
      auto const words = month.luck.block(world.geography->key[i], month.ordinal, streams::conflict);
      auto const events = [&](double yearly, double log_rate, uint32_t word) {
        return poisson(people * yearly / months_per_year * math::exp(std::min(most_log_rate_, log_rate)),
                       Luck::to_uniform(word));
      };
      double const missing = std::max(0.0, 1.0 - c.trust[i] / usual_trust_),
                   phase = world.geography->lsm_jobs[i] > 0
                               ? 0.0  // the base rate contains the riots of a mine of the world
                               : riot_phase_[world.companies[i].phase];
      c.riots[i] = events(riot_, riot_grievance_ * c.grievance[i] + phase + riot_trust_ * missing, words[0]);
      c.battles[i] = events(
          battle_, battle_rent_ * math::log((1.0 + rent) / (1.0 + usual_rent_usd_)) + battle_armed_ * armed, words[1]);
      c.lootings[i] = events(looting_, looting_rent_ * armed * rent_lost + looting_income_ * income_lost, words[2]);
    }
  }

 private:
  /// Share of an earlier amount that is gone.
  static double lost(Cents before, Cents now) {
    return before <= 0 || now >= before
               ? 0
               : 1.0 - static_cast<double>(std::max<Cents>(0, now)) / static_cast<double>(before);
  }

  Per<Phase, double> riot_phase_;
  double people_ = 1, riot_trust_ = 0, usual_trust_ = 1, riot_ = 0, riot_grievance_ = 0, battle_ = 0, battle_rent_ = 0,
         usual_rent_usd_ = 1, most_log_rate_ = 0, battle_armed_ = 0, looting_ = 0, looting_rent_ = 0,
         looting_income_ = 0;
};

}  // namespace

void add_conflict_process(Registry& registry) {
  registry.process<Conflict>("conflict", "Counts riots, battles and lootings.", MonthPart::community, {"trust"});
}

}  // namespace tributer
