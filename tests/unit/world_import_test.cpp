// A table of sites becomes a world folder that a study can name at once, or nothing at all.
#include "tributer/scenario/world_import.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>

#include "scenario_folder.hpp"
#include "tributer/analysis/results_reader.hpp"
#include "tributer/core/math.hpp"
#include "tributer/core/rng.hpp"
#include "tributer/processes/schedule.hpp"
#include "tributer/run/simulation.hpp"
#include "tributer/scenario/study.hpp"

using namespace tributer;
using Catch::Contains;
using tributer::test::Folder;
using tributer::test::messages;
namespace fs = std::filesystem;

namespace {

std::vector<Parameter> declared_by_the_model() {
  ParameterBook book;
  auto const model = build_model(built_in_registry(), standard_initialisers(), default_study(book));
  return book.parameters();
}

std::string content_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Imports into `folder`/w.
class Importer {
 public:
  ImportedWorld operator()(std::string const& name, std::string const& content, std::string const& towns = "",
                           double round_degrees = 0.05) const {
    fs::path const sites = folder.write(name, content);
    fs::path const towns_file = towns.empty() ? fs::path() : folder.write("towns.csv", towns);
    return import_world({sites, towns_file, world(), round_degrees}, declared);
  }
  std::string error_of(std::string const& name, std::string const& content, std::string const& towns = "") const {
    try {
      (*this)(name, content, towns);
    } catch (UserError const& error) {
      CHECK(left_behind() == 0);
      return error.what();
    }
    return "no error";
  }
  /// The folder made, as a study reads it; then it is removed.
  WorldInput read() const {
    ParameterBook book;
    TableReader world_toml = empty_document("world", book);
    auto const study = parse_document("[world]\npath = \"w\"\n", (folder.path() / "s.toml").string(), book);
    WorldInput const input = read_world(study, world_toml, {});
    CHECK(messages(book) == "");
    fs::remove_all(world());
    return input;
  }
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> all;
    for (auto const& entry : fs::directory_iterator(world()))
      all[entry.path().filename().string()] = content_of(entry.path());
    fs::remove_all(world());
    return all;
  }
  /// Folders under the name asked for, or on their way to it.
  std::ptrdiff_t left_behind() const {
    auto const is_folder = [](fs::directory_entry const& entry) { return entry.is_directory(); };
    return std::count_if(fs::directory_iterator(folder.path()), fs::directory_iterator(), is_folder);
  }
  fs::path world() const { return folder.path() / "w"; }

  Folder folder;
  std::vector<Parameter> declared = declared_by_the_model();
};

std::string const columns =
    "id,name,territory,province,lon,lat,n_sites,miners,peak_miners,armed_share,mercury_share,market,hours_to_market,"
    "last_surveyed\n";
std::string const five_sites = columns +
                               "a,\"Lopa, upper\",North,Ituri,30.51,2.49,2,100,150,0.5,1,Bunia,2.5,2015\n"
                               "b,Lopa,North,Ituri,30.49,2.51,1,300,,,0.25,,,2019\n"
                               "c,\"The \"\"old\"\" pit\",South,Ituri,30.5,2.5,,20,20,,,,,\n"
                               "d,,,,-0.02,-0.01,1,7,,0.25,,,,\n"
                               "e,Far,South,,30.71,2.49,3,50,60,0.25,,,0.5,\n";

std::string const five_features = R"({"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},
"features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[30.51,2.49,1200]},"properties":{"id":"a","name":"Lopa, upper",
 "territory":"North","province":"Ituri","n_sites":2.0,"miners":100,"peak_miners":150,"armed_share":0.5,"mercury_share":1,
 "market":"Bunia","hours_to_market":2.5,"last_surveyed":2015,"photos":[{"url":"x"}]}},
{"properties":{"miners":3e2,"id":"b","name":"Lopa","territory":"North","province":"Ituri","mercury_share":0.25,
 "last_surveyed":"2019","peak_miners":null},"geometry":{"coordinates":[30.49,2.51],"type":"Point"},"type":"Feature"},
{"type":"Feature","geometry":{"type":"Point","coordinates":[30.5,2.5]},"properties":{"id":"c","name":"The \"old\" pit",
 "territory":"South","province":"Ituri","miners":20,"peak_miners":20}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[-2e-2,-0.01]},"properties":{"id":"d","n_sites":1,"miners":7,
 "armed_share":0.25}},
{"type":"Feature","id":9,"bbox":[0,0,1,1],"geometry":{"type":"Point","coordinates":[30.71,2.49]},"properties":{"id":"e",
 "name":"\u0020Far\n","territory":"South","n_sites":3,"miners":50,"peak_miners":60,"armed_share":0.25,
 "hours_to_market":0.5}}],"type":"FeatureCollection"})";

