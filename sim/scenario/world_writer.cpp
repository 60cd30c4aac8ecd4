#include "world_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "markets.hpp"
#include "merge_sites.hpp"
#include "tributer/core/text.hpp"
#include "world_tables.hpp"

namespace tributer {
namespace {

/// A cell of a table: quoted where it must be.
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (char const c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

/// At most `decimals` digits after the point, without zeros at the end; blank where not recorded.
std::string number(double value, int decimals) {
  if (std::isnan(value)) return {};
  std::string digits = fmt::format("{:.{}f}", value, decimals);
  if (digits.find('.') == std::string::npos) return digits;
  while (digits.ends_with('0')) digits.pop_back();
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

std::string position(double degrees, double step) {
  return step > 0 ? fmt::format("{:.{}f}", degrees, decimals_of(step)) : fmt::format("{}", degrees);
}

std::string concessions_csv(std::vector<Site> const& places, double step) {
  std::string text = join_words(concession_columns, ",") + "\n";
  for (Site const& place : places) {
    std::vector<std::string> const row{cell(place.id),
                                       cell(place.name),
                                       cell(place.territory),
                                       cell(place.province),
                                       position(place.lon, step),
                                       position(place.lat, step),
                                       fmt::format("{}", place.n_sites),
                                       fmt::format("{}", place.miners),
                                       place.peak_miners ? fmt::format("{}", *place.peak_miners) : "",
                                       number(place.armed_share, 4),
                                       number(place.mercury_share, 4),
                                       cell(place.market),
                                       number(place.hours_to_market, 2),
                                       cell(place.last_surveyed)};
    text += join_words(row, ",") + "\n";
  }
  return text;
}

std::string connections_csv(std::vector<Site> const& places, Pairs const& connections) {
  std::string text = "from,to,km,travel_hours\n";
  for (auto const& [from, to] : connections) {
    double const km =
        great_circle_km(on_globe(places[from].lon, places[from].lat), on_globe(places[to].lon, places[to].lat));
    text += fmt::format("{},{},{:.1f},{:.2f}\n", cell(places[from].id), cell(places[to].id), km, travel_hours(km));
  }
  return text;
}

/// What is local and no table of sites holds: the model's default within a range that is plausible
/// for a rural mining region.
struct Assumption {
  std::string_view table, key;
  double min, max;
  std::string_view why;
};
constexpr Assumption assumptions[] = {
    {"income", "farm_usd_per_month", 20, 60, "P-13 gives 20-60, no survey of this region"},
    {"income", "other_work_usd_per_month", 25, 100, "near farm income, no survey of this region"},
    {"income", "outside_usd_per_month", 25, 100, "as at the concessions"},
    {"people", "undercount", 1, 2, "counts taken as they are; local groups may count twice as many"},
    {"need", "adult_usd", 15, 60, "food and shelter, rural prices"},
};

std::string default_of(std::string const& address, std::vector<Parameter> const& declared) {
  auto const at = std::find_if(declared.begin(), declared.end(),
                               [&](Parameter const& parameter) { return parameter.address == address; });
  check(at != declared.end(), "the model declares " + address);
  return at->fallback;
}

std::string world_toml(std::vector<Site> const& places, WorldOrigin const& origin,
                       std::vector<Parameter> const& declared) {
  std::string text =
      "format = 1\n"
      "# What the tables of counted miners do not hold. Every value here is the model's default, an assumption with\n"
      "# a range: put what is known of this region in its place, with its source, and sweep the rest over its range.\n"
      "# What more may be said of a world: tributer parameters (world.*) and docs/formats.md.\n";
  if (origin.towns_file.empty() && origin.n_hours_recorded < places.size())
    text +=
        "# Assumed too: 'market' and 'hours_to_market' in concessions.csv, since no towns were given (SOURCES.md).\n";
  std::string_view table;
  for (Assumption const& a : assumptions) {
    if (a.table != table) text += fmt::format("\n[{}]\n", table = a.table);
    text += fmt::format("{} = {{ value = {}, range = [{}, {}], source = \"assumed: {}\" }}\n", a.key,
                        default_of(fmt::format("world.{}.{}", a.table, a.key), declared), a.min, a.max, a.why);
  }
  return text +
         "\n# Who holds the rights: open, asm_zone, lsm or protected; exceptions by concession id.\n"
         "[tenure]\ndefault = \"open\"\n";
}

/// The supplied regions are rounded to this, degrees.
constexpr double coarse_enough = 0.05;

std::string said_of_positions(double step) {
  std::string const done = step > 0 ? fmt::format("rounded to {} degree", step) : std::string("as given");
  if (step >= coarse_enough) return fmt::format("Positions are {}, so that no single site can be told.", done);
  return fmt::format(
      "Positions are {}: **single sites can be told**. Do not pass this folder on; import the sites again "
      "with `--round {}` first.",
      done, coarse_enough);
}

std::string said_of_markets(std::size_t n_places, WorldOrigin const& origin) {
  std::string text;
  if (origin.n_hours_recorded > 0)
    text = fmt::format("`market` and `hours_to_market` of {} places are those of the file.", origin.n_hours_recorded);
  std::size_t const n = n_places - origin.n_hours_recorded;
  if (n == 0) return text;
  text += fmt::format("{}Of {} places, `market` is ", text.empty() ? "" : " ", n);
  if (!origin.towns_file.empty())
    return text + fmt::format("the nearest of the {} towns of `{}`, and `hours_to_market` the way there.",
                              origin.n_towns, origin.towns_file);
  return text + fmt::format(
                    "**assumed**: no towns were given, so the largest place in {} by miners stands for one, and "
                    "`hours_to_market` is the way to the nearest. In the supplied regions this rule comes near "
                    "the median hours to real towns (1.9 for 2.1, 2.8 for 3.7), not near those of single "
                    "places (correlation 0.2 and 0.3). Better: `--towns`.",
                    concessions_per_market);
}

std::string sources_md(std::vector<Site> const& places, std::size_t n_connections, WorldOrigin const& origin) {
  int64_t n_miners = 0, n_sites = 0;
  for (Site const& place : places) n_miners += place.miners, n_sites += place.n_sites;
  std::string text = fmt::format(
      "# Where these tables come from\n\n"
      "{} places with {} miners at {} sites, and {} connections, made by `tributer world import` from the {} rows of "
      "`{}`.\n\n"
      "| table | figures from | licence and credit |\n|---|---|---|\n"
      "| sites, counts of miners | `{}`: WRITE HERE who counted, when and how | WRITE HERE |\n",
      places.size(), n_miners, n_sites, n_connections, origin.n_sites, origin.sites_file, origin.sites_file);
  if (!origin.towns_file.empty()) text += fmt::format("| towns | `{}`: WRITE HERE | WRITE HERE |\n", origin.towns_file);
  text +=
      "| hours of travel | speeds of motor vehicles measured on routes over OpenStreetMap | ODbL 1.0, credit: "
      "OpenStreetMap contributors |\n\n## What was done\n";
  return text + fmt::format(
                    "- {} Sites of one territory on one point were made one place: `n_sites`, `miners` and "
                    "`peak_miners` are summed "
                    "(a site without a highest count enters `peak_miners` with its latest), `mercury_share` is "
                    "averaged over sites, "
                    "the name is that of the largest site, `last_surveyed` the latest.\n"
                    "- `armed_share` is averaged over all sites of a territory. Show it by territory only.\n"
                    "- A site without a territory is in that of its degree square.\n"
                    "- `connections.csv` joins each place to its five nearest neighbours and adds a minimum spanning "
                    "tree, so that "
                    "every place can be reached; none has more than {} connections. Each is listed once and works both "
                    "ways. `km` is "
                    "the great circle between the positions, at least {}.\n"
                    "- `travel_hours` is that distance over the median crow-flies speed of a motor vehicle in the dry "
                    "season: 21 km/h "
                    "below 50 km, 24 up to 100, 28 up to 200, 30 up to 400, 32 beyond. It is a lower bound on time.\n"
                    "- {}\n"
                    "\n## What to keep in mind\n"
                    "- Names and ids are those of the file: leave out any that tells a single site.\n"
                    "- Blank means not recorded, never 0.\n"
                    "- Incomes, tenure, large-scale mines and geology are not in these tables. What `world.toml` says "
                    "of them is "
                    "assumed unless it names a source.\n",
                    said_of_positions(origin.round_degrees), most_connections, shortest_km,
                    said_of_markets(places.size(), origin));
}

}  // namespace

FolderFiles world_files(std::vector<Site> const& places, Pairs const& connections, WorldOrigin const& origin,
                        std::vector<Parameter> const& declared) {
  return {{"concessions.csv", concessions_csv(places, origin.round_degrees)},
          {"connections.csv", connections_csv(places, connections)},
          {"world.toml", world_toml(places, origin, declared)},
          {"SOURCES.md", sources_md(places, connections.size(), origin)}};
}

}  // namespace tributer
