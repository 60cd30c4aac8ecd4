// Is [design] read as it is written, is each of its mistakes refused with line and remedy, and are the parameters that
// are assumed, and only those, drawn?
#include <algorithm>
#include <catch2/catch.hpp>
#include <charconv>
#include <set>

#include "scenario_folder.hpp"
#include "tributer/study.hpp"

using namespace tributer;
using Catch::Contains;
using tributer::test::Folder;

namespace {

std::string const head =
    "format = 1\n[world]\nsynthetic = { concessions = 6, miners = 300 }\n[time]\nstart = \"2015-01\"\nmonths = 24\n"
    "[gold_price]\nconstant_usd_per_gram = 40\n";  // 8 lines
std::string const vary = "[[design.vary]]\naddress = \"choice.move_cost\"\n";

struct Opened {
  explicit Opened(std::string const& text, std::string const& table = "", StudyOptions const& options = {}) {
    if (!table.empty()) folder.write("points.csv", table);
    study.emplace(folder.write("s.toml", head + text), options);
    ensemble = study->ensemble();
  }
  DesignVariable const& variable(std::string const& name) const {
    for (DesignVariable const& v : study->design().variables)
      if (v.name == name) return v;
    throw std::runtime_error("not varied: " + name);
  }
  bool varies(std::string const& name) const {
    return std::count(ensemble.addresses.begin(), ensemble.addresses.end(), name) > 0;
  }

  Folder folder;
  std::optional<Study> study;
  Ensemble ensemble;
};

/// The problems of a study, without the folder: "s.toml:9: what; remedy".
std::string refusal(std::string const& text, std::string const& table = "", StudyOptions const& options = {}) {
  try {
    Opened const opened(text, table, options);
  } catch (UserError const& error) {
    std::string out;
    for (Problem const& p : error.problems()) {
      CHECK(p.remedy != "");
      std::string const file = p.where.file.substr(p.where.file.rfind('/') + 1);
      out += file + ":" + std::to_string(p.where.line) + ": " + p.what + "; " + p.remedy + "\n";
    }
    return out;
  }
  return "accepted";
}

std::string of_table(std::string const& table) { return refusal("[design]\nfile = \"points.csv\"\n", table); }

double number(std::string const& text) {
  double x = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  REQUIRE((error == std::errc() && end == text.data() + text.size()));
  return x;
}

}  // namespace

TEST_CASE("a study without a design has one point, which changes nothing", "[design]") {
  Opened const opened("");
  REQUIRE(opened.ensemble.points.size() == 1);
  CHECK(opened.ensemble.points[0].empty());
  CHECK(opened.ensemble.addresses.empty());
}

TEST_CASE("a design is read as it is written", "[design]") {
  Opened const opened("[design]\nkind = \"random\"\npoints = 20\nseed = 5\n" + vary +
                      "min = 0.5\nmax = 3\nscale = \"log\"\n[[design.vary]]\naddress = \"choice.waiting_months\"\n"
                      "[[design.vary]]\naddress = \"world.need.adult_usd\"\n");
  CHECK(opened.ensemble.addresses ==
        std::vector<std::string>{"choice.move_cost", "choice.waiting_months", "world.need.adult_usd"});
  CHECK(opened.ensemble.points.size() == 21);
  CHECK(opened.ensemble.values[0] == std::vector<std::string>{"1.9", "6", "25"});
  CHECK(opened.ensemble.points[0].empty());
  for (std::size_t k = 1; k <= 20; ++k) {
    Point const& point = opened.ensemble.points[k];
    REQUIRE(point.size() == 3);
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(point[j].address == opened.ensemble.addresses[j]);
      CHECK(point[j].value == opened.ensemble.values[k][j]);
    }
    CHECK((number(point[0].value) >= 0.5 && number(point[0].value) <= 3));
    CHECK((number(point[1].value) >= 0 && number(point[1].value) <= 24));
    CHECK(point[1].value.find('.') == std::string::npos);
  }
  CHECK(opened.variable("choice.move_cost").scale == PointScale::log);
  CHECK(opened.variable("choice.waiting_months").whole);
}

TEST_CASE("a point is set as it is listed", "[design]") {
  std::string const text =
      "[design]\nkind = \"random\"\npoints = 3\n" + vary + "[[design.vary]]\naddress = \"trust.usual\"\n";
  Opened const opened(text);
  for (std::size_t k = 1; k <= 3; ++k) {
    Opened const there(text, "", {.overrides = opened.ensemble.points[k], .only_arm = ""});
    CHECK(there.ensemble.values[0] == opened.ensemble.values[k]);
  }
}

