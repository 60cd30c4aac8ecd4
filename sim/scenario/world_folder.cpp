#include "tributer/scenario/world_folder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "document.hpp"
#include "suggestion.hpp"
#include "world_tables.hpp"

namespace tributer {
namespace {

constexpr std::size_t most_synthetic_concessions = 20000, most_groups = 100;

std::vector<std::string> ids_of(std::vector<ConcessionRecord> const& concessions) {
  std::vector<std::string> ids;
  for (auto const& c : concessions) ids.push_back(c.id);
  return ids;
}

/// `[tenure]` of world.toml: `default` and, by concession id, exceptions.
void read_tenure(TableReader const& world_toml, std::vector<ConcessionRecord>& concessions) {
  TableReader const table = world_toml.table("tenure");
  auto const tenure_of = [&](std::string const& key, std::string const& about) {
    return table.member(key, Tenure::open, "assumed: the land register is not public", about);
  };
  Tenure const usual = tenure_of("default", "who holds the rights to a concession that is not listed");
  for (auto& c : concessions) c.tenure = usual;
  std::vector<std::string> const ids = ids_of(concessions);
  for (std::string const& key : table.keys()) {
    if (key == "default") continue;
    Tenure const own = tenure_of(key, "who holds the rights to this concession");
    auto const at = std::find(ids.begin(), ids.end(), key);
    if (at != ids.end()) {
      concessions[static_cast<std::size_t>(at - ids.begin())].tenure = own;
    } else if (!ids.empty()) {
      table.fail(key, fmt::format("there is no concession '{}' for its tenure", key),
                 did_you_mean(key, ids, "concessions"));
    }
  }
}

/// `[[lsm]]` of world.toml.
std::vector<LsmRecord> read_lsm(TableReader const& world_toml, std::vector<ConcessionRecord> const& concessions) {
  std::vector<LsmRecord> list;
  std::vector<std::string> const ids = ids_of(concessions);
  for (TableReader const& table : world_toml.tables("lsm")) {
    std::string const id = table.text("concession", std::nullopt, "id of the concession with the large-scale mine");
    LsmRecord lsm;
    lsm.jobs = table.integer("jobs", std::nullopt,
                             {"1", 0, 1e6, "assumed: jobs are not published by mine", "jobs at the mine"});
    lsm.wage_usd_per_month =
        table.real("wage_usd_per_month", std::nullopt,
                   {"USD/month", 0, 1e5, "assumed: wages are not published by mine", "wage of such a job"});
    auto const at = std::find(ids.begin(), ids.end(), id);
    if (at != ids.end()) {
      lsm.concession = static_cast<uint32_t>(at - ids.begin());
      bool const twice =
          std::any_of(list.begin(), list.end(), [&](auto const& o) { return o.concession == lsm.concession; });
      if (twice)
        table.fail("concession", fmt::format("concession '{}' has two large-scale mines", id), "add up their jobs");
      list.push_back(lsm);
    } else if (!ids.empty() && table.has("concession")) {
      table.fail("concession", fmt::format("there is no concession '{}' for the large-scale mine", id),
                 did_you_mean(id, ids, "concessions"));
    }
  }
  return list;
}

/// `[[country]]` and `[[mineral]]` of a study: named groups of concessions. Concessions that no table names belong to
/// the first of `names`.
void read_groups(TableReader const& study, std::string const& kind, std::vector<std::string>& names,
                 std::vector<ConcessionRecord>& concessions, uint8_t ConcessionRecord::*group) {
  std::string const rest = names.front();
  for (TableReader const& table : study.tables(kind)) {
    std::string const name = table.text("name", std::nullopt, "name of the " + kind);
    std::size_t const before = study.book().problems().size();
    auto const listed = [&](std::string const& key, std::string const& what) {
      return table.words(key, std::vector<std::string>{}, {},
                         "its " + what + "; concessions that no table names belong to '" + rest + "'");
    };
    auto const territories = listed("territory", "territories"), ids = listed("concession", "concessions, by id");
    if (study.book().problems().size() != before || name.empty()) continue;
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      table.fail("name", fmt::format("there is another {} '{}'", kind, name),
                 fmt::format("give each its own name; '{}' is what no table names", rest));
      continue;
    }
    if (territories.empty() && ids.empty())
      table.fail("", fmt::format("the {} '{}' has no concessions", kind, name),
                 "name some in territory = [\"...\"] or concession = [\"...\"]");
    if (names.size() > most_groups)
      table.fail("", fmt::format("more than {} tables [[{}]]", most_groups, kind), "merge those that are alike");
    names.push_back(name);
    auto const take = [&](std::string const& key, std::string const& wanted, std::string ConcessionRecord::*column) {
      auto const own = static_cast<uint8_t>(names.size() - 1);
      bool found = concessions.empty();
      uint8_t other = 0;
      for (auto& c : concessions) {
        if (c.*column != wanted) continue;
        found = true;
        if (c.*group != own) other = std::max(other, c.*group);
        c.*group = own;
      }
      if (other != 0)
        table.fail(key, fmt::format("{} '{}' is also in the {} '{}'", key, wanted, kind, names[other]),
                   "name each concession in one of them");
      if (!found)
        table.fail(key, fmt::format("there is no {} '{}' in this world", key, wanted), "use one of concessions.csv");
    };
    for (auto const& territory : territories) take("territory", territory, &ConcessionRecord::territory);
    for (auto const& id : ids) take("concession", id, &ConcessionRecord::id);
  }
}

std::optional<CsvTable> read_table(std::filesystem::path const& file, Origin const& asked_for_at, ParameterBook& book,
                                   std::vector<InputFile>& files) {
  SourcePointer source = read_source(file, largest_table, asked_for_at, book);
  if (!source) return std::nullopt;
  files.push_back({source->name(), source->content()});
  return CsvTable(std::move(source), book);
}

WorldInput read_folder(std::filesystem::path const& folder, Origin const& asked_for_at, TableReader& world_toml,
                       std::vector<Override> const& overrides, ParameterBook& book) {
  WorldInput world;
  std::error_code error;
  if (!book.reads_copies() && !std::filesystem::is_directory(folder, error)) {
    book.report(
        {asked_for_at, fmt::format("there is no world folder '{}'", folder.string()), "check 'path' in [world]"});
    return world;
  }
  world_toml = open_document(folder / "world.toml", "world", overrides, asked_for_at, book);
  world.files = input_files(world_toml);
  auto concessions = read_table(folder / "concessions.csv", asked_for_at, book, world.files);
  auto connections = read_table(folder / "connections.csv", asked_for_at, book, world.files);
  if (concessions) world.concessions = read_concessions(*concessions);
  std::sort(world.concessions.begin(), world.concessions.end(),
            [](ConcessionRecord const& a, ConcessionRecord const& b) { return a.id < b.id; });
  if (connections && !world.concessions.empty()) world.connections = read_connections(*connections, world.concessions);
  return world;
}

}  // namespace

