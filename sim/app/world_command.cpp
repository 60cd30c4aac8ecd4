// `world import`: makes a world folder from a table of mine sites.
#include <fmt/format.h>

#include "command_line.hpp"
#include "terminal.hpp"
#include "tributer/scenario/world_import.hpp"

namespace tributer {

int world_command(CommandLine const& line) {
  if (line.operands.size() != 2 || line.operands[0] != "import" || line.out.empty())
    throw UsageError("world takes: import SITES -o WORLD");
  stop_on_signals();
  ImportRequest const request{line.operands[1],   line.towns,   line.out,
                              line.round_degrees, line.columns, line.skip_blank};
  ImportedWorld const made = import_world(request, open_empty_study().book().parameters());
  if (line.verbosity == Verbosity::quiet) return ok;
  tell(fmt::format("{}: {} concessions with {} miners, from {} sites; {} connections\n", line.out.string(),
                   made.n_concessions, made.n_miners, made.n_sites, made.n_connections));
  if (made.n_hours_assumed > 0)
    tell(fmt::format("hours to market are assumed for {} concessions; use --towns to compute them\n",
                     made.n_hours_assumed));
  for (std::string const& note : made.notes) tell(fmt::format("warning: {}\n", note));
  tell(fmt::format("write the origin and the licence of the data into {}\n", (line.out / "SOURCES.md").string()));
  return ok;
}

}  // namespace tributer
