// Tests instruments of finance: all their problems are reported at once with their lines, and they make the right
// offers.
#include <algorithm>
#include <catch2/catch.hpp>
#include <list>

#include "scenario_folder.hpp"
#include "tributer/core/executor.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/lending.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/run/simulation.hpp"

using namespace tributer;
using tributer::test::Folder;

namespace {

std::string const plane =
    "format = 1\n[world]\nsynthetic = { concessions = 6, miners = 300 }\n[time]\nstart = \"2015-01\"\nmonths = 24\n"
    "[gold_price]\nconstant_usd_per_gram = 40\n";
constexpr int lines_before_arms = 8;

std::string instrument(std::string const& keys) { return "[[arm.instrument]]\n" + keys; }
std::string arm(std::string const& instruments) { return "[[arm]]\nname = \"acted\"\n" + instruments; }

/// All problems of a study, each with its line within the arms.
std::string said_of(std::string const& arms, std::string const& tables = "") {
  Folder const folder;
  ParameterBook book;
  StudyInput study = read_study(folder.write("study.toml", plane + arms + tables), {}, book);
  auto const model = build_model(built_in_registry(), std::move(study));
  std::string said;
  try {
    finish_reading(model->study, book);
  } catch (UserError const& e) {
    for (Problem const& p : e.problems()) {
      CHECK(p.where.file.ends_with("study.toml"));
      CHECK(p.remedy != "");
      said += std::to_string(p.where.line - lines_before_arms) + ": " + p.what + "\n";
    }
  }
  return said;
}

bool says(std::string const& said, std::string const& line, std::string const& words) {
  std::size_t const at = said.find(line + ": ");
  return at != std::string::npos && said.substr(at, said.find('\n', at) - at).find(words) != std::string::npos;
}

std::size_t count(std::string const& said) {
  return static_cast<std::size_t>(std::count(said.begin(), said.end(), '\n'));
}

/// Three concessions: open ground, a zone for miners, and the ground of a large-scale mine.
Geography three_concessions() {
  Geography g;
  g.n = 3;
  g.id = {"a", "b", "c"};
  g.territory = {"North", "North", "South"};
  g.tenure = {static_cast<uint8_t>(Tenure::open), static_cast<uint8_t>(Tenure::asm_zone),
              static_cast<uint8_t>(Tenure::lsm)};
  return g;
}

using Written = std::vector<std::pair<std::string, std::string>>;  ///< types and keys

/// The terms of instruments in a month, counted from the start.
class Offer {
 public:
  explicit Offer(Written const& instruments, std::string const& study_text = "") {
    TableReader const study = parse_document(study_text, "study.toml", book_), world = empty_document("world", book_);
    Registry const registry = built_in_registry();
    Geography const g = three_concessions();
    TimeSpan const time{Month::of(2015, 1), 24, 0};
    std::vector<MonthlySeries> const prices;
    Livelihoods const livelihoods;
    LivelihoodAxis const axis;
    std::vector<std::string> const programmes;
    Parameters const parameters = read_parameters(study, world);
    BuildContext const context{study, world, parameters, g, time, prices, livelihoods, axis, programmes};
    for (auto const& [type, keys] : instruments) {
      ParameterBook& book = books_.emplace_back();  // each has its own defaults of the same keys
      TableReader const table = parse_document("start = \"2015-03\"\n" + keys, "instrument.toml", book);
      list_.push_back(registry.instruments().at(type).make({"own_" + type, type, table}, context));
      table.report_unknown_keys();
      CHECK(test::messages(book) == "");
    }
    usual_ = read_formality(study).usual;
    CHECK(test::messages(book_) == "");
  }
  Terms in(int month) const {
    Terms terms;
    SerialExecutor const executor;
    MonthContext const context{
        Month::of(2015, 1) + month, month, static_cast<uint32_t>(month), Luck(1, 0), executor, terms};
    for (auto const& instrument : list_) instrument->contribute(context, World{}, terms);
    return terms;
  }
  Instrument const& first() const { return *list_.front(); }
  LicenceRegime const& usual() const { return usual_; }

