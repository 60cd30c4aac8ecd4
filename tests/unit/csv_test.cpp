// Tests that tables are read as spreadsheets and other programs write them, and that no number is guessed.
#include <catch2/catch.hpp>

#include "importer.hpp"

using namespace tributer;
using namespace tributer::test;
using Catch::Contains;

namespace {

std::string const plain = "name,territory,lon,lat,miners\nUpper,North,30.52,2.48,420\nRiver,North,30.71,2.33,900\n";

/// The concessions that a table becomes.
std::string made_of(std::string const& table) {
  Importer const import;
  import("s.csv", table);
  return import.files().at("concessions.csv");
}

std::string replaced(std::string text, std::string const& old, std::string const& fresh) {
  for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += fresh.size())
    text.replace(at, old.size(), fresh);
  return text;
}

std::string utf16(std::string const& ascii, bool big) {
  std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
  for (char const c : ascii) out += big ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

}  // namespace

TEST_CASE("the dialects of a table make the same world", "[csv]") {
  std::string const world = made_of(plain);
  CHECK(made_of(replaced(plain, ",", ";")) == world);
  CHECK(made_of(replaced(plain, ",", "\t")) == world);
  CHECK(made_of(replaced(replaced(plain, ",", ";"), ".", ",")) == world);
  CHECK(made_of(replaced(plain, "\n", "\r\n")) == world);
  CHECK(made_of("\xEF\xBB\xBF" + plain) == world);
  CHECK(made_of(utf16(plain, false)) == world);
  CHECK(made_of(utf16(plain, true)) == world);
  CHECK(made_of(replaced(plain, "420", "420.0")) == world);
  CHECK(made_of(replaced(plain, "\n", ",,\n")) == world);
  CHECK(made_of(plain + "\n,,,,\n  ,\n\n") == world);
  CHECK(made_of(replaced(plain, "miners\n", "miners\n#loc+name,#adm2+name,#geo+lon,#geo+lat,\n")) == world);
  CHECK(made_of("name,territory,lon,lat,miners,remarks\nUpper,North,30.52,2.48,420,\"seen twice,\r\nonce \"\"by\"\" "
                "each\"\nRiver,North,30.71,2.33,900,\n") == world);
  CHECK(made_of("name,territory,lon,lat,miners,armed_share\nUpper,North,30.52,2.48,420,NA\nRiver,North,30.71,2.33,900,"
                "NaN\n") == world);
}

TEST_CASE("a number that could mean two things is refused by its line", "[csv]") {
  Importer const import;
  auto const error = [&](std::string const& old, std::string const& fresh) {
    return import.error_of("s.csv", replaced(plain, old, fresh));
  };
  CHECK_THAT(error("420", "\"1,420\""),
             Contains("s.csv:2: 'miners' is '1,420'") && Contains("separators of thousands"));
  CHECK_THAT(error("420", "420.5"), Contains("s.csv:2: 'miners' is '420.5', which is not a whole number"));
  CHECK_THAT(error("420", "420."), Contains("s.csv:2: 'miners' is '420.'"));
  CHECK_THAT(error("420", "NA"), Contains("s.csv:2: 'miners' is blank"));
  CHECK_THAT(error("30.52", "\"30,52\""), Contains("s.csv:2: 'lon' is '30,52'") && Contains("with a decimal point"));
  std::string const semicolons = replaced(replaced(plain, ",", ";"), "420", "1.234,5");
  CHECK_THAT(import.error_of("s.csv", semicolons), Contains("s.csv:2: 'miners' is '1.234,5'"));
  CHECK_THAT(import.error_of("s.csv", replaced(plain, "Upper", "\"Upper") + "x,y\n"),
             Contains("s.csv:2: a quoted field is not closed") && Contains("s.csv:4: the line has 2 fields"));
  CHECK_THAT(import.error_of("s.csv", utf16(plain, false) + std::string("\x00\xD8", 2)), Contains("not UTF-8"));
}
