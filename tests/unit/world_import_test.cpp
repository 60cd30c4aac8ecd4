// Tests that a table of sites becomes a world folder that a study can use.
#include <catch2/catch.hpp>

#include "importer.hpp"

using namespace tributer;
using namespace tributer::test;
using Catch::Contains;

TEST_CASE("sines and arcs have their textbook values", "[import]") {
  double const pi = std::acos(-1.0);
  for (int degrees = -180; degrees <= 180; ++degrees) {
    CHECK(std::abs(math::sin_degrees(degrees) - std::sin(degrees * pi / 180)) < 1e-15);
    CHECK(std::abs(math::cos_degrees(degrees) - std::cos(degrees * pi / 180)) < 1e-15);
  }
  for (double x = 0; x <= 1; x += 1.0 / 1024) CHECK(std::abs(math::arcsin(x) - std::asin(x)) < 4e-16 * (1 + 2 * x));
}

TEST_CASE("the supplied region keeps its people and its connections when it is imported again", "[import]") {
  Importer const import;
  fs::path const ituri = fs::path(TRIBUTER_SOURCE_DIR) / "scenarios/worlds/ituri_gold/concessions.csv";
  ImportedWorld const made = import("ituri.csv", content_of(ituri));
  WorldInput const world = import.read();
  CHECK(made.n_sites == 110);
  CHECK(made.n_concessions == 75);  // 35 share territory and position with another
  CHECK(made.n_miners == 75484);
  CHECK(made.n_hours_assumed == 0);
  REQUIRE(world.concessions.size() == made.n_concessions);
  CHECK(world.connections.size() == made.n_connections);
  int64_t miners = 0, n_sites = 0, peak = 0;
  for (auto const& c : world.concessions) miners += c.miners, n_sites += c.n_sites, peak += c.peak_miners;
  CHECK(miners == 75484);
  CHECK(n_sites == 434);
  CHECK(peak == 103583);
  for (auto const& way : world.connections) {
    auto const &a = world.concessions[way.from], &b = world.concessions[way.to];
    double const km = 111.195 * std::hypot(a.lat - b.lat, (a.lon - b.lon) * math::cos_degrees((a.lat + b.lat) / 2));
    CHECK(way.km == Approx(std::max(2.0, km)).margin(0.06));
    CHECK(way.travel_hours == Approx(way.km / (way.km < 50 ? 21 : 24)).margin(0.01));
  }
}

TEST_CASE("sites of one rounded point and territory are one concession", "[import]") {
  Importer const import;
  import("s.csv", five_sites);
  auto const files = import.files();
  CHECK(files.size() == 4);
  CHECK(files.at("concessions.csv") == columns +
                                           "e,Far,South,,30.70,2.50,3,50,60,0.25,,,0.5,\n"
                                           "d,Place d,square 0 N 0 E,,0.00,0.00,1,7,,0.25,,Lopa,106.3,\n"
                                           "b,Lopa,North,Ituri,30.50,2.50,3,400,450,0.5,0.75,Bunia,2.5,2019\n"
                                           "c,\"The \"\"old\"\" site\",South,Ituri,30.50,2.50,1,20,20,,,Lopa,0.1,\n");
  CHECK(files.at("connections.csv") ==
        "from,to,km,travel_hours\ne,d,3423.9,107.00\ne,b,22.2,1.06\ne,c,22.2,1.06\nd,b,3401.7,106.30\n"
        "d,c,3401.7,106.30\nb,c,2.0,0.10\n");
  CHECK_THAT(files.at("world.toml"),
             Contains("farm_usd_per_month = { value = 45, range = [20, 60], source = \"assumed") &&
                 Contains("[tenure]\ndefault = \"open\"") && Contains("# Assumed too: 'market'"));
  CHECK_THAT(files.at("SOURCES.md"), Contains("4 concessions with 477 miners at 8 sites, and 6 connections") &&
                                         Contains("the 5 rows of `s.csv`") && Contains("rounded to 0.05 degree") &&
                                         Contains("WRITE HERE") && Contains("**assumed**"));
  import("s.csv", five_sites, "", 0);
  auto const as_given = import.files();
  CHECK(lines_of(as_given.at("concessions.csv")).size() == 6);
  CHECK_THAT(as_given.at("concessions.csv"),
             Contains("a,\"Lopa, upper\",North,Ituri,30.51,2.49,2,100,150,0.5,1,Bunia"));
  CHECK_THAT(as_given.at("SOURCES.md"), Contains("**single sites can be recognised**"));
}

