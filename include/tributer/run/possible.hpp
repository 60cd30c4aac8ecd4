#pragma once
#include "tributer/state/world.hpp"

namespace tributer {

/// Throws a Bug if a sum or a quantity of the month is below zero that cannot be.
void require_possible(World const& world);

}  // namespace tributer
