// Tests which position and id the features of a map give a site.
#include <catch2/catch.hpp>

#include "importer.hpp"

using namespace tributer;
using namespace tributer::test;
using Catch::Contains;

namespace {

/// A collection of one feature with a count and this geometry.
std::string one_feature(std::string const& type, std::string const& coordinates) {
  return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"miners":5},"geometry":{"type":")" +
         type + R"(","coordinates":)" + coordinates + "}}]}";
}

/// The position of a feature of which the centroid may be taken.
std::pair<double, double> position_of(std::string const& type, std::string const& coordinates) {
  Importer const import;
  import.with({.round_degrees = 0, .centroids = true}, "s.json", one_feature(type, coordinates));
  auto const concession = import.read().concessions.at(0);
  return {concession.lon, concession.lat};
}

void check_position(std::string const& type, std::string const& coordinates, double lon, double lat) {
  INFO(type << " " << coordinates);
  auto const [found_lon, found_lat] = position_of(type, coordinates);
  CHECK(found_lon == Approx(lon).margin(1e-9));
  CHECK(found_lat == Approx(lat).margin(1e-9));
}

}  // namespace

TEST_CASE("a MultiPoint of one position is a point", "[import]") {
  check_position("MultiPoint", "[[30.52,2.48,1200]]", 30.52, 2.48);
  Importer const import;
  CHECK_THAT(import.error_of("s.json", one_feature("MultiPoint", "[[30,2],[31,2]]")),
             Contains("feature 1: it is a MultiPoint of 2 positions; write one Point for each site"));
  for (std::string const coordinates : {"[]", "[[]]", "[30,2]", "[[[30,2]]]", "[[30]]", "[[30,2],3]", "[[30,[2]]]"}) {
    INFO(coordinates);
    CHECK_THAT(import.error_of("s.json", one_feature("MultiPoint", coordinates)),
               Contains("its coordinates are not those of a MultiPoint"));
  }
}

TEST_CASE("an area is refused, or its centroid is taken if that is asked for", "[import]") {
  Importer const import;
  std::string const square = "[[[30,1],[32,1],[32,3],[30,3],[30,1]]]";
  CHECK_THAT(import.error_of("s.json", one_feature("Polygon", square)),
             Contains("feature 1: it is a Polygon, not a Point; add --centroids"));
  CHECK_THAT(import.error_of("s.json", one_feature("MultiPolygon", "[" + square + "]")), Contains("add --centroids"));
  check_position("Polygon", square, 31, 2);
  check_position("Polygon", "[[[30,1],[30,3],[32,3],[32,1]]]", 31, 2);  // clockwise, and not closed
  check_position("Polygon", "[[[30,1],[33,1],[30,4],[30,1]]]", 31, 2);
  // A hole of area 1 about 30.5, 1.5 in a square of area 4: (4 * 31 - 30.5) / 3, whichever way it runs.
  for (std::string const hole : {"[[30,1],[31,1],[31,2],[30,2],[30,1]]", "[[30,1],[30,2],[31,2],[31,1],[30,1]]"})
    check_position("Polygon", "[[[30,1],[32,1],[32,3],[30,3],[30,1]]," + hole + "]", 93.5 / 3, 6.5 / 3);
  // Areas of 4 and 1 about 31, 2 and 40.5, 0.5; then the same with the hole: areas of 3 and 1.
  std::string const far = "[[[40,0],[41,0],[41,1],[40,1],[40,0]]]";
  check_position("MultiPolygon", "[" + square + "," + far + "]", (4 * 31 + 40.5) / 5, 8.5 / 5);
  check_position("MultiPolygon",
                 "[[[[30,1],[32,1],[32,3],[30,3],[30,1]],[[30,1],[31,1],[31,2],[30,2],[30,1]]]," + far + "]",
                 (93.5 + 40.5) / 4, 7.0 / 4);
}

TEST_CASE("an area over the date line has its centroid there", "[import]") {
  check_position("Polygon", "[[[179,-17],[-179,-17],[-179,-16],[179,-16],[179,-17]]]", 180, -16.5);
  check_position("Polygon", "[[[-178,-17],[-178,-16],[179,-16],[179,-17],[-178,-17]]]", -179.5, -16.5);
  // Cut at the line into areas of 1 and 2.
  check_position("MultiPolygon",
                 "[[[[179,-17],[180,-17],[180,-16],[179,-16],[179,-17]]],"
                 "[[[-180,-17],[-178,-17],[-178,-16],[-180,-16],[-180,-17]]]]",
                 -179.5, -16.5);
  check_position("Polygon",
                 "[[[178,0],[-178,0],[-178,4],[178,4],[178,0]],[[-179,1],[-179,3],[179,3],[179,1],[-179,1]]]", 180, 2);
}

