#include <catch2/catch.hpp>
#include <limits>

#include "scenario_folder.hpp"
#include "tributer/scenario/study.hpp"

using namespace tributer;
using tributer::test::Folder;
using tributer::test::messages;

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
Spec const share{"1", 0, 1, "assumed: a test", "a share"};
Spec const hours{"hour", 0, 24, "assumed: a test", "hours"};

std::string const plane_study =
    "format = 1\n[world]\nsynthetic = { concessions = 12, miners = 500, seed = 3 }\n[time]\nstart = "
    "\"2015-01\"\nmonths = 24\n"
    "[gold_price]\nconstant_usd_per_gram = 40\n";

}  // namespace

TEST_CASE("getters read values and remember their position", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document(
      "a = 3\nb = 1_000\nc = 0.25\nd = true\ne = \"two\"\nf = \"2015-02\"\ng = [1, 0.5]\nh = [\"x\", \"y\"]\n",
      "s.toml", book);
  Spec const any{"USD", -unbounded, unbounded, "assumed: a test", "money"};
  CHECK(root.real("a", std::nullopt, any) == 3);
  CHECK(root.integer("b", std::nullopt, {"1", 0, 1e6, "assumed: a test", ""}) == 1000);
  CHECK(root.real("c", 0.5, share) == 0.25);
  CHECK(root.flag("d", false, "", ""));
  CHECK(root.word("e", "one", {"one", "two"}, "", "") == "two");
  CHECK(root.month("f", std::nullopt, "") == Month::of(2015, 2));
  CHECK(root.reals("g", std::nullopt, share) == std::vector<double>{1, 0.5});
  CHECK(root.words("h", std::nullopt, {}, "") == std::vector<std::string>{"x", "y"});
  CHECK(root.real("absent", 0.5, share) == 0.5);
  CHECK(root.month("no_month", Month::of(2020, 12), "") == Month::of(2020, 12));
  CHECK(messages(book) == "");
  root.report_unknown_keys();
  CHECK(messages(book) == "");

  auto const parameters = book.parameters();
  CHECK(parameters[2].address == "c");
  CHECK(parameters[2].value == "0.25");
  CHECK(parameters[2].fallback == "0.5");
  CHECK_FALSE(parameters[2].from_default);
  CHECK(parameters[2].origin.line == 3);
  CHECK(parameters[2].origin.text == "c = 0.25");
  CHECK(parameters[8].from_default);
  CHECK(parameters[8].origin.line == 0);
}

TEST_CASE("a declaration may be repeated, but not with a difference", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document("", "s.toml", book);
  CHECK(root.real("a", 0.5, share) == 0.5);
  CHECK(root.real("a", 0.5, share) == 0.5);
  CHECK(book.parameters().size() == 1);
  CHECK_THROWS_AS(root.real("a", 0.6, share), Bug);
  CHECK_THROWS_AS(root.real("b", 2, share), Bug);
}

TEST_CASE("a number is declared with a source, and an assumption with its reason", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document("", "s.toml", book);
  CHECK_THROWS_AS(root.real("a", 0.5, {"1", 0, 1, "assumed", "a share"}), Bug);
  CHECK_THROWS_AS(root.integer("b", 1, {"1", 0, 1, "", "a count"}), Bug);
  CHECK_THROWS_AS(root.word("c", "one", {"one"}, "assumed", "a word"), Bug);
  CHECK(root.real("d", 0.5, {"1", 0, 1, "assumed: a test", "a share"}) == 0.5);
}

TEST_CASE("a value out of range is reported with its line and the allowed range", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document("[work]\nhours = 25\nshare = -0.1\nn = 1.5\nm = nan\n", "s.toml", book);
  auto const work = root.table("work");
  CHECK(work.real("hours", 8, hours) == 8);
  work.real("share", 0.5, share);
  work.integer("n", 1, share);
  work.real("m", 0.5, share);
  CHECK(messages(book) ==
        "error: s.toml:2: 'hours' in work is 25, out of range; allowed: 0 to 24 (hour)\n      2 | hours = 25\n"
        "error: s.toml:3: 'share' in work is -0.1, out of range; allowed: 0 to 1\n      3 | share = -0.1\n"
        "error: s.toml:4: 'n' in work must be a whole number, but it is a number; write a whole number\n      4 | n = "
        "1.5\n"
        "error: s.toml:5: 'm' in work must be a finite number, but it is nan; write a finite number\n      5 | m = "
        "nan\n");
}

