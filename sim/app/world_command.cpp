// `world import`: a world folder out of a table of mine sites.
#include <fmt/format.h>

#include "commands.hpp"
#include "tributer/scenario/world_import.hpp"

namespace tributer {

int world_command(CommandLine const& line) {
  if (line.operands.size() != 2 || line.operands[0] != "import" || line.out.empty()) {
    fmt::print(stderr, "error: it is world import SITES -o WORLD; tributer --help shows how\n");
    return usage_error;
  }
  ImportRequest const request{line.operands[1], line.towns, line.out, line.round_degrees};
  ImportedWorld const made = import_world(request, open_nothing().book().parameters());
  if (line.talk == Talk::quiet) return ok;
  fmt::print(stderr, "{}: {} concessions with {} miners, from {} sites; {} connections\n", line.out.string(),
             made.n_concessions, made.n_miners, made.n_sites, made.n_connections);
  if (made.n_hours_assumed > 0)
    fmt::print(stderr, "hours to market are assumed for {} of them; give --towns to measure them\n",
               made.n_hours_assumed);
  fmt::print(stderr, "write origin and licence into {}\n", (line.out / "SOURCES.md").string());
  return ok;
}

}  // namespace tributer
