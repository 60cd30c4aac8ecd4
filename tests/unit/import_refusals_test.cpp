// Tests that a table of sites with problems makes no folder, and that all problems are reported at once.
#include <catch2/catch.hpp>

#include "importer.hpp"

using namespace tributer;
using namespace tributer::test;
using Catch::Contains;

TEST_CASE("all problems of the tables are reported at once, and nothing is written", "[import]") {
  Importer const import;
  std::string const rows = import.error_of("s.csv",
                                           "id,lon,lat,miners,peak_miners,armed_share,hours_to_market\na,30,1,5,4,,\na,"
                                           "190,1,x,,1.5,\n,30,1,,,,\n1,2\nb,30,nan,"
                                           "5,,,-1\n",
                                           "name,lon,lat,population\n,30,1,5\nBunia,30,91,many\n");
  for (std::string const words :
       {"s.csv:2: 'peak_miners' is 4", "s.csv:3: the id 'a' was used in line 2", "s.csv:3: 'lon' is 190",
        "s.csv:3: 'miners' is 'x'", "s.csv:3: 'armed_share' is 1.5", "s.csv:4: 'id' is blank",
        "s.csv:4: 'miners' is blank", "s.csv:5: the line has 2 fields, but the header has 7", "s.csv:6: 'lat' is 'nan'",
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
        "feature 10: 'miners' is blank"})
    CHECK_THAT(features, Contains(words));
  std::string many = "lon,lat,miners\n";
  for (int i = 0; i < 100; ++i) many += "x,1,1\n";
  CHECK_THAT(import.error_of("s.csv", many), Contains("s.csv:21: the file has more problems") && !Contains("s.csv:22"));
}

TEST_CASE("a file that is not a table of sites is refused", "[import]") {
  Importer const import;
  std::string const deep(200, '[');
  struct Refused {
    std::string name, content, words;
  };
  for (Refused const& r : {
           Refused{"s.csv", "", "s.csv:1: the file is empty"},
           {"s.csv", "lon,lat,miners\n", "s.csv: there are no sites"},
           {"s.csv", "lon,lat,miners\n30,1,0\n", "s.csv: no site has miners"},
           {"s.csv", "lon,lat,minors\n30,1,5\n", "there is no column 'miners'; should 'minors' have this name?"},
           {"s.csv", "lon,lat,miners\n30,1,9000000\n30,1,9000000\n", "have 18000000 miners together"},
           {"s.csv", std::string("lon\0", 4), "NUL byte"},
           {"s.xlsx", "", "read from a .csv or .geojson file, not from a '.xlsx'"},
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

TEST_CASE("a folder that is not empty is not changed", "[import]") {
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

TEST_CASE("an import that is stopped leaves nothing", "[import]") {
  Importer const import;
  fs::path const sites = import.folder.write("s.csv", random_sites(50, 1));
  int n_pulses = 0;
  import_world({sites, {}, import.world(), 0.05}, import.declared, [&] { ++n_pulses; });
  fs::remove_all(import.world());
  CHECK(n_pulses > 100);
  struct Stopped {};
  for (int stop = 1; stop <= n_pulses; ++stop) {
    int n = 0;
    auto const pulse = [&] {
      if (++n == stop) throw Stopped();
    };
    CHECK_THROWS_AS(import_world({sites, {}, import.world(), 0.05}, import.declared, pulse), Stopped);
    CHECK(import.left_behind() == 0);
  }
}

TEST_CASE("damaged tables make a world that can be read, or no world", "[import]") {
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
