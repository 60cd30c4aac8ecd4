#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "tributer/scenario/study.hpp"

namespace tributer {

/// True for a real or whole number.
bool is_number(Parameter const& p);
/// True if the parameter says what all points of an ensemble have in common: the arms, the months, the luck, the world.
bool is_same_at_all_points(std::string_view address);

/// The parameters that are assumed: nobody has measured them, and they are no choice of the study. Each variable has a
/// range. Those at `taken` addresses are left out.
std::vector<DesignVariable> uncertain_variables(StudyInput const& study, std::vector<Parameter> const& parameters,
                                                std::vector<std::string> const& taken);

}  // namespace tributer
