#pragma once
#include "sites.hpp"

namespace tributer {

/// What is done with rows that have the same id.
struct RepeatedIds {
  bool merged = false;  ///< they are one site, and their counts are added
  std::string date;     ///< the column with the dates of visits, of which the latest is used; "" = there are no visits
  double near_degrees = 0;  ///< rows of one site are at most so far apart
};

/// One site for each id. Rows of one id, or of one id and date, are merged if that is asked for, and otherwise
/// reported; then the latest visit is used. Without a column of ids every row is a site. The order of the rows has no
/// effect. Adds a note for what was merged or left out.
std::vector<Site> one_for_each_id(CsvTable& table, std::vector<SiteRow> const& rows, RepeatedIds const& repeated,
                                  std::vector<std::string>& notes);

}  // namespace tributer