 private:
  ParameterBook book_;
  std::list<ParameterBook> books_;
  Instruments list_;
  LicenceRegime usual_{};
};

constexpr std::size_t licence = static_cast<std::size_t>(Purpose::licence),
                      equipment = static_cast<std::size_t>(Purpose::equipment),
                      working = static_cast<std::size_t>(Purpose::working_capital),
                      trade = static_cast<std::size_t>(Purpose::trade);

}  // namespace

TEST_CASE("all problems of instruments of finance are reported at once, with their lines", "[instruments]") {
  std::string const said = said_of(arm(                                                                  // 1, 2
      instrument("type = \"formalisation_subsidy\"\nstart = \"2015-02\"\nbudget_eur = 1\n") +            // 3 to 6
      instrument("type = \"equipment_upgrade\"\nstart = \"2015-02\"\nmode = \"grant\"\n"                 // 7 to 10
                 "budget_usd = \"2 million\"\n") +                                                       // 11
      instrument("type = \"loan_guarantee\"\nstart = \"2015-02\"\ncapital_usd = 1\ncoverage = 1.5\n") +  // 12 to 16
      instrument("type = \"loan_guarantee\"\nid = \"second\"\nstart = \"2015-02\"\ncapital_usd = 1\n"    // 17 to 21
                 "lender = \"bonk\"\n") +                                                                // 22
      instrument("type = \"interest_free_loan\"\nstart = \"2014-12\"\ncapital_usd = 1\n") +              // 23 to 26
      instrument("type = \"blended_finance\"\nstart = \"2017-01\"\ncapital_usd = 1\n") +                 // 27 to 30
      instrument("type = \"buyer_premium\"\nstart = \"2015-13\"\nshare = 0.05\n")));                     // 31 to 34
  INFO(said);
  CHECK(says(said, "6", "budget_eur"));
  CHECK(said.find("budget_usd") != std::string::npos);  // which is missing
  CHECK(says(said, "11", "number"));
  CHECK(says(said, "16", "coverage"));
  CHECK(said.find("lender") != std::string::npos);
  CHECK(says(said, "22", "there is no lender 'bonk'"));
  CHECK(says(said, "25",
             "instrument 'interest_free_loan' starts in 2014-12, before the first month of the run (2015-01)"));
  CHECK(says(said, "29", "instrument 'blended_finance' starts in 2017-01, after the last month of the run"));
  CHECK(says(said, "33", "2015-13"));
  CHECK(count(said) == 9);
}

TEST_CASE("premiums, taxes and regimes do not depend on the sex of managers", "[instruments]") {
  for (std::string const keys :
       {"type = \"buyer_premium\"\n", "type = \"royalty\"\nchange = 0.1\n", "type = \"licence_regime\"\n"}) {
    std::string const said = said_of(arm(instrument(keys + "start = \"2015-02\"\neligible = { sex = \"women\" }\n")));
    CHECK(count(said) == 1);
    CHECK(said.find("unknown key 'sex'") != std::string::npos);
  }
}

TEST_CASE("a valid study with every instrument has no problems", "[instruments]") {
  CHECK(said_of(arm(instrument("type = \"formalisation_subsidy\"\nstart = \"2015-02\"\nbudget_usd = 2_000_000\n") +
                    instrument("type = \"loan_guarantee\"\nstart = \"2015-02\"\nlender = \"bank\"\ncapital_usd = 1\n") +
                    instrument("type = \"licence_regime\"\nstart = \"2015-02\"\nmonths = 3\n") +
                    instrument("type = \"licence_regime\"\nid = \"later\"\nstart = \"2015-05\"\n") +
                    instrument("type = \"royalty\"\nstart = \"2015-02\"\nchange = -0.01\n"))) == "");
  CHECK(
      said_of(arm(instrument("type = \"loan_guarantee\"\nstart = \"2015-02\"\nlender = \"rural\"\ncapital_usd = 1\n")),
              "[[lender]]\nname = \"rural\"\n") == "");
}