TEST_CASE("the kind is sobol, the points are 64 and the seed is the study's unless they are written", "[design]") {
  Opened const opened("[random]\nseed = 12\n" + vary);
  CHECK(opened.study->design().kind == DesignKind::sobol);
  CHECK(opened.study->design().seed == 12);
  CHECK(opened.ensemble.points.size() == 65);
  CHECK(opened.variable("choice.move_cost").min == 0);
  CHECK(opened.variable("choice.move_cost").max == 4);
  Opened const more(vary, "", {.overrides = {{"design.points", "100"}}, .only_arm = ""});
  CHECK(more.ensemble.points.size() == 101);
}

TEST_CASE("a grid has the levels that are written, or equal steps", "[design]") {
  Opened const opened("[design]\nkind = \"grid\"\n" + vary +
                      "values = [2, 0.5]\n[[design.vary]]\naddress = \"trust.usual\"\n" + "min = 0.2\nmax = 0.6\n");
  std::vector<std::vector<std::string>> const expected{{"1.9", "0.5"}, {"2", "0.2"},   {"2", "0.4"},  {"2", "0.6"},
                                                       {"0.5", "0.2"}, {"0.5", "0.4"}, {"0.5", "0.6"}};
  CHECK(opened.ensemble.values == expected);
}

TEST_CASE("the range of an annotated value bounds a parameter", "[design]") {
  std::string const choice = "[choice]\nmove_cost = { value = 1, range = [0.5, 1.5] }\n";
  CHECK(Opened(choice + vary).variable("choice.move_cost").max == 1.5);
  CHECK_THAT(
      refusal(choice + vary + "max = 2\n"),
      Contains("s.toml:13: 'max' of choice.move_cost is 2, out of range; allowed for 'choice.move_cost': 0.5 to 1.5"));
}

TEST_CASE("a setting of an instrument varies", "[design]") {
  Opened const opened(
      "[[arm]]\nname = \"acted\"\n[[arm.instrument]]\ntype = \"enforcement_operation\"\nid = \"raids\"\nstart "
      "= \"2015-06\"\nmonths = 6\nlargest = 1\n[[design.vary]]\naddress = \"arm.acted.raids.force\"\n");
  CHECK(opened.ensemble.points[1][0].address == "arm.acted.raids.force");
}

