// Tests that other programs can open a results file, that it describes its contents, and that files are compared
// rightly.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tributer/analysis/comparison.hpp"
#include "tributer/analysis/exact.hpp"
#include "tributer/analysis/results_reader.hpp"
#include "tributer/core/check.hpp"
#include "tributer/output/results_file.hpp"

using namespace tributer;
namespace fs = std::filesystem;

namespace {

/// A folder that is removed after the test.
struct TemporaryFolder {
  fs::path path = fs::temp_directory_path() / ("tributer_results_" + std::to_string(::getpid()));
  TemporaryFolder() { fs::remove_all(path); }
  ~TemporaryFolder() { fs::remove_all(path); }
  fs::path file(std::string const& run) const { return path / run / "results.h5"; }
};

/// Variants of a small study: some must compare equal, the others must not.
struct Variation {
  std::vector<std::string> arms{"baseline", "Mambasa évacuée"};
  std::vector<std::string> areas{"Mambasa / cleared", "Mambasa / connected", "Irumu / far"};
  std::vector<std::string> parameters{"choice.alpha", "choice.r"};
  std::vector<std::string> livelihoods{"farm", "informal_mining"};  ///< others than these have `people_of_others`
  int64_t people_of_others = 0;
  int64_t added_to_last_people = 0;
  int64_t added_to_panel_cash = 0;
  std::vector<std::string> programmes{"grant", "loan fund"};
  int32_t added_to_last_months_licensed = 0;
  bool backwards = false;  ///< runs are written in reverse order
};

constexpr int months = 14, replicates = 3;

/// A number that depends only on the labels, not on their order.
int64_t number_of(std::string const& arm, int replicate, int month, std::string const& area, int k) {
  int64_t sum = 17 * replicate + 3 * month + 1000 * k;
  for (char const letter : arm + "|" + area) sum = (sum * 31 + static_cast<unsigned char>(letter)) % 100003;
  return sum;
}

ResultsMetadata metadata(Variation const& v) {
  ResultsMetadata m;
  m.title = "A small study";
  m.command = "tributer run small.toml -o out";
  m.git_sha = "0123abc";
  m.compiler = "g++ 12.2";
  m.program_version = "0.1.0";
  m.seed = 18446744073709551615u;
  m.input_digest = "00ff";
  m.start = Month::of(2015, 1);
  m.months = months;
  m.arms = v.arms;
  m.replicates = replicates;
  m.baseline = "baseline";
  m.input = {"small.toml", {{"small.toml", "format = 1\ntitle = \"é\"\n"}}, {}, ""};
  for (auto const& address : v.parameters)
    m.parameters.push_back({address, "real", "1", "0", "1", "0.5", "0.5", "assumed: test", "a parameter", "yes"});
  m.execution = {{"threads", "2"}};
  m.processes = {"choice", "households"};
  for (auto const& arm : v.arms) m.presence.push_back(arm == "baseline" ? MonthWindow{} : MonthWindow{2, 7});
  for (auto const& arm : v.arms) m.programme.push_back(arm == "baseline" ? MonthWindow{} : MonthWindow{3, 9});
  m.discount_rate = 0.08;
  for (auto const& area : v.areas) {
    m.area_ring.push_back(area.substr(area.rfind(' ') + 1));
    m.area_people.push_back(1000 + static_cast<int64_t>(area.size()));
  }
  return m;
}

Layout layout(Variation const& v) {
  Layout l;
  l.axes = {{"area", v.areas},          {"livelihood", v.livelihoods}, {"group", {"miners", "others"}},
            {"from_area", v.areas},     {"to_area", v.areas},          {"category", {"wage", "bribe"}},
            {"programme", v.programmes}};
  l.variables = {
      {"people",
       "people by area and livelihood",
       "1",
       {"area", "livelihood"},
       Variable::Kind::integer,
       "time: point",
       ""},
      {"income_gini", "Gini coefficient of income", "1", {"group"}, Variable::Kind::real, "time: point", ""},
      {"moves", "moves between areas", "1", {"from_area", "to_area"}, Variable::Kind::integer, "time: sum", "moves"},
      {"flows", "money by category", "0.01 USD", {"category"}, Variable::Kind::integer, "time: sum", "ledger"},
      {"evictions", "people evicted", "1", {"area"}, Variable::Kind::integer, "time: sum", ""}};
  Outcome farmers;
  farmers.question = "Who gains?", farmers.name = "farmers", farmers.label = "Farmers",
  farmers.unit = "people at {}% a year";
  farmers.numerator = {"people", "livelihood=farm"}, farmers.denominator = {"months"};
  Outcome after = farmers;
  after.name = "evictions_after", after.form = Form::own_share, after.period = Period::year_after;
  after.arms = Outcome::Arms::with_presence, after.numerator = {"evictions"}, after.denominator = {};
  l.outcomes = {farmers, after};
  return l;
}

/// The baseline has one licence holder. The other arm has two more: one with a loan, and one who was licensed late.
std::vector<HolderRow> holders(Variation const& v, std::string const& arm, int replicate) {
  std::vector<HolderRow> rows{{7, -5, 10 + replicate, -1}};
  if (arm == "baseline") return rows;
  auto const loan = std::find(v.programmes.begin(), v.programmes.end(), "loan fund") - v.programmes.begin();
  rows.push_back({8, 4, 6, static_cast<int32_t>(loan)});
  rows.push_back({uint64_t{9} | uint64_t{1} << 47, 12, 1 + v.added_to_last_months_licensed, -1});
  return rows;
}

RunRecord record(Variation const& v, size_t arm, int replicate) {
  RunRecord r;
  r.variables.resize(5);
  std::string const& name = v.arms[arm];
  for (int month = 0; month < months; ++month) {
    for (auto const& area : v.areas) {
      for (std::string const& livelihood : v.livelihoods) {
        int const k = livelihood == "farm" ? 0 : livelihood == "informal_mining" ? 1 : -1;
        r.variables[0].integers.push_back(k < 0 ? v.people_of_others : number_of(name, replicate, month, area, k));
      }
      for (auto const& to : v.areas)
        r.variables[2].integers.push_back(number_of(name, replicate, month, area + ">" + to, 0));
      r.variables[4].integers.push_back(number_of(name, replicate, month, area, 9));
    }
    r.variables[1].reals.insert(r.variables[1].reals.end(), {month == 3 ? std::nan("") : 0.25 + month, 0.5});
    r.variables[3].integers.insert(r.variables[3].integers.end(), {int64_t{1} << 60, -month});
  }
  if (name != "baseline") r.variables[0].integers.back() += v.added_to_last_people;
  auto const informal_mining = static_cast<uint8_t>(
      std::find(v.livelihoods.begin(), v.livelihoods.end(), "informal_mining") - v.livelihoods.begin());
  for (uint64_t person : {uint64_t{7}, uint64_t{9} | uint64_t{1} << 47}) {
    for (int month = 0; month < months; month += 12) {
      auto const area = std::find(v.areas.begin(), v.areas.end(), "Irumu / far") - v.areas.begin();
      r.panel.push_back({person, month, static_cast<int32_t>(area), informal_mining, 0, 0, 0, 100 * month,
                         5 + v.added_to_panel_cash, 0});
    }
  }
  r.holders = holders(v, name, replicate);
  r.seconds_per_process = {0.5, 0.25};
  r.seconds = 0.75;
  r.miner_months = 1234;
  return r;
}

void write_study(fs::path const& folder, Variation const& v) {
  ResultsFile file(new_results(folder), metadata(v), layout(v));
  int const n = static_cast<int>(v.arms.size()) * replicates;
  for (int i = 0; i < n; ++i) {
    int const run = v.backwards ? n - 1 - i : i;
    auto const arm = static_cast<size_t>(run) % v.arms.size();
    int const replicate = run / static_cast<int>(v.arms.size());
    file.write_run(arm, static_cast<size_t>(replicate), record(v, arm, replicate));
  }
  file.finish();
}

std::string bytes(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("A results file gives back what was written") {
  TemporaryFolder tmp;
  Variation const v;
  write_study(tmp.path / "a", v);
  ResultsReader const reader(tmp.file("a"));
  CHECK(reader.arms() == v.arms);
  CHECK(reader.replicates() == replicates);
  CHECK(reader.months() == months);
  CHECK(reader.start() == Month::of(2015, 1));
  CHECK(reader.seed() == 18446744073709551615u);
  CHECK(reader.text("title") == "A small study");
  CHECK_FALSE(reader.sensitive());
  CHECK_FALSE(reader.presence(0).exists());
  CHECK(reader.presence(1).last_month == 7);
  CHECK(reader.labels("area") == v.areas);
  CHECK(reader.file().read_texts("/area_ring") == std::vector<std::string>{"cleared", "connected", "far"});
  CHECK(reader.input().at(0).content == "format = 1\ntitle = \"é\"\n");
  CHECK(reader.parameters().at(1).address == "choice.r");
  CHECK(reader.describe("moves/moves").axes == std::vector<std::string>{"from_area", "to_area"});
  CHECK(reader.describe("income_gini").kind == Variable::Kind::real);
  RunRecord const expected = record(v, 1, 2);
  CHECK(reader.integers("people", 1, 2) == expected.variables[0].integers);
  CHECK(reader.integers("moves/moves", 1, 2) == expected.variables[2].integers);
  CHECK(reader.integers("ledger/flows", 1, 2) == expected.variables[3].integers);
  auto const gini = reader.reals("income_gini", 1, 2);
  CHECK(std::isnan(gini[6]));
  CHECK(gini[8] == 4.25);
}

TEST_CASE("Licence holders come back by arm, replicate and person, with the window of the programme") {
  TemporaryFolder tmp;
  Variation const v;
  write_study(tmp.path / "a", v);
  ResultsReader const reader(tmp.file("a"));
  for (size_t arm = 0; arm < 2; ++arm) {
    auto const runs = reader.holders(arm);
    REQUIRE(runs.size() == replicates);
    for (int replicate = 0; replicate < replicates; ++replicate)
      CHECK(runs[static_cast<size_t>(replicate)] == holders(v, v.arms[arm], replicate));
  }
  CHECK_FALSE(reader.programme(0).exists());
  CHECK(reader.programme(1).first_month == 3);
  CHECK(reader.programme(1).last_month == 9);
  CHECK(reader.discount_rate() == 0.08);
  CHECK(reader.file().text_attribute("/licences/programme_index", "flag_meanings") == "none grant loan_fund");
}

TEST_CASE("The order in which runs end does not change the bytes of the file") {
  TemporaryFolder tmp;
  Variation backwards;
  backwards.backwards = true;
  write_study(tmp.path / "a", {});
  write_study(tmp.path / "b", backwards);
  CHECK(bytes(tmp.file("a")) == bytes(tmp.file("b")));
}

TEST_CASE("Equal results in another order of arms, areas and parameters compare equal") {
  TemporaryFolder tmp;
  Variation other;
  other.arms = {"Mambasa évacuée", "baseline"};
  other.areas = {"Irumu / far", "Mambasa / cleared", "Mambasa / connected"};
  other.parameters = {"choice.r", "choice.alpha"};
  other.programmes = {"loan fund", "grant"};
  write_study(tmp.path / "a", {});
  write_study(tmp.path / "b", other);
  CHECK(exact_difference(tmp.file("a"), tmp.file("a")).value_or("") == "");
  CHECK(exact_difference(tmp.file("a"), tmp.file("b")).value_or("") == "");
}

TEST_CASE("A label that only one file has is a difference only if something is recorded for it") {
  TemporaryFolder tmp;
  write_study(tmp.path / "a", {});
  for (std::string const label : {"aaa", "goats", "zzz"}) {
    Variation more;
    more.livelihoods.push_back(label);
    std::sort(more.livelihoods.begin(), more.livelihoods.end());
    write_study(tmp.path / "b", more);
    CHECK(exact_difference(tmp.file("a"), tmp.file("b")).value_or("") == "");
    CHECK(exact_difference(tmp.file("b"), tmp.file("a")).value_or("") == "");
    more.people_of_others = 1;
    write_study(tmp.path / "c", more);
    std::string const found = "livelihood: '" + label + "' only in the second file, where people[";
    CHECK_THAT(exact_difference(tmp.file("a"), tmp.file("c")).value_or(""), Catch::StartsWith(found));
  }
  Variation arms;
  arms.arms.pop_back();
  write_study(tmp.path / "d", arms);
  CHECK_THAT(exact_difference(tmp.file("a"), tmp.file("d")).value_or(""),
             Catch::Contains("'Mambasa évacuée' only in the first file"));
}

TEST_CASE("One changed value is found and named") {
  TemporaryFolder tmp;
  write_study(tmp.path / "a", {});
  Variation changed;
  changed.added_to_last_people = 1;
  write_study(tmp.path / "b", changed);
  CHECK_THAT(exact_difference(tmp.file("a"), tmp.file("b")).value_or(""),
             Catch::StartsWith(
                 "people[arm=Mambasa évacuée, replicate=0, time=13, area=Irumu / far, livelihood=informal_mining]: "));
  Variation panel;
  panel.added_to_panel_cash = 1;
  write_study(tmp.path / "c", panel);
  CHECK(exact_difference(tmp.file("a"), tmp.file("c")).value_or("") ==
        "panel/cash_cents[arm=Mambasa évacuée, replicate=0, person=7, row=0]: 5 in the first file, 6 in the second");
  Variation licensed;
  licensed.added_to_last_months_licensed = 1;
  write_study(tmp.path / "e", licensed);
  CHECK(exact_difference(tmp.file("a"), tmp.file("e")).value_or("") ==
        "licences/months_licensed[arm=Mambasa évacuée, replicate=0, person=140737488355337, row=0]: 1 in the first "
        "file, 2 in the second");
  Variation more;
  more.parameters.push_back("choice.gamma");
  write_study(tmp.path / "d", more);
  CHECK_THAT(exact_difference(tmp.file("a"), tmp.file("d")).value_or(""),
             Catch::Contains("'choice.gamma' only in the second file"));
}

TEST_CASE("An unfinished results file leaves nothing, and never the final name") {
  TemporaryFolder tmp;
  {
    ResultsFile file(new_results(tmp.path), metadata({}), layout({}));
    file.write_run(0, 0, record({}, 0, 0));
    CHECK(fs::exists(tmp.path / "results.h5.part"));
    CHECK_THROWS_AS(file.finish(), Bug);
    CHECK_THROWS_AS(file.write_run(0, 0, record({}, 0, 0)), Bug);
  }
  CHECK(fs::is_empty(tmp.path));
}

TEST_CASE("A file that is not a results file is refused, and the error names it") {
  TemporaryFolder tmp;
  fs::create_directories(tmp.path);
  CHECK_THROWS_AS(ResultsReader(tmp.path / "absent.h5"), FileError);
  std::ofstream(tmp.path / "text.h5") << "not HDF5";
  CHECK_THROWS_WITH(ResultsReader(tmp.path / "text.h5"), Catch::Contains("text.h5: cannot be read as an HDF5 file"));
}

TEST_CASE("A damaged results file is refused with its name, and never crashes the reader") {
  TemporaryFolder tmp;
  write_study(tmp.path / "a", {});
  std::string const script = std::string(TRIBUTER_SOURCE_DIR) + "/tests/format/damaged_results.py";
  fs::path const folder = tmp.path / "damaged";
  REQUIRE(std::system(("/usr/bin/python3 " + script + " " + tmp.file("a").string() + " " + folder.string()).c_str()) ==
          0);
  int n = 0;
  for (auto const& entry : fs::directory_iterator(folder)) {
    fs::path const file = entry.path();
    ++n;
    if (file.filename().string().starts_with("byte_")) {
      int const status = std::system(("'" TRIBUTER_BINARY "' compare " + file.string() + " > /dev/null 2>&1").c_str());
      INFO(file.filename().string());
      CHECK((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 74));
      continue;
    }
    std::string error;
    try {
      ResultsReader const reader(file);
      render_csv(compare_arms(reader));
      for (size_t arm = 0; arm < reader.arms().size(); ++arm) reader.holders(arm);
      reader.integers("people", 0, 0);
      exact_difference(tmp.file("a"), file);
    } catch (FileError const& refused) {
      error = refused.what();
    }
    INFO(file.filename().string() << ": " << error);
    if (file.filename().string().starts_with("bad_")) CHECK_THAT(error, Catch::Contains(file.string() + ": "));
  }
  CHECK(n > 300);
}

TEST_CASE("A copy by the netCDF library is the same results file") {
  TemporaryFolder tmp;
  write_study(tmp.path / "a", {});
  std::string const file = tmp.file("a").string(), copy = (tmp.path / "copy.h5").string();
  REQUIRE(std::system(("nccopy '" + file + "' '" + copy + "'").c_str()) == 0);
  CHECK(exact_difference(file, copy).value_or("") == "");
}

TEST_CASE("xarray and ncdump open the root and every group") {
  TemporaryFolder tmp;
  write_study(tmp.path / "a", {});
  std::string const script = std::string(TRIBUTER_SOURCE_DIR) + "/tests/format/results_xarray.py";
  CHECK(std::system(("/usr/bin/python3 " + script + " " + tmp.file("a").string()).c_str()) == 0);
}
