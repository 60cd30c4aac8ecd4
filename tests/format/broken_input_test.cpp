// Tests that every problem in the files of a user gives a UserError that names the file and line.
#include <catch2/catch.hpp>
#include <chrono>

#include "broken_study.hpp"
#include "tributer/core/rng.hpp"

using namespace broken;

namespace {

std::string many(std::string const& part, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("the study that the broken ones are made from is valid", "[broken]") { CHECK(Case().error() == "no error"); }

TEST_CASE("texts with control characters are refused and shown without them", "[broken]") {
  expect({
      {"s.toml", "Two hills", "Two \\u0000hills", "s.toml:2", "'Two \\x00hills' contains a control character"},
      {"s.toml", "Two hills", "\\u001b]0;hills\\u0007", "s.toml:2", "'\\x1b]0;hills\\x07' contains"},
      {"s.toml", "Two hills", "Two \\u009bhills", "s.toml:2", "'Two \\x9bhills' contains"},
      {"s.toml", "title", "\"t\\u001bitle\"", "s.toml:1", "'t\\x1bitle' contains"},
      {"w/concessions.csv", "Lopa", "Lo\x1b[31mpa", "w/concessions.csv:2", "'Lo\\x1b[31mpa' contains"},
  });
  // A message is one line, whatever it quotes.
  expect({{"s.toml", "path = \"w\"", "path = \"no\\nworld\"", "s.toml:4", "no world"}});
  Case const c;
  c.write("s.toml", replaced(content_of("s.toml"), "baseline = \"baseline\"", "baseline = \"\\u001b[31mred\""));
  CHECK(c.error().find('\x1b') == std::string::npos);
  c.write("s.toml", replaced(content_of("s.toml"), "Two hills", "Two\\thills\\nand a line"));
  CHECK(c.error() == "no error");
}

TEST_CASE("prices in another unit are refused", "[broken]") {
  for (std::string const column : {"usd_per_oz", "usd_per_troy_ounce", "usd_per_kg", "eur_per_gram"})
    expect({{"p.csv", "usd_per_gram", column, "p.csv:1", "'" + column + "' is not in US dollars per gram"}});
  expect({{"p.csv", "usd_per_gram", "price", "p.csv:1", "there is no column 'usd_per_gram'"}});
}

TEST_CASE("a file that is no price series is named without what it contains", "[broken]") {
  Case const c;
  c.write("p.csv", "name,password\nroot,secret,word\n");
  CHECK_THAT(c.error(), Catch::Contains(c.at("p.csv").string() + ": it is no price series"));
  for (char const* content : {"password", "secret"}) CHECK(c.error().find(content) == std::string::npos);
}

TEST_CASE("broken studies: syntax", "[broken]") {
  expect({
      {"s.toml", "months = 3", "months = ", "s.toml:7", "missing value"},
      {"s.toml", "months = 3", "months 3", "s.toml:7", "not valid TOML"},
      {"s.toml", "\"Two hills\"", "\"Two hills", "s.toml:2", "not valid TOML"},
      {"s.toml", "[time]", "[time", "s.toml:5", "not valid TOML"},
      {"s.toml", "months = 3", "months = 3\nmonths = 4", "s.toml:8", "already exists"},
      {"s.toml", "[random]", "[time]", "s.toml:9", "already exists"},
      {"s.toml", "\"2015-01\"", "2015-01", "s.toml:6", "write a month in quotes"},
      {"s.toml", "{ share = 0.01,", "{ share = 0.01", "s.toml:26", "not valid TOML"},
      {"s.toml", "[\"a\", \"b\"]", "[\"a\", \"b\"", "s.toml:23", "not valid TOML"},
      {"s.toml", "months = 3", "months = 3.", "s.toml:7", "not valid TOML"},
      {"s.toml", "Two hills", std::string("Two\0hills", 9), "s.toml:2", "NUL"},
      {"s.toml", "Two hills", "Two \xFFhills", "s.toml:2", "not UTF-8"},
      {"s.toml", "Two hills", "Two \xFFhills", "s.toml:2", "Two \\xffhills"},
      {"s.toml", "Two hills", "Two \xC2", "s.toml:2", "Two \\xc2"},
      {"s.toml", "Two hills", "Two \xED\xA0\x80", "s.toml:2", "not UTF-8"},
      {"s.toml", "rate = 0.5", "rate = " + many("[", 1000) + many("]", 1000), "s.toml:21", "nest deeper than 64"},
      {"s.toml", "rate = 0.5", "rate = " + many("{a=", 1000) + "1" + many("}", 1000), "s.toml:21",
       "nest deeper than 64"},
      {"s.toml", "rate = 0.5", "a" + many(".a", 1000) + " = 1", "s.toml:21", "nest deeper than 64"},
      {"s.toml", "[random]", "[a" + many(".a", 1000) + "]", "s.toml:9", "nest deeper than 64"},
      {"s.toml", "rate = 0.5", "rate = [\n" + many("[\n", 100), "s.toml:85", "nest deeper than 64"},
      {"s.toml", "rate = 0.5", "rate = [" + many("1, ", 2000) + "1]", "s.toml:21", "longer than 4096 bytes"},
      {"w/world.toml", "[tenure]", "[tenure", "w/world.toml:2", "not valid TOML"},
  });
}

TEST_CASE("broken studies: numbers that do not fit", "[broken]") {
  expect({
      {"s.toml", "20_200_405", "99999999999999999999999", "s.toml:10", "too large"},
      {"s.toml", "20_200_405", "0xFFFFFFFFFFFFFFFFFF", "s.toml:10", "too large"},
      {"s.toml", "20_200_405", "-1", "s.toml:10", "allowed: 0 to"},
      {"s.toml", "scale = 1.5", "scale = 1e999", "s.toml:14", "too large"},
      {"s.toml", "scale = 1.5", "scale = 1e-999", "s.toml:14", "too small"},
      {"s.toml", "scale = 1.5", "scale = nan", "s.toml:14", "finite"},
      {"s.toml", "scale = 1.5", "scale = -inf", "s.toml:14", "finite"},
      {"s.toml", "scale = 1.5", "scale = 0", "s.toml:14", "out of range"},
      {"s.toml", "months = 3", "months = 0", "s.toml:7", "allowed: 1 to 1200 (month)"},
      {"s.toml", "months = 3", "months = 1201", "s.toml:7", "allowed: 1 to 1200 (month)"},
      {"s.toml", "burn_in = 2", "burn_in = 241", "s.toml:8", "allowed: 0 to 240"},
      {"s.toml", "replicates = 4", "replicates = 100001", "s.toml:11", "allowed: 1 to 100000"},
  });
}

TEST_CASE("broken studies: contents", "[broken]") {
  expect({
      {"s.toml", "format = 1\n", "\n", "s.toml:1", "the key 'format' is missing"},
      {"s.toml", "format = 1\n", "format = 2\n", "s.toml:1", "this program reads format 1; use a newer version"},
      {"s.toml", "format = 1\n", "format = \"1\"\n", "s.toml:1", "'format' must be 1"},
      {"s.toml", "\"2015-01\"", "\"2015-13\"", "s.toml:6", "not a month"},
      {"s.toml", "\"2015-01\"", "2015-01-01", "s.toml:6", "a date or time"},
      {"s.toml", "months = 3", "months = \"3\"", "s.toml:7", "must be a whole number, but it is a text"},
      {"s.toml", "months = 3", "months = [3]", "s.toml:7", "must be a whole number, but it is a list"},
      {"s.toml", "months = 3", "month = 3", "s.toml:5", "'months' in time is missing"},
      {"s.toml", "months = 3", "month = 3", "s.toml:7", "did you mean 'months'?"},
      {"s.toml", "months = 3", "months = 4", "s.toml:13", "the price series covers 2014-12 to 2015-03"},
      {"s.toml", "\"2015-01\"", "\"2014-11\"", "s.toml:13", "the price series covers 2014-12 to 2015-03"},
      {"s.toml", "series = \"p.csv\"", "series = \"q.csv\"", "s.toml:13", "there is no file"},
      {"s.toml", "scale = 1.5", "constant_usd_per_gram = 4", "s.toml:12", "both 'series' and 'constant_usd_per_gram'"},
      {"s.toml", "series = \"p.csv\"", "", "s.toml:12", "does not say the price"},
      {"s.toml", "path = \"w\"", "", "s.toml:3", "does not say its world"},
      {"s.toml", "path = \"w\"", "path = \"v\"", "s.toml:4", "there is no world folder"},
      {"s.toml", "path = \"w\"", "path = \"w\"\nsynthetic = { concessions = 3 }", "s.toml:3",
       "both 'path' and 'synthetic'"},
      {"s.toml", "path = \"w\"", "synthetic = { concessions = 3, people = 4 }", "s.toml:4",
       "unknown key 'people' in world.synthetic"},
      {"s.toml", "path = \"w\"", "synthetic = { concessions = 1e9 }", "s.toml:4", "must be a whole number"},
      {"s.toml", "[world]", "world = 3\n[other]", "s.toml:3", "'world' must be a table"},
      {"s.toml", "name = \"loans\"", "name = \"baseline\"", "s.toml:18", "two arms have the name 'baseline'"},
      {"s.toml", "name = \"loans\"", "name = \"Big loans\"", "s.toml:18", "cannot be the name of an arm"},
      {"s.toml", "name = \"loans\"", "name = \"\"", "s.toml:18", "empty name"},
      {"s.toml", "name = \"loans\"", "", "s.toml:17", "'name' in arm.2 is missing"},
      {"s.toml", "type = \"loan\"", "", "s.toml:19", "'type' in arm.loans.1 is missing"},
      {"s.toml", "type = \"loan\"", "type = \"laon\"", "s.toml:20", "unknown instrument"},
      {"s.toml", "type = \"loan\"", "type = \"loan\"\n[[arm.instrument]]\ntype = \"loan\"", "s.toml:22",
       "the type occurs twice: write an id"},
      {"s.toml", "type = \"loan\"", "type = \"loan\"\nid = \"name\"", "s.toml:21", "cannot be the id"},
      {"s.toml", "[\"a\", \"b\"]", "[\"a\", \"c\"]", "s.toml:22", "cannot be 'c'"},
      {"s.toml", "rate = 0.5", "rate = { value = 0.5, range = [1, 0] }", "s.toml:21", "the lower first"},
      {"s.toml", "[[arm]]\nname = \"baseline\"\n[[arm]]", "[arm]", "s.toml:15", "'arm' must be a list of tables"},
      {"s.toml", "baseline = \"baseline\"", "baseline = \"loan\"", "s.toml:24", "did you mean 'loans'?"},
      {"s.toml", "share = 0.01", "share = 2", "s.toml:26", "'share' in output.panel is 2"},
      {"s.toml", "[compare]", "[conpare]", "s.toml:23",
       "unknown table 'conpare' in the study; did you mean 'compare'?"},
      {"s.toml", "title", "extends = \"nowhere.toml\"\ntitle", "s.toml:2", "there is no file"},
      {"s.toml", "title", "extends = 3\ntitle", "s.toml:2", "must be the name of a file"},
      {"s.toml", "title", "extends = \"s.toml\"\ntitle", "s.toml:2", "extends itself"},
      {"s.toml", "title", "extends = \"w\"\ntitle", "s.toml:2", "not a regular file"},
  });
}

TEST_CASE("broken worlds", "[broken]") {
  std::string const places = "w/concessions.csv", ways = "w/connections.csv", toml = "w/world.toml";
  expect({
      {places, "miners,peak", "miner,peak", places + ":1",
       "there is no column 'miners'; should 'miner' have this name?"},
      {places, "armed_share", "armed_shar", places + ":1", "did you mean 'armed_share'?"},
      {places, "province", "name", places + ":1", "the column 'name' is named twice"},
      {places, "000,Lopa,", "000,Lopa, the first,", places + ":2", "the line has 12 fields, but the header has 11"},
      {places, "\"Mputu, Bapongomo\"", "\"Mputu, Bapongomo", places + ":3", "a quoted field is not closed"},
      {places, "\"Mputu, Bapongomo\"", "\"Mputu\" Bapongomo", places + ":3", "a quoted field is not closed"},
      {places, "30.5", "east", places + ":2", "'lon' is 'east', which is not a number"},
      {places, "30.5", "inf", places + ":2", "which is not a number"},
      {places, "30.5", "nan", places + ":2", "which is not a number"},
      {places, "30.5", "1e999", places + ":2", "which is not a number"},
      {places, "30.5", "181", places + ":2", "allowed: -180 to 180"},
      {places, "2.5,1,10", "-91,1,10", places + ":2", "allowed: -90 to 90"},
      {places, ",10,20,", ",-10,20,", places + ":2", "allowed: 0 to"},
      {places, ",10,20,", ",10.5,20,", places + ":2", "not a whole number"},
      {places, ",10,20,", ",99999999999999999999,20,", places + ":2", "not a whole number"},
      {places, ",10,20,", ",,20,", places + ":2", "'miners' is blank"},
      {places, ",10,20,", ",30,20,", places + ":2", "below the 30 miners"},
      {places, "0.5,2\n", "1.5,2\n", places + ":3", "allowed: 0 to 1"},
      {places, "001,", "000,", places + ":3", "the id '000' was used in line 2"},
      {places, "Lopa", "Lo\xE9pa", places + ":2", "not UTF-8"},
      {ways, "000,001", "000,000", ways + ":2", "'000' is connected to itself"},
      {ways, "001,002", "001,000", ways + ":3", "connected twice"},
      {ways, "001,002", "001,003", ways + ":3", "there is no concession '003'"},
      {ways, "11,0.5", "11,0", ways + ":2", "above 0"},
      {ways, "11,0.5", "11,-1", ways + ":2", "out of range"},
      {ways, "11,0.5", "11,", ways + ":2", "'travel_hours' is blank"},
      {ways, "travel_hours", "hours", ways + ":1", "there is no column 'travel_hours'"},
      {toml, "002 = ", "003 = ", toml + ":4", "there is no concession '003'"},
      {toml, "= \"lsm\"", "= \"lms\"", toml + ":4", "did you mean 'lsm'?"},
      {toml, "concession = \"002\"", "concession = \"9\"", toml + ":6", "there is no concession '9'"},
      {toml, "jobs = 50", "jobs = -50", toml + ":7", "'jobs' in world.lsm.002 is -50"},
      {toml, "jobs = 50", "jbos = 50", toml + ":7", "did you mean 'jobs'?"},
      {toml, "format = 1", "format = 9", toml + ":1", "use a newer version"},
      {"p.csv", "2015-02", "2015-03", "p.csv:4", "the month is 2015-03, but 2015-02 comes next"},
      {"p.csv", "2015-02", "2015-13", "p.csv:4", "is not a month"},
      {"p.csv", "2014-12", "1833-12", "p.csv:2", "a year from 1900"},
      {"p.csv", "41.5", "0", "p.csv:4", "write a price above 0"},
      {"p.csv", "41.5", "-1", "p.csv:4", "out of range"},
      {"p.csv", "41.5", "forty", "p.csv:4", "not a number"},
      {"p.csv", "month,", "date,", "p.csv:1", "there is no column 'month'"},
  });
}

TEST_CASE("missing, empty, huge and strange files", "[broken]") {
  for (std::string const name : {"w/concessions.csv", "w/connections.csv", "w/world.toml"}) {
    Case const c;
    fs::remove(c.at(name));
    CHECK_THAT(c.error(), Catch::Contains("s.toml:4: there is no file '" + c.at(name).string() + "'"));
  }
  for (std::string const name : {"w/concessions.csv", "w/connections.csv", "p.csv"}) {
    Case const c;
    c.write(name, "");
    CHECK_THAT(c.error(), Catch::Contains(c.at(name).string() + ":1: the file is empty"));
  }
  for (auto const& [name, content] : valid_files()) {
    Case const c;
    fs::resize_file(c.at(name), 1'000'000'000);
    CHECK_THAT(c.error(), Catch::Contains("is too large (953.7 MiB, at most "));
    fs::remove(c.at(name));
    fs::create_directory(c.at(name));
    CHECK_THAT(c.error(), Catch::Contains("is not a regular file"));
  }
  Case const c;
  c.write("s.toml", "");
  CHECK_THAT(c.error(),
             Catch::Contains("the key 'format' is missing") && Catch::Contains("'start' in time is missing"));
  c.write("s.toml",
          "\x7F"
          "ELF\x02\x01\x01" +
              std::string(9, '\0'));
  CHECK_THAT(c.error(), Catch::Contains("s.toml:1: the file is not text"));
  fs::remove(c.at("s.toml"));
  CHECK_THAT(c.error(), Catch::Contains("there is no file"));
}

TEST_CASE("circles and long chains of extends", "[broken]") {
  Case const c;
  c.write("s.toml", "format = 1\nextends = \"a.toml\"\n");
  c.write("a.toml", "extends = \"b.toml\"\n");
  c.write("b.toml", "\nextends = \"./a.toml\"\n");
  CHECK_THAT(c.error(), Catch::Contains("b.toml:2: ") && Catch::Contains("extends itself"));
  for (int i = 0; i < 30; ++i)
    c.write("c" + std::to_string(i) + ".toml", "extends = \"c" + std::to_string(i + 1) + ".toml\"\n");
  c.write("s.toml", "format = 1\nextends = \"c0.toml\"\n");
  CHECK_THAT(c.error(), Catch::Contains("more than 16 files extend one another"));
}

TEST_CASE("all problems of all files are reported at once", "[broken]") {
  Case const c;
  c.write("s.toml", replaced(replaced(content_of("s.toml"), "months = 3", "months = 0"), "rate = 0.5", "rate = 7"));
  c.write("w/connections.csv", replaced(content_of("w/connections.csv"), "11,0.5", "11,x"));
  c.write("w/world.toml", replaced(content_of("w/world.toml"), "[tenure]", "[tenur]"));
  std::string const error = c.error();
  for (std::string const place : {"s.toml:7: ", "s.toml:21: ", "w/connections.csv:2: ", "w/world.toml:2: "}) {
    CHECK_THAT(error, Catch::Contains(c.at(place).string()));
  }
}

TEST_CASE("large files are read, or refused, in little time", "[broken]") {
  constexpr std::size_t size = 1'000'000;
  std::vector<std::string> const parts{"a",    "[[a]]\n",         "# x\n", "[[\n",  "\"\n", "a.\n",
                                       "1,\n", "x = [1, 2, 3]\n", "\n",    "'''\n", "\\\n"};
  std::vector<std::string> texts{"x = [\n" + many(many("1,", 2000) + "\n", size / 4001) + "1]\n",
                                 "x = \"" + many("a", size) + "\"\n",
                                 "x = \"\"\"\n" + many(many("a", 4000) + "\n", size / 4001) + "\"\"\"\n",
                                 "x = [\n" + many("# c\n", size / 8) + many("1,\n", size / 8) + "]\n"};
  for (auto const& part : parts) texts.push_back(many(part, size / part.size()));
  std::string keys;
  for (int i = 0; keys.size() < size; ++i) keys += "key" + std::to_string(i) + " = 1\n";
  texts.push_back(keys);
  Case const c;
  for (std::string const& text : texts) {
    auto const start = std::chrono::steady_clock::now();
    c.write("s.toml", "format = 1\n" + text);
    INFO(text.substr(0, 40));
    CHECK_FALSE(c.error() == "no error");
    double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    CHECK(seconds < 60);
  }
}

TEST_CASE("random damage gives success or a UserError, nothing else", "[broken]") {
  constexpr uint32_t rounds = 3000;
  Case const c;
  Files const files = valid_files();
  std::string const odd = "\"'[]{}=.,#\n\r\t\\-+_0123456789eExinfa \x80\xC3";
  uint32_t n_refused = 0;
  for (uint32_t round = 0; round < rounds; ++round) {
    auto const& [name, content] = files[round % files.size()];
    std::string text = content;
    uint32_t const n_changes = 1 + round % 3;
    for (uint32_t k = 0; k < n_changes && !text.empty(); ++k) {
      PhiloxBlock const luck = philox4x32_10({round, k, 0, 0}, {2015, 1});
      std::size_t const at = luck[0] % text.size(), other = luck[1] % text.size();
      char const letter = odd[luck[2] % odd.size()];
      switch (luck[3] % 6) {
        case 0:
          text[at] = letter;
          break;
        case 1:
          text.insert(at, 1, letter);
          break;
        case 2:
          text.erase(at, 1 + other % 8);
          break;
        case 3:
          text.insert(at, text.substr(other, 1 + luck[2] % 40));
          break;
        case 4:
          text[at] = static_cast<char>(luck[2] & 0xFF);
          break;
        default: {
          std::size_t const begin = text.rfind('\n', at) + 1, end = std::min(text.find('\n', at), text.size() - 1) + 1;
          std::string const line = text.substr(begin, end - begin);
          text.erase(begin, end - begin);
          if (luck[2] % 2 == 0) text.insert(std::min(other, text.size()), line);
        }
      }
    }
    c.write(name, text);
    try {
      c.read();
    } catch (UserError const& error) {
      ++n_refused;
      if (error.problems().empty()) FAIL("an error without a problem:\n" << text);
    } catch (std::exception const& error) {
      FAIL("not a UserError but " << error.what() << ":\n" << text);
    }
    c.write(name, content);
  }
  CHECK(n_refused > rounds / 2);
  CHECK(n_refused < rounds);
}