TEST_CASE("each mistake of a design is refused with its line", "[design]") {
  auto const said = [](std::string const& lines, std::string const& what) {
    INFO(lines);
    CHECK_THAT(refusal("[design]\n" + lines), Contains(what));
  };
  said("points = 3\n", "s.toml:9: the design varies nothing; write uncertain = true");
  said("kind = \"sobl\"\n" + vary, "s.toml:10: 'kind' in design cannot be 'sobl'; did you mean 'sobol'?");
  said("points = 0\n" + vary, "s.toml:10: 'points' in design is 0, out of range");
  said("[[design.vary]]\n", "s.toml:10: 'address' in design.vary.1 is missing");
  said("[[design.vary]]\naddress = \"choice.mov_cost\"\n",
       "s.toml:11: there is no parameter 'choice.mov_cost'; did you mean 'choice.move_cost'?");
  said("[[design.vary]]\naddress = \"gold_price.series\"\n",
       "s.toml:11: 'gold_price.series' cannot vary: it is a text");
  said("[[design.vary]]\naddress = \"world.tenure.default\"\n",
       "s.toml:11: 'world.tenure.default' is not a number, so it has no range; list its values in a table");
  for (std::string const address : {"time.months", "random.seed", "output.panel.share", "design.points",
                                    "compare.discount_rate", "world.path", "world.weight", "world.synthetic.miners"})
    said("[[design.vary]]\naddress = \"" + address + "\"\n",
         "s.toml:11: '" + address +
             "' cannot vary; the arms, months, luck, world and results are the same at all points");
  said(vary + vary, "s.toml:13: 'choice.move_cost' varies twice; keep one of the entries");
  said(vary + "min = 3\nmax = 2\n",
       "s.toml:12: the range of choice.move_cost is empty: 3 to 2; write a min that is below max");
  said(vary + "max = 0\n", "s.toml:12: the range of choice.move_cost is empty: 0 to 0");
  said(vary + "min = -1\n",
       "s.toml:12: 'min' of choice.move_cost is -1, out of range; allowed for 'choice.move_cost': 0 to 4");
  said(vary + "scale = \"log\"\n", "s.toml:12: the range of choice.move_cost begins at 0, which has no logarithm");
  said("[[design.vary]]\naddress = \"choice.waiting_months\"\nmin = 1.5\n",
       "s.toml:12: 'min' of choice.waiting_months is 1.5, which is not a whole number");
  said(vary + "levels = 4\n", "s.toml:12: 'levels' belongs to a grid, but the design is sobol");
  said(vary + "values = [1, 2]\n", "s.toml:12: 'values' belongs to a grid");
  said("kind = \"grid\"\n" + vary + "values = [1, 2]\nmin = 1\n",
       "s.toml:14: choice.move_cost has both 'values' and 'min'");
  said("kind = \"grid\"\n" + vary + "values = [1, 5]\n", "s.toml:13: 'values' of choice.move_cost is 5, out of range");
  said("kind = \"grid\"\n" + vary + "values = [1, 1.0]\n", "s.toml:13: choice.move_cost has the value 1 twice");
  said("kind = \"grid\"\npoints = 5\n" + vary, "s.toml:11: the number of points is not free in a grid");
  said("kind = \"grid\"\nuncertain = true\n", "more than 100000; let fewer parameters vary");
  said("kind = \"saltelli\"\npoints = 50_000\n" + vary, "s.toml:11: the design has 150000 points, more than 100000");
  said("file = \"points.csv\"\nkind = \"random\"\n", "[design] has both 'kind' and 'file'; leave one out");
  said("file = \"points.csv\"\nuncertain = true\n", "[design] has both 'uncertain' and 'file'; leave one out");
  said("file = \"points.csv\"\n" + vary, "[design] has both [[design.vary]] and 'file'; leave one out");
  said("file = \"points.csv\"\npoints = 4\n", "s.toml:11: the number of points is not free in a file");
  said("file = \"points.csv\"\n", "points.csv");
  said(vary + "scal = 2\n", "s.toml:12: unknown key 'scal' in design.vary.1; did you mean 'scale'?");
  said(vary + "min = 9\n[choice]\nmove_cost = 7\n", "s.toml:14: 'move_cost' in choice is 7, out of range");
  said(vary + "min = 9\n[choice]\nmove_cost = 7\n", "s.toml:12: 'min' of choice.move_cost is 9, out of range");
  CHECK_THAT(refusal("", "", {.overrides = {{"design.points", "5"}}, .only_arm = ""}),
             Contains("--set design.points=5:0: the design varies nothing"));
}

TEST_CASE("an address of an arm that does not run is refused", "[design]") {
  std::string const arms =
      "[[arm]]\nname = \"one\"\n[[arm]]\nname = \"two\"\n[[arm.instrument]]\ntype = \"monitoring\"\nstart = "
      "\"2015-01\"\n"
      "[[design.vary]]\naddress = \"arm.two.monitoring.risk\"\n";
  CHECK(refusal(arms).find("arm.two.monitoring.risk") == std::string::npos);
  CHECK_THAT(refusal(arms, "", {.overrides = {}, .only_arm = "one"}),
             Contains("'arm.two.monitoring.risk' cannot vary: the arm 'two' does not run; leave out --arm"));
}

TEST_CASE("points are read from a table, in each dialect", "[design]") {
  std::vector<std::vector<std::string>> const expected{
      {"1.9", "open", "6"}, {"0.5", "lsm", "3"}, {"2.25", "open", "4"}};
  for (std::string const table :
       {"choice.move_cost,world.tenure.default,choice.waiting_months\n0.5,lsm,3\n2.25,open,4\n",
        "\xEF\xBB\xBF"
        "choice.move_cost;world.tenure.default;choice.waiting_months\r\n0,5;lsm;3\r\n2,25;open;4,0\r\n",
        "\"choice.move_cost\"\t\"world.tenure.default\"\t\"choice.waiting_months\"\n\" "
        "0.5\"\tlsm\t3.0\n2.25\t\"open\"\t4\n\n",
        ",choice.move_cost,world.tenure.default,choice.waiting_months\n0,5e-1,lsm,3\n1,2.25,open,4\n",
        "choice.move_cost,world.tenure.default,choice.waiting_months,,\n0.5,lsm,3,,\n2.25,open,4,,\n,,,,\n"}) {
    INFO(table);
    Opened const opened("[design]\nfile = \"points.csv\"\n", table);
    CHECK(opened.ensemble.values == expected);
    CHECK(opened.ensemble.points[1][1].address == "world.tenure.default");
    auto const& files = opened.study->model().study.files;
    CHECK(std::any_of(files.begin(), files.end(), [](InputFile const& f) { return f.path.ends_with("points.csv"); }));
  }
  Opened const flags(
      "[design]\nfile = \"points.csv\"\n[[arm]]\nname = \"acted\"\n[[arm.instrument]]\ntype = "
      "\"interest_free_loan\"\nstart = \"2015-01\"\ncapital_usd = 1000\n",
      "arm.acted.interest_free_loan.revolving\nTRUE\nfalse\n");
  CHECK(flags.ensemble.values[1][0] == "true");
}

