#pragma once
#include "tributer/model/observable.hpp"
#include "tributer/state/geography.hpp"

namespace tributer {

/// Territory x ring, small ones merged with others of their ring until they hold 1,000 people; or one
/// area a concession if `sensitive`.
Areas make_areas(Geography const& g, std::vector<uint8_t> const& ring, std::vector<double> const& people,
                 bool sensitive);

}  // namespace tributer
