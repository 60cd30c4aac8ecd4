#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "scenario_folder.hpp"
#include "tributer/scenario/study.hpp"

using namespace tributer;
using tributer::test::Folder;
using tributer::test::messages;
namespace fs = std::filesystem;

namespace {

fs::path shipped(std::string const& name) { return fs::path(TRIBUTER_SOURCE_DIR) / "scenarios" / name; }

}  // namespace

TEST_CASE("a synthetic plane is exact, connected and the same every time", "[scenario]") {
  ParameterBook book;
  auto const plane = [&](std::string const& table) {
    TableReader world_toml = empty_document("world", book);
    return read_world(parse_document("[world]\nsynthetic = " + table + "\n", "s.toml", book), world_toml, {});
  };
  auto const world = plane("{ concessions = 200, miners = 12345, seed = 9 }");
  CHECK(messages(book) == "");
  int64_t sum = 0, largest = 0;
  for (auto const& c : world.concessions) {
    sum += c.miners;
    largest = std::max(largest, c.miners);
    CHECK(c.miners >= 1);
  }
  CHECK(sum == 12345);
  CHECK(largest > 5 * 12345 / 200);
  CHECK(world.connections.size() >= 500);
  std::vector<int> parts(world.concessions.size());
  std::iota(parts.begin(), parts.end(), 0);
  for (auto const& c : world.connections) {
    CHECK(c.travel_hours == c.km / 21);
    int const from = parts[c.from], to = parts[c.to];
    std::replace(parts.begin(), parts.end(), from, to);
  }
  CHECK(std::count(parts.begin(), parts.end(), parts[0]) == 200);
  auto const again = plane("{ concessions = 200, miners = 12345, seed = 9 }");
  auto const other = plane("{ concessions = 200, miners = 12345, seed = 10 }");
  CHECK(again.concessions[7].lon == world.concessions[7].lon);
  CHECK(other.concessions[7].lon != world.concessions[7].lon);
  for (std::string const n : {"1", "2", "3", "6"}) {
    CHECK(plane("{ concessions = " + n + ", miners = 4 }").concessions.size() ==
          static_cast<std::size_t>(std::stoi(n)));
  }
}

TEST_CASE("a world folder: blanks, quotes, tenure and large-scale mines", "[scenario]") {
  Folder const folder;
  folder.write(
      "w/concessions.csv",
      "\xEF\xBB\xBFid,name,territory,lon,lat,miners,hours_to_market,armed_share,notes\r\n"
      "000,\"Mputu, \"\"the\"\" Bapongomo\",North,30.5,2.5,10,1.5,,x\r\n001,Lopa,South,30.5,2.5,20,2,0.25,\r\n");
  folder.write("w/connections.csv", "from,to,km,travel_hours\n000,001,2,0.1\n");
  folder.write("w/world.toml",
               "[tenure]\ndefault = \"asm_zone\"\n001 = \"lsm\"\n[[lsm]]\nconcession = \"001\"\njobs = "
               "500\nwage_usd_per_month = 210\n");
  ParameterBook book;
  TableReader world_toml = empty_document("world", book);
  auto const study = parse_document("[world]\npath = \"w\"\n", (folder.path() / "s.toml").string(), book);
  WorldInput const world = read_world(study, world_toml, {{"world.lsm.001.jobs", "600"}, {"world.tenure.000", "open"}});
  world_toml.report_unknown_keys();
  CHECK(messages(book) == "");
  REQUIRE(world.concessions.size() == 2);
  CHECK(world.concessions[0].name == "Mputu, \"the\" Bapongomo");
  CHECK(std::isnan(world.concessions[0].armed_share));
  CHECK(world.concessions[1].armed_share == 0.25);
  CHECK(world.concessions[1].peak_miners == 20);
  CHECK(world.concessions[0].tenure == Tenure::open);
  CHECK(world.concessions[1].tenure == Tenure::lsm);
  REQUIRE(world.lsm.size() == 1);
  CHECK(world.lsm[0].concession == 1);
  CHECK(world.lsm[0].jobs == 600);
  CHECK(world.lsm[0].wage_usd_per_month == 210);
  CHECK(world.files.size() == 3);
}

TEST_CASE("a concession with too many connections is refused at the first connection too many", "[scenario]") {
  Folder const folder;
  std::string locations = "id,name,territory,lon,lat,miners,hours_to_market,peak_miners\n",
              ways = "from,to,km,travel_hours\n";
  for (int i = 0; i <= 63; ++i) locations.append(std::to_string(i)).append(",A,B,30,1,5,1,\n");
  for (int i = 1; i <= 63; ++i) ways.append("0,").append(std::to_string(i)).append(",2,0.1\n");
  folder.write("w/concessions.csv", locations);
  folder.write("w/connections.csv", ways);
  folder.write("w/world.toml", "format = 1\n");
  ParameterBook book;
  TableReader world_toml = empty_document("world", book);
  auto const study = parse_document("[world]\npath = \"w\"\n", (folder.path() / "s.toml").string(), book);
  WorldInput const world = read_world(study, world_toml, {});
  CHECK_THAT(messages(book), Catch::Contains("connections.csv:64: '0' has more connections than a person can weigh; "
                                             "keep at most 62"));
  REQUIRE(book.problems().size() == 1);
  CHECK(world.concessions[7].peak_miners == 5);  // if it is blank, the latest count is used
}

TEST_CASE("the regions that are supplied", "[scenario]") {
  struct Region {
    std::string folder;
    std::size_t concessions;
    int64_t miners;
    std::size_t connections;
  };
  for (Region const& region : {Region{"ituri_gold", 110, 75484, 383}, Region{"eastern_drc_gold", 385, 284671, 1258}}) {
    ParameterBook book;
    TableReader world_toml = empty_document("world", book);
    auto const study =
        parse_document("[world]\npath = \"" + shipped("worlds/" + region.folder).string() + "\"\n", "s.toml", book);
    WorldInput const world = read_world(study, world_toml, {});
    INFO(region.folder);
    CHECK(messages(book) == "");
    CHECK(world.concessions.size() == region.concessions);
    CHECK(world.connections.size() == region.connections);
    int64_t sum = 0;
    for (auto const& c : world.concessions) sum += c.miners;
    CHECK(sum == region.miners);
  }
  ParameterBook book;
  auto const series = read_monthly_series(shipped("data/gold_usd_per_gram.csv"), {}, book);
  CHECK(series.first == Month::of(1960, 1));
  CHECK(series.values.size() == 798);
  CHECK_FALSE(book.has_problems());
}
