#pragma once
// Whether one simulated person may stand for as many people as world.weight says. Where a concession has fewer than two
// simulated operations, its operations stand still because their only trader lacks cash for them, and loans and
// licences are too few: at weight 10 the main study finds formal mining a fifth dearer than at weight 1.
#include <cstdint>
#include <string>

#include "tributer/run/simulation.hpp"

namespace tributer {

/// Empty if the weight holds: at most a twentieth of the counted miners are at concessions with fewer than two
/// simulated operations. Otherwise a sentence that says so and names the largest weight that holds.
std::string fault_of_weight(Model const& model);

/// Reports a weight that does not hold in a study that supports operations, unless world.coarse is true.
void require_weight(Model const& model);

}  // namespace tributer