TEST_CASE("a missing required key is reported at its table", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document("a = 1\n[work]\n", "s.toml", book);
  root.table("work").real("hours", std::nullopt, hours);
  REQUIRE(book.problems().size() == 1);
  CHECK(book.problems()[0].where.line == 2);
  CHECK(book.problems()[0].what == "'hours' in work is missing");
}

TEST_CASE("unknown keys are reported with a suggestion", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document(
      "titel = \"x\"\n[[arm]]\nname = \"guarantee\"\n[[arm.instrument]]\ntype = \"loan_guarantee\"\ncovrage = 0.5\n"
      "[choise]\nanything = 1\n[choice]\nhours = 3\n",
      "a.toml", book);
  root.text("title", "", "");
  auto const arm = root.tables("arm").at(0);
  arm.text("name", "", "");
  auto const instrument = arm.tables("instrument").at(0);
  CHECK(instrument.address() == "arm.guarantee.loan_guarantee");
  instrument.text("type", "", "");
  instrument.real("coverage", 0.5, share);
  root.table("choice");
  root.table("work").real("hours", 8, hours);
  root.report_unknown_keys();
  std::string const text = messages(book);
  CHECK_THAT(text,
             Catch::Contains(
                 "error: a.toml:6: unknown key 'covrage' in arm.guarantee.loan_guarantee; did you mean 'coverage'?"));
  CHECK_THAT(text, Catch::Contains("a.toml:1: unknown key 'titel' in the study; did you mean 'title'?"));
  CHECK_THAT(text, Catch::Contains("a.toml:7: unknown table 'choise' in the study; did you mean 'choice'?"));
  CHECK_THAT(text, Catch::Contains("a.toml:10: unknown key 'hours' in choice; did you mean 'work.hours'?"));
  CHECK(book.problems().size() == 4);
}

TEST_CASE("a table left unread on purpose has no unknown keys", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document("[[arm]]\nname = \"a\"\nx = 1\n", "a.toml", book);
  root.tables("arm").at(0).leave_unread();
  root.report_unknown_keys();
  CHECK(messages(book) == "");
}

TEST_CASE("an annotated value has its own range and source", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document(
      "[income]\nfarm = { value = 40, range = [20, 60], source = \"P-9\" }\nwage = { value = 70, range = [20, 60] }\n"
      "rent = { value = 1, rnage = [0, 2] }\n",
      "w.toml", book);
  Spec const usd{"USD/month", 0, 1000, "assumed: a test", "income"};
  auto const income = root.table("income");
  CHECK(income.real("farm", 10, usd) == 40);
  income.real("wage", 10, usd);
  income.real("rent", 10, usd);
  root.report_unknown_keys();
  auto const farm = book.parameters().at(0);
  CHECK(farm.source == "P-9");
  CHECK(farm.min == 20);
  CHECK(farm.max == 60);
  CHECK(messages(book) ==
        "error: w.toml:3: 'wage' in income is 70, out of range; allowed: 20 to 60 (USD/month)\n      3 | wage = { "
        "value = 70, range = [20, 60] }\n"
        "error: w.toml:4: unknown key 'rnage' in income.rent; did you mean 'range'?\n      4 | rent = { value = 1, "
        "rnage = [0, 2] }\n");
}

