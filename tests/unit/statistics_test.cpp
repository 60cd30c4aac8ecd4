// Tests paired differences and the outcomes of a comparison.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "declared_outcomes.hpp"
#include "tributer/analysis/comparison.hpp"
#include "tributer/analysis/paired.hpp"
#include "tributer/core/check.hpp"
#include "tributer/output/results_file.hpp"

using namespace tributer;

TEST_CASE("A paired difference has the textbook interval") {
  std::vector<double> const a{12, 15, 11, 18}, b{10, 12, 11, 13};  // differences 2 3 0 5: mean 2.5, variance 13/3
  PairedEstimate const e = paired_difference(a, b);
  CHECK(e.replicates == 4);
  CHECK(e.value_mean == 14);
  CHECK(e.baseline_mean == 11.5);
  CHECK(e.difference == 2.5);
  CHECK(e.standard_error == Approx(std::sqrt(13.0 / 12)));
  CHECK(e.upper == Approx(2.5 + 3.182446305 * std::sqrt(13.0 / 12)));
  CHECK(e.lower == Approx(2.5 - 3.182446305 * std::sqrt(13.0 / 12)));
  CHECK(e.gain == Approx(std::sqrt((10.0 + 5.0 / 3) / 4) / std::sqrt(13.0 / 12)));
  CHECK(e.p_above == 0.875);
}

TEST_CASE("Student's t is exact at its known points") {
  CHECK(student_t_975(1) == Approx(12.70620474).epsilon(1e-9));
  CHECK(student_t_975(9) == Approx(2.262157163).epsilon(1e-9));
  CHECK(student_t_975(31) == Approx(2.039513446).epsilon(1e-9));
}

TEST_CASE("One replicate gives no interval and no gain") {
  std::vector<double> const a{3}, b{1};
  PairedEstimate const e = paired_difference(a, b);
  CHECK(e.difference == 2);
  CHECK(std::isnan(e.lower));
  CHECK(std::isnan(e.gain));
  std::vector<double> const missing{std::nan(""), 4, 5}, there{1, 2, 3};
  CHECK(paired_difference(missing, there).replicates == 2);
}

TEST_CASE("One replicate says nothing about luck") {
  std::vector<double> const one{3}, other{2};
  PairedEstimate const e = paired_difference(one, other);
  CHECK(e.difference == 1);
  for (double const unknown : {e.lower, e.upper, e.standard_error, e.gain, e.p_above}) CHECK(std::isnan(unknown));
}

TEST_CASE("A ratio to the baseline is a ratio of means, and has no error if arms are proportional") {
  std::vector<double> const base{100, 200, 300}, half{50, 100, 150};
  PairedEstimate const e = ratio_to_baseline(half, base);
  CHECK(e.difference == 0.5);
  CHECK(e.standard_error == 0);
  CHECK(e.p_above == 0);
  std::vector<double> const value{40, 110, 150};  // residuals value - 0.5 base: -10 10 0, variance 100
  CHECK(ratio_to_baseline(value, base).standard_error == Approx(std::sqrt(100.0 / 3) / 200));
}

TEST_CASE("The paired interval contains the true value as often as it should") {
  // 4,000 studies of 5 replicates with a shared and two own errors: coverage 0.95, standard deviation 0.0034;
  // a bound of four of these gives a false alarm in 6 of 100,000 cases. An interval by 1.96 must fail the same test.
  uint64_t state = 20200405;
  auto const normal = [&state] {
    double sum = -6;
    for (int k = 0; k < 12; ++k) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      sum += static_cast<double>(state >> 11) * 0x1p-53;
    }
    return sum;
  };
  int covered = 0, covered_by_1_96 = 0;
  constexpr int studies = 4000;
  for (int study = 0; study < studies; ++study) {
    std::vector<double> a, b;
    for (int replicate = 0; replicate < 5; ++replicate) {
      double const shared = 10 * normal();
      a.push_back(shared + normal() + 1);
      b.push_back(shared + normal());
    }
    PairedEstimate const e = paired_difference(a, b);
    covered += e.lower <= 1 && 1 <= e.upper;
    covered_by_1_96 += std::abs(e.difference - 1) <= 1.96 * e.standard_error;
  }
  CHECK(std::abs(covered - 0.95 * studies) < 4 * 0.0034 * studies);
  CHECK(std::abs(covered_by_1_96 - 0.95 * studies) > 4 * 0.0034 * studies);
}

