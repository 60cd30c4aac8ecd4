#include "repeated_ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "merge_sites.hpp"
#include "survey_date.hpp"
#include "world_tables.hpp"

namespace tributer {
namespace {

/// The rows of each visit, by id and by the order of its date.
using Visits = std::map<std::pair<std::string, std::string>, std::vector<SiteRow>>;

/// Goes through the visits in their order, so that the latest of each site comes last.
class Chooser {
 public:
  Chooser(CsvTable& table, RepeatedIds const& repeated) : table_(table), repeated_(repeated) {}

  std::vector<Site> choose(std::vector<SiteRow> const& rows) {
    Visits visits;
    for (SiteRow const& row : rows)
      if (!row.site.id.empty()) visits[{row.site.id, has_visits() ? order_of(row) : ""}].push_back(row);
    std::vector<Site> sites;
    for (auto& [id_and_date, same] : visits) {
      Site visit = one_of(same);
      if (visit.last_surveyed.empty()) visit.last_surveyed = same.front().date;
      bool const seen_before = !sites.empty() && sites.back().id == visit.id;
      if (!seen_before) {
        sites.push_back(std::move(visit));
        continue;
      }
      ++n_earlier_;
      Site& site = sites.back();
      if (!visit.peak_miners) visit.peak_miners = std::max(visit.miners, site.peak_miners.value_or(site.miners));
      site = std::move(visit);
    }
    return sites;
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    if (!undated_.empty())
      notes.push_back(fmt::format("rows without a date in '{}': {}, the first in {} {}; they count as the earliest",
                                  repeated_.date, undated_.size(), table_.row_word(), undated_.front()));
    if (n_merged_ > 0)
      notes.push_back(fmt::format("rows that were merged with another of the same {}: {}; their counts are added",
                                  has_visits() ? "id and date" : "id", n_merged_));
    if (n_earlier_ > 0)
      notes.push_back(fmt::format("visits that are left out because '{}' has a later one of the same site: {}",
                                  repeated_.date, n_earlier_));
    return notes;
  }

 private:
  bool has_visits() const { return !repeated_.date.empty(); }

  std::string order_of(SiteRow const& row) {
    if (row.date.empty()) {
      undated_.push_back(row.line);
      return "";
    }
    auto const order = order_of_date(row.date);
    if (!order)
      table_.fail(
          row.line,
          fmt::format("'{}' is '{:.40}', which is not a date that begins with the year", repeated_.date, row.date),
          "write it as 2015-03-01, 2015-03 or 2015");
    return order.value_or("");
  }

  /// The site of rows with one id and one date.
  Site one_of(std::vector<SiteRow>& rows) {
    if (rows.size() > 1 && !repeated_.merged) refuse(rows);
    if (rows.size() == 1 || !repeated_.merged) return rows.front().site;
    n_merged_ += rows.size();
    std::sort(rows.begin(), rows.end(), [](SiteRow const& a, SiteRow const& b) { return larger(a.site, b.site); });
    std::vector<Site> sites;
    int64_t n_sites = 0;
    for (SiteRow const& row : rows) {
      check_near(row, rows.front());
      sites.push_back(row.site);
      n_sites = std::max(n_sites, row.site.n_sites);
    }
    Site all = merged(sites.begin(), sites.end());
    all.n_sites = n_sites;
    return all;
  }

  void refuse(std::vector<SiteRow> const& rows) {
    std::string const remedy =
        has_visits() ? "give each its own date; if its rows are parts of one site, add --merge-repeated"
                     : "give each its own id; if its rows are parts of one site, add --merge-repeated; if they are "
                       "visits, add --latest with the column of their dates";
    for (auto row = rows.begin() + 1; row != rows.end(); ++row)
      refuse_repeated_id(table_, row->line, row->site.id, rows.front().line, remedy);
  }

  void check_near(SiteRow const& row, SiteRow const& largest) {
    double const east = std::remainder(row.site.lon - largest.site.lon, 360);  // the short way over the date line
    double const north = row.site.lat - largest.site.lat;
    bool const far = std::abs(east) > repeated_.near_degrees || std::abs(north) > repeated_.near_degrees;
    if (!far && row.site.territory == largest.site.territory) return;
    table_.fail(row.line,
                fmt::format("the id '{}' is of another territory, or further than --round from {} {}", row.site.id,
                            table_.row_word(), largest.line),
                "give it its own id");
  }

  CsvTable& table_;
  RepeatedIds const& repeated_;
  std::vector<int> undated_;
  std::size_t n_merged_ = 0, n_earlier_ = 0;
};

}  // namespace

std::vector<Site> one_for_each_id(CsvTable& table, std::vector<SiteRow> const& rows, RepeatedIds const& repeated,
                                  std::vector<std::string>& notes) {
  if (!table.find("id")) {
    std::vector<Site> sites;
    for (SiteRow const& row : rows) sites.push_back(row.site);
    return sites;
  }
  Chooser chooser(table, repeated);
  std::vector<Site> sites = chooser.choose(rows);
  for (std::string& note : chooser.notes()) notes.push_back(std::move(note));
  return sites;
}

}  // namespace tributer
