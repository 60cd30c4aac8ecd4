#pragma once
#include <string>

#include "csv.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {

inline constexpr std::size_t most_concessions = 65000;

std::vector<ConcessionRecord> read_concessions(CsvTable& table);
std::vector<ConnectionRecord> read_connections(CsvTable& table, std::vector<ConcessionRecord> const& concessions);
/// Reports the parts that connections do not join, naming one place of each.
void check_connected(CsvTable& table, std::vector<ConcessionRecord> const& concessions,
                     std::vector<ConnectionRecord> const& connections);

/// Heavy-tailed sites on a plane of 200 km by 200 km: five nearest neighbours and a minimum
/// spanning tree. The same numbers on every machine.
WorldInput synthetic_world(std::size_t n_concessions, int64_t n_miners, uint64_t seed);

}  // namespace tributer
