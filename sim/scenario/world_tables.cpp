#include "world_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "suggestion.hpp"

namespace tributer {
namespace {

constexpr double unbounded = std::numeric_limits<double>::max();
using Blank = CsvTable::Blank;

std::unordered_map<std::string, uint32_t> positions_by_id(std::vector<ConcessionRecord> const& concessions) {
  std::unordered_map<std::string, uint32_t> positions;
  for (auto const& concession : concessions) positions.emplace(concession.id, static_cast<uint32_t>(positions.size()));
  return positions;
}

/// Positions of the columns of concessions.csv.
struct ConcessionColumns {
  std::optional<std::size_t> id, name, territory, lon, lat, miners, hours_to_market;
  std::optional<std::size_t> province, n_sites, peak_miners, armed_share;

  explicit ConcessionColumns(CsvTable& table) {
    id = table.require("id");
    name = table.require("name");
    territory = table.require("territory");
    lon = table.require("lon");
    lat = table.require("lat");
    miners = table.require("miners");
    hours_to_market = table.require("hours_to_market");
    province = table.find_optional("province", concession_columns);
    n_sites = table.find_optional("n_sites", concession_columns);
    peak_miners = table.find_optional("peak_miners", concession_columns);
    armed_share = table.find_optional("armed_share", concession_columns);
  }
  bool complete() const { return id && name && territory && lon && lat && miners && hours_to_market; }
};

ConcessionRecord read_concession(CsvTable& table, CsvTable::Row const& row, ConcessionColumns const& at) {
  ConcessionRecord c;
  c.id = table.text(row, *at.id, Blank::refused);
  c.name = table.text(row, *at.name, Blank::refused);
  c.territory = table.text(row, *at.territory, Blank::refused);
  if (at.province) c.province = table.text(row, *at.province, Blank::allowed);
  c.lon = table.real(row, *at.lon, -180, 180, Blank::refused).value_or(0);
  c.lat = table.real(row, *at.lat, -90, 90, Blank::refused).value_or(0);
  auto const count = [&](std::size_t column, Blank blank) {
    return table.count(row, column, most_miners_at_a_place, blank);
  };
  c.miners = count(*at.miners, Blank::refused).value_or(0);
  if (at.n_sites) c.n_sites = count(*at.n_sites, Blank::allowed).value_or(1);
  c.peak_miners = c.miners;
  if (at.peak_miners) c.peak_miners = count(*at.peak_miners, Blank::allowed).value_or(c.miners);
  check_peak(table, row.line, c.miners, c.peak_miners);
  c.armed_share = std::numeric_limits<double>::quiet_NaN();
  if (at.armed_share) c.armed_share = table.real(row, *at.armed_share, 0, 1, Blank::allowed).value_or(0);
  c.hours_to_market = table.real(row, *at.hours_to_market, 0, longest_to_market, Blank::refused).value_or(0);
  return c;
}

}  // namespace

void check_peak(CsvTable& table, int line, int64_t miners, int64_t peak_miners) {
  if (peak_miners >= miners) return;
  table.fail(line, fmt::format("'peak_miners' is {}, below the {} miners of the latest count", peak_miners, miners),
             "the highest count is at least the latest");
}

void refuse_repeated_id(CsvTable& table, int line, std::string const& id, int before, std::string remedy) {
  table.fail(line, fmt::format("the id '{}' was used in {} {}", id, table.row_word(), before), std::move(remedy));
}

std::vector<ConcessionRecord> read_concessions(CsvTable& table) {
  ConcessionColumns const at(table);
  if (!at.complete()) return {};
  std::vector<ConcessionRecord> list;
  std::unordered_map<std::string, int> line_of_id;
  int64_t n_miners = 0;
  for (auto const& row : table.rows()) {
    list.push_back(read_concession(table, row, at));
    n_miners += list.back().miners;
    auto const [before, is_new] = line_of_id.emplace(list.back().id, row.line);
    if (!is_new) refuse_repeated_id(table, row.line, list.back().id, before->second, "give each its own id");
  }
  if (list.size() > most_concessions) {
    table.fail(1, fmt::format("{} concessions, at most {} can be simulated", list.size(), most_concessions),
               "merge neighbours");
  }
  if (list.empty())
    table.fail(1, "there are no concessions", "write one line for each");
  else if (n_miners == 0)
    table.fail(1, "no concession has miners", "fill in the column 'miners'");
  return list;
}

std::vector<ConnectionRecord> read_connections(CsvTable& table, std::vector<ConcessionRecord> const& concessions) {
  auto const from = table.require("from"), to = table.require("to"), km = table.require("km"),
             hours = table.require("travel_hours");
  if (!from || !to || !km || !hours) return {};
  auto const positions = positions_by_id(concessions);
  auto const endpoint = [&](CsvTable::Row const& row, std::size_t column) -> std::optional<uint32_t> {
    std::string const id(table.text(row, column, Blank::refused));
    auto const at = positions.find(id);
    if (at != positions.end()) return at->second;
    if (!id.empty()) table.fail(row.line, fmt::format("there is no concession '{}'", id), "use ids of concessions.csv");
    return std::nullopt;
  };
  std::vector<ConnectionRecord> list;
  std::set<std::pair<uint32_t, uint32_t>> seen;
  std::vector<std::size_t> degree(concessions.size(), 0);
  for (auto const& row : table.rows()) {
    auto const a = endpoint(row, *from), b = endpoint(row, *to);
    auto const distance = table.real(row, *km, 0, unbounded, Blank::refused);
    auto const time = table.real(row, *hours, 0, 10000, Blank::refused);
    if (time && *time <= 0) table.fail(row.line, "'travel_hours' is 0", "write the hours that the way takes, above 0");
    if (!a || !b || !distance || !time) continue;
    if (*a == *b) {
      table.fail(row.line, fmt::format("'{}' is connected to itself", concessions[*a].id), "remove the line");
    } else if (!seen.insert(std::minmax(*a, *b)).second) {
      table.fail(row.line, fmt::format("'{}' and '{}' are connected twice", concessions[*a].id, concessions[*b].id),
                 "list each connection once: it works both ways");
    } else {
      list.push_back({*a, *b, *distance, *time});
      for (uint32_t const end : {*a, *b}) {
        if (++degree[end] != most_connections + 1) continue;
        table.fail(row.line, fmt::format("'{}' has more connections than a person can weigh", concessions[end].id),
                   fmt::format("keep at most {}", most_connections));
      }
    }
  }
  return list;
}

}  // namespace tributer
