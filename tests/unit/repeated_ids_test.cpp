// Tests what becomes of rows with the same id: parts of one site, or visits of which the latest is used.
#include <catch2/catch.hpp>

#include "importer.hpp"
#include "tributer/core/text.hpp"

using namespace tributer;
using namespace tributer::test;
using Catch::Contains;

namespace {

std::string const visits =
    "id,name,territory,lon,lat,miners,visit_date\n"
    "a,Upper,N,30.5,2.5,100,2015-03-01\n"
    "b,Lower,N,30.7,2.5,70,2014\n"
    "a,Upper,N,30.5,2.5,80,2017-01\n"
    "a,Upper,N,30.5,2.5,300,2016-12-31 10:00:00\n"
    "c,Old,N,30.9,2.5,9,\n"
    "b,Lower,N,30.7,2.5,50,\n";

std::string reversed(std::string const& table) {
  auto lines = lines_of(table);
  std::reverse(lines.begin() + 1, lines.end());
  return join_words(lines, "\n") + "\n";
}

}  // namespace

TEST_CASE("a repeated id is refused, and the message names the options", "[import]") {
  Importer const import;
  CHECK_THAT(import.error_of("s.csv", visits), Contains("s.csv:4: the id 'a' was used in line 2") &&
                                                   Contains("s.csv:7: the id 'b' was used in line 3") &&
                                                   Contains("add --merge-repeated") && Contains("add --latest"));
}

TEST_CASE("the latest visit of each site is used, with the highest count of all", "[import]") {
  Importer const import;
  for (std::string const& table : {visits, reversed(visits)}) {
    ImportedWorld const made = import.with({.latest = "visit_date"}, "s.csv", table);
    CHECK(made.n_sites == 3);
    CHECK(made.n_miners == 159);
    REQUIRE(made.notes.size() == 2);
    CHECK_THAT(made.notes[0], Contains("rows without a date in 'visit_date': 2, the first in line"));
    CHECK(made.notes[1] == "visits that are left out because 'visit_date' has a later one of the same site: 3");
    auto const files = import.files();
    CHECK_THAT(files.at("SOURCES.md"), Contains("the 6 rows of `s.csv`") && Contains("- Of the file: visits that"));
    CHECK_THAT(files.at("concessions.csv"), Contains("\na,Upper,N,,30.50,2.50,1,80,300,") && Contains(",2017-01\n") &&
                                                Contains("\nb,Lower,N,,30.70,2.50,1,70,70,") && Contains(",2014\n") &&
                                                Contains("\nc,Old,N,,30.90,2.50,1,9,,"));
  }
}

TEST_CASE("a highest count and a date of the survey that the table has are kept", "[import]") {
  Importer const import;
  std::string const table =
      "id,lon,lat,miners,peak_miners,last_surveyed,day\na,30,2,50,400,x,2015-02-01\na,30,2,70,90,y,2016-02-01\n";
  import.with({.latest = "day"}, "s.csv", table);
  CHECK_THAT(import.concessions().at(0), Contains(",1,70,90,") && Contains(",y"));
  import.with({.latest = "last_surveyed"}, "s.csv",
              "id,lon,lat,miners,last_surveyed\na,30,2,50,2015\na,30,2,40,2014\n");
  CHECK_THAT(import.concessions().at(0), Contains(",1,50,50,") && Contains(",2015"));
  CHECK(
      import.with({.latest = "last_survey"}, "s.csv", "id,lon,lat,miners,last_survey\na,30,2,50,2015\n").notes.empty());
}

TEST_CASE("visits whose order is not known are refused", "[import]") {
  Importer const import;
  auto const error = [&](std::string const& one, std::string const& two) {
    return import.error_with({.latest = "d"}, "s.csv",
                             "id,lon,lat,miners,d\na,30,2,5," + one + "\na,30,2,9," + two + "\n");
  };
  for (std::string const text :
       {"01/03/2015", "31/12/2009", "2015-13-01", "2015-02-32", "2015-00", "20150301", "2015/03/01", "2015-3-1",
        "2015-03-01T", "2015-03-01 noon", "2015-03-01 10:00 am", "15-03-01", "March 2015"})
    CHECK_THAT(error("2016", text), Contains("s.csv:3: 'd' is '" + text + "'") && Contains("write it as 2015-03-01"));
  CHECK_THAT(error("2015-03-01", "2015-03-01"),
             Contains("s.csv:3: the id 'a' was used in line 2") && Contains("its own date"));
  CHECK_THAT(error("", ""), Contains("s.csv:3: the id 'a' was used in line 2"));
  CHECK(error("2015", "2015-01") == "no error");
  CHECK_THAT(import.concessions().at(0), Contains(",9,9,") && Contains(",2015-01"));
  CHECK(error("2015-01-31T10:00:00Z", "2015-01-31 09:59") == "no error");
  CHECK_THAT(import.concessions().at(0), Contains(",5,9,"));
  CHECK_THAT(import.error_with({.latest = "day"}, "s.csv", visits), Contains("there is no column 'day'"));
  CHECK_THAT(import.error_with({.latest = "day"}, "s.csv", "lon,lat,miners,day\n30,2,5,2015\n"),
             Contains("there is no column 'id'") && Contains("--columns id="));
}

TEST_CASE("rows of one id become one site if they are near each other", "[import]") {
  Importer const import;
  std::string const table =
      "id,name,territory,lon,lat,n_sites,miners,peak_miners\na,Shaft,N,30.024,2,,20,90\na,Main,N,30.026,2,2,100,\n"
      "b,East,N,179.99,0,,5,\nb,West,N,-179.99,0,,6,\nc,Alone,N,31,2,,7,\n";
  for (std::string const& text : {table, reversed(table)}) {
    ImportedWorld const made = import.with({.round_degrees = 0.05, .merge_repeated = true}, "s.csv", text);
    CHECK(made.n_sites == 3);
    REQUIRE_FALSE(made.notes.empty());
    CHECK(made.notes[0] == "rows that were merged with another of the same id: 4; their counts are added");
    std::string const concessions = import.files().at("concessions.csv");
    CHECK_THAT(concessions, Contains("\na,Main,N,,30.05,2.00,2,120,190,") &&
                                Contains("\nb,West,N,,180.00,0.00,1,11,,") &&
                                Contains("\nc,Alone,N,,31.00,2.00,1,7,,"));
  }
  CHECK_THAT(import.error_with({.round_degrees = 0.001, .merge_repeated = true}, "s.csv", table),
             Contains("s.csv:2: the id 'a' is of another territory, or further than --round from line 3") &&
                 Contains("s.csv:4: the id 'b'"));
  CHECK_THAT(
      import.error_with({.merge_repeated = true}, "s.csv", "id,territory,lon,lat,miners\na,N,30,2,5\na,S,30,2,5\n"),
      Contains("s.csv:3: the id 'a' is of another territory"));
  import.with({.merge_repeated = true, .latest = "d"}, "s.csv",
              "id,lon,lat,miners,d\na,30,2,50,2015\na,30,2,40,2016\na,30,2,3,2016\na,30,2,4,2014\n");
  CHECK_THAT(import.concessions().at(0), Contains(",1,43,50,") && Contains(",2016"));
}
