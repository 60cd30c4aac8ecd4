// Tests eligibility and windows, which all instruments share, and instruments that are set to have no effect.
#include <algorithm>
#include <catch2/catch.hpp>

#include "../property/small_study.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/support.hpp"

using namespace small;

namespace {

/// Sixty months from January 2015.
std::string study_of(std::string const& arms) { return head(60, 6) + arms; }

/// A study that is read and built, without people: instruments look only at concessions and dates.
Opened build(std::string const& arms) {
  Folder const folder;
  write_world(folder);
  Opened open{std::make_unique<ParameterBook>(), nullptr};
  StudyInput study = read_study(folder.write("study.toml", study_of(arms)), {{}, "", 0, 0}, *open.book);
  open.model = build_model(built_in_registry(), std::move(study));
  finish_reading(open.model->study, *open.book);
  return open;
}

/// Terms of the first arm in a month since the start.
Terms terms_at(Model const& model, int since_start) {
  Terms terms, none;
  SerialExecutor const executor;
  MonthContext const month{model.study.time.start + since_start,
                           since_start,
                           static_cast<uint32_t>(since_start + 6),
                           Luck(1, 0),
                           executor,
                           none};
  World nobody;
  nobody.geography = model.geography;
  nobody.programmes.resize(model.programmes.size());
  add_terms(model, 0, month, nobody, terms);
  return terms;
}

std::vector<Problem> problems_of(std::string const& arms) {
  try {
    build(arms);
  } catch (UserError const& error) {
    return error.problems();
  }
  return {};
}

/// The line of the study that contains `piece`, from 1.
int line_of(std::string const& arms, std::string const& piece) {
  std::string const text = study_of(arms);
  std::size_t const at = text.find(piece);
  REQUIRE(at != std::string::npos);
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string const dates = "start = \"2016-01\"\nmonths = 12\n";  // months 12 to 23 since the start
std::string const fund = "type = \"interest_free_loan\"\ncapital_usd = 10\n";

}  // namespace

TEST_CASE("an instrument acts only on its eligible concessions", "[eligibility]") {
  std::string const confined = "eligible = { tenure = [\"lsm\", \"protected\"], territory = [\"South\"] }\n";
  for (std::string const& instrument :
       {"type = \"licence_regime\"\n" + dates, "type = \"buyer_premium\"\n" + dates,
        "type = \"royalty\"\n" + dates + "change = 0.1\n",
        "type = \"formalisation_subsidy\"\n" + dates + "budget_usd = 10\n", fund + dates}) {
    INFO(instrument);
    auto const everywhere = build(arm("acted", {instrument})), there = build(arm("acted", {instrument + confined}));
    CHECK(everywhere.model->instruments[0][0]->targets().empty());
    CHECK(there.model->instruments[0][0]->targets() == std::vector<std::size_t>{7});
    CHECK(there.model->ring[7] == static_cast<uint8_t>(Ring::cleared));
  }
}

TEST_CASE("an instrument of strength 0 offers nothing but keeps its books", "[eligibility]") {
  std::string const subsidy = "type = \"formalisation_subsidy\"\n" + dates;
  std::string const equipment = "type = \"equipment_upgrade\"\n" + dates;
  std::string const guarantee = "type = \"loan_guarantee\"\n" + dates + "lender = \"bank\"\n";
  auto const open = build(arm(
      "acted", {subsidy + "id = \"no_share\"\nshare = 0\nbudget_usd = 5\n",
                subsidy + "id = \"no_budget\"\nshare = 1\nbudget_usd = 0\n",
                "type = \"interest_free_loan\"\n" + dates + "capital_usd = 0\n",
                "type = \"working_capital_line\"\n" + dates + "capital_usd = 0\n",
                "type = \"blended_finance\"\n" + dates + "capital_usd = 0\n", equipment + "capital_usd = 0\n",
                equipment + "id = \"no_grant\"\nmode = \"grant\"\nbudget_usd = 5\nshare = 0\n",
                guarantee + "id = \"no_cover\"\ncoverage = 0\ncapital_usd = 5\n",
                guarantee + "id = \"no_capital\"\ncapital_usd = 0\n",
                "type = \"buyer_premium\"\n" + dates + "share = 0\n", "type = \"royalty\"\n" + dates + "change = 0\n",
                "type = \"trade_disruption\"\n" + dates + "turn_factor = 1\n"}));
  for (int const month : {0, 11, 12, 23, 24}) {
    Terms const terms = terms_at(*open.model, month);
    CHECK(terms.all<Grant>().empty());
    CHECK(terms.all<Fund>().empty());
    CHECK(terms.all<Guarantee>().empty());
    CHECK(terms.of<DeclaredPremium>(0) == 0);
    CHECK(terms.of<RoyaltyChange>(0) == 0);
    CHECK(terms.of<TradeDelay>(0) == 0);
  }
  CHECK(open.model->programmes == std::vector<std::string>{"blended_finance", "equipment_upgrade", "interest_free_loan",
                                                           "no_budget", "no_capital", "no_cover", "no_grant",
                                                           "no_share", "working_capital_line"});
}

TEST_CASE("concessions, people and lenders that do not exist are all reported together", "[eligibility]") {
  std::string const guarantee = "type = \"loan_guarantee\"\nid = \"nobodys\"\n";
  std::string const arms =
      arm("wrong", {fund + "id = \"nowhere\"\n" + dates + "eligible = { territory = [\"Djugu\"] }\n",
                    fund + "id = \"no_place\"\n" + dates + "eligible = { tenure = [\"asm_zone\"] }\n",
                    fund + "id = \"miners\"\n" + dates + "eligible = { rank = [\"miner\"] }\n",
                    guarantee + dates + "capital_usd = 5\n"});
  auto const problems = problems_of(arms);
  struct Expected {
    std::string piece, what, remedy;
  };
  std::vector<Expected> const expected{
      {"Djugu", "there is no territory 'Djugu'", "concessions.csv"},
      {"asm_zone", "no concession is eligible", "at least one concession"},
      {"[\"miner\"]", "cannot be 'miner'", "manager"},
      {"[[arm.instrument]]\n" + guarantee, "the key 'lender' is missing",
       "bank"},  // reported at the head of the instrument
  };
  INFO(render(problems));
  CHECK(problems.size() == expected.size());
  for (auto const& [piece, what, remedy] : expected) {
    INFO(what);
    auto const found = std::find_if(problems.begin(), problems.end(), [&, &sought = what](Problem const& p) {
      return p.what.find(sought) != std::string::npos;
    });
    REQUIRE(found != problems.end());
    CHECK(found->where.line == line_of(arms, piece));
    CHECK(fs::path(found->where.file).filename() == "study.toml");
    CHECK(found->remedy.find(remedy) != std::string::npos);
  }
}

TEST_CASE("two concessions may have two regimes of licences", "[eligibility]") {
  std::string const regime = "type = \"licence_regime\"\n" + dates;
  auto const two = [&](std::string const& second) {
    return problems_of(arm("two", {regime + "id = \"a\"\neligible = { territory = [\"North\"] }\n",
                                   regime + "id = \"b\"\neligible = { territory = [" + second + "] }\n"}));
  };
  CHECK(two("\"South\"").empty());
  auto const shared = two("\"South\", \"North\"");
  REQUIRE(shared.size() == 1);
  CHECK(shared[0].what.find("the licence regime of c0") != std::string::npos);
}

TEST_CASE("a programme may outlast the run", "[eligibility]") {
  auto const open = build(arm("long", {fund + "start = \"2019-12\"\nmonths = 1200\n"}));
  CHECK(terms_at(*open.model, 59).all<Fund>().size() == 1);
  CHECK(open.model->instruments[0][0]->programme_window() == std::pair(59, 1258));
}

TEST_CASE("a start that is not a month is reported once", "[eligibility]") {
  auto const absent = problems_of(arm("wrong", {fund}));
  REQUIRE(absent.size() == 1);
  CHECK(absent[0].what.find("'start' in arm.wrong.interest_free_loan is missing") != std::string::npos);
  auto const unread = problems_of(arm("wrong", {fund + "start = \"2016-13\"\n"}));
  REQUIRE(unread.size() == 1);
  CHECK(unread[0].what.find("not a month") != std::string::npos);
}