std::vector<std::string> lines_of(std::string const& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    lines.push_back(text.substr(at, text.find('\n', at) - at));
  return lines;
}

/// `n` sites spread over `width` degrees; heavy-tailed counts.
std::string random_sites(uint32_t n, double width) {
  std::string text = "lon,lat,miners\n";
  for (uint32_t i = 0; i < n; ++i) {
    PhiloxBlock const luck = philox4x32_10({i, 0, 0, 0}, {2015, 1});
    double const lon = 29 + width * double{Luck::to_uniform(luck[0])}, lat = width * double{Luck::to_uniform(luck[1])};
    double const miners = math::exp(4.5 + 1.2 * double{Luck::to_normal(luck[2])});
    text += std::to_string(lon) + "," + std::to_string(lat) + "," + std::to_string(1 + static_cast<int>(miners)) + "\n";
  }
  return text;
}

std::size_t most_connected(WorldInput const& world) {
  std::vector<std::size_t> degree(world.concessions.size(), 0);
  for (auto const& way : world.connections) ++degree[way.from], ++degree[way.to];
  return *std::max_element(degree.begin(), degree.end());
}

}  // namespace

TEST_CASE("sines and arcs are those of the textbook", "[import]") {
  double const pi = std::acos(-1.0);
  for (int degrees = -180; degrees <= 180; ++degrees) {
    CHECK(std::abs(math::sin_degrees(degrees) - std::sin(degrees * pi / 180)) < 1e-15);
    CHECK(std::abs(math::cos_degrees(degrees) - std::cos(degrees * pi / 180)) < 1e-15);
  }
  for (double x = 0; x <= 1; x += 1.0 / 1024) CHECK(std::abs(math::arcsin(x) - std::asin(x)) < 4e-16 * (1 + 2 * x));
}

TEST_CASE("the supplied region, imported again, keeps its people and its ways", "[import]") {
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
                                           "c,\"The \"\"old\"\" pit\",South,Ituri,30.50,2.50,1,20,20,,,Lopa,0.1,\n");
  CHECK(files.at("connections.csv") ==
        "from,to,km,travel_hours\ne,d,3423.9,107.00\ne,b,22.2,1.06\ne,c,22.2,1.06\nd,b,3401.7,106.30\n"
        "d,c,3401.7,106.30\nb,c,2.0,0.10\n");
  CHECK_THAT(files.at("world.toml"),
             Contains("farm_usd_per_month = { value = 45, range = [20, 60], source = \"assumed") &&
                 Contains("[tenure]\ndefault = \"open\"") && Contains("# Assumed too: 'market'"));
  CHECK_THAT(files.at("SOURCES.md"), Contains("4 places with 477 miners at 8 sites, and 6 connections") &&
                                         Contains("the 5 rows of `s.csv`") && Contains("rounded to 0.05 degree") &&
                                         Contains("WRITE HERE") && Contains("**assumed**"));
  import("s.csv", five_sites, "", 0);
  auto const as_given = import.files();
  CHECK(lines_of(as_given.at("concessions.csv")).size() == 6);
  CHECK_THAT(as_given.at("concessions.csv"),
             Contains("a,\"Lopa, upper\",North,Ituri,30.51,2.49,2,100,150,0.5,1,Bunia"));
  CHECK_THAT(as_given.at("SOURCES.md"), Contains("**single sites can be told**"));
}

TEST_CASE("features make the same world as rows, and the order of either changes nothing", "[import]") {
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
  CHECK_THAT(files.at("SOURCES.md"), Contains("of 1 places are those of the file. Of 1 places") &&
                                         Contains("the nearest of the 3 towns of `towns.csv`"));
  CHECK_THAT(files.at("world.toml"), !Contains("Assumed too"));
  CHECK(import("s.csv", random_sites(200, 9)).n_hours_assumed == 199);
  WorldInput const world = import.read();
  auto const at_market = [](ConcessionRecord const& c) { return c.hours_to_market == 0.1; };
  CHECK(std::count_if(world.concessions.begin(), world.concessions.end(), at_market) >= 8);
}

