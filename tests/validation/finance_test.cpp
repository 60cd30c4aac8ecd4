// Tests the use of licences and credit over ten years in Ituri. The name of a test says whether its row of
// docs/evidence.md was fitted (a value was chosen with it in view) or held out. Runs are deterministic; if a sample
// decides, the chance of a false alarm is stated. Each pattern is tested again with a planted fault, which must miss
// it.
#include <catch2/catch.hpp>

#include "finance_lab.hpp"
#include "tributer/analysis/paired.hpp"
#include "tributer/model/licence.hpp"

using namespace lab;

namespace {

std::string const three_years = "start = \"2016-01\"\nmonths = 36\n";
std::string const at_once = "start = \"2015-01\"\nmonths = 36\n";

/// A licence like that of V23: it has a tax, no gain of the price, and costs almost nothing.
std::string const bare_licence = at_once +
                                 "fee_usd = 20\npermit_usd = 0\ntitle_usd = 0\nrenewal_usd = 0\n"
                                 "compliance_usd_per_month = 0\nroyalty = 0.1\ncrew_gain = 0\ndelay_months = 1\n";
std::string offer(std::string const& name, std::string const& keys) {
  return arm_text(name, instrument_text("licence_regime", bare_licence) +
                            instrument_text("formalisation_subsidy",
                                            at_once + "leakage = 0\nbudget_usd = 100_000_000\n" + keys + "\n"));
}
std::string fund(std::string const& name, std::string const& keys) {
  return arm_text(name, instrument_text("interest_free_loan", three_years + "capital_usd = 2_000_000\n" + keys + "\n"));
}
std::string subsidy(std::string const& name, std::string const& keys) {
  return arm_text(name,
                  instrument_text("formalisation_subsidy", three_years + "budget_usd = 2_000_000\n" + keys + "\n"));
}
std::string guarantee(std::string const& name, std::string const& keys) {
  return arm_text(name, instrument_text("loan_guarantee", three_years + "lender = \"bank\"\n" + keys + "\n"));
}

/// Three sets of assumptions within their declared ranges. All arms of a set have the same ones. The designs pay for
/// licences only, but for the fund of the first set: a fund that pays for the same as a grant, leaks nothing and gets a
/// part back was nowhere found dearer than the grant.
struct Setting {
  char const *label, *subsidy, *fund, *guarantee;
};
constexpr Setting settings[] = {
    {"little leaks, the fund lends for equipment too and does not collect, a guarantee's 1.5 million lie idle at 1%",
     "leakage = 0.2\nadministration = 0.15", "enforcement = 0.05\nadministration = 0.15",
     "capital_usd = 1_500_000\npaid_in = \"at_once\"\nidle_yield_yearly = 0.01\npurposes = [\"licence\"]"},
    {"much leaks, funds collect well", "leakage = 0.5\nadministration = 0.3",
     "enforcement = 0.8\nadministration = 0.15\npurposes = [\"licence\"]",
     "capital_usd = 500_000\npurposes = [\"licence\"]"},
    {"much leaks, funds collect poorly, an office that exists already runs the guarantee",
     "leakage = 0.5\nadministration = 0.3", "enforcement = 0.05\nadministration = 0.3\npurposes = [\"licence\"]",
     "capital_usd = 200_000\nsetup_usd = 5_000\noffice_usd_per_year = 5_000\npurposes = [\"licence\"]"}};

std::string arms_of_settings() {
  std::string out;
  for (std::size_t k = 0; k < std::size(settings); ++k) {
    std::string const n = std::to_string(k);
    out += subsidy("grant_" + n, settings[k].subsidy) + fund("loan_" + n, settings[k].fund) +
           guarantee("cover_" + n, settings[k].guarantee);
  }
  out += fund("loan_for_licences", "enforcement = 0.05\nadministration = 0.15\npurposes = [\"licence\"]");
  return out;
}

std::string all_arms() {
  return offer("refund", "share = 1\npayment = \"reimbursed\"") +
         offer("half_month", "share = 1\nprofit_months = 0.5") + offer("one_month", "share = 1\nprofit_months = 1") +
         offer("two_months", "share = 1\nprofit_months = 2") + offer("visit", "share = 1\nassistance = 0.5") +
         arm_text(
             "free_paper",
             instrument_text("licence_regime", at_once + "fee_usd = 0\npermit_usd = 0\ntitle_usd = 0\nrenewal_usd = 0\n"
                                                         "compliance_usd_per_month = 0\nroyalty = 0\ncrew_gain = 0.01\n"
                                                         "delay_months = 1\nhassle_mean_months = 0.3\n")) +
         arm_text("taxed", instrument_text("royalty", at_once + "change = 0.015\n")) +
         arm_text("exports_taxed", instrument_text("export_tax", at_once + "rate = 0.015\n")) +
         arm_text("shut", instrument_text("trade_disruption", "start = \"2016-01\"\nmonths = 3\nturn_factor = 2\n")) +
         arm_text("line", instrument_text("working_capital_line", three_years + "capital_usd = 500_000\n")) +
         fund("weak_state", "enforcement = 0.05\nterm_months = 36") +
         fund("firm_state", "enforcement = 0.6\nterm_months = 36") +
         guarantee("tiny_facility", "capital_usd = 20_000") + arms_of_settings();
}

FinanceStudy& ituri() {
  static FinanceStudy study(all_arms(), {});
  return study;
}

/// Operations that hold or have applied for a licence, in percent of those without one at the end of the burn-in.
double percent_registered(FinanceStudy& study, std::string const& name, int months = 3) {
  Simulation run = study.branch(name, 0);
  std::map<uint64_t, bool> asked;
  for (Operation const& operation : run.world().operations)
    if (operation.open && operation.owner != no_row &&
        (operation.licence == Licence::none || operation.licence == Licence::lapsed))
      asked[operation.owner_id] = false;
  for (int m = 0; m < months; ++m) {
    run.step();
    for (Operation const& operation : run.world().operations)
      if (operation.open && asked.contains(operation.owner_id) &&
          (operation.licence == Licence::applying || operation.licence == Licence::licensed))
        asked[operation.owner_id] = true;
  }
  double yes = 0;
  for (auto const& [id, has] : asked) yes += has;
  return 100 * yes / static_cast<double>(asked.size());
}

/// Present-value cost of one more formal miner-year.
double price_of(FinanceStudy& study, std::string const& name, uint32_t replicates) {
  double outlay = 0, people = 0;
  for (uint32_t r = 0; r < replicates; ++r) {
    FinanceRun const &run = study.run(name, r), &base = study.run("baseline", r);
    outlay += run.present(&FinanceMonth::paid_usd) - run.present(&FinanceMonth::returned_usd);
    people += run.present(&FinanceMonth::formal_people) - base.present(&FinanceMonth::formal_people);
  }
  return outlay / std::max(1e-3, people / 12);
}

double percent_lost(FinanceRun const& run) {
  double lost = 0, lent = 0;
  for (Programme const& p : run.programmes)
    lost += static_cast<double>(p.written_off_cents), lent += static_cast<double>(p.lent_cents);
  return 100 * lost / std::max(1.0, lent);
}

/// What an operation that was tied at the beginning of the month gets for a unit of gold, in percent of what a free one
/// gets at the same concession and time, over two replicates. Luck has a log-sd of 0.6, so 10,000 months of tied
/// operations give a standard error of 0.7%.
struct TiedPrice {
  double percent = 0, months = 0;
};
TiedPrice tied_price(FinanceStudy& study, int months) {
  Simulation run = study.branch("baseline", 0);
  std::array<double, 2> got{}, operations{};
  for (int m = 0; m < 2 * months; ++m) {
    if (m % months == 0) run = study.branch("baseline", static_cast<uint32_t>(m / months));
    std::vector<std::pair<uint64_t, bool>> before;
    for (Operation const& operation : run.world().operations)
      before.emplace_back(operation.owner_id, operation.trader != no_row);
    run.step();
    auto const& c = run.world().concessions;
    for (std::size_t o = 0; o < before.size(); ++o) {
      Operation const& operation = run.world().operations[o];
      auto const [owner, tied] = before[o];
      bool const works =
          operation.open && operation.owner != no_row && operation.owner_id == owner && operation.sale_cents > 0;
      if (!works || (!tied && operation.funding == Funding::prefinance)) continue;
      double const gold = c.yield_mg[operation.location] * static_cast<double>(operation.weight) / 1000;
      got[tied] += static_cast<double>(operation.sale_cents) / 100 / (gold * c.site_price_usd[operation.location]);
      ++operations[tied];
    }
  }
  return {100 * (got[1] / operations[1]) / (got[0] / operations[0]), operations[1]};
}

/// Largest fall of the local price under a disruption that begins in month 12, in percent of the month before, and the
/// price a year after.
std::pair<double, double> fall_and_return(FinanceStudy& study) {
  FinanceRun const &shut = study.run("shut", 0, 27), &base = study.run("baseline", 0, 27);
  double lowest = 1e9;
  auto const level = [&](std::size_t m) { return shut.months[m].site_price / base.months[m].site_price; };
  for (std::size_t m = 12; m < 15; ++m) lowest = std::min(lowest, level(m));
  return {100 * (1 - lowest), 100 * level(26)};
}

}  // namespace

