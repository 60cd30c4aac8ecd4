#include "tributer/model/decisions.hpp"

#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/ground.hpp"

namespace tributer {

Reconsideration::Reconsideration(ChoiceParameters const& p, LivelihoodAxis const& axis, World const& world,
                                 MonthContext const& month)
    : luck_(month.luck), t_{world.miners, month.luck.key(streams::reconsider), month.ordinal, 0, 0, {}, false, {}} {
  t_.usual = static_cast<float>(p.reconsider_per_month);
  t_.managers = t_.usual * static_cast<float>(p.manager_reconsider_share);
  t_.barren.resize(world.geography->locations());
  for (std::size_t location = 0; location < world.geography->n; ++location)
    t_.barren[location] = is_barren(world.concessions, location);
  t_.any_barren = std::find(t_.barren.begin(), t_.barren.end(), 1) != t_.barren.end();
  for (std::size_t k = 0; k < axis.size(); ++k) t_.mines[k] = axis.traits[k].mining;
}

bool Reconsideration::holds_for(std::size_t i) const {
  Miners const& m = t_.miners;
  if (!m.alive(i) || m.months_injured[i] > 0) return false;
  // Managers who mine in vain close their operations first.
  bool const manages = m.rank[i] == manager,
             in_vain = t_.mines[m.livelihood[i]] && !manages && t_.barren[m.location[i]];
  return m.waiting[i] > 0 || in_vain ||
         luck_.uniform(m.id[i], t_.month, streams::reconsider) < (manages ? t_.managers : t_.usual);
}

Standpoint::Standpoint(DecisionTables const& t, std::size_t number) {
  Geography const& g = *t.world.geography;
  OptionValues const& v = t.world.values;
  bool const outside = number >= g.locations();
  std::size_t const known = outside ? number - g.locations() : number;
  here = outside ? g.outside() : number;
  usual_need = static_cast<float>(t.world.concessions.need_millionths[here]) / static_cast<float>(per_million);
  median = t.median[g.part[known]];
  auto const informal = [&](std::size_t location, float value, std::array<float, 2> travel,
                            std::array<float, 2> cash_usd) {
    if (value <= not_offered) return;
    nest.push_back({g.key[location], value, v.amenity[location], v.risk[location], 1, travel, cash_usd,
                    static_cast<uint16_t>(location), static_cast<uint8_t>(t.mining)});
  };
  if (!outside) {
    informal(here, v.mining_here[here], {0, 0}, {0, 0});
    informal_here = !nest.empty();
    for (std::size_t const k : t.granted) {
      std::size_t const cell = here * t.axis.size() + k;
      if (v.granted_here[cell] <= not_offered) continue;
      nest.push_back({mix(g.key[here], t.axis.key[k]),
                      v.granted_here[cell],
                      v.amenity[here],
                      0,
                      v.granted_chance[cell],
                      {0, 0},
                      {0, 0},
                      static_cast<uint16_t>(here),
                      static_cast<uint8_t>(k)});
    }
  }
  first_elsewhere = nest.size();
  if (outside) {
    float const travel = -static_cast<float>(t.p.return_cost), fare = static_cast<float>(t.p.move_cash_usd);
    informal(known, v.mining_news[known], {travel, travel}, {fare, fare});
  } else {
    for (uint32_t e = g.first_edge[here]; e < g.first_edge[here + 1]; ++e)
      informal(g.edge_to[e], v.mining_news[g.edge_to[e]], {v.edge[e], v.helped_edge[e]},
               {v.edge_cash[e], v.helped_edge_cash[e]});
  }
}

Decision Standpoint::decision(DecisionTables const& t, Asker const& asker, Chosen const& chosen,
                              std::size_t nth) const {
  struct Option {
    uint16_t location = 0;
    uint8_t livelihood = 0, cause = unmoved;
    float cash_usd = 0;
    bool rationed = false;
  };
  auto const option = [&](int32_t number) -> Option {
    if (number < 0) return {};
    std::size_t const k = static_cast<std::size_t>(number), n_k = t.axis.size();
    uint16_t const at = static_cast<uint16_t>(here);
    if (k < n_k) return {at, static_cast<uint8_t>(k), unmoved, 0, t.axis.traits[k].rationed && asker.livelihood != k};
    if (k < n_k + nest.size()) {
      NestOption const& o = nest[k - n_k];
      return {o.location, o.livelihood, o.location == at ? unmoved : (asker.flees ? fled : sought),
              o.cash_usd[asker.mines], o.livelihood != t.mining && o.livelihood != asker.livelihood};
    }
    return {asker.home, t.world.values.best_livelihood_at_home[asker.home], returned,
            asker.mines ? t.world.values.helped_return_cash[here] : static_cast<float>(t.p.move_cash_usd)};
  };
  check(chosen.option[nth] >= 0, "a person has no option at all");
  Option const best = option(chosen.option[nth]), fallback = option(chosen.unrationed_option[nth]);
  return {best.location,       best.livelihood,
          best.cause,          best.cash_usd,
          best.rationed,       fallback.location,
          fallback.livelihood, fallback.cause,
          fallback.cash_usd,   chosen.utility[nth] - chosen.unrationed_utility[nth]};
}

void decide(DecisionTables const& tables, MonthContext const& month, Crowd crowd, Decision* decisions) {
  Standpoint const standpoint(tables, crowd[0]->standpoint);
  Chosen chosen;
  choose(tables, month, standpoint, crowd, chosen);
  for (std::size_t k = 0; k < crowd.size(); ++k) decisions[k] = standpoint.decision(tables, *crowd[k], chosen, k);
}

}  // namespace tributer
