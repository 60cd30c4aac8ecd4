#include "tributer/run/survey.hpp"

#include "tributer/core/units.hpp"
#include "tributer/model/decision.hpp"
#include "tributer/model/utility.hpp"

namespace tributer {

double Survey::rank_share(int rank) const {
  int64_t all = 0;
  for (int64_t const n : miners) all += n;
  return all > 0 ? static_cast<double>(miners[static_cast<std::size_t>(rank)]) / static_cast<double>(all) : 0;
}

Survey ask_miners(Model const& model, World const& world, double usd_per_day) {
  constexpr double days_a_month = 22;
  std::vector<float> const need = need_by_dependants(model.parameters->need, world.price_level);
  Decider const decider(model.parameters->choice, model.axis, world, need);
  Miners const& m = world.miners;
  Survey survey;
  double const job = pay_value(usd_per_day * days_a_month, 0, 0);
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i) || m.location[i] >= model.geography->n || !model.axis.traits[m.livelihood[i]].mining) continue;
    double const a = static_cast<double>(decider.sensitivity_of(i));
    double const premium = static_cast<double>(rank_premium(model.parameters->choice, m.rank[i]));
    double const taken = utility_of_work(
        a, job, loss_by_posted_wage(a, premium, model.parameters->choice.employment_disutility), 0.0, 0.0);
    double const risk = static_cast<double>(static_cast<float>(m.risk_aversion_milli[i]) * utility_per_milli) *
                        static_cast<double>(world.values.risk[m.location[i]]);
    double const kept =
        utility_of_mining(a, static_cast<double>(world.values.mining_here[m.location[i]]),
                          static_cast<double>(world.values.amenity[m.location[i]]), risk, 0.0, 0.0) +
        taste_for_mining(static_cast<double>(m.attachment[i]),
                         static_cast<double>(static_cast<float>(m.legitimacy_milli[i]) * utility_per_milli));
    survey.yes[m.rank[i]] += math::logistic(taken - kept);
    ++survey.miners[m.rank[i]];
  }
  for (std::size_t r = 0; r < n_ranks; ++r)
    if (survey.miners[r] > 0) survey.yes[r] /= static_cast<double>(survey.miners[r]);
  return survey;
}

}  // namespace tributer
