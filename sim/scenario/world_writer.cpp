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

/// A cell of a table, in quotes if it needs them.
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (char const c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

/// A number with at most `decimals` digits after the point, without zeros at the end; blank if it is not recorded.
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

std::string concessions_csv(std::vector<Site> const& concessions, double step) {
  std::string text = join_words(concession_columns, ",") + "\n";
  for (Site const& concession : concessions) {
    std::vector<std::string> const row{cell(concession.id),
                                       cell(concession.name),
                                       cell(concession.territory),
                                       cell(concession.province),
                                       position(concession.lon, step),
                                       position(concession.lat, step),
                                       fmt::format("{}", concession.n_sites),
                                       fmt::format("{}", concession.miners),
                                       concession.peak_miners ? fmt::format("{}", *concession.peak_miners) : "",
                                       number(concession.armed_share, 4),
                                       number(concession.mercury_share, 4),
                                       cell(concession.market),
                                       number(concession.hours_to_market, 2),
                                       cell(concession.last_surveyed)};
    text += join_words(row, ",") + "\n";
  }
  return text;
}

std::string connections_csv(std::vector<Site> const& concessions, Pairs const& connections) {
  std::string text = "from,to,km,travel_hours\n";
  for (auto const& [from, to] : connections) {
    double const km = great_circle_km(on_globe(concessions[from].lon, concessions[from].lat),
                                      on_globe(concessions[to].lon, concessions[to].lat));
    text += fmt::format("{},{},{:.1f},{:.2f}\n", cell(concessions[from].id), cell(concessions[to].id), km,
                        travel_hours(km));
  }
  return text;
}

/// A local parameter that tables of sites do not contain: it gets the default of the model and a range that is
/// plausible for a rural mining region.
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

std::string world_toml(std::vector<Site> const& concessions, WorldOrigin const& origin,
                       std::vector<Parameter> const& declared) {
  std::string text =
      "format = 1\n"
      "# What the tables of counted miners do not contain. Every value here is the model's default: an assumption "
      "with\n"
      "# a range. Replace it by what is known about this region, with the source, and vary the rest over its range.\n"
      "# For all keys of a world see `tributer parameters` (world.*) and docs/formats.md.\n";
  if (origin.towns_file.empty() && origin.n_hours_recorded < concessions.size())
    text +=
        "# Assumed too: 'market' and 'hours_to_market' in concessions.csv, because no towns were given (SOURCES.md).\n";
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

std::string text_on_positions(double step) {
  std::string const done = step > 0 ? fmt::format("rounded to {} degree", step) : std::string("as given in the file");
  if (step >= coarse_enough) return fmt::format("Positions are {}, so that no single site can be recognised.", done);
  return fmt::format(
      "Positions are {}: **single sites can be recognised**. Do not pass this folder on; import the sites again "
      "with `--round {}` first.",
      done, coarse_enough);
}

std::string text_on_markets(std::size_t n_concessions, WorldOrigin const& origin) {
  std::string text;
  if (origin.n_hours_recorded > 0)
    text =
        fmt::format("`market` and `hours_to_market` of {} concessions are those of the file.", origin.n_hours_recorded);
  std::size_t const n = n_concessions - origin.n_hours_recorded;
  if (n == 0) return text;
  text += fmt::format("{}For {} concessions, `market` is ", text.empty() ? "" : " ", n);
  if (!origin.towns_file.empty())
    return text + fmt::format("the nearest of the {} towns of `{}`, and `hours_to_market` is the travel there.",
                              origin.n_towns, origin.towns_file);
  return text + fmt::format(
                    "**assumed**: no towns were given, so one concession in {}, those with the most miners, is taken "
                    "for a town, and `hours_to_market` is the travel to the nearest. In the supplied regions this "
                    "rule is near the median hours to real towns (1.9 instead of 2.1, and 2.8 instead of 3.7), but "
                    "not near the hours of single concessions (correlation 0.2 and 0.3). It is better to give "
                    "`--towns`.",
                    concessions_per_market);
}

std::string sources_md(std::vector<Site> const& concessions, std::size_t n_connections, WorldOrigin const& origin) {
  int64_t n_miners = 0, n_sites = 0;
  for (Site const& concession : concessions) n_miners += concession.miners, n_sites += concession.n_sites;
  std::string text = fmt::format(
      "# Where these tables come from\n\n"
      "{} concessions with {} miners at {} sites, and {} connections, made by `tributer world import` from the {} rows "
      "of "
      "`{}`.\n\n"
      "| table | figures from | licence and credit |\n|---|---|---|\n"
      "| sites, counts of miners | `{}`: WRITE HERE who counted, when and how | WRITE HERE |\n",
      concessions.size(), n_miners, n_sites, n_connections, origin.n_rows, origin.sites_file, origin.sites_file);
  if (!origin.towns_file.empty()) text += fmt::format("| towns | `{}`: WRITE HERE | WRITE HERE |\n", origin.towns_file);
  text +=
      "| hours of travel | speeds of motor vehicles measured on routes over OpenStreetMap | ODbL 1.0, credit: "
      "OpenStreetMap contributors |\n\n## What was done\n";
  for (std::string const& choice : origin.choices) text += fmt::format("- Of the file: {}.\n", choice);
  return text + fmt::format(
                    "- {} Sites of one territory at one point became one concession: `n_sites`, `miners` and "
                    "`peak_miners` are summed "
                    "(for a site without a highest count, `peak_miners` uses the latest), `mercury_share` is "
                    "averaged over sites, "
                    "the name is that of the largest site, and `last_surveyed` is the latest.\n"
                    "- `armed_share` is averaged over all sites of a territory. Show it by territory only.\n"
                    "- A site without a territory has its degree square as territory.\n"
                    "- `connections.csv` connects each concession with its five nearest neighbours and adds a minimum "
                    "spanning tree, so that "
                    "every concession can be reached; none has more than {} connections. Each connection is listed "
                    "once and works in both directions. `km` is "
                    "the great circle between the positions, at least {}.\n"
                    "- `travel_hours` is that distance over the median straight-line speed of a motor vehicle in the "
                    "dry season: 21 km/h "
                    "below 50 km, 24 up to 100, 28 up to 200, 30 up to 400, 32 beyond. It is a lower bound on time.\n"
                    "- {}\n"
                    "\n## What to keep in mind\n"
                    "- Names and ids are those of the file: remove any by which a single site can be recognised.\n"
                    "- A blank means that nothing was recorded. It never means 0.\n"
                    "- Incomes, tenure, large-scale mines and geology are not in these tables. What `world.toml` says "
                    "about them is "
                    "assumed unless it names a source.\n",
                    text_on_positions(origin.round_degrees), most_connections, shortest_km,
                    text_on_markets(concessions.size(), origin));
}

}  // namespace

FolderFiles world_files(std::vector<Site> const& concessions, Pairs const& connections, WorldOrigin const& origin,
                        std::vector<Parameter> const& declared) {
  return {{"concessions.csv", concessions_csv(concessions, origin.round_degrees)},
          {"connections.csv", connections_csv(concessions, connections)},
          {"world.toml", world_toml(concessions, origin, declared)},
          {"SOURCES.md", sources_md(concessions, connections.size(), origin)}};
}

}  // namespace tributer
