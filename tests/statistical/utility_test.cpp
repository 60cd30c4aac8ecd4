// Do people choose as the utilities say? The shares of a person's decisions over many months of luck are compared with
// the shares of a nested logit, computed in double from the functions of model/utility.hpp that the inversion of the
// ground and the wage question call too. Chi-square: each comparison raises a false alarm once in a million seeds. The
// twin leaves the loss by living away from home out of the expected shares, and must be rejected.
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "../property/small_study.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/decision.hpp"
#include "tributer/model/utility.hpp"

using namespace small;

namespace {

using Shares = std::map<std::pair<std::size_t, std::size_t>, double>;  // by location and livelihood

constexpr int draws = 40000;

Shares expected_shares(Model const& model, World const& w, Decider const& decider, std::size_t i, double home_bias) {
  ChoiceParameters const& p = model.parameters->choice;
  Geography const& g = *w.geography;
  OptionValues const& v = w.values;
  Miners const& m = w.miners;
  std::size_t const n_k = model.axis.size(), here = m.location[i], current = m.livelihood[i],
                    mining = model.axis.find("informal_mining");
  double const a = static_cast<double>(decider.sensitivity_of(i)), cash = m.cash_cents[i] / 100.0,
               milli = static_cast<double>(utility_per_milli);
  auto const real = [](float x) { return static_cast<double>(x); };
  auto const away = [&](std::size_t location) { return location == m.home[i] ? 0.0 : home_bias; };
  std::map<std::size_t, double> concessions;  // utility of mining there
  auto const mine_at = [&](std::size_t at, double value, double travel) {
    concessions[at] = utility_of_mining(a, value, real(v.amenity[at]),
                                        m.risk_aversion_milli[i] * milli * real(v.risk[at]), travel, away(at));
  };
  mine_at(here, real(v.mining_here[here]), 0);
  for (uint32_t e = g.first_edge[here]; e < g.first_edge[here + 1]; ++e)
    if (cash >= real(v.helped_edge_cash[e]))
      mine_at(g.edge_to[e], real(v.mining_news[g.edge_to[e]]), real(v.helped_edge[e]));
  double weights = 0;
  for (auto const& [at, u] : concessions) weights += std::exp(u / p.nest_scale);
  Shares utility;
  utility[{here, mining}] = utility_of_nest(0.0, p.nest_scale, weights) +
                            taste_for_mining(real(m.attachment[i]), m.legitimacy_milli[i] * milli);
  for (std::size_t k = 0; k < n_k; ++k) {
    auto const& traits = model.axis.traits[k];
    double const value = real(current == k ? v.holding[here * n_k + k] : v.staying[here * n_k + k]);
    if (traits.mining || value <= real(not_offered)) continue;
    double const posted = traits.own_account ? 0
                                             : loss_by_posted_wage(a, p.rank_permanence * math::ln_2 * m.rank[i],
                                                                   p.employment_disutility);
    utility[{here, k}] = utility_of_work(a, value, posted, away(here), current == k ? 0.0 : p.switching_cost);
  }
  if (here != m.home[i] && cash >= real(v.helped_return_cash[here]))
    utility[{m.home[i], v.best_livelihood_at_home[m.home[i]]}] =
        utility_of_work(a, real(v.best_at_home[m.home[i]]), -real(v.helped_return[here]), 0.0, p.switching_cost);
  double sum = 0;
  for (auto& [option, u] : utility) sum += u = std::exp(u);
  double const mines = utility[{here, mining}] / sum;
  for (auto& [option, u] : utility) u /= sum;
  for (auto const& [at, u] : concessions) utility[{at, mining}] = mines * std::exp(u / p.nest_scale) / weights;
  return utility;
}

/// Chance of a chi-square as large as that of the decisions, if people choose with these shares.
double chance(Shares const& expected, Shares const& counts) {
  double chi_square = 0, rare_expected = 0, rare_seen = 0;
  int cells = 0;
  auto const add = [&](double wanted, double seen) {
    chi_square += (seen - wanted) * (seen - wanted) / wanted, ++cells;
  };
  for (auto const& [option, share] : expected) {
    auto const found = counts.find(option);
    double const wanted = share * draws, seen = found == counts.end() ? 0 : found->second;
    if (wanted >= 10)
      add(wanted, seen);
    else
      rare_expected += wanted, rare_seen += seen;
  }
  if (rare_expected > 1) add(rare_expected, rare_seen);
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(cells - 1), chi_square));
}

}  // namespace

TEST_CASE("people choose as the utilities say") {
  SerialExecutor const executor;
  Opened const open = open_text(head(12, 12) + arm("baseline"));
  Model const& model = *open.model;
  World const world = settled(model, executor).world();
  std::vector<float> const need = need_by_dependants(model.parameters->need, world.price_level);
  Decider const decider(model.parameters->choice, model.axis, world, need);
  Miners const& m = world.miners;
  int people = 0, rejected = 0, away = 0;
  for (std::size_t i = 0; i < m.size() && people < 24; ++i) {
    // Miners without an operation, where nobody offers licensed or ceded ground; half of them away from home.
    bool const plain = m.alive(i) && m.location[i] < world.geography->n && m.operation[i] == 0 && m.package[i] == 0 &&
                       model.axis.traits[m.livelihood[i]].mining && !model.axis.traits[m.livelihood[i]].rationed;
    bool const is_away = plain && m.location[i] != m.home[i];
    if (!plain || (!is_away && people - away >= 12) || (is_away && away >= 12)) continue;
    bool granted = false;
    for (std::size_t k = 0; k < model.axis.size(); ++k)
      granted = granted || world.values.granted_here[m.location[i] * model.axis.size() + k] > not_offered;
    if (granted) continue;
    Shares const expected = expected_shares(model, world, decider, i, model.parameters->choice.home_bias);
    auto const is_likely = [](auto const& option) { return option.second > 0.01; };
    if (std::count_if(expected.begin(), expected.end(), is_likely) < 4) continue;  // whose taste leaves little choice
    ++people, away += is_away;
    Shares counts;
    Terms const terms;
    for (int month = 0; month < draws; ++month) {
      MonthContext const context{model.study.time.start, 0, static_cast<uint32_t>(month), Luck(11, 0), executor, terms};
      Decision const d = decider.decide(context, i);
      ++counts[{d.location, d.livelihood}];
    }
    INFO("person " << m.id[i] << (is_away ? ", away from home" : ""));
    CHECK(chance(expected, counts) > 1e-6);
    if (is_away) rejected += chance(expected_shares(model, world, decider, i, 0), counts) < 1e-6;
  }
  CHECK(people == 24);
  CHECK(rejected >= away / 2);
}
