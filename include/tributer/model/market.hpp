#pragma once
// What buyers make of what is dug at a place and of where it comes from. Of the output of a place
//   traced    = coverage of its tagging scheme,
//   laundered = (1 - traced) x leak x coverage of the scheme x (discount - levy - price of a tag) / discount
// with the scheme next door, of the same mineral, that draws most; never below 0. What is left of the world price, of
// which traders pay their share at the pit, is
//   kept = 1 - traced x levy - laundered x (levy + price of a tag) - (1 - traced - laundered) x discount
// and never below `least`. Tagged ore escapes the discount wherever it was dug: that is market access, and what a tag
// is worth to who has none. Leaves out: who within a place gets the tags; tags bought for what is dug beside tagged
// ore; that a scheme has only so many tags to sell; who receives levies and the price of tags: to the mine site they
// are lost.
#include <algorithm>

#include "tributer/model/effects.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

/// A scheme that tags what is dug at a place (`traceability`).
struct Tagging {
  double coverage = 0;   ///< share of the output of the place that is tagged as dug there
  double levy = 0;       ///< on what is tagged, share of the world price
  double leak = 0;       ///< of 1: how easily a tag is had for what was dug next door
  double tag_price = 0;  ///< of such a tag, share of the world price
};

/// Shares of the output of a place, and of the world price that is left for it.
struct MarketAccess {
  double traced = 0, laundered = 0, kept = 1;
};
MarketAccess market_access(Terms const& terms, Geography const& geography, std::size_t concession, double least);

/// What instruments make of the world price of a mineral; never below a hundredth, however many shocks meet.
inline double price_factor(Terms const& terms, std::size_t mineral) {
  return std::max(0.01, 1.0 + terms.of<WorldPriceShift>(mineral));
}

/// USD per gram of what is dug at a place, on the world market.
inline double world_price(World const& world, std::size_t location) {
  return world.price_usd_per_gram[world.geography->mineral[location]];
}

/// Grams of what is dug at `place` that were worth a gram of `mineral` at the start.
inline double grams_worth_one(World const& world, std::size_t location, uint8_t mineral) {
  return world.start_price_usd[mineral] / world.start_price_usd[world.geography->mineral[location]];
}

}  // namespace tributer
