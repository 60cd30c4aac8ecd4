// Tests how banks ration: how many applications of artisanal operations they approve without support, and when they
// serve miners at all. Runs are deterministic. Each pattern is tested again with a planted fault, which must miss it.
#include <catch2/catch.hpp>

#include "finance_lab.hpp"

using namespace lab;

namespace {

std::string guarantee(std::string const& name, std::string const& keys) {
  return arm_text(name, instrument_text("loan_guarantee",
                                        "start = \"2015-01\"\nmonths = 48\nlender = \"bank\"\n"
                                        "capital_usd = 500_000\ncoverage = 0.8\n" +
                                            keys));
}

double percent_approved(FinanceRun const& run) {
  return 100 * run.sum(&FinanceMonth::approved) / run.sum(&FinanceMonth::applied);
}

}  // namespace

TEST_CASE("fitted: banks approve between a tenth and three tenths of what artisanal operations ask for (P-49)") {
  FinanceStudy usual("", {}), trusting("", {"bank.prior_hazard_yearly=0.05"});
  double const approved = percent_approved(usual.run("baseline", 0, 60)),
               too_many = percent_approved(trusting.run("baseline", 0, 60));
  WARN("approved " << approved << "% of applications; if banks believed in half the losses, " << too_many << "%");
  CHECK(approved > 10);
  CHECK(approved < 30);
  CHECK_FALSE(too_many < 30);
}

TEST_CASE("held out: a guarantee opens the window of a bank that serves no miners, unless entry is left out") {
  FinanceStudy study(guarantee("whole", "") + guarantee("no_entry", "acts_on = [\"cutoff\", \"rate\", \"deposit\"]\n"),
                     {"bank.window_usd_per_year=12000"});
  auto const served = [&](std::string const& arm) { return study.run(arm, 0, 48).months.back().serving; };
  auto const approved = [&](std::string const& arm) { return study.run(arm, 0, 48).sum(&FinanceMonth::approved); };
  WARN("approved in four years: " << approved("baseline") << " without a guarantee, " << approved("whole")
                                  << " with one, " << approved("no_entry") << " with one that the bank forgets when it "
                                  << "decides whether to serve miners");
  CHECK(served("baseline") == 0);
  CHECK(served("whole") == 1);
  CHECK(approved("whole") > approved("baseline") + 50);
  CHECK_FALSE(served("no_entry") == 1);
}

TEST_CASE("held out: another bank enters when it sees the results of the first") {
  // The first bank trusts miners from the start. The second asks for a lower rate, so it is asked first.
  std::string const two =
      "[[lender]]\nname = \"bank\"\nprior_hazard_yearly = 0.05\n[[lender]]\nname = \"follower\"\nyearly_rate = 0.29\n"
      "prior_hazard_yearly = 0.16\nprior_weight = 20\nwindow_usd_per_year = 8000\nlearns_from_others = ";
  auto const months_served = [&two](std::string const& weight) {
    FinanceStudy study(two + weight + "\n", {});
    return study.run("baseline", 0, 120).sum(&FinanceMonth::serving) - 120;  // less those of the first bank
  };
  double const sees = months_served("1"), blind = months_served("0");
  WARN("the second bank serves miners in " << sees << " months of ten years, and in " << blind
                                           << " if it sees nothing of the first");
  CHECK(sees > 0);
  CHECK_FALSE(blind >= sees);
}
