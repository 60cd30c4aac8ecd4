#include "tributer/model/decision.hpp"
#include "tributer/core/draws.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/utility.hpp"

#include <algorithm>

namespace tributer {
namespace {

/// q_i of a person: need of the household over its means.
float need_ratio_of(World const& world, std::size_t i, std::vector<float> const& need_usd, float typical_usd,
                    float savings_months) {
  Miners const& m = world.miners;
  float const others = static_cast<float>(m.others_income_usd[i]) * static_cast<float>(world.price_level);
  float const usual =
      static_cast<float>(world.concessions.need_millionths[m.location[i]]) / static_cast<float>(per_million);
  float const cash = static_cast<float>(m.cash_cents[i]) * usd_per_cent<float>;
  return need_ratio(need_usd[m.dependants[i]] * usual, typical_usd, others, cash, savings_months);
}

float typical_usd(ChoiceParameters const& p, World const& world) {
  return static_cast<float>(p.typical_income_usd * world.price_level);
}

}  // namespace

DecisionTables::DecisionTables(ChoiceParameters const& parameters, LivelihoodAxis const& livelihoods,
                               World const& of_world, std::vector<float> const& need)
    : p(parameters), axis(livelihoods), world(of_world), need_usd(need), mining(axis.find("informal_mining")) {
  for (std::size_t k = 0; k < axis.size(); ++k)
    if (axis.traits[k].mining && axis.traits[k].rationed) granted.push_back(k);
  alpha = static_cast<float>(p.income_sensitivity);
  gamma = static_cast<float>(p.need_strength);
  typical = typical_usd(p, world);
  savings_months = static_cast<float>(p.savings_months);
  lambda_ln2 = rank_premium(p, 1);
  disutility = static_cast<float>(p.employment_disutility);
  switching = static_cast<float>(p.switching_cost);
  home_bias = static_cast<float>(p.home_bias);
  tau = static_cast<float>(p.nest_scale);
  per_tau = 1.0f / tau;
  for (double const ratio : world.median_need_ratio) median.push_back(static_cast<float>(ratio));
  for (std::size_t k = 0; k < world.packages.size(); ++k)
    aided[k + 1] = math::log(1.0f + world.packages[k].gain + world.packages[k].pledge_usd / typical);
}

float Decider::sensitivity_of(std::size_t i) const {
  float const ratio = need_ratio_of(t_.world, i, t_.need_usd, t_.typical, t_.savings_months);
  return sensitivity(t_.alpha, t_.gamma, ratio / t_.median[part_of(t_.world, i)]);
}

Decider::Nest Decider::nest_of(std::size_t i, float a) const {
  Miners const& m = t_.world.miners;
  Geography const& g = *t_.world.geography;
  OptionValues const& v = t_.world.values;
  uint16_t const here = m.location[i], home = m.home[i];
  float const rho = static_cast<float>(m.risk_aversion_milli[i]) * utility_per_milli;
  float const cash = static_cast<float>(m.cash_cents[i]) * usd_per_cent<float>;
  Nest nest;  // its options stay unset until added: to clear them would cost as much as the choice
  nest.n = 0;
  nest.inclusive = not_offered;
  auto const add = [&](uint16_t location, float value, float travel, float fare) {
    if (value <= not_offered) return;
    float const away = location == home ? 0.0f : t_.home_bias;
    nest.locations[nest.n++] = {location,
                                utility_of_mining(a, value, v.amenity[location], rho * v.risk[location], travel, away),
                                fare, static_cast<uint8_t>(t_.mining)};
  };
  // Managers weigh the operation that they run. Others are on a crew, or get onto one with a chance.
  auto const add_granted = [&](std::size_t k, bool holds) {
    std::size_t const cell = here * t_.axis.size() + k;
    float const away = here == home ? 0.0f : t_.home_bias;
    float const informal =
        nest.n > 0 && nest.locations[0].livelihood == t_.mining ? nest.locations[0].utility : not_offered;
    float const granted = utility_of_mining(a, v.granted_here[cell], v.amenity[here], 0.0f, 0.0f, away) +
                          static_cast<float>(m.legitimacy_milli[i]) * utility_per_milli;
    float const chance = holds || informal <= not_offered ? 1.0f : v.granted_chance[cell];
    nest.locations[nest.n++] = {here, chance * granted + (1.0f - chance) * (chance < 1.0f ? informal : 0.0f), 0,
                                static_cast<uint8_t>(k)};
  };
  if (here < g.n) {
    // An operation is licensed or not; its manager may also take it onto ground that a large-scale mine cedes.
    std::size_t const current = m.livelihood[i];
    auto const offered = [&](std::size_t k) { return v.granted_here[here * t_.axis.size() + k] > not_offered; };
    bool const owner = m.operation[i] != 0, licensed = owner && t_.axis.traits[current].licensed && offered(current);
    if (!licensed) add(here, v.mining_here[here], 0, 0);
    for (std::size_t const k : t_.granted)
      if (offered(k) && (current == k || !owner || (!licensed && !t_.axis.traits[k].licensed)))
        add_granted(k, current == k);
    bool const helped = t_.axis.traits[current].mining;  // programmes help miners
    auto const &travel = helped ? v.helped_edge : v.edge, &fare = helped ? v.helped_edge_cash : v.edge_cash;
    for (uint32_t e = g.first_edge[here]; e < g.first_edge[here + 1]; ++e)
      if (cash >= fare[e]) add(g.edge_to[e], v.mining_news[g.edge_to[e]], travel[e], fare[e]);
  } else {
    float const fare = static_cast<float>(t_.p.move_cash_usd);
    if (cash >= fare)
      add(m.last_location[i], v.mining_news[m.last_location[i]], -static_cast<float>(t_.p.return_cost), fare);
  }
  if (nest.n == 0) return nest;
  float top = nest.locations[0].utility;
  for (std::size_t k = 1; k < nest.n; ++k) top = nest.locations[k].utility > top ? nest.locations[k].utility : top;
  float sum = 0;
  for (std::size_t k = 0; k < nest.n; ++k) sum += math::exp((nest.locations[k].utility - top) * t_.per_tau);
  nest.inclusive = utility_of_nest(top, t_.tau, sum);
  return nest;
}

Decider::Picked Decider::pick(MonthContext const& month, std::size_t i, Nest const& nest) const {
  Picked picked{nest.locations[0], nest.locations[0], 0};
  if (nest.n == 1) return picked;
  float top = not_offered, top_free = not_offered;
  static_assert(most_mining_options <= Draws::most && most_livelihoods < Draws::most);
  Draws tastes(month.ordinal);
  for (std::size_t k = 0; k < nest.n; ++k) {
    MiningOption const& option = nest.locations[k];
    uint64_t const destination = t_.world.geography->key[option.location];
    tastes.add(t_.world.miners.id[i],
               option.livelihood == t_.mining ? destination : mix(destination, t_.axis.key[option.livelihood]));
  }
  tastes.draw_gumbels(month.luck, streams::choice_location);
  for (std::size_t k = 0; k < nest.n; ++k) {
    MiningOption const& option = nest.locations[k];
    float const utility = option.utility + t_.tau * tastes.gumbel(k);
    bool const free = option.livelihood == t_.mining || option.livelihood == t_.world.miners.livelihood[i];
    if (utility > top) top = utility, picked.best = option;
    if (free && utility > top_free) top_free = utility, picked.best_free = option;
  }
  picked.lead = top - top_free;
  return picked;
}

Decision Decider::decide(MonthContext const& month, std::size_t i, bool waiting) const {
  Miners const& m = t_.world.miners;
  OptionValues const& v = t_.world.values;
  std::size_t const n_k = t_.axis.size(), here = m.location[i], current = m.livelihood[i];
  float const a = sensitivity_of(i);
  float const away = m.location[i] == m.home[i] ? 0.0f : t_.home_bias, aided = t_.aided[m.package[i]];
  Draws tastes(month.ordinal);  // of mining and of going home, then of each livelihood
  tastes.add(m.id[i]);
  for (uint64_t const key : t_.axis.key) tastes.add(m.id[i], key);
  tastes.draw_gumbels(month.luck, streams::choice);

  Decision out;
  float best = not_offered, best_unrationed = not_offered;
  auto const take = [&](float utility, bool rationed, std::size_t location, std::size_t livelihood, MoveCause cause,
                        float cash) {
    if (!rationed && utility > best_unrationed) {
      best_unrationed = utility;
      out.fallback_location = static_cast<uint16_t>(location), out.fallback = static_cast<uint8_t>(livelihood);
      out.fallback_cause = cause, out.fallback_cash_usd = cash;
    }
    if (utility > best) {
      best = utility;
      out.location = static_cast<uint16_t>(location), out.livelihood = static_cast<uint8_t>(livelihood);
      out.cause = cause, out.cash_usd = cash, out.applies = rationed;
    }
  };
  for (std::size_t k = 0; k < n_k; ++k) {
    if (t_.axis.traits[k].mining) continue;
    float const value = current == k ? v.holding[here * n_k + k] : v.staying[here * n_k + k];
    if (value <= not_offered) continue;
    auto const& traits = t_.axis.traits[k];
    float const posted = traits.own_account
                             ? 0.0f
                             : loss_by_posted_wage(a, t_.lambda_ln2 * static_cast<float>(m.rank[i]), t_.disutility);
    take(utility_of_work(a, traits.own_account ? value + aided : value, posted, away,
                         current == k ? 0.0f : t_.switching) +
             tastes.gumbel(1 + k),
         traits.rationed && current != k, here, k, unmoved, 0);
  }
  Nest const nest = nest_of(i, a);
  if (nest.n > 0) {
    float const taste =
        taste_for_mining(m.attachment[i], static_cast<float>(m.legitimacy_milli[i]) * utility_per_milli);
    float const utility =
        nest.inclusive + taste - (t_.axis.traits[current].mining ? 0.0f : t_.switching) + tastes.gumbel(0);
    if (utility > best_unrationed) {
      Picked const picked = pick(month, i, nest);
      bool const fled = waiting || m.absence[i] == evicted;
      auto const mine = [&](MiningOption const& to, float value) {
        take(value, to.livelihood != t_.mining && current != to.livelihood, to.location, to.livelihood,
             to.location == here ? unmoved : (fled ? MoveCause::fled : sought), to.cash_usd);
      };
      if (picked.best.livelihood != picked.best_free.livelihood) mine(picked.best_free, utility - picked.lead);
      mine(picked.best, utility);
    }
  }
  bool const helped = t_.axis.traits[current].mining;
  float const fare = helped ? v.helped_return_cash[here] : static_cast<float>(t_.p.move_cash_usd);
  float const travel_home = helped ? v.helped_return[here] : -static_cast<float>(t_.p.return_cost);
  if (away > 0 && v.best_at_home[m.home[i]] > not_offered &&
      static_cast<float>(m.cash_cents[i]) * usd_per_cent<float> >= fare) {
    std::size_t const k = v.best_livelihood_at_home[m.home[i]];
    float const utility =
        utility_of_work(a, v.best_at_home[m.home[i]] + aided, -travel_home, 0.0f, current == k ? 0.0f : t_.switching) +
        tastes.second_gumbel(0);
    take(utility, false, m.home[i], k, returned, fare);
  }
  check(best > not_offered, "a person has no option at all");
  out.gain = best - best_unrationed;
  return out;
}

std::vector<double> median_need_ratios(ChoiceParameters const& p, NeedParameters const& need, World const& world) {
  std::vector<float> const need_usd = need_by_dependants(need, world.price_level);
  float const typical = typical_usd(p, world), savings_months = static_cast<float>(p.savings_months);
  std::vector<std::vector<float>> ratios(world.geography->n_parts);
  for (std::size_t i = 0; i < world.miners.size(); ++i)
    if (world.miners.alive(i))
      ratios[part_of(world, i)].push_back(need_ratio_of(world, i, need_usd, typical, savings_months));
  std::vector<double> medians;
  for (auto& part : ratios) {
    auto const middle = part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2);
    std::nth_element(part.begin(), middle, part.end());
    medians.push_back(part.empty() ? 1.0 : static_cast<double>(*middle));
  }
  return medians;
}

void carry_out(Miners& m, std::size_t i, uint16_t location, uint8_t livelihood, uint8_t cause, float cash_usd,
               Book& book, std::vector<Move>& moves) {
  if (location != m.location[i]) {
    moves.push_back({m.location[i], location, cause, static_cast<uint32_t>(i), m.livelihood[i]});
    Cents const fare = std::min<Cents>(m.cash_cents[i], cents_from_usd(cash_usd));
    m.cash_cents[i] -= static_cast<int32_t>(fare);
    book.add(Category::travel, fare);
    if (location == m.home[i] || m.location[i] != m.home[i]) m.last_location[i] = m.location[i];
    m.location[i] = location;
    m.absence[i] = travelling;
  }
  m.livelihood[i] = livelihood;
}

}  // namespace tributer
