#pragma once
// What buyers abroad pay for the ore of a concession, which depends on where they think it was mined. Of the output
//   traced    = coverage of its tagging scheme,
//   laundered = (1 - traced) x leak x coverage of the scheme x (discount - levy - price of a tag) / discount
// Laundered ore is sold with tags of a connected concession with the same mineral: the one whose scheme draws most. The
// share is never below 0. What is left of the world price, of which traders at the concession pay their share, is
//   kept = 1 - traced x levy - laundered x (levy + price of a tag) - (1 - traced - laundered) x discount
// and never below `least`. Tagged ore escapes the discount wherever it was mined, so a tag is worth the discount to a
// seller without one. Leaves out: which miners of a concession get the tags; tags bought for untagged ore of the same
// concession; that a scheme has a limited number of tags; and who receives levies and the price of tags, which are lost
// to the concession.
#include <algorithm>

#include "tributer/model/effects.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

/// A scheme that tags the ore of a concession (instrument `traceability`).
struct Tagging {
  double coverage = 0;   ///< share of the concession's output that is tagged as mined there
  double levy = 0;       ///< paid on tagged ore, share of the world price
  double leak = 0;       ///< how easily ore of a connected concession gets a tag, from 0 to 1
  double tag_price = 0;  ///< price of such a tag, share of the world price
};

/// Shares of a concession's output that are traced and laundered, and the share of the world price left for it.
struct MarketAccess {
  double traced = 0, laundered = 0, kept = 1;
};
MarketAccess market_access(Terms const& terms, Geography const& geography, std::size_t concession, double least);

/// Factor on the world price of a mineral from all instruments; never below 0.01, however many shocks coincide.
inline double price_factor(Terms const& terms, std::size_t mineral) {
  return std::max(0.01, 1.0 + terms.of<WorldPriceShift>(mineral));
}

/// World price of the mineral of a location, in USD per gram.
inline double world_price(World const& world, std::size_t location) {
  return world.price_usd_per_gram[world.geography->mineral[location]];
}

/// Grams of the location's mineral that were worth a gram of `mineral` at the start.
inline double grams_worth_one(World const& world, std::size_t location, uint8_t mineral) {
  return world.start_price_usd[mineral] / world.start_price_usd[world.geography->mineral[location]];
}

}  // namespace tributer