TEST_CASE("no place gets more connections than a person can weigh", "[import]") {
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

TEST_CASE("all that is wrong with the tables is told at once, and nothing is written", "[import]") {
  Importer const import;
  std::string const rows = import.error_of("s.csv",
                                           "id,lon,lat,miners,peak_miners,armed_share,hours_to_market\na,30,1,5,4,,\na,"
                                           "190,1,x,,1.5,\n,30,1,,,,\n1,2\nb,30,nan,"
                                           "5,,,-1\n",
                                           "name,lon,lat,population\n,30,1,5\nBunia,30,91,many\n");
  for (std::string const words :
       {"s.csv:2: 'peak_miners' is 4", "s.csv:3: the id 'a' was used in line 2", "s.csv:3: 'lon' is 190",
        "s.csv:3: 'miners' is 'x'", "s.csv:3: 'armed_share' is 1.5", "s.csv:4: 'id' is blank",
        "s.csv:4: 'miners' is blank", "s.csv:5: 2 fields where the header has 7", "s.csv:6: 'lat' is 'nan'",
        "s.csv:6: 'hours_to_market' is -1", "towns.csv:2: 'name' is blank", "towns.csv:3: 'lat' is 91",
        "towns.csv:3: 'population' is 'many'"})
    CHECK_THAT(rows, Contains(words));
  std::string const features = import.error_of("s.json", R"({"type":"FeatureCollection","features":[
    {"type":"Feature","geometry":{"type":"Point","coordinates":[30,1]},"properties":{"miners":"many"}},
    {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[30,1]]]},"properties":{"miners":1}}, 7, [],
    {"type":"Feature","geometry":null,"properties":{"miners":1}},
    {"type":"Feature","geometry":{"type":"Point","coordinates":["30",1]},"properties":{"miners":1}},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[30]},"properties":{"miners":1,"miners":2}},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[300,1]},"properties":{"miners":1.5,"name":{"fr":"x"}}},
    {"geometry":{"type":"Point","coordinates":[30,1]},"properties":null},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[30,1]},"properties":{"armed_shar":1}}]})");
  for (std::string const words :
       {"s.json: feature 1: 'miners' is 'many'", "feature 2: it is a Polygon", "feature 3: it is not an object",
        "feature 4: it is not an object", "feature 5: it has no position", "feature 6: its coordinates are not two",
        "feature 7: the key 'miners' occurs twice", "feature 7: its coordinates are not two", "feature 8: 'lon' is 300",
        "feature 8: 'miners' is '1.5'", "feature 8: 'name' is a list", "feature 9: its type is ''",
        "feature 10: 'miners' is blank", "the property 'armed_shar' is not known; did you mean 'armed_share'?"})
    CHECK_THAT(features, Contains(words));
  std::string many = "lon,lat,miners\n";
  for (int i = 0; i < 100; ++i) many += "x,1,1\n";
  CHECK_THAT(import.error_of("s.csv", many), Contains("s.csv:21: the file has more problems") && !Contains("s.csv:22"));
}

TEST_CASE("what is no table of sites is refused", "[import]") {
  Importer const import;
  std::string const deep(200, '[');
  struct Refused {
    std::string name, content, words;
  };
  for (Refused const& r : {
           Refused{"s.csv", "", "s.csv:1: the file is empty"},
           {"s.csv", "lon,lat,miners\n", "s.csv: there are no sites"},
           {"s.csv", "lon,lat,miners\n30,1,0\n", "s.csv: no site has miners"},
           {"s.csv", "lon,lat,minors\n30,1,5\n", "there is no column 'miners'; is 'minors' meant to be it?"},
           {"s.csv", "lon,lat,miners\n30,1,9000000\n30,1,9000000\n", "have 18000000 miners together"},
           {"s.csv", std::string("lon\0", 4), "NUL byte"},
           {"s.xlsx", "", "read from a .csv or a .geojson, not from a '.xlsx'"},
           {"s.json", "", "s.json:1: not valid JSON: "},
           {"s.json", "{\"type\":\"FeatureCollection\",\n\"features\":[}", "s.json:2: not valid JSON: "},
           {"s.json", "[1e999]", "number overflow parsing '1e999'"},
           {"s.json", "{\"type\":\"FeatureCollection\",\"features\":[\"\\ud800\"]}", "not valid JSON"},
           {"s.json", "{\"type\":\"FeatureCollection\",\"features\":[\"\xFF\"]}", "not UTF-8"},
           {"s.json", deep, "brackets nest deeper than 64"},
           {"s.json", "{\"features\":[{\"properties\":" + deep, "feature 1: brackets nest deeper than 64"},
           {"s.json", "7", "not a GeoJSON FeatureCollection"},
           {"s.json", "[]", "not a GeoJSON FeatureCollection"},
           {"s.json", "{\"type\":\"FeatureCollection\"}", "not a GeoJSON FeatureCollection"},
           {"s.json", "{\"type\":\"Feature\",\"features\":[]}", "not a GeoJSON FeatureCollection"},
           {"s.json", "{\"type\":\"FeatureCollection\",\"features\":[]}", "there are no sites"},
           {"s.json",
            "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::32636\"}},"
            "\"features\":[]}",
            "the positions are in 'urn:ogc:def:crs:EPSG::32636', not in degrees"},
       }) {
    INFO(r.content);
    CHECK_THAT(import.error_of(r.name, r.content), Contains(r.words));
  }
  fs::create_directory(import.folder.path() / "d.csv");
  CHECK_THROWS_WITH(import_world({import.folder.path() / "d.csv", {}, import.world(), 0}, import.declared),
                    Contains("not a regular file"));
  CHECK_THROWS_WITH(import_world({"nowhere.geojson", "nowhere.csv", import.world(), 0}, import.declared),
                    Contains("no file 'nowhere.geojson'") && Contains("no file 'nowhere.csv'"));
}