TEST_CASE(
    "held out: without support few operations are licensed, for safety and crews rather than for the price (V11)") {
  FinanceRun const& usual = ituri().run("baseline");
  FinanceStudy bare("", {"licence.crew_gain=0", "formality.harassment_per_year=0"});
  FinanceRun const& price_alone = bare.run("baseline");
  WARN("licensed after ten years: " << 100 * usual.licensed_share() << "% of operations; by the price alone "
                                    << 100 * price_alone.licensed_share() << "%");
  CHECK(usual.licensed_share() > 0.02);
  CHECK(usual.licensed_share() < 0.30);
  CHECK(price_alone.licensed_share() < 0.25 * usual.licensed_share());
  CHECK_FALSE(price_alone.licensed_share() > 0.02);  // the planted fault misses the evidence
}

TEST_CASE("held out: few buy a card of 10 dollars without benefits (P-32, V11)") {
  std::vector<std::string> card{
      "licence.fee_usd=10",           "licence.permit_usd=0",           "licence.title_usd=0",
      "licence.renewal_usd=10",       "licence.valid_months=12",        "licence.compliance_usd_per_month=0",
      "licence.hassle_mean_months=0", "licence.hassle_scale_months=0",  "licence.royalty=0.1",
      "licence.crew_gain=0",          "licence.delay_months=0",         "licence.office_per_month=100000",
      "licence.free_ground_share=1",  "formality.harassment_per_year=0"};
  FinanceStudy nothing("", card);
  double const bought = 100 * nothing.run("baseline", 0, 12).licensed_share();
  card.push_back("licence.crew_gain=0.05");
  FinanceStudy something("", card);
  double const useful = 100 * something.run("baseline", 0, 12).licensed_share();
  WARN("bought by " << bought << "% after three years; if it bettered crews by 5%, by " << useful << "%");
  CHECK(bought < 5);
  CHECK_FALSE(useful < 5);
}