TEST_CASE("two regimes of licences at the same concession and time are refused", "[instruments]") {
  std::string const said =
      said_of(arm(instrument("type = \"licence_regime\"\nid = \"dear\"\nstart = \"2015-02\"\nmonths = 4\n") +
                  instrument("type = \"licence_regime\"\nid = \"cheap\"\nstart = \"2015-05\"\nfee_usd = 1\n")));
  INFO(said);
  CHECK(count(said) == 1);
  CHECK(says(said, "8", "'dear' and 'cheap' set the licence regime"));
  CHECK(count(said_of(arm(instrument("type = \"licence_regime\"\nstart = \"2015-02\"\n") +
                          instrument("type = \"licence_regime\"\nstart = \"2015-03\"\n")))) == 1);  // one id twice
  CHECK(said_of(arm(instrument("type = \"licence_regime\"\nid = \"x\"\nstart = \"2015-02\"\n")) +
                "[[arm]]\nname = \"b\"\n" +
                instrument("type = \"licence_regime\"\nid = \"y\"\nstart = \"2015-02\"\n")) == "");
}

TEST_CASE("a subsidy offers its share, from its announcement to its end", "[instruments]") {
  Offer const offer(
      Written{{"formalisation_subsidy",
               "months = 4\nbudget_usd = 5000.25\ncap_usd = 700\nshare = 0.6\nprofit_months = 2\npayment = "
               "\"on_results\"\ntargeting = \"poorest_first\"\nassistance = 0.4\nleakage = 0.1\nadministration = "
               "0.25\nannounced_months = 1\neligible = { sex = \"women\", tenure = [\"asm_zone\"] }\n"}});
  CHECK(offer.in(0).all<Grant>().empty());
  REQUIRE(offer.in(1).all<Grant>().size() == 1);
  CHECK(offer.in(1).all<Grant>()[0].opens_in == 1);
  CHECK(offer.in(6).all<Grant>().empty());
  Terms const terms = offer.in(5);
  REQUIRE(terms.all<Grant>().size() == 1);
  Grant const& g = terms.all<Grant>()[0];
  CHECK(g.label == "own_formalisation_subsidy");
  CHECK(g.purpose == Purpose::licence);
  CHECK(g.opens_in == 0);
  CHECK(g.budget_cents == 500025);
  CHECK(g.cap_cents == 70000);
  CHECK(g.share == 0.6);
  CHECK(g.profit_months == 2);
  CHECK(g.payment == Payment::on_results);
  CHECK(g.poorest_first);
  CHECK(g.hassle_relief == 0.4);
  CHECK(g.leakage == 0.1);
  CHECK(g.administration == 0.25);
  CHECK(g.eligible.admits(1, female));
  CHECK_FALSE(g.eligible.admits(1, male));
  CHECK_FALSE(g.eligible.admits(0, female));
  CHECK_FALSE(g.eligible.admits(3, female));  // outside
  CHECK(offer.first().handles_money());
  CHECK(offer.first().targets() == std::vector<std::size_t>{1});
  CHECK(offer.first().programme_window() == std::pair(2, 5));
}

