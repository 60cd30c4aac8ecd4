// Tests the measures of support: outlay, cost of one more, dead weight and persistence.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>

#include "declared_outcomes.hpp"
#include "tributer/analysis/comparison.hpp"
#include "tributer/core/check.hpp"
#include "tributer/core/holders.hpp"
#include "tributer/output/results_file.hpp"

using namespace tributer;

TEST_CASE("Supported licence holders are matched with themselves in the baseline") {
  std::vector<HolderRow> const baseline{{1, 3, 50, -1}, {2, 20, 30, -1}, {3, -4, 60, -1}};
  std::vector<HolderRow> const arm{{1, 3, 57, 0}, {2, 8, 40, 1}, {3, -4, 60, -1}, {4, 9, 20, 0}, {5, 10, 10, 0}};
  SupportedHolders const early = match_holders(arm, baseline, 11), late = match_holders(arm, baseline, 59);
  CHECK(early.people == 4);  // the third was licensed without support
  CHECK(early.licensed == 1);
  CHECK(late.licensed == 2);
  CHECK(late.months == 80);
  CHECK(match_holders(arm, arm, 59).months == 127);
  CHECK(match_holders(baseline, arm, 59).people == 0);
}

namespace {

constexpr int months = 60, replicates = 3, first = 6, last = 11;
enum Arm : size_t { baseline, subsidy, unsure, harmful, n_arms };

/// Transfers of a month by category of the ledger. Categories that are not named are 0.
std::vector<int64_t> transfers(std::map<Category, int64_t> const& cents) {
  std::vector<int64_t> all(n_categories);
  for (auto const& [category, amount] : cents) all[static_cast<size_t>(category)] = amount;
  return all;
}

/// A programme in months 6 to 11 that raises formal mining by 40 while it lasts, by 20 for two years after, then by 10;
/// a second programme whose effect changes its sign; and a third with a negative effect.
class KnownProgramme {
 public:
  KnownProgramme() {
    ResultsMetadata m;
    m.start = Month::of(2015, 1);
    m.months = months;
    m.arms = {"baseline", "subsidy", "unsure", "harmful"};
    m.replicates = replicates;
    m.baseline = "baseline";
    m.programme = {{}, {first, last}, {first, last}, {first, last}};
    m.discount_rate = 0.1;
    Layout l;
    l.axes = {{"livelihood", {"farm", "formal_mining", "informal_mining", "lsm_job", "other_work", "tributer"}},
              {"category", labels_of<Category>()},
              {"purpose", {"licence", "equipment"}},
              {"programme", {"guarantee", "subsidy"}}};
    auto const add = [&](std::string name, std::string axis, std::string group = "") {
      l.variables.push_back({name, "", "1", {axis}, Variable::Kind::integer, "time: sum", group});
    };
    add("people", "livelihood");
    add("flows", "category", "ledger");
    for (char const* const name : {"loans_lent_cents", "loans_defaulted_cents", "loans_defaulted", "loan_months_open"})
      add(name, "purpose");
    for (char const* const name : {"exposure_cents", "committed_cents", "claims_cents", "covered_cents"})
      add(name, "programme", "finance");
    add_outcomes(l);
    ResultsFile file(new_results(folder_), m, l);
    for (size_t replicate = 0; replicate < replicates; ++replicate)
      for (size_t arm = 0; arm < n_arms; ++arm) file.write_run(arm, replicate, record(arm, replicate));
    file.finish();
  }
  ~KnownProgramme() { std::filesystem::remove_all(folder_); }
  ResultsReader reader() const { return ResultsReader(folder_ / "results.h5"); }

