#pragma once
#include "tributer/model/observable.hpp"
#include "tributer/state/geography.hpp"

namespace tributer {

/// Makes an area of each territory and ring. Areas of fewer than 1,000 people are merged with others of their ring.
/// With `sensitive`, each concession is an area.
Areas make_areas(Geography const& g, std::vector<uint8_t> const& ring, std::vector<double> const& people,
                 bool sensitive);

}  // namespace tributer
