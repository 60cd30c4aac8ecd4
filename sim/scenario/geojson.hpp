#pragma once
#include <optional>

#include "csv.hpp"
#include "geometry.hpp"

namespace tributer {

/// A GeoJSON FeatureCollection (RFC 7946: WGS 84) as a table. Its columns are `lon`, `lat`, and those of `columns` that
/// are properties of some feature. A null or missing property is blank, but the id of the feature stands for a blank
/// property `id`; other properties are ignored. Features without one position are reported and left out. Returns
/// nothing after it reports that the file is not JSON, is nested deeper than 64 levels, or is not a FeatureCollection
/// in degrees.
std::optional<CsvTable> read_geojson(SourcePointer source, std::vector<std::string> const& columns, Areas areas,
                                     ParameterBook& book);

}  // namespace tributer