TEST_CASE("each mistake of a table of points is refused with its line", "[design]") {
  CHECK_THAT(of_table("choice.move_cost\n1\n9\n"),
             Contains("points.csv:3: 'choice.move_cost' is 9, out of range; allowed: 0 to 4"));
  CHECK_THAT(of_table("choice.move_cost\nmuch\n"),
             Contains("points.csv:2: 'choice.move_cost' is 'much', which is not a number"));
  CHECK_THAT(of_table("choice.move_cost,trust.usual\n1,\n"), Contains("points.csv:2: 'trust.usual' is blank"));
  CHECK_THAT(of_table("choice.move_cost,trust.usual\n1\n"), Contains("points.csv:2: the line has 1 fields"));
  CHECK_THAT(of_table("choice.waiting_months\n1.5\n"),
             Contains("points.csv:2: 'choice.waiting_months' is 1.5, which is not a whole number"));
  CHECK_THAT(of_table("choice.mov_cost,trust.usual\n1,0.5\n"),
             Contains("points.csv:1: there is no parameter 'choice.mov_cost'; did you mean 'choice.move_cost'?"));
  CHECK_THAT(of_table("choice.move_cost,choice.move_cost\n1,1\n"),
             Contains("points.csv:1: the column 'choice.move_cost' is named twice"));
  CHECK_THAT(of_table("world.tenure.default\nopn\n"),
             Contains("points.csv:2: 'world.tenure.default' cannot be 'opn'; did you mean 'open'?"));
  CHECK_THAT(of_table("time.months\n1\n"), Contains("points.csv:1: 'time.months' cannot vary"));
  CHECK_THAT(of_table("time.start\n2015-01\n"), Contains("points.csv:1: 'time.start' cannot vary"));
  CHECK_THAT(of_table("gold_price.series\na.csv\n"),
             Contains("points.csv:1: 'gold_price.series' cannot vary: it is a text"));
  CHECK_THAT(of_table("choice.move_cost\n"), Contains("points.csv:1: the table has no points"));
  // What another file contains is not shown.
  std::string const secret = of_table("root:x:0:0:root\n");
  CHECK_THAT(secret, Contains("points.csv:0: it is no table of points") && !Contains("root"));
  CHECK_THAT(refusal("[design]\nfile = \"none.csv\"\n"), Contains("s.toml:10") && Contains("none.csv"));
}

TEST_CASE("a file of a study takes the place of the kind of the study that it extends", "[design]") {
  Folder const folder;
  folder.write("base.toml", head + "[design]\nkind = \"random\"\n");
  folder.write("points.csv", "trust.usual\n0.5\n");
  Study const study(folder.write("s.toml", "format = 1\nextends = \"base.toml\"\n[design]\nfile = \"points.csv\"\n"));
  CHECK(study.ensemble().points.size() == 2);
}

TEST_CASE("what is assumed varies, and what is known or chosen does not", "[design]") {
  Opened const opened(
      "[design]\nuncertain = true\npoints = 3\n[choice]\nmove_cost = 1\n"
      "return_cost = { value = 2, source = \"a survey of 2024\" }\nhome_bias = { value = 1, range = [0.5, 2] }\n"
      "nest_scale = { value = 0.5, range = [0.5, 0.5] }\n"
      "[[lender]]\nname = \"bank\"\n[[lender]]\nname = \"union\"\ndeposit = 0.1\n");
  for (std::string const address : {"choice.move_cost", "trust.usual", "world.people.undercount", "bank.deposit"})
    CHECK(opened.varies(address));
  CHECK(opened.variable("choice.home_bias").min == 0.5);
  CHECK(opened.variable("choice.home_bias").max == 2);
  for (std::string const address :
       {"choice.income_sensitivity", "ground.net_pay_usd", "accidents.per_year",     // calibrated, published
        "choice.return_cost", "choice.nest_scale",                                   // known to the study
        "time.burn_in", "random.seed", "compare.discount_rate", "gold_price.scale",  // chosen
        "bank.screening_fixed", "credit.currency_log_sd", "world.weight", "design.points", "lender.union.deposit",
        "lender.union.margin", "lender.bank.deposit"})  // of a lender
    CHECK_FALSE(opened.varies(address));
  for (DesignVariable const& v : opened.study->design().variables) {
    INFO(v.name);
    CHECK(v.min < v.max);
    CHECK((v.scale == PointScale::log) == (v.min > 0 && v.max / v.min > 20));
  }
}

