// Tests what the program does when the disk is full, when nobody reads what it prints, and when the folder already has
// results: it ends with the documented exit code, and nothing is damaged or left behind.
#include <catch2/catch.hpp>
#include <regex>

#include "../property/small_study.hpp"
#include "tributer/analysis/exact.hpp"
#include "tributer/analysis/results_reader.hpp"

using namespace small;

namespace {

std::string const tributer_program = std::string("'") + TRIBUTER_BINARY + "' ";

std::string tiny(int seed = 1) { return plane_head(5, 600, 3, 1, 1, seed) + arm("baseline") + arm("other"); }

bool empty_or_absent(fs::path const& folder) { return !fs::exists(folder) || fs::is_empty(folder); }

}  // namespace

TEST_CASE("A disk that is too small is said, and what was finished is kept", "[environment]") {
  Folder const folder;
  std::string const study = folder.write("study.toml", tiny()).string(), out = (folder.path() / "out").string();
  REQUIRE(say("run " + study + " -q --threads 1 -o " + out).code == 0);
  auto const whole = static_cast<int>(fs::file_size(folder.path() / "out/results.h5") / 1024);
  fs::path const calm = folder.path() / "calm.h5";
  fs::rename(out + "/results.h5", calm);
  constexpr int sizes = 30;
  for (int k = 0; k < sizes; ++k) {
    int const kib = whole * k / sizes;
    Said const said =
        shell(fmt::format("ulimit -f {}; {} run {} -q --threads 1 -o {} 2>&1", kib, tributer_program, study, out));
    INFO(kib << " KiB: " << said.text);
    REQUIRE(said.code == 74);
    CHECK(said.text.find("error: ") != std::string::npos);
    CHECK_FALSE(fs::exists(out + "/results.h5"));
    CHECK_FALSE(fs::exists(out + "/results.h5.part"));
  }
  // What was finished is kept, and the same command on a larger disk ends the run.
  CHECK(say("run " + study + " -q --threads 1 -o " + out).code == 0);
  CHECK(exact_difference(out + "/results.h5", calm).value_or("") == "");
}

TEST_CASE("Output that cannot be written is an error of output", "[environment]") {
  Folder const folder;
  std::string const study = folder.write("study.toml", tiny()).string(), out = (folder.path() / "out").string();
  for (std::string const& command : {"check " + study, std::string("parameters"), std::string("schedule"),
                                     "run " + study + " -q --threads 1 -o " + out}) {
    INFO(command);
    CHECK(say(command + " > /dev/full").code == 74);
    CHECK(shell(tributer_program + command + " 2>/dev/null >&-").code == 74);
  }
  CHECK_NOTHROW(ResultsReader(folder.path() / "out/results.h5"));
  CHECK(shell(tributer_program + "check " + out + "/none.toml 2>&-").code == 65);
  CHECK(shell(tributer_program + "check " + out + "/none.toml 2> /dev/full").code == 65);
  CHECK(shell(tributer_program + "run " + study + " --threads 1 -o " + out + " 2>&- > /dev/null").code == 0);
  CHECK_NOTHROW(ResultsReader(folder.path() / "out/results.h5"));
}

TEST_CASE("Results of another study are replaced only if that is asked for", "[environment]") {
  Folder const folder;
  std::string const one = folder.write("one.toml", tiny(1)).string(), two = folder.write("two.toml", tiny(2)).string();
  std::string const into = " -q --threads 1 -o " + (folder.path() / "out").string();
  auto const seed = [&] { return ResultsReader(folder.path() / "out/results.h5").seed(); };
  REQUIRE(say("run " + one + into).code == 0);
  CHECK(say("run " + one + into).code == 0);
  Said const refused = say("run " + two + into);
  INFO(refused.text);
  CHECK(refused.code == 74);
  CHECK(refused.text.find("another study") != std::string::npos);
  CHECK(say("run " + one + " --months 2" + into).code == 74);
  CHECK(seed() == 1);
  CHECK(say("run " + two + " --replace" + into).code == 0);
  CHECK(seed() == 2);
  folder.write("out/results.h5", "somebody's notes");
  CHECK(say("run " + two + into).code == 74);
}

