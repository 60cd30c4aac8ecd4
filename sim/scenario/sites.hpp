#pragma once
// Mine sites and towns in the tables of a user, from which a world folder is made.
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "csv.hpp"

namespace tributer {

inline constexpr double not_recorded = std::numeric_limits<double>::quiet_NaN();

/// A mine site or, after merging, a concession. If the table is blank, texts are empty and numbers are NaN or missing.
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

/// A row of the table of sites.
struct SiteRow {
  int line = 0;
  std::string date;  ///< of the visit; "" if it is not recorded
  Site site;
};

struct Town {
  std::string name;
  double lon = 0, lat = 0;
  int64_t population = 0;  ///< 0 if it is not recorded
};

/// Reads sites. The columns lon, lat and miners are required; the other columns of concessions.csv are optional. With
/// the column of the dates of visits, that column and id are required too. Reports all problems, and also a table
/// without sites or without miners.
std::vector<SiteRow> read_sites(CsvTable& table, std::string const& date_column, std::function<void()> const& pulse);
/// A note for each column that is not used, and is not that of the dates of visits, although its name is close to one
/// that is.
std::vector<std::string> look_alikes(CsvTable const& table, std::string const& date_column);
inline const std::vector<std::string> town_columns{"name", "lon", "lat", "population"};
/// Reads towns. The columns name, lon and lat are required; population is optional.
std::vector<Town> read_towns(CsvTable& table);

}  // namespace tributer
