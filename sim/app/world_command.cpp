// `world import`: makes a world folder from a table of mine sites.
#include <fmt/format.h>

#include "command_line.hpp"
#include "terminal.hpp"

namespace tributer {

int world_command(CommandLine const& line) {
  if (line.operands.size() != 2 || line.operands[0] != "import" || line.out.empty())
    throw UsageError("world takes: import SITES -o WORLD");
  stop_on_signals();
  ImportRequest request = line.import;
  request.sites = line.operands[1], request.folder = line.out;
  ImportedWorld const made = import_world(request, open_empty_study().book().parameters(), [] {
    if (stop_asked()) throw Interrupted();
  });
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
