#pragma once
#include <optional>

#include "csv.hpp"

namespace tributer {

/// A GeoJSON FeatureCollection of Points (RFC 7946: WGS 84) as a table: `lon`, `lat`, and what else
/// of `columns` is a property of some feature. A null or missing property is blank; properties of
/// other names are passed over. Features that are no Points are reported and left out. Nothing after
/// reporting what is not JSON, nests deeper than 64, or is no FeatureCollection in degrees.
std::optional<CsvTable> read_geojson(SourcePointer source, std::vector<std::string> const& columns,
                                     ParameterBook& book);

}  // namespace tributer
