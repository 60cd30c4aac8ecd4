// `world import`: makes a world folder from a table of mine sites.
#include <fmt/format.h>

#include "commands.hpp"
#include "tributer/scenario/world_import.hpp"

namespace tributer {

int world_command(CommandLine const& line) {
  if (line.operands.size() != 2 || line.operands[0] != "import" || line.out.empty()) {
    fmt::print(stderr, "error: world takes: import SITES -o WORLD; tributer --help shows how\n");
    return usage_error;
  }
  ImportRequest const request{line.operands[1], line.towns, line.out, line.round_degrees};
  ImportedWorld const made = import_world(request, open_empty_study().book().parameters());
  if (line.verbosity == Verbosity::quiet) return ok;
  fmt::print(stderr, "{}: {} concessions with {} miners, from {} sites; {} connections\n", line.out.string(),
             made.n_concessions, made.n_miners, made.n_sites, made.n_connections);
  if (made.n_hours_assumed > 0)
    fmt::print(stderr, "hours to market are assumed for {} concessions; use --towns to compute them\n",
               made.n_hours_assumed);
  fmt::print(stderr, "write the origin and the licence of the data into {}\n", (line.out / "SOURCES.md").string());
  return ok;
}

}  // namespace tributer