TEST_CASE("fitted: at a tax of 3% a twentieth of gold is declared; held out: at 1.5% a third (V10)") {
  FormalityParameters const p = read_formality(ituri().model().context().study);
  auto const declared = [&](double tax) { return declared_share(p.declaring_advantage - tax, p.declaring_scale); };
  FinanceRun const &taxed = ituri().run("taxed", 0, 6), &usual = ituri().run("baseline", 0, 6),
                   &exports = ituri().run("exports_taxed", 0, 6);
  auto const seen = [](FinanceRun const& run) {
    return run.sum(&FinanceMonth::declared_mg, 1) / run.sum(&FinanceMonth::formal_mg, 1);
  };
  WARN("declared at 3%: " << declared(0.03) << ", in a run " << seen(taxed) << ", half of it on exports "
                          << seen(exports) << "; at 1.5%: " << declared(0.015) << ", in a run " << seen(usual));
  CHECK(declared(0.03) < 0.1 / 1.6);  // 1.6 m ounces fell to under 0.1 m
  CHECK(declared(0.015) > 0.2);       // 1.17 bn USD of some 2.9 bn: 40%
  CHECK(declared(0.015) < 0.6);
  CHECK(seen(taxed) == Approx(declared(0.03)).epsilon(0.01));
  CHECK(seen(exports) == Approx(declared(0.03)).epsilon(0.01));
  CHECK(seen(usual) == Approx(declared(0.015)).epsilon(0.01));
  CHECK_FALSE(declared_share(p.declaring_advantage - 0.03, 2 * p.declaring_scale) < 0.1 / 1.6);
}

