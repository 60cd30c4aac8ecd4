// Tests that the offers of a mine or an agreement end with it, who bears harm to tributers, and that companies seldom
// change how they treat miners. Seeds are fixed, so false alarms cannot happen.
#include <catch2/catch.hpp>

#include "small_study.hpp"

using namespace small;

TEST_CASE("Openings for tributers end with the agreement, also at a concession without a mine") {
  SerialExecutor const executor;
  Opened const open =
      open_text(head(12, 3) + arm("baseline") +
                arm("ceded", {"type = \"tribute_agreement\"\nstart = \"2015-02\"\nmonths = 5\nslots = 30\n"}));
  Simulation run = branch(*open.model, settled(*open.model, executor), 1, executor);
  std::size_t const tributer = open.model->axis.find("tributer");
  auto const tributers = [&] {
    Miners const& m = run.world().miners;
    int64_t n = 0;
    for (std::size_t i = 0; i < m.size(); ++i) n += m.alive(i) && m.livelihood[i] == tributer;
    return n;
  };
  int64_t most = 0;
  for (int month = 0; month < 12; ++month) {
    run.step();
    most = std::max(most, tributers());
  }
  CHECK(most > 0);
  for (Company const& company : run.world().companies) CHECK(company.slots == 0);
  CHECK(tributers() == 0);
}

namespace {

/// Large-scale mines at all other concessions of the ring. Harm to tributers is frequent.
std::string mines(std::string const& posture) {
  std::string out;
  for (int c = 0; c < 10; ++c)
    if (c != 3)  // it has a mine already
      out += "[[arm.instrument]]\nid = \"mine_" + std::to_string(c) +
             "\"\ntype = \"lsm_mine\"\nstart = \"2015-01\"\nconcession = \"c" + std::to_string(c) +
             "\"\nexploration_months = 0\nconstruction_months = 0\noperation_months = 400\njobs = 5\npromised_jobs = "
             "0\nposture = \"" +
             posture + "\"\n";
  return out;
}

struct Borne {
  Cents by_companies = 0, by_donor = 0, by_tributers = 0;
};

/// Who bears the claims of tributers over two years.
Borne borne(std::string const& instrument) {
  SerialExecutor const executor;
  Opened const open = open_text(head(24, 3) +
                                "[lsm]\nliability_per_year = 1\nliability_usd = 1000\n[conflict]\nriots_per_year = "
                                "0\n[[arm]]\nname = \"baseline\"\n" +
                                "[[arm]]\nname = \"law\"\n" + mines("engage") + instrument);
  Simulation run = branch(*open.model, settled(*open.model, executor), 1, executor);
  Borne out;
  for (int month = 0; month < 24; ++month) {
    run.step();
    Book const& book = run.world().ledger.month;
    out.by_companies += book.of(Category::lsm_incidents) - book.of(Category::liability_claims);
    out.by_donor += book.of(Category::liability_claims);
    for (Cents const claim : run.world().harm.uncompensated_cents) out.by_tributers += claim;
  }
  return out;
}

/// Changes of posture by ten companies in twenty years.
int changes_of_posture(std::string const& keys) {
  SerialExecutor const executor;
  Opened const open = open_text(head(240, 3) + "[lsm]\n" + keys +
                                "[[arm]]\nname = \"baseline\"\n[[arm]]\nname = \"chosen\"\n" + mines("chosen"));
  Simulation run = branch(*open.model, settled(*open.model, executor), 1, executor);
  std::vector<Posture> before(open.model->geography->n, Posture::tolerate);
  int changes = 0;
  for (int month = 0; month < 240; ++month) {
    run.step();
    for (std::size_t c = 0; c < before.size(); ++c) {
      changes += run.world().companies[c].posture != before[c];
      before[c] = run.world().companies[c].posture;
    }
  }
  return changes;
}

/// Women among the workers of ten large-scale mines after two years, share of them.
double women_among_workers(std::string const& keys) {
  SerialExecutor const executor;
  Opened const open =
      open_text(head(24, 3) + keys + "[[arm]]\nname = \"baseline\"\n[[arm]]\nname = \"mines\"\n" + mines("tolerate"));
  Simulation run = branch(*open.model, settled(*open.model, executor), 1, executor);
  for (int month = 0; month < 24; ++month) run.step();
  std::size_t const job = open.model->axis.find("lsm_job");
  Miners const& m = run.world().miners;
  double women = 0, all = 0;
  for (std::size_t i = 0; i < m.size(); ++i)
    if (m.alive(i) && m.livelihood[i] == job) ++all, women += m.sex[i] == female;
  REQUIRE(all > 40);
  return women / all;
}

}  // namespace

TEST_CASE("Few workers of large-scale mines are women, and most are if a lottery takes no notice of sex") {
  double const usual = women_among_workers(""), planted = women_among_workers("[placement]\nwomen_odds = 1\n");
  INFO("women among workers " << usual << ", by a plain lottery " << planted);
  CHECK(usual < 0.3);
  CHECK(planted > 0.4);
}

TEST_CASE("A law lets harmed tributers bear the claim, a liability cover lets the donor") {
  std::string const when = "start = \"2015-01\"\nmonths = 24\n";
  Borne const neither = borne(""), law = borne("[[arm.instrument]]\ntype = \"legal_reform\"\nrelief = 1\n" + when),
              cover = borne("[[arm.instrument]]\ntype = \"liability_cover\"\nshare = 0.5\nbudget_usd = 1e6\n" + when);
  REQUIRE(neither.by_companies > 0);
  CHECK(neither.by_donor == 0);
  CHECK(neither.by_tributers == 0);
  CHECK(law.by_companies == 0);
  CHECK(law.by_tributers == neither.by_companies);
  CHECK(cover.by_tributers == 0);
  CHECK(std::abs(cover.by_donor - cover.by_companies) <= 24 * 10);  // half a cent of each claim is rounded
  CHECK(cover.by_donor + cover.by_companies == neither.by_companies);
}

TEST_CASE("Companies seldom change their posture, and often if nothing lasts and a change is free") {
  int const usual = changes_of_posture(""),
            planted = changes_of_posture("posture_change_usd = 0\nposture_lasting_share = 0\n");
  INFO("changes by ten companies in twenty years: " << usual << ", without lasting taste and cost " << planted);
  CHECK(usual <= 20);  // one company in ten years
  CHECK(planted > 40);
}

TEST_CASE("Instruments that act on mines are refused where there is none") {
  for (std::string const type : {"lsm_hiring", "legal_reform", "liability_cover"}) {
    std::string const keys = "type = \"" + type + "\"\nstart = \"2015-02\"\nmonths = 6\n" +
                             (type == "liability_cover" ? "budget_usd = 1000\n" : "");
    INFO(type);
    CHECK_THROWS_WITH(open_text(head(12, 0) + arm("baseline", {keys + "eligible = { concession = [\"c0\"] }\n"})),
                      Catch::Contains("none of its concessions has one"));
    CHECK_NOTHROW(open_text(head(12, 0) + arm("baseline", {keys + "eligible = { concession = [\"c0\", \"c3\"] }\n"})));
  }
}