TEST_CASE("An import that is asked to stop says so and leaves nothing", "[environment]") {
  Folder const folder;
  std::string sites = "lon,lat,miners\n";
  for (int i = 0; i < 30'000; ++i) sites += fmt::format("{},{},5\n", 0.1 * (i % 200), 0.1 * (i / 200));
  std::string const import = tributer_program + "world import " + folder.write("sites.csv", sites).string() + " -o " +
                             (folder.path() / "world").string() + " 2>&1";
  for (std::string const signal : {"TERM", "INT", "HUP", "USR1", "USR2", "XCPU", "ALRM", "PIPE"}) {
    Said const said = shell("timeout --preserve-status -s " + signal + " 0.5 " + import);
    INFO(signal << ": " << said.text);
    CHECK(said.code == 75);
    CHECK(said.text.find("interrupted: nothing was written") != std::string::npos);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
  }
}

TEST_CASE("What the command line asks for is checked before anything is simulated", "[environment]") {
  Folder const folder;
  std::string const study = folder.write("study.toml", tiny()).string();
  fs::path const out = folder.path() / "out";
  for (std::string const asked : {"--baseline nobody", "--outcome nothing"}) {
    Said const said = say("run " + study + " -q -o " + out.string() + " " + asked);
    INFO(said.text);
    CHECK(said.code == 65);
    CHECK(empty_or_absent(out));
    CHECK(say("check " + study + " " + asked).code == 65);
  }
  folder.write("occupied", "a file");
  CHECK(say("run " + study + " -o " + (folder.path() / "occupied").string()).code == 74);
}

TEST_CASE("A target that cannot be measured is refused with its line before anything is simulated", "[environment]") {
  Folder const folder;
  write_world(folder);
  auto const presence_from = [](std::string const& month) {
    return "type = \"enforcement_operation\"\nid = \"from-" + month + "\"\nstart = \"" + month +
           "\"\nmonths = 2\nlargest = 1\n";
  };
  folder.write("study.toml", head(6, 2) + arm("baseline") +
                                 arm("force", {presence_from("2015-05"), presence_from("2015-02")}) +
                                 arm("mine", {"type = \"lsm_mine\"\nstart = \"2015-02\"\nconcession = "
                                              "\"c6\"\nexploration_months = 12\n"}));
  auto const refused = [&folder](std::string const& measure, std::string const& why) {
    std::string const file =
        folder
            .write("targets.toml",
                   "format = 1\nstudy = \"study.toml\"\n[[parameter]]\naddress = "
                   "\"choice.move_cost\"\nstart = 1\nmin = 0.5\nmax = 2\n[[target]]\nmeasure = \"" +
                       measure + "\"\nvalue = 0.5\n")
            .string();
    Said const said = say("calibrate " + file + " -q --threads 1");
    INFO(measure << ": " << said.text);
    return said.code == 65 && said.text.find("targets.toml:9: ") != std::string::npos &&
           said.text.find(why) != std::string::npos;
  };
  for (std::string const measure : {"wage.worker.many", "wage.worker.", "wage.worker.-3", "rank.cook", "rank",
                                    "cleared.force.x", "cleared.force.1e9", "cleared.force.-1"})
    CHECK(refused(measure, "there is no measure"));
  CHECK(refused("cleared.nobody.2", "no arm 'nobody'"));
  CHECK(refused("cleared.force.5", "use at most 4"));  // after the first presence
  CHECK(refused("cleared.mine.0", "; lengthen time.months"));
  CHECK(refused("cleared.baseline.2", "no instrument of arm 'baseline' brings presence"));
}

TEST_CASE("One mistake is one error", "[environment]") {
  Folder const folder;
  write_world(folder);
  std::string const good =
      head(6, 0) + arm("baseline") +
      arm("acts", {"type = \"enforcement_operation\"\nstart = \"2015-02\"\nmonths = 2\nlargest = 1\n",
                   "type = \"gold_price_shock\"\nstart = \"2015-02\"\nshare = 0.1\n",
                   "type = \"lsm_mine\"\nstart = \"2015-02\"\nconcession = \"c1\"\n",
                   "type = \"dialogue\"\nstart = \"2015-02\"\nmonths = 2\nusd_per_head = 0.05\nbudget_usd = 500\n"});
  std::string const check = "check " + folder.write("study.toml", good).string();
  Said const control = say(check);
  INFO(control.text);
  REQUIRE(control.code == 0);
  for (std::string const mistake :
       {"time.start=2015-13", "time.months=0", "time.months=many", "world.path=nowhere", "random.seed=-1",
        "gold_price.constant_usd_per_gram=-3", "gold_price.scale=0", "gold_price.series=none.csv",
        "arm.acts.enforcement_operation.start=2015-13", "arm.acts.gold_price_shock.start=2015-13",
        "arm.acts.lsm_mine.start=2015-13", "arm.acts.dialogue.start=2015-13", "arm.acts.dialogue.months=0",
        "arm.acts.lsm_mine.concession=none", "arm.acts.dialogue.type=talk", "choice.nest_scale=7"}) {
    Said const said = say(check + " --set " + mistake);
    INFO(mistake << ": " << said.text);
    CHECK(said.code == 65);
    std::size_t errors = 0;
    for (auto at = said.text.find("error: "); at != std::string::npos; at = said.text.find("error: ", at + 1)) ++errors;
    CHECK(errors == 1);
  }
}

TEST_CASE("What check says holds the panel that is asked for", "[environment]") {
  Folder const folder;
  auto const disk_mb = [&folder](double share) {
    std::string const panel = fmt::format("[output]\npanel = {{ share = {}, every_months = 1 }}\n", share);
    std::string const study =
        folder.write("study.toml", plane_head(5, 5000, 60, 1, 2) + arm("baseline") + panel).string();
    std::string const said = say("check " + study).text;
    std::smatch size;
    REQUIRE(std::regex_search(said, size, std::regex("disk about (\\d+) MB")));
    return std::stoi(size[1]);
  };
  CHECK(disk_mb(1) > disk_mb(0) + 5);
}

TEST_CASE("Two mines in a world that cannot be read are one problem, and no crash", "[environment]") {
  Folder const folder;
  std::string const mine = "type = \"lsm_mine\"\nstart = \"2015-02\"\nconcession = ";
  std::string text = head(24, 0) + arm("mines", {mine + "\"c1\"\nid = \"north\"\n", mine + "\"c2\"\nid = \"south\"\n"});
  Said const said = say("check " + folder.write("study.toml", text).string());
  INFO(said.text);
  CHECK(said.code == 65);
  CHECK(said.text.find("study.toml:4: ") != std::string::npos);
}
