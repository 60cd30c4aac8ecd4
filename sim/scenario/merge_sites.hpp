#pragma once
#include "sites.hpp"

namespace tributer {

/// Makes concessions from sites. Positions are rounded, so that no single site can be recognised. The sites of one
/// territory with the same rounded position become one concession. Counts are summed; for a site without a highest
/// count the latest count is used. `mercury_share` is averaged over the sites, `armed_share` over all sites of the
/// territory. Name, id and province are those of the site with the most miners, the market is the nearest one, and
/// `last_surveyed` is the latest. A blank territory becomes the degree square. Missing ids become numbers, and blank
/// names are made of ids. The result is sorted by province, territory, name and position, so the order of the sites has
/// no effect.
std::vector<Site> merge_sites(std::vector<Site> sites, double round_degrees);

/// True if `a` has more miners than `b`, or as many and other properties that sort first.
bool larger(Site const& a, Site const& b);
/// Makes one of several sites, as `merge_sites` does. The largest comes first.
Site merged(std::vector<Site>::const_iterator first, std::vector<Site>::const_iterator end);

/// Number of digits after the decimal point that multiples of `step` need; 0 < step <= 1.
int decimals_of(double step);

}  // namespace tributer
