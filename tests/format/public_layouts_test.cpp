// Tests that tables of sites in the layouts in which they are published are imported as they are, with at most one
// option, and that every count arrives. The layouts are those of surveys, notebooks, spreadsheets and maps; the data
// are invented.
#include <catch2/catch.hpp>

#include "../property/small_study.hpp"
#include "tributer/core/text.hpp"

using namespace small;

namespace {

using Lines = std::vector<std::string>;

/// Imports a table and returns the lines of concessions.csv below the header. Every study can then read the world.
Lines imported(std::string const& name, std::string const& content, std::string const& option = "") {
  Folder const folder;
  folder.write(name, content);
  Said const said = shell(fmt::format("cd '{}' && '{}' world import {} -o world {} 2>&1", folder.path().string(),
                                      TRIBUTER_BINARY, name, option));
  INFO(said.text);
  REQUIRE(said.code == 0);
  folder.write("study.toml", head(12, 0) + arm("baseline"));
  CHECK(say("check " + (folder.path() / "study.toml").string()).code == 0);
  std::ifstream in(folder.path() / "world/concessions.csv");
  Lines const lines = split(std::string(std::istreambuf_iterator<char>(in), {}), '\n');
  REQUIRE(lines.size() > 2);
  return {lines.begin() + 1, lines.end() - 1};
}

}  // namespace

TEST_CASE("A survey with several visits of each site, and remarks of several lines", "[layouts]") {
  Lines const lines =
      imported("survey.csv",
               "\xEF\xBB\xBFvid,id,name,province,territory,lon,lat,visit_date,mineral,miners,armed_group,"
               "remarks\r\n"
               "1,s001,\"Kalo, upper\",Haut,North,29.5132,1.2177,2013-06-04,Gold,240,,\"Two shafts.\r\n"
               "One \"\"chief\"\".\"\r\n"
               "2,s001,\"Kalo, upper\",Haut,North,29.5135,1.2174,2016-02-11,Gold,90,none,\r\n"
               "3,s002,Ruba,Haut,North,29.8120,1.3011,2014-09-30,Gold,35,,\"Road\r\nclosed\"\r\n"
               "4,s001,\"Kalo, upper\",Haut,North,29.5131,1.2180,2009-11-20,Gold,400,,\r\n"
               "5,s002,Ruba,Haut,North,29.8121,1.3010,2014-10-01,Gold,60,,\r\n",
               "--latest visit_date");
  CHECK(lines == Lines{"s001,\"Kalo, upper\",North,Haut,29.50,1.20,1,90,400,,,\"Kalo, upper\",0.1,2016-02-11",
                       "s002,Ruba,North,Haut,29.80,1.30,1,60,60,,,\"Kalo, upper\",1.67,2014-10-01"});
}

TEST_CASE("A table that a notebook wrote, with an index, counts as reals and nothing for what is not recorded",
          "[layouts]") {
  Lines const lines = imported("notebook.csv",
                               ",name,territory,lon,lat,miners,peak_miners,armed_share,last_surveyed\n"
                               "0,Upper,North,30.52,2.48,420.0,NaN,0.5,2019-05-01 00:00:00\n"
                               "1,River,North,30.71,2.33,900.0,1200.0,,\n"
                               "7,,South,30.92,2.04,35.0,,NaN,2018-01-01 00:00:00\n");
  CHECK(lines == Lines{"0,River,North,,30.70,2.35,1,900,1200,,,River,0.1,",
                       "1,Upper,North,,30.50,2.50,1,420,,0.5,,River,1.32,2019-05-01 00:00:00",
                       "2,Place 2,South,,30.90,2.05,1,35,,,,River,1.91,2018-01-01 00:00:00"});
}

TEST_CASE("A spreadsheet with semicolons, decimal commas and headings in French", "[layouts]") {
  Lines const lines = imported("tableau.csv",
                               "Nom du site;Territoire;Longitude (E);Latitude (N);Nombre de creuseurs;Observations\r\n"
                               "Kalo;Nord;29,5132;1,2177;240;\r\n"
                               "Ruba;Nord;29,812;1,3011;35;\"accès difficile;\r\npluie\"\r\n"
                               ";;;;;\r\n",
                               "--columns 'name=Nom du site,territory=Territoire,lon=Longitude (E),lat=Latitude (N),"
                               "miners=Nombre de creuseurs'");
  CHECK(lines == Lines{"0,Kalo,Nord,,29.50,1.20,1,240,,,,Kalo,0.1,", "1,Ruba,Nord,,29.80,1.30,1,35,,,,Kalo,1.67,"});
}

TEST_CASE("A map with ids of features, tags and points that are lists of one", "[layouts]") {
  Lines const lines = imported("map.geojson",
                               R"({"type":"FeatureCollection","generator":"a map","timestamp":"2020-01-01T00:00:00Z",
"features":[
{"type":"Feature","properties":{"@id":"node/4711","name":"Kalo","name:fr":"Kalo","landuse":"quarry","miners":"240"},
 "geometry":{"type":"Point","coordinates":[29.5132,1.2177]},"id":"node/4711"},
{"type":"Feature","properties":{"@id":"node/4712","resource":"gold","miners":35},
 "geometry":{"type":"MultiPoint","coordinates":[[29.812,1.3011]]},"id":"node/4712"}]})");
  CHECK(lines == Lines{"node/4712,Place node/4712,square 1 N 29 E,,29.80,1.30,1,35,,,,Kalo,1.67,",
                       "node/4711,Kalo,square 1 N 29 E,,29.50,1.20,1,240,,,,Kalo,0.1,"});
}

TEST_CASE("Points of which some were never counted", "[layouts]") {
  Lines const lines = imported("points.csv",
                               "id\tname\tlon\tlat\tminers\n"
                               "p1\tKalo\t29.5132\t1.2177\t240\n"
                               "p2\tRuba\t29.812\t1.3011\t\n"
                               "p3\tIbo\t29.9\t1.4\tN/A\n"
                               "p4\tSele\t29.71\t1.62\t12\n",
                               "--skip-blank miners");
  CHECK(lines == Lines{"p1,Kalo,square 1 N 29 E,,29.50,1.20,1,240,,,,Kalo,0.1,",
                       "p4,Sele,square 1 N 29 E,,29.70,1.60,1,12,,,,Kalo,2.37,"});
}