namespace {

/// A study of two arms with outcomes that can be computed by hand: 30 months; presence in months 2 to 7 clears area 0.
class KnownStudy {
 public:
  static constexpr int months = 30, replicates = 3;
  KnownStudy() {
    ResultsMetadata m;
    m.start = Month::of(2015, 1);
    m.months = months;
    m.arms = {"baseline", "crackdown", "loan"};
    m.replicates = replicates;
    m.baseline = "baseline";
    m.presence = {{}, {2, 7}, {}};
    m.area_ring = {"cleared", "connected", "far"};
    Layout l;
    l.axes = {{"area", {"a", "b", "c"}},
              {"lag", {"1", "12"}},
              {"fate", {"back", "next_door", "far", "other_work", "home", "evicted_again"}},
              {"livelihood", {"farm", "formal_mining", "informal_mining", "lsm_job", "other_work", "tributer"}}};
    auto const count = [](std::string name, std::vector<std::string> axes) {
      return Variable{std::move(name), "", "1", std::move(axes), Variable::Kind::integer, "time: sum", ""};
    };
    l.variables = {count("working_miners", {"area"}), count("evictions", {"area"}),
                   count("evicted_after", {"lag", "fate"}), count("people", {"area", "livelihood"}),
                   count("income_cents", {"area", "livelihood"})};
    add_outcomes(l);
    ResultsFile file(new_results(folder_), m, l);
    for (size_t replicate = 0; replicate < replicates; ++replicate) {
      for (size_t arm = 0; arm < 3; ++arm)
        file.write_run(arm, replicate, record(arm == 1, static_cast<int64_t>(replicate)));
    }
    file.finish();
  }
  ~KnownStudy() { std::filesystem::remove_all(folder_); }
  ResultsReader reader() const { return ResultsReader(folder_ / "results.h5"); }

 private:
  /// 100 miners in each area (and more by replicate). During presence all but 20 leave the cleared area; 50 return
  /// later. Of those who left, half mine at connected concessions and a quarter far away.
  static RunRecord record(bool crackdown, int64_t replicate) {
    RunRecord r;
    r.variables.resize(5);
    for (int month = 0; month < months; ++month) {
      bool const during = month >= 2 && month <= 7, after = month > 7;
      int64_t const gone = !crackdown || month < 2 ? 0 : during ? 80 : after ? 50 : 0;
      int64_t const level = 100 + 10 * replicate;
      auto& miners = r.variables[0].integers;
      miners.insert(miners.end(), {level - gone, level + gone / 2, level + gone / 4});
      auto& evictions = r.variables[1].integers;
      evictions.insert(evictions.end(), {crackdown && during ? 80 : 0, 0, 0});
      auto& after_months = r.variables[2].integers;
      bool const cohort = crackdown && month == 14;
      for (int64_t n : {1, 1, 1, 1, 1, 0}) after_months.push_back(cohort ? n : 0);
      for (int64_t n : {30, 20, 10, 25, 15, 0}) after_months.push_back(cohort ? n : 0);
      for (int area = 0; area < 3; ++area) {
        r.variables[3].integers.insert(r.variables[3].integers.end(), {200, 0, 100, 0, 0, 0});
        r.variables[4].integers.insert(r.variables[4].integers.end(),
                                       {200 * 5000, 0, 100 * (crackdown ? 6000 : 8000 + 100 * replicate), 0, 0, 0});
      }
    }
    return r;
  }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("tributer_statistics_" + std::to_string(::getpid()));
};

Line const& find(std::vector<Line> const& lines, std::string const& name, std::string const& arm) {
  for (Line const& line : lines) {
    if (line.outcome.name == name && line.arm == arm) return line;
  }
  throw Bug("no line " + name + " for " + arm);
}

}  // namespace

TEST_CASE("Outcomes equal values computed by hand") {
  KnownStudy const study;
  auto const lines = compare_arms(study.reader());
  auto const crackdown = [&](std::string const& name) { return find(lines, name, "crackdown").estimate; };
  CHECK(crackdown("evictions").difference == 480);
  CHECK(crackdown("back_12").difference == 30);
  CHECK(crackdown("home_12").difference == 15);
  CHECK(crackdown("leakage_tracked").difference == 30);
  // Months 2 to 19: 6 x 80 + 12 x 50 gone = 1080; elsewhere 6 x 60 + 12 x 37 = 804.
  CHECK(crackdown("leakage_net").difference == Approx(100.0 * 804 / 1080));
  CHECK(crackdown("leakage_net").standard_error == Approx(0).margin(1e-9));
  CHECK(crackdown("cleared_12").difference == Approx(-100.0 * 50 / 110));
  CHECK(crackdown("connected_end").difference == Approx(100.0 * 25 / 110));
  CHECK(crackdown("returned_12").difference == Approx(100.0 * 60 / 110));
  CHECK(crackdown("income_miners").difference == Approx(-21));
  CHECK(crackdown("income_miners").baseline_mean == Approx(81));
  CHECK(crackdown("income_others").difference == 0);
  CHECK(find(lines, "income_miners", "loan").estimate.difference == 0);
  CHECK_THROWS_AS(find(lines, "evictions", "loan"), Bug);  // an arm without presence has no outcomes of enforcement
  CHECK_THROWS_AS(find(lines, "returned_24", "crackdown"), Bug);  // beyond the run
  CHECK_THROWS_AS(find(lines, "poor", "crackdown"), Bug);         // not recorded
}