TEST_CASE("funds offer their terms and capital", "[instruments]") {
  Offer const offer(
      Written{{"interest_free_loan", "capital_usd = 1000\n"},
              {"working_capital_line", "capital_usd = 2000\nmonths = 1\n"},
              {"equipment_upgrade", "capital_usd = 3000\nmode = \"lease\"\nrevolving = false\n"},
              {"blended_finance",
               "capital_usd = 0\nlsm_usd = 50\nprivate_usd = 70\ninvestor_yearly_rate = 0.12\npurposes = "
               "[\"equipment\"]\nyearly_rate = 0.2\nterm_months = 9\ngrace_months = 3\ndeposit = 0.5\ncap_usd = "
               "10\nenforcement = 0.9\nservice_cap = 0.4\nidle_yield_yearly = 0.01\nadministration = 0.02\n"}});
  CHECK(offer.in(1).all<Fund>().empty());
  CHECK(offer.in(3).all<Fund>().size() == 3);
  Terms const terms = offer.in(2);
  REQUIRE(terms.all<Fund>().size() == 4);
  Fund const &blended = terms.all<Fund>()[0], &gear = terms.all<Fund>()[1], &free = terms.all<Fund>()[2],
             &line = terms.all<Fund>()[3];
  CHECK(free.yearly_rate == 0);
  CHECK(free.capital_cents == 100000);
  CHECK((free.lends_for[licence] && free.lends_for[equipment] && !free.lends_for[working] && !free.lends_for[trade]));
  CHECK((line.lends_for[working] && !line.lends_for[licence]));
  CHECK(line.capital_cents == 200000);
  CHECK((gear.lends_for[equipment] && !gear.lends_for[licence]));
  CHECK_FALSE(gear.revolving);
  CHECK(free.revolving);
  CHECK(blended.capital_cents == 0);
  CHECK(blended.lsm_cents == 5000);
  CHECK(blended.private_cents == 7000);
  CHECK(blended.private_yearly_rate == 0.12);
  CHECK((blended.lends_for[equipment] && !blended.lends_for[licence]));
  CHECK(blended.yearly_rate == 0.2);
  CHECK(blended.term_months == 9);
  CHECK(blended.grace_months == 3);
  CHECK(blended.deposit == 0.5);
  CHECK(blended.cap_cents == 1000);
  CHECK(blended.enforcement == 0.9);
  CHECK(blended.service_cap == 0.4);
  CHECK(blended.idle_yield == 0.01);
  CHECK(blended.administration == 0.02);
}

TEST_CASE("an equipment upgrade in the mode grant offers a grant for equipment", "[instruments]") {
  Offer const offer(Written{{"equipment_upgrade", "mode = \"grant\"\nbudget_usd = 900\ncap_usd = 80\nshare = 0.25\n"}});
  Terms const terms = offer.in(2);
  CHECK(terms.all<Fund>().empty());
  REQUIRE(terms.all<Grant>().size() == 1);
  CHECK(terms.all<Grant>()[0].purpose == Purpose::equipment);
  CHECK(terms.all<Grant>()[0].budget_cents == 90000);
  CHECK(terms.all<Grant>()[0].cap_cents == 8000);
  CHECK(terms.all<Grant>()[0].share == 0.25);
  CHECK(terms.all<Grant>()[0].payment == Payment::up_front);
}

TEST_CASE("a guarantee is for the loans of the lender that it names", "[instruments]") {
  std::string const lenders = "[[lender]]\nname = \"rural\"\n[[lender]]\nname = \"urban\"\n";
  Offer const offer(
      {{"loan_guarantee",
        "months = 2\nlender = \"urban\"\nkind = \"first_loss\"\ncoverage = 0.7\ncap_share = 0.3\ncapital_usd = "
        "400\nleverage = 5\nfee_up_front = 0.01\nfee_yearly = 0.02\nloan_cap_usd = 60\nclaim_wait_months = "
        "3\nhonoured = 0.8\ndeposit = 0.1\ndeclared_only = true\nborrowers = \"both\"\npurposes = "
        "[\"licence\"]\n"}},
      lenders);
  CHECK(offer.in(1).all<Guarantee>().empty());
  CHECK(offer.in(4).all<Guarantee>().empty());
  Terms const terms = offer.in(3);
  REQUIRE(terms.all<Guarantee>().size() == 1);
  Guarantee const& guarantee = terms.all<Guarantee>()[0];
  CHECK(guarantee.lender == 1);
  CHECK(guarantee.pays.coverage == 1);
  CHECK(guarantee.pays.claim_cap == 0.3);
  CHECK(guarantee.capital_cents == 40000);
  CHECK(guarantee.leverage == 5);
  CHECK(guarantee.fee_up_front == 0.01);
  CHECK(guarantee.fee_yearly == 0.02);
  CHECK(guarantee.loan_cap_cents == 6000);
  CHECK(guarantee.claim_wait_months == 3);
  CHECK(guarantee.honoured == 0.8);
  CHECK(guarantee.deposit == 0.1);
  CHECK(guarantee.declared_only);
  CHECK((guarantee.purposes[licence] && !guarantee.purposes[equipment] && !guarantee.purposes[working] &&
         guarantee.purposes[trade]));
  Offer const traders(Written{{"loan_guarantee", "lender = \"rural\"\ncapital_usd = 1\nborrowers = \"traders\"\n"}},
                      lenders);
  Terms const of_traders = traders.in(2);
  CHECK((!of_traders.all<Guarantee>()[0].purposes[licence] && of_traders.all<Guarantee>()[0].purposes[trade]));
}

