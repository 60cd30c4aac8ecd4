// Tests that the help, the manual page, the completion and the parser agree and refuse options that do not exist, and
// that the schema and the reader accept the same months. Everything is compared exactly, so false alarms cannot happen.
#include <catch2/catch.hpp>
#include <fstream>
#include <regex>

#include "../property/small_study.hpp"

using namespace small;

namespace {

/// The completions that bash offers for the last of these words.
std::string completed(std::string const& words) {
  std::string const script = "source <('" TRIBUTER_BINARY "' completion bash); COMP_WORDS=(tributer " + words +
                             "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tributer; echo \"${COMPREPLY[*]}\"";
  FILE* const file = ::popen(("bash -c '" + std::regex_replace(script, std::regex("'"), "'\\''") + "'").c_str(), "r");
  REQUIRE(file != nullptr);
  char buffer[4096] = "";
  std::string said;
  while (std::fgets(buffer, sizeof buffer, file) != nullptr) said += buffer;
  ::pclose(file);
  return said.substr(0, said.find('\n'));
}

/// The commands that the help lists.
std::vector<std::string> commands_of_help() {
  std::vector<std::string> names;
  std::string const help = say("--help").text;
  std::regex const line("\n  tributer ([a-z]+)");
  for (std::sregex_iterator at(help.begin(), help.end(), line), end; at != end; ++at) names.push_back((*at)[1]);
  return names;
}

}  // namespace

TEST_CASE("Every command of the help is in the manual page and is completed", "[command line]") {
  auto const names = commands_of_help();
  REQUIRE(names.size() > 10);
  std::string const manual = say("manual").text;
  for (std::string const& name : names) {
    INFO(name);
    CHECK(manual.find(".TP\n\\fB" + name + "\\fR") != std::string::npos);
    CHECK(completed(name).find(name) != std::string::npos);
  }
  CHECK(completed("compar") == "compare");
  CHECK(completed("run --repli") == "--replicates");
  CHECK(completed("compare --ex") == "--exact");
  CHECK(completed("compare --month").empty());
  CHECK(completed("export --to sal") == "salib");
  Folder const folder;
  folder.write("study.toml", "");
  folder.write("other.txt", "");
  CHECK(completed("check " + (folder.path() / "s").string()) == (folder.path() / "study.toml").string());
  CHECK(completed("check " + (folder.path() / "o").string()).empty());
}

TEST_CASE("An option that a command does not have is refused", "[command line]") {
  auto const refused = [](std::string const& arguments, std::string const& why) {
    Said const said = say(arguments);
    INFO(arguments << ": " << said.text);
    return said.code == 2 && said.text.find(why) != std::string::npos;
  };
  CHECK(refused("compare --months 3 results.h5", "compare has no option --months, which belongs to run, check"));
  CHECK(refused("schedule -o out", "schedule has no option --out"));
  CHECK(refused("export out --to excel -o tables", "--to takes csv, ema, salib, arviz, not 'excel'"));
  CHECK(refused("export out --to csv", "export needs -o OUT"));
  CHECK(refused("check --months 0 study.toml", "from 1 to 1200"));
  CHECK(refused("check --set choice", "--set takes path=value"));
  CHECK(refused("world import sites.csv -o w --round 2", "from 0.0001 to 1"));
  CHECK(refused("fly", "there is no command 'fly'"));
  CHECK(refused("completion fish", "completion takes the operand bash"));
  CHECK(refused("", "tributer run STUDY.toml"));
  CHECK(say("--help").code == 0);
}

TEST_CASE("The schema and the reader accept the same months", "[schema]") {
  std::regex const pattern{std::string(month_pattern)};
  for (int year = 1890; year < 2210; ++year)
    for (int month = 0; month < 15; ++month) {
      std::string const text = fmt::format("{}-{:02}", year, month);
      REQUIRE(std::regex_match(text, pattern) == parse_month(text).has_value());
    }
  for (char const* text : {"", "2015", "2015-1", "2015-001", "2015-01-01", " 2015-01", "20a5-01", "2015/01"})
    REQUIRE(std::regex_match(text, pattern) == parse_month(text).has_value());
}

TEST_CASE("A ground that must hold far more gold than surveys found is warned of", "[command line]") {
  Folder const folder;
  write_world(folder);
  std::string const study = "check '" + folder.write("study.toml", head(12, 0) + arm("baseline")).string() + "'";
  CHECK(say(study).text.find("warning") == std::string::npos);
  CHECK(say(study + " --set gold_price.counted_usd_per_gram=10").text.find("warning: for people to be where") !=
        std::string::npos);
}

TEST_CASE("A weight that is too large for support to operations is refused, unless only a trial is wanted",
          "[command line]") {
  Folder const folder;
  write_world(folder);
  std::string const arms =
      arm("baseline") + arm("loans", {"type = \"interest_free_loan\"\nstart = \"2015-02\"\ncapital_usd = 10000\n"});
  std::string const study = "check '" + folder.write("study.toml", head(12, 0) + arms).string() + "'";
  CHECK(say(study).code == 0);
  Said const refused = say(study + " --set world.weight=50");
  INFO(refused.text);
  CHECK(refused.code == 65);
  CHECK(refused.text.find("The largest weight that holds is 1;") != std::string::npos);
  Said const trial = say(study + " --set world.weight=50 --set world.coarse=true");
  CHECK(trial.code == 0);
  CHECK(trial.text.find("warning: world.weight = 50 is too large") != std::string::npos);
}

TEST_CASE("equalise finds the budget that costs the sum asked for, or says that the design cannot absorb it",
          "[command line]") {
  Folder const folder;
  auto const study = [&folder](std::string const& name, double usd) {
    return folder
        .write(name, plane_head(12, 1200, 24, 2, 1) + arm("baseline") +
                         arm("talk", {"type = \"dialogue\"\nstart = \"2015-01\"\nmonths = 24\nusd_per_head = 0.05\n"
                                      "budget_usd = 500\nsetup_usd = 1_000\noffice_usd_per_year = 1_000\n"}) +
                         fmt::format("[compare]\nequal_cost = {{ present_usd = {}, vary = "
                                     "[\"arm.talk.dialogue.budget_usd\"] }}\n",
                                     usd))
        .string();
  };
  std::string const out = (folder.path() / "out").string();
  Said const found = say("equalise " + study("equal.toml", 5'000) + " -q -o " + out);
  INFO(found.text);
  CHECK(found.code == 0);
  std::smatch cost;
  REQUIRE(std::regex_search(found.text, cost, std::regex("talk: budget_usd = \\d+ costs (\\d+) USD")));
  CHECK(std::stod(cost[1]) == Approx(5'000).epsilon(0.03));  // money is spent in monthly sums
  CHECK(say("check " + out + "/equal_cost.toml -q").code == 0);
  Said const too_much = say("equalise " + study("too_much.toml", 1e9) + " -q -o " + out);
  INFO(too_much.text);
  CHECK(too_much.text.find("talk: this design cannot absorb 1000000000 USD: largest outlay") != std::string::npos);
  CHECK(say("equalise " + study("none.toml", 0) + " -q -o " + out).code == 65);
  CHECK(say("equalise " + study("equal.toml", 5'000)).code == 2);
}