TEST_CASE("fitted: few register for the refunded cost, and half for two months of profit (V23, V24)") {
  FinanceStudy plain(all_arms(), {"formality.harassment_per_year=0"});
  double const refund = percent_registered(plain, "refund"), half = percent_registered(plain, "half_month"),
               one = percent_registered(plain, "one_month"), two = percent_registered(plain, "two_months"),
               visit = percent_registered(plain, "visit"), paper = percent_registered(plain, "free_paper");
  WARN("share of unlicensed operations that register: cost refunded "
       << refund << "%, paid half a month " << half << "%, one " << one << "%, two " << two
       << "%; visited (held out, V25) " << visit << "%; free paper without tax " << paper << "%");
  CHECK(refund < 10);
  CHECK(half > 10);
  CHECK(one < 30);
  CHECK(two > 35);
  CHECK(two < 65);
  CHECK(visit < 17);
  CHECK(paper > 65);
  FinanceStudy easy(all_arms(), {"formality.harassment_per_year=0", "licence.hassle_mean_months=0.5"});
  double const cheap = percent_registered(easy, "one_month");
  WARN("with less hassle, share that would register for one month of profit: " << cheap << "%");
  CHECK_FALSE(cheap < 30);
}

TEST_CASE("held out: a guarantee is used little, and its loans are repaid (V20)") {
  double most = 0, lost = 0, loans = 0, years = 0;
  constexpr uint32_t replicates = 3;
  for (uint32_t r = 0; r < replicates; ++r) {
    FinanceRun const& run = ituri().run("guarantee", r);
    most = std::max(most, run.most(&FinanceMonth::in_use));
    lost += run.sum(&FinanceMonth::covered_lost), loans += run.sum(&FinanceMonth::covered);
    years += run.sum(&FinanceMonth::covered_open) / 12;
  }
  FinanceRun const& small = ituri().run("cover_2");
  double const tiny = ituri().run("tiny_facility", 0, 48).most(&FinanceMonth::in_use);
  WARN("peak use " << 100 * most << "% of the line, of a smaller one " << 100 * small.most(&FinanceMonth::in_use)
                   << "%, of a tiny one " << 100 * tiny << "%; " << lost << " of " << loans << " loans lost, "
                   << 100 * lost / years << "% a loan-year");
  CHECK(most < 0.5);
  CHECK(small.most(&FinanceMonth::in_use) < 0.5);
  CHECK_FALSE(tiny < 0.5);
  CHECK(lost / loans < 0.12);
  // Losses are Poisson: outside 3.1 standard errors of 1% to 5% a year by chance once in 1,000.
  CHECK(lost > 0.01 * years - 3.1 * std::sqrt(0.01 * years));
  CHECK(lost < 0.05 * years + 3.1 * std::sqrt(0.05 * years));
}

TEST_CASE("fitted: loans of a state are repaid only if it collects them (V20b)") {
  FinanceStudy study(all_arms(), {});
  double const weak = percent_lost(study.run("weak_state")), firm = percent_lost(study.run("firm_state"));
  WARN("share of money lent for 36 months that is lost: " << weak << "% at an enforcement of 0.05, " << firm
                                                          << "% at 0.6");
  CHECK(weak > 50);
  CHECK(firm < 25);
  CHECK_FALSE(firm > 50);
}

