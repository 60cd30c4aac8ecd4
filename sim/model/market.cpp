#include "tributer/model/market.hpp"

#include <algorithm>

namespace tributer {

MarketAccess market_access(Terms const& terms, Geography const& g, std::size_t concession, double least) {
  double const discount = std::min(1.0, terms.of<UntracedDiscount>(concession));
  MarketAccess out;
  double levy = 0, bought = 0;  // levy on tags of the concession; full cost of a tag from a connected one
  if (Tagging const* own = terms.setting<Tagging>(concession)) out.traced = own->coverage, levy = own->levy;
  auto const offer = [&](std::size_t location) {
    Tagging const* scheme = terms.setting<Tagging>(location);
    if (scheme == nullptr || g.mineral[location] != g.mineral[concession] || discount <= 0) return;
    double const cost = scheme->levy + scheme->tag_price, pays = std::max(0.0, discount - cost) / discount,
                 share = (1.0 - out.traced) * scheme->leak * scheme->coverage * pays;
    if (share > out.laundered) out.laundered = share, bought = cost;
  };
  for (uint32_t e = g.first_edge[concession]; e < g.first_edge[concession + 1]; ++e) offer(g.edge_to[e]);
  double const untraced = 1.0 - out.traced - out.laundered;
  out.kept = std::max(least, 1.0 - out.traced * levy - out.laundered * bought - untraced * discount);
  return out;
}

}  // namespace tributer