TEST_CASE("features make the same world as rows, and the order of either has no effect", "[import]") {
  Importer const import;
  std::string const towns = "name,lon,lat,population\nBunia,30.25,1.56,\nArua,30.9,3.02,60000\n";
  import("s.csv", five_sites, towns);
  auto const rows = import.files();
  import("s.GeoJSON", five_features, towns);
  auto features = import.files();
  CHECK(features.at("concessions.csv") == rows.at("concessions.csv"));
  CHECK(features.at("connections.csv") == rows.at("connections.csv"));
  auto lines = lines_of(random_sites(300, 1.0));
  auto const text_of = [&] {
    std::string text;
    for (auto const& line : lines) text += line + "\n";
    return text;
  };
  import("s.csv", text_of());
  auto const first = import.files();
  std::reverse(lines.begin() + 1, lines.end());
  import("s.csv", text_of());
  CHECK(import.files() == first);
  std::rotate(lines.begin() + 1, lines.begin() + 77, lines.end());
  import("s.csv", text_of());
  CHECK(import.files() == first);
}

TEST_CASE("the market is the nearest town, unless the hours were recorded", "[import]") {
  Importer const import;
  ImportedWorld const made = import("s.csv", "lon,lat,miners,market,hours_to_market\n30,1,5,,\n31,1,5,Old,7\n",
                                    "name,lon,lat,population\nSmall,30.5,1,10\nLarge,30.5,1,20\nFar,36,1,9999\n");
  CHECK(made.n_hours_assumed == 0);
  auto const files = import.files();
  CHECK_THAT(files.at("concessions.csv"), Contains(",30.00,1.00,1,5,,,,Large,2.32,") && Contains(",Old,7,"));
  CHECK_THAT(files.at("SOURCES.md"), Contains("of 1 concessions are those of the file. For 1 concessions") &&
                                         Contains("the nearest of the 3 towns of `towns.csv`"));
  CHECK_THAT(files.at("world.toml"), !Contains("Assumed too"));
  CHECK(import("s.csv", random_sites(200, 9)).n_hours_assumed == 199);
  WorldInput const world = import.read();
  auto const at_market = [](ConcessionRecord const& c) { return c.hours_to_market == 0.1; };
  CHECK(std::count_if(world.concessions.begin(), world.concessions.end(), at_market) >= 8);
}

TEST_CASE("no concession gets more connections than a person can consider", "[import]") {
  Importer const import;
  std::string text = "territory,lon,lat,miners\n";
  for (int i = 0; i < 300; ++i) text.append("T").append(std::to_string(i)).append(",30,1,5\n");
  for (int i = 0; i < 30; ++i) text += "U," + std::to_string(30 + i * 0.1) + ",1.5,5\n";
  CHECK(import("s.csv", text).n_concessions == 330);
  CHECK(most_connected(import.read()) == most_connections);
  auto const degrees = [&](std::string const& lon) {
    import("s.csv", "lon,lat,miners\n" + lon + ",0,5\n-179.9,0,5\n");
    return import.read().connections.at(0).km;
  };
  CHECK(degrees("179.9") == Approx(22.2));  // over the date line
  CHECK(degrees("0.1") == Approx(20015.1));
}

TEST_CASE("ten thousand sites take seconds", "[import]") {
  Importer const import;
  auto const from = std::chrono::steady_clock::now();
  import("s.csv", random_sites(10000, 20));
  CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count() < 20);  // 1.3 when idle
  WorldInput const world = import.read();
  CHECK(world.concessions.size() > 9000);
  CHECK(most_connected(world) < 16);
}

TEST_CASE("the program imports a region and runs a study of it", "[import]") {
  Folder const folder;
  auto const program = [&](std::string const& arguments) {
    std::string const command =
        "cd '" + folder.path().string() + "' && '" TRIBUTER_BINARY "' " + arguments + " > said.txt 2>&1";
    int const status = std::system(command.c_str());
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
  };
  auto const said = [&] { return content_of(folder.path() / "said.txt"); };
  folder.write("sites.csv", random_sites(300, 1.5));
  folder.write("broken.csv", "lon,lat,miners\n1,2,x\n");
  folder.write(
      "s.toml",
      "format = 1\ntitle = \"Imported\"\n[world]\npath = \"w\"\n[time]\nstart = \"2015-01\"\nmonths = 4\nburn_in = "
      "2\n[random]\nseed = 1\nreplicates = 1\n[gold_price]\nconstant_usd_per_gram = 40\n[[arm]]\nname = "
      "\"baseline\"\n");
  CHECK(program("world import sites.csv") == 2);
  CHECK(program("world import sites.csv -o w --round 2") == 2);
  CHECK(program("world import broken.csv -o w") == 65);
  CHECK_THAT(said(), Contains("error: broken.csv:2: 'miners' is 'x'"));
  CHECK_FALSE(fs::exists(folder.path() / "w"));
  REQUIRE(program("world import sites.csv -o w --round 0.1") == 0);
  CHECK_THAT(said(), Contains("from 300 sites") && Contains("hours to market are assumed"));
  CHECK(program("world import sites.csv -o w") == 74);
  REQUIRE(program("run s.toml -o out") == 0);
  CHECK_THAT(said(), !Contains("not exactly where they were counted"));
  ResultsReader const results(folder.path() / "out/results.h5");
  int64_t counted = 0, at_work = 0;
  for (auto const& line : lines_of(content_of(folder.path() / "sites.csv")))
    counted += std::atoi(line.substr(line.rfind(',') + 1).c_str());
  for (int64_t const n : results.integers("working_miners", 0, 0)) at_work += n;
  CHECK(results.months() == 4);
  CHECK(static_cast<double>(at_work) / 4 == Approx(static_cast<double>(counted)).epsilon(0.15));
}