TEST_CASE("a range that a source states narrows the declared one", "[design]") {
  Opened const opened("[design]\nuncertain = true\npoints = 1\n");
  CHECK(opened.variable("formality.noise").min == 0.2);  // "assumed: 0.2 to 0.7"
  CHECK(opened.variable("formality.noise").max == 0.7);
  CHECK(opened.variable("licence.crew_gain").max == 0.1);              // "assumed: 0 to 10%"
  CHECK(opened.variable("formality.perceived_harassment").max == 10);  // "0.05 to 0.3 a year", in another unit
  CHECK(opened.variable("bank.prior_hazard_yearly").min == 0.05);      // "assumed: 5 to 22%, from ..."
  Opened const beyond("[formality]\nnoise = 0.9\n[design]\nuncertain = true\npoints = 1\n");
  CHECK(beyond.variable("formality.noise").max == 1);
}

TEST_CASE("what is assumed about an instrument is the same in all arms, and what the study writes stays", "[design]") {
  std::string const instrument =
      "[[arm.instrument]]\ntype = \"alternative_livelihoods\"\nstart = \"2015-01\"\nbudget_usd = 1000\n";
  Opened const opened("[design]\nuncertain = true\npoints = 2\n[[arm]]\nname = \"one\"\n" + instrument +
                      "leakage = 0.25\n[[arm]]\nname = \"two\"\n" + instrument);
  CHECK_FALSE(opened.varies("arm.one.alternative_livelihoods.leakage"));
  CHECK(opened.varies("arm.two.alternative_livelihoods.leakage"));
  CHECK_FALSE(opened.varies("arm.one.alternative_livelihoods.budget_usd"));
  CHECK_FALSE(opened.varies("arm.one.alternative_livelihoods.slots_per_month"));  // the study's choice
  std::string const gain = "alternative_livelihoods.training_gain";
  CHECK(opened.variable("arm.one." + gain).addresses == std::vector<std::string>{"arm.one." + gain, "arm.two." + gain});
  std::map<std::string, std::string> set;
  for (Override const& change : opened.ensemble.points[1]) CHECK(set.emplace(change.address, change.value).second);
  CHECK(set.at("arm.one." + gain) == set.at("arm.two." + gain));
  Opened const one("[design]\nuncertain = true\npoints = 2\n[[arm]]\nname = \"one\"\n" + instrument +
                       "leakage = 0.25\n[[arm]]\nname = \"two\"\n" + instrument,
                   "", {.overrides = {}, .only_arm = "two"});
  CHECK(one.ensemble.values[2][0] == opened.ensemble.values[2][0]);
}

TEST_CASE("a licence regime follows the table [licence] where it says nothing", "[design]") {
  Opened const opened(
      "[design]\nuncertain = true\npoints = 1\n[licence]\ncompliance_usd_per_month = 70\n[[arm]]\nname = "
      "\"acted\"\n[[arm.instrument]]\ntype = \"licence_regime\"\nstart = \"2015-01\"\nfee_usd = 100\n");
  CHECK(opened.varies("licence.compliance_usd_per_month"));
  CHECK_FALSE(opened.varies("arm.acted.licence_regime.compliance_usd_per_month"));
}

TEST_CASE("a named entry takes the place of the same parameter among the uncertain", "[design]") {
  Opened const opened("[design]\nuncertain = true\npoints = 2\n" + vary + "min = 1\nmax = 2\n");
  CHECK(opened.ensemble.addresses.front() == "choice.move_cost");
  CHECK(opened.variable("choice.move_cost").max == 2);
  std::set<std::string> const once(opened.ensemble.addresses.begin(), opened.ensemble.addresses.end());
  CHECK(once.size() == opened.ensemble.addresses.size());
}

TEST_CASE("every point at which what is assumed is drawn is a valid study", "[design]") {
  std::filesystem::path const study =
      std::filesystem::path(TRIBUTER_SOURCE_DIR) / "scenarios/subsidy_loan_guarantee.toml";
  StudyOptions const options{.overrides = {{"design.uncertain", "true"}, {"design.points", "8"}}, .only_arm = ""};
  Study const written(study, options);
  for (Point const& point : written.ensemble().points) {
    StudyOptions there = options;
    there.overrides.insert(there.overrides.end(), point.begin(), point.end());
    CHECK_NOTHROW(Study(study, there));
  }
}
