#pragma once
// What buyers make of where ore comes from.
#include <algorithm>

#include "tributer/model/terms.hpp"

namespace tributer {

/// Share of the price that is left for the ore of a place, none of which is traced; never below a tenth.
inline double untraced_kept(Terms const& terms, std::size_t concession) {
  return std::max(0.1, 1.0 - terms.of(Lever::untraced_discount, concession));
}

}  // namespace tributer