TEST_CASE("extends merges tables by key, arms by name, instruments by id; other lists are replaced", "[scenario]") {
  Folder const folder;
  folder.write("base/base.toml",
               "format = 1\ntitle = \"base\"\nlist = [1, 2, 3]\n[time]\nstart = \"2015-01\"\nmonths = "
               "12\n[world]\npath = \"w\"\n"
               "[[arm]]\nname = \"a\"\n[[arm.instrument]]\ntype = \"loan\"\nrate = 0.1\ncap = 0.2\n"
               "[[arm.instrument]]\ntype = \"loan\"\nid = \"second\"\nrate = 0.3\n");
  auto const file =
      folder.write("s.toml",
                   "format = 1\nextends = \"base/base.toml\"\nlist = [0]\n[time]\nmonths = 24\n"
                   "[[arm]]\nname = \"b\"\n[[arm]]\nname = \"a\"\n[[arm.instrument]]\nid = \"second\"\nrate = 0.9\n"
                   "[[arm.instrument]]\ntype = \"loan\"\ncap = 0.4\n");
  ParameterBook book;
  auto const root = open_document(file, "", {}, book);
  CHECK(messages(book) == "");
  CHECK(root.text("title", "", "") == "base");
  CHECK(root.reals("list", std::nullopt, share) == std::vector<double>{0});
  CHECK(root.table("time").month("start", std::nullopt, "") == Month::of(2015, 1));
  CHECK(root.table("time").integer("months", std::nullopt, {"", 1, 99, "assumed: a test", ""}) == 24);
  auto const arms = root.tables("arm");
  REQUIRE(arms.size() == 2);
  CHECK(arms[0].address() == "arm.a");
  auto const instruments = arms[0].tables("instrument");
  REQUIRE(instruments.size() == 2);
  CHECK(instruments[0].real("rate", std::nullopt, share) == 0.1);
  CHECK(instruments[0].real("cap", std::nullopt, share) == 0.4);
  CHECK(instruments[1].address() == "arm.a.second");
  CHECK(instruments[1].real("rate", std::nullopt, share) == 0.9);
  CHECK(instruments[0].origin("rate").file == (folder.path() / "base/base.toml").string());
  CHECK(instruments[0].origin("rate").line == 13);
  CHECK(root.table("world").folder("path") == folder.path() / "base");
  CHECK(input_files(root).size() == 2);
}

TEST_CASE("overrides change values by their address", "[scenario]") {
  std::string const text =
      "[choice]\nspeed = 0.1\n[income]\nfarm = { value = 40, range = [20, 60] }\n[[arm]]\nname = "
      "\"a\"\n[[arm.instrument]]\n"
      "type = \"loan\"\nrate = 0.1\n";
  ParameterBook book;
  auto const root = parse_document(text, "s.toml", book,
                                   {{"choice.speed", "0.5"},
                                    {"choice.start", "2016-03"},
                                    {"fresh.words", "[\"x\", \"y\"]"},
                                    {"income.farm", "30"},
                                    {"arm.a.loan.rate", "0.7"}});
  CHECK(root.table("choice").real("speed", 0.2, share) == 0.5);
  CHECK(root.table("choice").month("start", std::nullopt, "") == Month::of(2016, 3));
  CHECK(root.table("fresh").words("words", std::nullopt, {}, "") == std::vector<std::string>{"x", "y"});
  CHECK(root.table("income").real("farm", 0, {"USD", 0, 1000, "assumed: a test", ""}) == 30);
  CHECK(root.tables("arm")[0].tables("instrument")[0].real("rate", 0, share) == 0.7);
  CHECK(messages(book) == "");
  CHECK(root.origin("choice").line == 1);
  CHECK(root.table("choice").origin("speed").file == "--set choice.speed=0.5");
}

