#pragma once
// Mine sites and towns as a user has them: what a world folder is made from.
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "csv.hpp"

namespace tributer {

inline constexpr double not_recorded = std::numeric_limits<double>::quiet_NaN();

/// A mine site, and after merging a concession. Texts are empty, numbers NaN or nothing, where the
/// table is blank.
struct Site {
  std::string id, name, territory, province;
  double lon = 0, lat = 0;  ///< degrees
  int64_t n_sites = 1;
  int64_t miners = 0;                  ///< latest count
  std::optional<int64_t> peak_miners;  ///< highest count
  double armed_share = not_recorded, mercury_share = not_recorded;
  std::string market;
  double hours_to_market = not_recorded;
  std::string last_surveyed;
};

struct Town {
  std::string name;
  double lon = 0, lat = 0;
  int64_t population = 0;  ///< 0 where not recorded
};

/// Required: lon, lat, miners; the other columns of concessions.csv if there are any. Reports
/// whatever is wrong, also that there is no site or no miner.
std::vector<Site> read_sites(CsvTable& table);
/// Required: name, lon, lat; optional: population.
std::vector<Town> read_towns(CsvTable& table);

}  // namespace tributer