TEST_CASE("a folder that holds something is left alone", "[import]") {
  Importer const import;
  std::string const sites = "lon,lat,miners\n30,1,5\n";
  import.folder.write("w/mine.txt", "x");
  CHECK_THROWS_AS(import("s.csv", sites), FileError);
  CHECK(import.files() == std::map<std::string, std::string>{{"mine.txt", "x"}});
  import.folder.write("w", "a file");
  CHECK_THROWS_AS(import("s.csv", sites), FileError);
  fs::remove(import.world());
  fs::create_directory(import.world());
  CHECK(import("s.csv", sites).n_concessions == 1);
  CHECK(import.left_behind() == 1);
  fs::path const below = import.folder.path() / "new/folders/";
  import_world({import.folder.path() / "s.csv", {}, below, 0.05}, import.declared);
  CHECK(fs::exists(below / "world.toml"));
  CHECK_THROWS_AS(
      import_world({import.folder.path() / "s.csv", {}, import.folder.path() / "s.csv/w", 0.05}, import.declared),
      FileError);
}

TEST_CASE("damaged tables make a world that can be read, or nothing", "[import]") {
  Importer const import;
  std::string const odd = "\"'[]{}:=.,#\n\r\t\\-+_0123456789eEu \x80\xC3";
  int n_refused = 0, n_made = 0;
  auto const try_one = [&](std::string const& name, std::string const& text) {
    INFO(text);
    try {
      import(name, text);
      CHECK_FALSE(import.read().concessions.empty());
      ++n_made;
    } catch (UserError const& error) {
      CHECK_FALSE(error.problems().empty());
      ++n_refused;
    }
    CHECK(import.left_behind() == 0);
  };
  for (auto const& [name, content] : {std::pair("s.csv", five_sites), std::pair("s.json", five_features)}) {
    for (std::size_t length = 0; length < content.size(); ++length) try_one(name, content.substr(0, length));
    for (uint32_t round = 0; round < 800; ++round) {
      std::string text = content;
      for (uint32_t k = 0; k <= round % 3; ++k) {
        PhiloxBlock const luck = philox4x32_10({round, k, 0, 0}, {2015, 1});
        std::size_t const at = luck[0] % text.size();
        if (luck[3] % 4 == 0) text[at] = static_cast<char>(luck[2] & 0xFF);
        if (luck[3] % 4 == 1) text[at] = odd[luck[2] % odd.size()];
        if (luck[3] % 4 == 2) text.insert(at, text.substr(luck[1] % text.size(), luck[2] % 40));
        if (luck[3] % 4 == 3) text.erase(at, luck[1] % 8);
      }
      try_one(name, text);
    }
  }
  CHECK(n_refused > 1000);
  CHECK(n_made > 150);
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
  CHECK_THAT(said(), !Contains("not quite where they were counted"));
  ResultsReader const results(folder.path() / "out/results.h5");
  int64_t counted = 0, at_work = 0;
  for (auto const& line : lines_of(content_of(folder.path() / "sites.csv")))
    counted += std::atoi(line.substr(line.rfind(',') + 1).c_str());
  for (int64_t const n : results.integers("working_miners", 0, 0)) at_work += n;
  CHECK(results.months() == 4);
  CHECK(static_cast<double>(at_work) / 4 == Approx(static_cast<double>(counted)).epsilon(0.15));
}