TEST_CASE("of two keys that exclude each other, the one that was written later counts", "[scenario]") {
  Folder const folder;
  std::string const prices = folder.write("p.csv", "month,usd_per_gram\n2015-01,50\n2015-02,50\n").string();
  std::string const price = "[gold_price]\nconstant_usd_per_gram = 40\n", series = "[gold_price]\nseries = \"p.csv\"\n",
                    rest =
                        "[time]\nstart = \"2015-01\"\nmonths = 2\nburn_in = 0\n[world]\nsynthetic = { concessions = 3, "
                        "miners = 60 }\n";
  auto const base = folder.write("base.toml", "format = 1\n" + rest + price);
  auto const first_price = [](std::filesystem::path const& file, std::vector<Override> changes) {
    ParameterBook book;
    auto const study = read_study(file, {.overrides = changes, .only_arm = "", .replicates = 0, .months = 0}, book);
    return book.has_problems() ? messages(book) : std::to_string(static_cast<int>(study.prices.front().values.front()));
  };
  CHECK(first_price(base, {}) == "40");
  CHECK(first_price(folder.write("later.toml", "format = 1\nextends = \"base.toml\"\n" + series), {}) == "50");
  CHECK(first_price(base, {{"gold_price.series", prices}}) == "50");
  CHECK(first_price(folder.write("series.toml", "format = 1\n" + rest + series),
                    {{"gold_price.constant_usd_per_gram", "30"}}) == "30");
  CHECK(first_price(base, {{"world.path", "nowhere"}}).find("nowhere") != std::string::npos);
  CHECK(
      first_price(base, {{"gold_price.series", prices}, {"gold_price.constant_usd_per_gram", "30"}}).find("has both") !=
      std::string::npos);
  CHECK(first_price(folder.write("both.toml", "format = 1\n" + rest + price + "series = \"p.csv\"\n"), {})
            .find("has both") != std::string::npos);
}

TEST_CASE("a word without quotes may have letters of any script", "[scenario]") {
  ParameterBook book;
  auto const root = parse_document("", "s.toml", book, {{"world.path", "données/мир"}});
  CHECK(root.table("world").text("path", "", "") == "données/мир");
  CHECK(messages(book) == "");
  parse_document("", "s.toml", book, {{"world.path", "donn\xE9"}});
  CHECK(book.has_problems());
}

TEST_CASE("an override of a key that does not exist is an error with a suggestion", "[scenario]") {
  std::string const text = "[choice]\nspeed = 0.1\n[[arm]]\nname = \"north\"\n[[arm.instrument]]\ntype = \"loan\"\n";
  auto const said = [&](std::string const& address, std::string const& value) {
    ParameterBook book;
    auto const root = parse_document(text, "s.toml", book, {{address, value}});
    root.table("choice").real("speed", 0.2, share);
    for (auto const& arm : root.tables("arm")) {
      arm.text("name", "", "");
      for (auto const& instrument : arm.tables("instrument")) instrument.text("type", "", "");
    }
    root.report_unknown_keys();
    return messages(book);
  };
  CHECK_THAT(said("choice.sped", "1"),
             Catch::Equals("error: --set choice.sped=1: unknown key 'sped' in choice; did you mean 'speed'?\n"));
  CHECK_THAT(said("choise.speed", "1"), Catch::Contains("did you mean 'choice'?"));
  CHECK_THAT(said("arm.nort.loan.rate", "1"), Catch::Contains("no arm 'nort' in the study; did you mean 'north'?"));
  CHECK_THAT(said("arm.north.laon.rate", "1"),
             Catch::Contains("no instrument 'laon' in arm 'north'; did you mean 'loan'?"));
  CHECK_THAT(said("choice", "1"), Catch::Contains("is a table, not a value"));
  CHECK_THAT(said("choice.speed.fast", "1"), Catch::Contains("not a table"));
  CHECK_THAT(said("choice..speed", "1"), Catch::Contains("is not an address"));
  CHECK_THAT(said("choice.speed", "[1,"), Catch::Contains("is not a value"));
  CHECK_THAT(said("choice.speed", "1\nx = 2"), Catch::Contains("line break"));
  CHECK_THAT(said("choice.speed", "1e999"), Catch::Contains("too large or too small"));
}

TEST_CASE("an empty document gives defaults and lists all parameters", "[scenario]") {
  ParameterBook book;
  auto const root = empty_document("world", book);
  CHECK(root.table("income").real("farm", std::nullopt, hours) == 0);
  CHECK(root.word("kind", std::nullopt, {"one", "two"}, "", "") == "one");
  CHECK_FALSE(book.has_problems());
  CHECK(book.parameters().at(0).address == "world.income.farm");

  ParameterBook study_book;
  StudyInput const study = default_study(study_book);
  CHECK(messages(study_book) == "");
  CHECK(study.arms.size() == 1);
  CHECK(study_book.parameters().size() > 15);
}

