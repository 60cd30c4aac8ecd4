#pragma once
// The door of processes/: the list of the month and the two initialisers.
#include "tributer/model/initialisers.hpp"

namespace tributer {

ProcessList make_schedule(Tables const& tables, std::vector<MonthlySeries> const& prices,
                          Livelihoods const& livelihoods);
Ground invert_ground(Tables const& tables, Geography const& geography, Livelihoods const& livelihoods,
                     std::vector<double> const& prices_usd, double start_offset, Executor const& executor);
World build_population(Tables const& tables, std::shared_ptr<Geography const> geography, Livelihoods const& livelihoods,
                       Ground const& ground, std::vector<double> const& prices_usd, Luck const& luck);

inline Initialisers standard_initialisers() { return {make_schedule, invert_ground, build_population}; }

}  // namespace tributer
