#pragma once
#include "sites.hpp"

namespace tributer {

/// Concessions out of sites: positions are rounded, so that no single site can be told, and the sites
/// of one territory that share a rounded position are one concession. Counts are summed (a site
/// without a highest count enters it with its latest); `mercury_share` is averaged over sites;
/// `armed_share` over all sites of the territory; name, id and province are those of the site with
/// most miners, the market is the nearest and `last_surveyed` the latest of any. A blank territory
/// becomes the degree square; ids that the table lacks are numbered and blank names follow them.
/// Ordered by province, territory, name and position: the order of the sites changes nothing.
std::vector<Site> merge_sites(std::vector<Site> sites, double round_degrees);

/// Digits after the decimal point that a multiple of `step` needs; 0 < step <= 1.
int decimals_of(double step);

}  // namespace tributer