TEST_CASE("a study on a synthetic plane", "[scenario]") {
  Folder const folder;
  auto const file = folder.write("s.toml", plane_study +
                                               "scale = 2\n[[arm]]\nname = \"none\"\n[[arm]]\nname = \"patrols\"\n"
                                               "[[arm.instrument]]\ntype = \"patrol\"\n[output]\nsensitive = true\n");
  ParameterBook book;
  StudyInput const study = read_study(file, {}, book);
  finish_reading(study, book);
  CHECK(study.time.months == 24);
  CHECK(study.time.burn_in == 24);
  CHECK(study.prices.front().first == Month::of(2013, 1));
  CHECK(study.prices.front().values == std::vector<double>(48, 80.0));
  CHECK(study.baseline == "none");
  CHECK(study.arms.at(1).instruments.at(0).id == "patrol");
  CHECK(study.output.sensitive);
  CHECK(study.digest.size() == 16);
  CHECK(study.world.concessions.size() == 12);
  CHECK(study.files.size() == 1);
}

TEST_CASE("options of the command line", "[scenario]") {
  Folder const folder;
  auto const file =
      folder.write("s.toml", plane_study +
                                 "[[arm]]\nname = \"baseline\"\n[[arm]]\nname = \"x\"\n[[arm.instrument]]\n"
                                 "type = \"patrol\"\nforce = 1\n");
  auto const read = [&](StudyOptions const& options) {
    ParameterBook book;
    StudyInput study = read_study(file, options, book);
    finish_reading(study, book);
    return study;
  };
  StudyInput const short_study = read({.overrides = {}, .only_arm = "baseline", .replicates = 7, .months = 3});
  CHECK(short_study.replicates == 7);
  CHECK(short_study.time.months == 3);
  CHECK(short_study.arms.size() == 1);
  CHECK_THROWS_AS(read({.overrides = {}, .only_arm = "y", .replicates = 0, .months = 0}), UserError);
  CHECK_THROWS_AS(read({.overrides = {}, .only_arm = "baseline", .replicates = 0, .months = 1201}), UserError);
  CHECK_THROWS_WITH(read({}), Catch::Contains("unknown key 'force' in arm.x.patrol"));
}

TEST_CASE("the digest depends on contents and overrides, not on names or threads", "[scenario]") {
  Folder const folder;
  auto const digest = [&](std::string const& name, std::string const& text, std::vector<Override> const& overrides) {
    ParameterBook book;
    return read_study(folder.write(name, text), {.overrides = overrides, .only_arm = "", .replicates = 0, .months = 0},
                      book)
        .digest;
  };
  std::string const usual = digest("a.toml", plane_study, {});
  CHECK(digest("b.toml", plane_study, {}) == usual);
  CHECK(digest("a.toml", plane_study, {{"execution.threads", "2"}}) == usual);
  CHECK(digest("a.toml", plane_study, {{"time.months", "25"}}) != usual);
  CHECK(digest("a.toml", plane_study + "\n", {}) != usual);
}

TEST_CASE("the burn-in has the price of the start, and the series must contain all other months", "[scenario]") {
  Folder const folder;
  folder.write("p.csv", "\xEF\xBB\xBFmonth,usd_per_gram\r\n2015-01,40\r\n2015-02,41\r\n2015-03,42\r\n");
  auto const study = [&](std::string const& start, int months) {
    return folder.write(
        "s.toml", "format = 1\n[world]\nsynthetic = { concessions = 2, miners = 9 }\n[time]\nstart = \"" + start +
                      "\"\nmonths = " + std::to_string(months) + "\nburn_in = 2\n[gold_price]\nseries = \"p.csv\"\n");
  };
  ParameterBook book;
  StudyInput const good = read_study(study("2015-02", 2), {}, book);
  CHECK(messages(book) == "");
  CHECK(good.prices.front().values == std::vector<double>{41, 41, 41, 42});
  CHECK(good.prices.front().first == Month::of(2014, 12));
  ParameterBook late;
  read_study(study("2015-02", 3), {}, late);
  CHECK_THAT(messages(late), Catch::Contains("covers 2015-01 to 2015-03, the study 2015-02 to 2015-04; change"));
}
