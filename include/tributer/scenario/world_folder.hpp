#pragma once
// The world of a study: concessions, connections and world.toml, or a synthetic plane.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tributer/core/enumeration.hpp"
#include "tributer/scenario/table_reader.hpp"

namespace tributer {

enum class Tenure : uint8_t { open, asm_zone, lsm, protected_ };

/// A row of concessions.csv. NaN where the table is blank.
struct ConcessionRecord {
  std::string id, name, territory, province;
  double lon = 0, lat = 0;  ///< degrees
  int64_t n_sites = 1;
  int64_t miners = 0;       ///< latest count
  int64_t peak_miners = 0;  ///< a floor for capacity
  double armed_share = 0;   ///< of surveyed sites with armed presence; NaN = not recorded
  double hours_to_market = 0;
  Tenure tenure = Tenure::open;
  uint8_t country = 0, mineral = 0;  ///< positions in countries and minerals
};

/// Most connections of one concession: a person weighs no more destinations.
inline constexpr std::size_t most_connections = 62;

/// A row of connections.csv, listed once, working both ways.
struct ConnectionRecord {
  uint32_t from = 0, to = 0;  ///< positions in concessions
  double km = 0, travel_hours = 0;
};

/// `[[lsm]]` of world.toml: a large-scale mine, constant.
struct LsmRecord {
  uint32_t concession = 0;
  int64_t jobs = 0;
  double wage_usd_per_month = 0;
};

struct WorldInput {
  std::vector<ConcessionRecord> concessions;
  std::vector<ConnectionRecord> connections;
  std::vector<LsmRecord> lsm;
  std::vector<std::string> countries{"rest"};  ///< first what no `[[country]]` names
  std::vector<std::string> minerals{"gold"};   ///< first what no `[[mineral]]` names
  int64_t weight = 1;                          ///< people that one simulated person stands for
  std::vector<InputFile> files;                ///< content of what was read, for /input; empty for a synthetic plane
};

/// Reads `[world] path = ...` or `[world] synthetic = { concessions, miners, seed }` of a study, and
/// `[tenure]` (`default` and, by concession id, exceptions) and `[[lsm]]` (concession, jobs,
/// wage_usd_per_month) of world.toml.
/// `[[country]]` of the study (name, territory = [..], concession = [..]) says which concessions make a country: a
/// border is part of the question, even where the world is one country. `[[mineral]]` says in the same way where
/// another mineral than gold is mined; its price is read with the other prices of the study. Concessions are put in the
/// order of their ids, so that the order of lines in a file decides nothing. Checks: headers, unique ids, counts >= 0,
/// finite numbers, longitude and latitude, no connection to itself or twice, known endpoints, positive travel time, no
/// more than 65,000 concessions. `world_toml` receives the reader of world.toml (an empty one if synthetic) so that the
/// model's own tables (`[income]`, `[people]`, ...) can be read from it.
WorldInput read_world(TableReader const& study, TableReader& world_toml, std::vector<Override> const& overrides);

/// A monthly series: month -> value, no gaps.
struct MonthlySeries {
  Month first;
  std::vector<double> values;  ///< positive, finite; empty if the file could not be read
  double when_counted = 0;     ///< price at which people were where they were counted
};
/// Reads the column `usd_per_gram` (or the only one beside `month`); adds the file to `files`.
MonthlySeries read_monthly_series(std::filesystem::path const& file, Origin const& asked_for_at, ParameterBook& book,
                                  std::vector<InputFile>* files = nullptr);

}  // namespace tributer
