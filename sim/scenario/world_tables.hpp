#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "csv.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {

inline constexpr std::size_t most_concessions = 65000;
inline constexpr std::uintmax_t largest_table = 64u << 20;  ///< bytes
inline constexpr int64_t most_miners_at_a_place = 10'000'000;
inline constexpr double longest_to_market = 1000;  ///< hours

/// The columns of concessions.csv, in the order in which they are written.
inline const std::vector<std::string> concession_columns{"id",
                                                         "name",
                                                         "territory",
                                                         "province",
                                                         "lon",
                                                         "lat",
                                                         "n_sites",
                                                         "miners",
                                                         "peak_miners",
                                                         "armed_share",
                                                         "mercury_share",
                                                         "market",
                                                         "hours_to_market",
                                                         "last_surveyed"};

std::vector<ConcessionRecord> read_concessions(CsvTable& table);
std::vector<ConnectionRecord> read_connections(CsvTable& table, std::vector<ConcessionRecord> const& concessions);
/// Reports a highest count that is below the latest count.
void check_peak(CsvTable& table, int line, int64_t miners, int64_t peak_miners);
/// Reports an id that the earlier line `before` has too.
void refuse_repeated_id(CsvTable& table, int line, std::string const& id, int before, std::string remedy);

/// A made-up world on a plane of 200 km by 200 km. The sizes of concessions have a log-normal distribution. Each is
/// connected with its five nearest neighbours, and a minimum spanning tree joins all. The numbers are the same on every
/// machine.
WorldInput synthetic_world(std::size_t n_concessions, int64_t n_miners, uint64_t seed);

}  // namespace tributer