WorldInput read_world(TableReader const& study, TableReader& world_toml, std::vector<Override> const& overrides) {
  ParameterBook& book = study.book();
  TableReader const table = study.table("world");
  std::size_t const before = book.problems().size();
  table.keep_later("path", "synthetic");
  std::string const path =
      table.text("path", "", "folder with concessions.csv, connections.csv and world.toml; \"\" = none");
  bool const is_synthetic = table.has("synthetic");
  TableReader const plane = table.table("synthetic");
  auto const size = [&](std::string_view key, int64_t fallback, double most, std::string_view about) {
    return plane.integer(key, fallback, {"1", 1, most, "assumed: a world for tests and for scale", about});
  };
  int64_t const n_concessions = size("concessions", 40, double{most_synthetic_concessions}, "concessions on the plane");
  int64_t const n_miners = size("miners", 20000, 1e8, "miners on the plane, in all");
  int64_t const seed = size("seed", 1, 9e18, "luck of the plane");
  int64_t const weight = table.integer(
      "weight", 1, {"1", 1, 10000, "assumed: everybody is simulated", "people that one simulated person stands for"});
  if (reports_missing(study)) world_toml = document_of_overrides("world", overrides, book);
  WorldInput world;
  bool const is_sound = book.problems().size() == before && reports_missing(study);
  if (is_sound && is_synthetic == !path.empty()) {
    table.fail("", is_synthetic ? "[world] has both 'path' and 'synthetic'" : "the study does not say its world",
               "write one of path = \"FOLDER\" and synthetic = { concessions = 40, miners = 20000 } in [world]");
  } else if (is_sound && is_synthetic) {
    world = synthetic_world(static_cast<std::size_t>(n_concessions), n_miners, static_cast<uint64_t>(seed));
  } else if (!path.empty()) {
    world = read_folder((table.folder("path") / path).lexically_normal(), table.origin("path"), world_toml, overrides,
                        book);
  }
  world.weight = weight;
  read_tenure(world_toml, world.concessions);
  world.lsm = read_lsm(world_toml, world.concessions);
  read_groups(study, "country", world.countries, world.concessions, &ConcessionRecord::country);
  read_groups(study, "mineral", world.minerals, world.concessions, &ConcessionRecord::mineral);
  return world;
}

}  // namespace tributer