TEST_CASE("an area that is not one is refused", "[import]") {
  Importer const import;
  auto const error = [&](std::string const& type, std::string const& coordinates) {
    return import.error_with({.centroids = true}, "s.json", one_feature(type, coordinates));
  };
  for (std::string const coordinates :
       {"[]", "[[]]", "[[[]]]", "[30,2]", "[[30,2]]", "[[[30,1],[31,1],[31,2]],[]]", "[[[30,1],[31,\"1\"],[31,2]]]",
        "[[[30,1],[31,1],{}]]", "[[[30,1],[31,1],null]]", "[[[[30,1],[31,1],[31,2]]]]"}) {
    INFO(coordinates);
    CHECK_THAT(error("Polygon", coordinates), Contains("its coordinates are not those of a Polygon"));
  }
  CHECK_THAT(error("Polygon", "[[[30,1],[31,1],[30,1]]]"), Contains("the Polygon has no area; give it a Point"));
  CHECK_THAT(error("Polygon", "[[[30,1],[3100000,1],[31,2],[30,1]]]"), Contains("a corner is at 3100000, 1"));
  CHECK_THAT(error("LineString", "[[30,1],[31,1]]"), Contains("it is a LineString, not a Point"));
}

TEST_CASE("the id of a feature stands for the property", "[import]") {
  Importer const import;
  auto const map = [](std::string const& first, std::string const& second) {
    return R"({"type":"FeatureCollection","features":[
      {"type":"Feature","id":"node/7","properties":{"miners":5,"ref":"r1")" +
           first + R"(},"geometry":{"type":"Point","coordinates":[30,1]}},
      {"type":"Feature","properties":{"miners":6,"ref":"r2")" +
           second + R"(},"geometry":{"type":"Point","coordinates":[31,1]},"id":8}]})";
  };
  auto const ids = [&](ImportRequest const& request, std::string const& text) {
    import.with(request, "s.json", text);
    std::vector<std::string> found;
    for (auto const& line : import.concessions()) found.push_back(line.substr(0, line.find(',')));
    std::sort(found.begin(), found.end());
    return found;
  };
  using Ids = std::vector<std::string>;
  CHECK(ids({}, map("", "")) == Ids{"8", "node/7"});
  CHECK(ids({}, map(R"(,"id":null)", R"(,"id":null)")) == Ids{"8", "node/7"});
  CHECK(ids({}, map(R"(,"id":"x")", R"(,"id":"y")")) == Ids{"x", "y"});
  CHECK(ids({.columns = {{"id", "ref"}}}, map("", "")) == Ids{"r1", "r2"});
  CHECK_THAT(import.error_of("s.json", map(R"(,"id":"8")", "")),
             Contains("feature 2: the id '8' was used in feature 1"));
}

TEST_CASE("towns are read from the same formats as sites", "[import]") {
  Importer const import;
  auto const market = [&](std::string const& name, std::string const& content, bool centroids = false) {
    import.with({.towns = import.folder.write(name, content), .centroids = centroids}, "s.csv",
                "lon,lat,miners\n30,1,5\n");
    return import.concessions().at(0);
  };
  std::string const rows = market("t.csv", "name,lon,lat,population\nBunia,30.25,1.56,\nArua,30.9,3.02,60000\n");
  CHECK_THAT(rows, Contains(",Bunia,"));
  CHECK(market("t.tsv", "name\tlon\tlat\nBunia\t30.25\t1.56\n") == rows);
  std::string const area = R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"name":"Bunia","place":"city","population":null},"geometry":
        {"type":"Polygon","coordinates":[[[30.15,1.46],[30.35,1.46],[30.35,1.66],[30.15,1.66]]]}},
      {"type":"Feature","properties":{"name":"Arua","population":"60000"},"geometry":
        {"type":"Point","coordinates":[30.9,3.02]}}]})";
  CHECK(market("t.geojson", area, true) == rows);
  CHECK_THROWS_WITH(market("t.geojson", area), Contains("t.geojson: feature 1: it is a Polygon"));
  CHECK_THROWS_WITH(market("t.geojson", R"({"type":"FeatureCollection","features":[]})"),
                    Contains("t.geojson: there are no towns"));
}

TEST_CASE("a file of another format is refused with the command that converts it", "[import]") {
  Importer const import;
  CHECK_THAT(import.error_of("s.gpkg", ""), Contains("not from a '.gpkg' file; convert it: ogr2ogr -f GeoJSON") &&
                                                Contains("'s.geojson'") && Contains("s.gpkg'"));
  for (std::string const name : {"s.shp", "s.KML", "s.kmz", "s.gml", "s.fgb"})
    CHECK_THAT(import.error_of(name, ""), Contains("convert it: ogr2ogr"));
  for (std::string const name : {"s.xlsx", "s.xls", "s.ods"})
    CHECK_THAT(import.error_of(name, ""), Contains("save its sheet as CSV, or convert it: libreoffice"));
  CHECK_THAT(import.error_of("s.docx", ""), Contains("export it as .csv or .geojson"));
  CHECK_THROWS_WITH(import.with({.towns = "towns.gpkg"}, "s.csv", "lon,lat,miners\n30,1,5\n"),
                    Contains("towns are read from a .csv or .geojson file, not from a '.gpkg'"));
}