TEST_CASE("fitted: operations in debt to a trader earn less per unit (P-20); held out: a line of credit frees them") {
  TiedPrice const tied = tied_price(ituri(), 24);
  FinanceStudy fair("", {"traders.tied_margin=0", "traders.tied_margin_alone=0"});
  TiedPrice const untied = tied_price(fair, 24);
  std::vector<double> freed, gained;
  for (uint32_t r = 0; r < 2; ++r) {
    FinanceRun const &line = ituri().run("line", r, 48), &base = ituri().run("baseline", r, 48);
    auto const change = [&](double FinanceMonth::*what) {
      return 100 * (line.sum(what, 15, 48) / base.sum(what, 15, 48) - 1);
    };
    freed.push_back(-change(&FinanceMonth::tied)), gained.push_back(change(&FinanceMonth::operation_takings_usd));
  }
  WARN("a tied operation gets " << tied.percent << "% of what a free one gets (" << tied.months << " months), "
                                << untied.percent << "% without a tied price; a line frees " << freed[0] << "% and "
                                << freed[1] << "% of the tied, all takings " << gained[0] << "% and " << gained[1]
                                << "%");
  CHECK(tied.percent < 96);  // traders ask 5 to 8%; above it by chance less than once in 1,000
  CHECK(tied.percent > 87);
  CHECK_FALSE(untied.percent < 96);
  for (double const f : freed) CHECK(f > 10);
  for (double const g : gained) CHECK(g > 0);
}

// There is no published figure; 10-40% is assumed for a feasible programme.
TEST_CASE("held out: of those who take a subsidy of 80%, some would have been licensed anyway") {
  double people = 0, then = 0, later = 0, wrong = 0;
  for (uint32_t r = 0; r < 2; ++r) {
    auto const &run = ituri().run("subsidy", r), &base = ituri().run("baseline", r);
    SupportedHolders const at_end = match_holders(run.holders, base.holders, 47),
                           ten = match_holders(run.holders, base.holders, 119);
    people += at_end.people, then += at_end.licensed, later += ten.licensed;
    wrong += match_holders(run.holders, ituri().run("baseline", 1 - r).holders, 47).licensed;
  }
  WARN("dead weight: " << 100 * then / people << "% when the programme ends, " << 100 * later / people
                       << "% after ten years; against another luck " << 100 * wrong / people << "%");
  CHECK(then / people > 0.10);
  CHECK(then / people < 0.40);
  CHECK_FALSE(wrong / people > 0.10);  // people matched with those of another replicate
}

TEST_CASE("fitted: if trade turns over half as fast, the local price falls by two fifths and recovers (V12)") {
  // The fall depends on the cash that traders hold in addition to their purchases; this amount was chosen by V12.
  FinanceStudy tight(all_arms(), {}), rich(all_arms(), {"traders.headroom=1.2"});
  auto const [fall, after] = fall_and_return(tight);
  double const cushioned = fall_and_return(rich).first;
  WARN("local price: -" << fall << "%, a year after " << after << "% of what it would be; if traders held more "
                        << "cash, -" << cushioned << "%");
  CHECK(fall > 30);
  CHECK(fall < 50);
  CHECK(after > 90);
  CHECK_FALSE(cushioned > 30);
}

// The settings were searched for: the claim is that they exist.
TEST_CASE("held out: grants, loans and guarantees each buy most formal work somewhere in the ranges (V28)") {
  std::map<std::size_t, int> winners, licences_only;
  for (std::size_t k = 0; k < std::size(settings); ++k) {
    std::string const n = std::to_string(k);
    auto const best = [&](std::string const& loan) {
      std::array const price{price_of(ituri(), "grant_" + n, 1), price_of(ituri(), loan, 1),
                             price_of(ituri(), "cover_" + n, 2)};
      WARN(settings[k].label << ": USD a formal miner-year: grant " << price[0] << ", " << loan << " " << price[1]
                             << ", guarantee " << price[2]);
      return static_cast<std::size_t>(std::min_element(price.begin(), price.end()) - price.begin());
    };
    ++winners[best("loan_" + n)];
    ++licences_only[best(k == 0 ? "loan_for_licences" : "loan_" + n)];
  }
  CHECK(winners.size() == 3);
  CHECK_FALSE(licences_only.size() == 3);  // a fund for licences only, like the grant
}