TEST_CASE("the latest of several dates is known only if all are dates with the year first", "[import]") {
  auto const latest = [](std::string const& one, std::string const& two) {
    Importer const import;
    import("s.csv", "lon,lat,miners,last_surveyed\n30,2,5," + one + "\n30,2,9," + two + "\n");
    std::string const line = import.files().at("concessions.csv");
    return line.substr(line.rfind(',') + 1);
  };
  CHECK(latest("2009-12-31", "2021-06-01") == "2021-06-01\n");
  CHECK(latest("2021-06", "2021") == "2021-06\n");
  CHECK(latest("31/12/2009", "01/06/2021") == "\n");
  CHECK(latest("31/12/2009", "31/12/2009") == "31/12/2009\n");
  CHECK(latest("", "31/12/2009") == "31/12/2009\n");
}

TEST_CASE("both sides of the date line are one meridian", "[import]") {
  Importer const import;
  CHECK(import("s.csv", "territory,lon,lat,miners\nFiji,179.99,-17,5\nFiji,-179.99,-17,9\n").n_concessions == 1);
}

TEST_CASE("a site very far from its market, or at 0, 0, is named", "[import]") {
  Importer const import;
  auto const notes = import("s.csv", "id,lon,lat,miners\na,30,2,500\nb,30.2,2,90\nlost,0,0,9\nswapped,-2,30,7\n").notes;
  REQUIRE(notes.size() == 2);
  CHECK_THAT(notes[0] + notes[1],
             Contains("'lost' (Place lost) at 0, 0 is ") && Contains("'swapped' (Place swapped) at -2, 30 is "));
}

TEST_CASE("columns may have other names, and sites without a count may be left out", "[import]") {
  Importer const import;
  std::string const csv =
      "Longitude,y,workers,market_place,territoire\n30,2,500,x,N\n31,2,,x,N\n30.2,2,90,x,S\n31,3,NA,x,S\n";
  std::string const json =
      R"({"type":"FeatureCollection","features":[
      {"type":"Feature","geometry":{"type":"Point","coordinates":[30,2]},"properties":{"workers":500,"territoire":"N"}},
      {"type":"Feature","geometry":{"type":"Point","coordinates":[31,2]},"properties":{"workers":null,"territoire":"N"}},
      {"type":"Feature","geometry":{"type":"Point","coordinates":[30.2,2]},"properties":{"workers":90,"territoire":"S"}}]})";
  CHECK_THAT(import.error_of("s.csv", csv), Contains("add --columns lon=Longitude") &&
                                                Contains("add --columns lat=y") &&
                                                Contains("add --columns miners=workers"));
  auto const made = [&](fs::path const& sites, std::vector<std::pair<std::string, std::string>> const& names) {
    fs::remove_all(import.world());
    return import_world({sites, "", import.world(), 0.05, names, {"miners"}}, import.declared);
  };
  auto const from_csv =
      made(import.folder.write("s.csv", csv), {{"lon", "Longitude"}, {"lat", "y"}, {"miners", "workers"}});
  CHECK(from_csv.n_miners == 590);
  REQUIRE(from_csv.notes.size() == 2);
  CHECK(from_csv.notes[0] == "2 sites have no value in 'miners' and are left out, the first in line 3");
  CHECK(from_csv.notes[1] ==
        "the column 'territoire' is not used; if it is 'territory', add --columns territory=territoire");
  CHECK(made(import.folder.write("s.json", json), {{"miners", "workers"}, {"territory", "territoire"}}).n_miners ==
        590);
  CHECK(import.read().concessions.back().territory == "S");
  CHECK_THROWS_WITH(made(import.folder.write("s.csv", csv), {{"lon", "lng"}}), Contains("there is no column 'lng'"));
  CHECK_THROWS_WITH(made(import.folder.write("s.csv", csv), {{"market_place", "y"}}),
                    Contains("there already is a column 'market_place'"));
}
