#include "merge_sites.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "survey_date.hpp"

namespace tributer {
namespace {

/// The multiple of `step` that is nearest to `degrees`, as the number that its decimal digits mean.
double rounded(double degrees, double step, double limit) {
  if (step <= 0) return degrees + 0.0;  // turns -0 into 0
  std::string const digits = fmt::format("{:.{}f}", std::floor(degrees / step + 0.5) * step, decimals_of(step));
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return std::clamp(value, -limit, limit) + 0.0;
}

std::string degree_square(double lon, double lat) {
  auto const side = [](double degrees, char positive, char negative) {
    int const corner = static_cast<int>(std::floor(degrees));
    return fmt::format("{} {}", std::abs(corner), corner < 0 ? negative : positive);
  };
  return fmt::format("square {} {}", side(lat, 'N', 'S'), side(lon, 'E', 'W'));
}

/// Replaces NaN (blank) by a number, so that it sorts first.
double sortable(double number) { return std::isnan(number) ? -1.0 : number; }

/// The key by which sites are sorted. It contains all properties of a site, so the sorted list does not depend on the
/// order of the input. Within a concession the site with the most miners comes first.
auto concession_then_size(Site const& s) {
  return std::tuple_cat(std::tie(s.territory, s.lon, s.lat), std::tuple(-s.miners),
                        std::tie(s.name, s.id, s.province, s.n_sites),
                        std::tuple(s.peak_miners.value_or(-1), sortable(s.armed_share), sortable(s.mercury_share),
                                   sortable(s.hours_to_market)),
                        std::tie(s.market, s.last_surveyed));
}

bool same_concession(Site const& a, Site const& b) {
  return a.territory == b.territory && a.lon == b.lon && a.lat == b.lat;
}

/// Mean of a share over the sites for which it is recorded.
class MeanShare {
 public:
  void add(double share, int64_t n_sites) {
    if (std::isnan(share)) return;
    double const weight = static_cast<double>(std::max<int64_t>(1, n_sites));
    sum_ += weight * share;
    weight_ += weight;
  }
  double value() const { return weight_ > 0 ? sum_ / weight_ : not_recorded; }

 private:
  double sum_ = 0, weight_ = 0;
};

/// The latest of the dates of some sites. Blank if they have several and one of them has no order.
std::string latest_date(std::vector<Site>::const_iterator const first, std::vector<Site>::const_iterator const end) {
  std::set<std::pair<std::optional<std::string>, std::string>> dates;  // those without an order come first
  for (auto site = first; site != end; ++site)
    if (!site->last_surveyed.empty()) dates.emplace(order_of_date(site->last_surveyed), site->last_surveyed);
  bool const known = dates.size() == 1 || (!dates.empty() && dates.begin()->first);
  return known ? dates.rbegin()->second : "";
}

/// Replaces armed shares by the mean of the territory. Sites for which nothing was recorded stay blank.
void average_armed_share(std::vector<Site>& sites) {
  std::map<std::string, MeanShare> by_territory;
  for (Site const& site : sites) by_territory[site.territory].add(site.armed_share, site.n_sites);
  for (Site& site : sites)
    if (!std::isnan(site.armed_share)) site.armed_share = by_territory[site.territory].value();
}

void number_and_name(std::vector<Site>& concessions) {
  std::size_t const width = fmt::format("{}", concessions.size() - 1).size();
  for (std::size_t i = 0; i < concessions.size(); ++i) {
    if (concessions[i].id.empty()) concessions[i].id = fmt::format("{:0{}}", i, width);
    if (concessions[i].name.empty()) concessions[i].name = "Place " + concessions[i].id;
  }
}

}  // namespace

bool larger(Site const& a, Site const& b) {
  return std::tuple_cat(std::tuple(-a.miners), concession_then_size(a)) <
         std::tuple_cat(std::tuple(-b.miners), concession_then_size(b));
}

Site merged(std::vector<Site>::const_iterator first, std::vector<Site>::const_iterator end) {
  Site all = *first;
  MeanShare mercury;
  mercury.add(first->mercury_share, first->n_sites);
  for (auto site = first + 1; site != end; ++site) {
    if (all.peak_miners || site->peak_miners)
      all.peak_miners = all.peak_miners.value_or(all.miners) + site->peak_miners.value_or(site->miners);
    all.n_sites += site->n_sites;
    all.miners += site->miners;
    mercury.add(site->mercury_share, site->n_sites);
    bool const nearer = std::isnan(all.hours_to_market) || site->hours_to_market < all.hours_to_market;
    if (nearer && !std::isnan(site->hours_to_market))
      all.hours_to_market = site->hours_to_market, all.market = site->market;
    if (std::isnan(all.armed_share)) all.armed_share = site->armed_share;
    if (all.province.empty()) all.province = site->province;
    if (all.name.empty()) all.name = site->name;
  }
  all.last_surveyed = latest_date(first, end);
  all.mercury_share = mercury.value();
  return all;
}

int decimals_of(double step) {
  std::string const digits = fmt::format("{}", step);
  auto const point = digits.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

std::vector<Site> merge_sites(std::vector<Site> sites, double round_degrees) {
  for (Site& site : sites) {
    site.lon = rounded(site.lon, round_degrees, 180);
    if (site.lon == -180) site.lon = 180;  // one meridian
    site.lat = rounded(site.lat, round_degrees, 90);
    if (site.territory.empty()) site.territory = degree_square(site.lon, site.lat);
  }
  std::sort(sites.begin(), sites.end(),
            [](Site const& a, Site const& b) { return concession_then_size(a) < concession_then_size(b); });
  average_armed_share(sites);
  std::vector<Site> concessions;
  for (auto first = sites.cbegin(); first != sites.cend();) {
    auto const end =
        std::find_if(first, sites.cend(), [&](Site const& site) { return !same_concession(site, *first); });
    concessions.push_back(merged(first, end));
    first = end;
  }
  std::sort(concessions.begin(), concessions.end(), [](Site const& a, Site const& b) {
    return std::tie(a.province, a.territory, a.name, a.lon, a.lat) <
           std::tie(b.province, b.territory, b.name, b.lon, b.lat);
  });
  number_and_name(concessions);
  return concessions;
}

}  // namespace tributer