 private:
  static int64_t added(size_t arm, size_t replicate, int month) {
    if (arm == baseline || month < first) return 0;
    if (arm == subsidy) return month <= last ? 40 : month <= last + 24 ? 20 : 10;
    int64_t const swing[] = {-12, 0, 24};
    return month == first ? (arm == unsure ? swing[replicate] : -12) : 0;
  }
  static RunRecord record(size_t arm, size_t replicate) {
    RunRecord r;
    r.variables.resize(10);
    bool const acts = arm != baseline;
    for (int month = 0; month < months; ++month) {
      int64_t const level = 100 + 10 * static_cast<int64_t>(replicate), more = added(arm, replicate, month);
      int64_t const pays = acts && month == first, returned = acts && month == first + 12 ? 200'000 : 0;
      int64_t const lends = month == 8 ? (acts ? 500'000 : 100'000) : 0,
                    during = acts && month >= first && month <= last;
      std::vector<int64_t> const cells[] = {{500, level + more, 300 - more, 0, 0, 0},
                                            transfers({{Category::consumption, 7'777},
                                                       {Category::grants, 600'000 * pays},
                                                       {Category::grant_leakage, 100'000 * pays},
                                                       {Category::administration, 100'000 * pays},
                                                       {Category::fund_capital, 200'000 * pays},
                                                       {Category::capital_returned, returned},
                                                       {Category::bank_loans, lends}}),
                                            {lends / 2, lends / 2},
                                            {lends / (acts ? 20 : 10), 0},
                                            {month == 30 ? (acts ? 5 : 1) : 0, 0},
                                            {acts ? 10 : 5, 0},
                                            {during * 100'000, 0},
                                            {acts && month >= first ? 200'000 : 0, 0},
                                            {acts && month >= 40 ? 30'000 : 0, 0},
                                            {acts && arm != harmful && month >= 8 ? 400'000 : 0, 0}};
      for (size_t v = 0; v < std::size(cells); ++v)
        r.variables[v].integers.insert(r.variables[v].integers.end(), cells[v].begin(), cells[v].end());
    }
    r.holders = {{1, 3, 50, -1}, {2, 20, 30, -1}, {3, -4, 60, -1}};
    if (arm == subsidy) r.holders = {{1, 3, 57, 1}, {2, 8, 40, 1}, {3, -4, 60, -1}, {4, 9, 20, 1}, {5, 10, 10, 1}};
    return r;
  }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("tributer_programme_" + std::to_string(::getpid()));
};

/// The estimates of one arm, by the name of the outcome.
std::map<std::string, Line> lines_of(std::vector<Line> const& lines, std::string const& arm) {
  std::map<std::string, Line> of;
  for (Line const& line : lines)
    if (line.arm == arm) of.emplace(line.outcome.name, line);
  return of;
}

}  // namespace

TEST_CASE("Outlay, cost, dead weight and persistence equal values computed by hand") {
  KnownProgramme const study;
  auto const lines = lines_of(compare_arms(study.reader()), "subsidy");
  auto const estimate = [&](std::string const& name) { return lines.at(name).estimate.difference; };
  // 6 x 40 + 24 x 20 + 24 x 10 = 960 months; 6,000 + 1,000 + 1,000 + 2,000 - 2,000 USD.
  CHECK(estimate("formal_miner_years") == Approx(80));
  CHECK(estimate("outlay") == Approx(8));
  CHECK(estimate("cost_per_miner_year") == Approx(100));
  CHECK(lines.at("cost_per_miner_year").estimate.lower == Approx(100));
  double const worth = 10'000 * std::pow(1.1, -0.5) - 2'000 * std::pow(1.1, -1.5);
  CHECK(estimate("outlay_present") == Approx(worth / 1000));
  CHECK(lines.at("outlay_present").outcome.unit == "1,000 USD at start, 10% a year");
  double years = 0;
  for (int month = first; month < months; ++month)
    years += (month <= last ? 40 : month <= last + 24 ? 20 : 10) * std::pow(1.1, -month / 12.0) / 12;
  CHECK(estimate("cost_per_miner_year_present") == Approx(worth / years));
  CHECK(estimate("cost_five_years") == Approx(worth / years));  // the run has five years, and not ten
  CHECK_FALSE(lines.contains("cost_ten_years"));
  CHECK(estimate("dead_weight") == Approx(25));
  CHECK(estimate("dead_weight_end") == Approx(50));
  CHECK(estimate("supported_months_added") == Approx(47));
  CHECK(estimate("persistence_24") == Approx(50));
  CHECK(estimate("persistence_48") == Approx(25));
  CHECK(estimate("private_per_donor_dollar") == Approx(0.4));  // of 10,000 USD paid in
  CHECK(estimate("cover_per_donor_dollar") == Approx(0.4));
  CHECK(estimate("guarantee_used") == Approx(50));
  CHECK(estimate("claims") == Approx(0.3));
  CHECK(estimate("loans_lost") == Approx(5 - 10));
  CHECK(estimate("loans_lost_yearly") == Approx(10 - 4));
}

TEST_CASE("A cost per addition needs an addition, and its interval needs one that is not due to chance") {
  KnownProgramme const study;
  auto const all = compare_arms(study.reader());
  auto const doubtful = lines_of(all, "unsure"), worse = lines_of(all, "harmful");
  Line const& cost = doubtful.at("cost_per_miner_year");
  CHECK(doubtful.at("formal_miner_years").estimate.difference == Approx(4.0 / 12));
  CHECK(cost.estimate.difference == Approx(8'000 * 3));
  CHECK(std::isnan(cost.estimate.lower));
  CHECK(std::isnan(cost.estimate.upper));
  CHECK(worse.at("formal_miner_years").estimate.difference == Approx(-1));
  CHECK(worse.at("outlay").estimate.difference == Approx(8));
  CHECK_FALSE(worse.contains("cost_per_miner_year"));
  CHECK_FALSE(worse.contains("persistence_24"));
  CHECK_FALSE(worse.contains("dead_weight"));  // nobody was supported
  CHECK(doubtful.contains("claims"));
  CHECK_FALSE(worse.contains("claims"));  // nothing was covered
  std::string const table = render_table(all, {400});
  CHECK_THAT(table, Catch::Contains("its cost has no interval"));
  CHECK_THAT(table, Catch::Contains("Dead weight counts the holders of a supported licence"));
}

TEST_CASE("An arm without a programme has no measures of support") {
  KnownProgramme const study;
  auto const lines = lines_of(compare_arms(study.reader(), {"subsidy", ""}), "baseline");
  CHECK(lines.contains("loans_lost"));
  CHECK_FALSE(lines.contains("outlay"));
  CHECK_FALSE(lines.contains("formal_miner_years"));
}

TEST_CASE("No text of the table is cut") {
  KnownProgramme const study;
  auto const lines = compare_arms(study.reader());
  TableOptions options;
  options.zeros = TableOptions::Zeros::shown;
  std::string const table = render_table(lines, options);
  for (Line const& line : lines) {
    CHECK_THAT(table, Catch::Contains(line.outcome.label));
    CHECK_THAT(table, Catch::Contains(line.outcome.unit));
  }
}