TEST_CASE("premium, royalty, regime and disruption act at their concessions in their months", "[instruments]") {
  Offer const offer(
      Written{{"buyer_premium", "months = 1\nshare = 0.04\neligible = { territory = [\"North\"] }\n"},
              {"royalty", "change = -0.01\neligible = { tenure = [\"open\"] }\n"},
              {"licence_regime", "fee_usd = 10\ndelay_months = 1\neligible = { tenure = [\"asm_zone\"] }\n"},
              {"trade_disruption", "months = 2\nturn_factor = 3\n"}},
      "[licence]\npermit_usd = 7\n");
  Terms const before = offer.in(1), in = offer.in(2), after = offer.in(4);
  for (std::size_t location : {0, 1, 2}) {
    CHECK(before.of<DeclaredPremium>(location) == 0);
    CHECK(before.of<RoyaltyChange>(location) == 0);
    CHECK(&regime_at(before, location, offer.usual()) == &offer.usual());
    CHECK(after.of<DeclaredPremium>(location) == 0);
  }
  CHECK(before.of<TradeDelay>(0) == 0);
  CHECK(in.of<DeclaredPremium>(0) == Approx(0.04));
  CHECK(in.of<DeclaredPremium>(2) == 0);
  CHECK(in.of<RoyaltyChange>(0) == Approx(-0.01));
  CHECK(in.of<RoyaltyChange>(1) == 0);
  CHECK(&regime_at(in, 0, offer.usual()) == &offer.usual());
  LicenceRegime const& regime = regime_at(in, 1, offer.usual());
  CHECK(regime.fee_usd == 10);
  CHECK(regime.delay_months == 1);
  CHECK(regime.permit_usd == 7);  // as in the study's own table
  CHECK(in.of<TradeDelay>(0) == Approx(2));
  CHECK(after.of<TradeDelay>(0) == 0);
  CHECK(after.of<RoyaltyChange>(0) == Approx(-0.01));
  CHECK_FALSE(offer.first().handles_money());
}

TEST_CASE("terms do not depend on the order in which instruments are written", "[instruments]") {
  std::pair<std::string, std::string> const fund{"interest_free_loan", "capital_usd = 1\n"},
      line{"working_capital_line", "capital_usd = 2\n"}, dear{"royalty", "change = 0.1\n"},
      premium{"buyer_premium", "share = 0.1\n"};
  Terms const one = Offer(Written{fund, line, dear, premium}).in(2),
              other = Offer(Written{premium, dear, line, fund}).in(2);
  REQUIRE(one.all<Fund>().size() == 2);
  for (std::size_t k : {0, 1}) {
    CHECK(one.all<Fund>()[k].label == other.all<Fund>()[k].label);
    CHECK(one.all<Fund>()[k].capital_cents == other.all<Fund>()[k].capital_cents);
  }
  CHECK(one.of<RoyaltyChange>(0) == other.of<RoyaltyChange>(0));
  CHECK(one.of<DeclaredPremium>(0) == other.of<DeclaredPremium>(0));
}
