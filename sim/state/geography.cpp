#include "tributer/state/geography.hpp"

#include <limits>

namespace tributer {

void find_parts(Geography& g) {
  constexpr auto unknown = std::numeric_limits<uint16_t>::max();
  g.part.assign(g.n, unknown);
  std::vector<std::size_t> reached;
  for (std::size_t first = 0; first < g.n; ++first) {
    if (g.part[first] != unknown) continue;
    uint16_t const part = static_cast<uint16_t>(g.n_parts++);
    g.part[first] = part;
    for (reached.push_back(first); !reached.empty();) {
      std::size_t const c = reached.back();
      reached.pop_back();
      for (uint32_t e = g.first_edge[c]; e < g.first_edge[c + 1]; ++e)
        if (g.part[g.edge_to[e]] == unknown) g.part[g.edge_to[e]] = part, reached.push_back(g.edge_to[e]);
    }
  }
}

Geography part_alone(Geography const& whole, std::vector<std::size_t> const& members) {
  Geography g = whole;
  g.n = members.size();
  auto const keep = [&](auto& column, auto const& from) {
    column.clear();
    for (std::size_t const c : members) column.push_back(from[c]);
  };
  keep(g.id, whole.id), keep(g.name, whole.name), keep(g.territory, whole.territory), keep(g.key, whole.key);
  keep(g.lon, whole.lon), keep(g.lat, whole.lat), keep(g.n_sites, whole.n_sites);
  keep(g.counted_miners, whole.counted_miners), keep(g.peak_miners, whole.peak_miners);
  keep(g.armed_share, whole.armed_share), keep(g.hours_to_market, whole.hours_to_market);
  keep(g.country, whole.country), keep(g.mineral, whole.mineral), keep(g.tenure, whole.tenure);
  keep(g.lsm_jobs, whole.lsm_jobs), keep(g.lsm_wage_usd, whole.lsm_wage_usd);
  g.key.push_back(whole.key.back()), g.mineral.push_back(whole.mineral.back());  // of `outside`
  g.part.assign(g.n, 0), g.n_parts = 1;
  std::vector<uint16_t> position(whole.n);
  for (std::size_t k = 0; k < members.size(); ++k) position[members[k]] = static_cast<uint16_t>(k);
  g.first_edge.assign(1, 0), g.edge_to.clear(), g.edge_hours.clear();
  for (std::size_t const c : members) {
    for (uint32_t e = whole.first_edge[c]; e < whole.first_edge[c + 1]; ++e)
      g.edge_to.push_back(position[whole.edge_to[e]]), g.edge_hours.push_back(whole.edge_hours[e]);
    g.first_edge.push_back(static_cast<uint32_t>(g.edge_to.size()));
  }
  return g;
}

}  // namespace tributer