TEST_CASE("The baseline and the outcomes can be chosen, and a wrong name is a UserError") {
  KnownStudy const study;
  auto const lines = compare_arms(study.reader(), {"loan", "income_miners"});
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].arm == "baseline");
  CHECK(lines[1].estimate.difference == Approx(-21));
  CHECK_THROWS_AS(compare_arms(study.reader(), {"lone", ""}), UserError);
  CHECK_THROWS_AS(compare_arms(study.reader(), {std::nullopt, "profit"}), UserError);
}

TEST_CASE("An outcome that needs a missing variable is a Bug that names the outcome") {
  Layout l;
  l.axes = {{"lag", {"1", "12"}}};
  l.variables = {{"evicted_after", "", "1", {"lag"}, Variable::Kind::integer, "time: sum", ""}};
  auto const with = [&](std::string const& variable, std::string const& where) {
    Layout changed = l;
    Outcome outcome;
    outcome.name = "planted";
    outcome.numerator = {variable, where};
    changed.outcomes = {outcome};
    return changed;
  };
  CHECK_NOTHROW(check_outcomes(with("evicted_after", "lag=12")));
  CHECK_THROWS_WITH(check_outcomes(with("evicted_before", "")),
                    Catch::Contains("'planted'") && Catch::Contains("'evicted_before'"));
  CHECK_THROWS_WITH(check_outcomes(with("evicted_after", "fate=back")), Catch::Contains("the axis 'fate'"));
  CHECK_THROWS_WITH(check_outcomes(with("evicted_after", "lag=6")), Catch::Contains("the label '6'"));
  CHECK_THROWS_WITH(check_outcomes(with("evicted_after", "ring=cleared")), Catch::Contains("the axis 'ring'"));
}

TEST_CASE("The outlay is what the donor pays, less what is returned") {
  for (Outcome const& outcome : declared_outcomes()) {
    if (outcome.name != "outlay") continue;
    CHECK(outcome.numerator.where ==
          "category=grants|grant_leakage|administration|fund_capital|liability_claims|school_fee_aid|donor_costs|"
          "aid_grants|aid_goods|-capital_returned");
    return;
  }
  FAIL("no outcome 'outlay'");
}

TEST_CASE("The short summary has at most 25 lines with the two that the program adds, and names uncertain changes") {
  KnownStudy const study;
  auto const lines = compare_arms(study.reader());
  std::string const text = render_headline(study.reader(), lines, {});
  CHECK(std::count(text.begin(), text.end(), '\n') <= 23);
  CHECK_THAT(text, Catch::Contains("Net leakage: more miners elsewhere") && Catch::Contains("no change"));
  CHECK_THAT(text, Catch::Contains("-21.00 [-23.48, -18.52] USD a head and month"));
}

TEST_CASE("Arms that do not fit as columns become rows, and zeros are shown only on request") {
  KnownStudy const study;
  auto const lines = compare_arms(study.reader());
  std::string const narrow = render_table(lines, {60}), wide = render_table(lines, {100});
  CHECK_THAT(narrow, Catch::Contains("\n    crackdown "));
  CHECK_THAT(wide, !Catch::Contains("\n    crackdown "));
  CHECK_THAT(wide, !Catch::Contains("Income of all others") && Catch::Contains("--all"));
  TableOptions all;
  all.zeros = TableOptions::Zeros::shown;
  CHECK_THAT(render_table(lines, all), Catch::Contains("Income of all others"));
}

TEST_CASE("The table fits the terminal and shows interval and gain") {
  KnownStudy const study;
  auto const lines = compare_arms(study.reader());
  std::string const table = render_table(lines);
  for (size_t at = 0; at < table.size();) {
    size_t const end = table.find('\n', at);
    CHECK(end - at <= 100);
    at = end + 1;
  }
  CHECK_THAT(table, Catch::Contains("Net leakage: more miners elsewhere"));
  CHECK_THAT(table, Catch::Contains("-21.00"));
  CHECK_THAT(table, Catch::Contains("[-23.48, -18.52]"));
  CHECK_THAT(table, !Catch::Contains("\x1b"));
  CHECK_THAT(render_table(lines, {100, TableOptions::Colour::ansi}), Catch::Contains("\x1b[1m-21.00\x1b[0m"));
  std::string const csv = render_csv(lines);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == static_cast<long>(lines.size()) + 1);
  CHECK_THAT(csv,
             Catch::Contains(
                 ",income_miners,Income of miners,USD a head and month,difference,crackdown,baseline,3,81,60,-21,"));
}
