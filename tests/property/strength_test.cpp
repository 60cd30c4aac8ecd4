// Tests that instruments of strength 0, and borders on which nothing depends, change no bit.
// Seeds are fixed and numbers are compared bit for bit, so false alarms cannot happen.
#include <catch2/catch.hpp>

#include <set>

#include "money_audit.hpp"

using namespace small;

namespace {

/// All recorded variables except the books of the instruments themselves.
bool same_but_books(Layout const& layout, RunRecord const& a, RunRecord const& b) {
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    if (layout.variables[v].group == "finance") continue;
    if (a.variables[v].integers != b.variables[v].integers || a.variables[v].reals != b.variables[v].reals)
      return false;
  }
  return a.holders == b.holders;
}

struct Strength {
  std::string name, type, none, some;
};

std::vector<Strength> const strengths{
    {"no_share", "formalisation_subsidy", "share = 0\nbudget_usd = 1e6\n", "share = 0.01\nbudget_usd = 1e6\n"},
    {"no_budget", "formalisation_subsidy", "budget_usd = 0\nprofit_months = 2\nassistance = 1\n",
     "budget_usd = 2_000\nshare = 0\nprofit_months = 2\nassistance = 1\n"},
    {"no_news", "formalisation_subsidy", "share = 0\nbudget_usd = 1e6\nannounced_months = 12\n",
     "share = 1\nbudget_usd = 1e6\nmonths = 1\nannounced_months = 12\n"},
    {"no_fund", "interest_free_loan", "capital_usd = 0\n", "capital_usd = 2_000\n"},
    {"no_cover", "loan_guarantee", "lender = \"bank\"\ncoverage = 0\ncapital_usd = 1e6\nborrowers = \"both\"\n",
     "lender = \"bank\"\ncoverage = 0.01\ncapital_usd = 1e6\n"},
    {"no_cover_capital", "loan_guarantee", "lender = \"bank\"\ncapital_usd = 0\nborrowers = \"both\"\n",
     "lender = \"bank\"\ncapital_usd = 2_000\n"},
    {"no_line", "working_capital_line", "capital_usd = 0\n", "capital_usd = 300\n"},
    {"no_repute", "stigma", "price_discount = 0\nlender_belief = 0\n", "price_discount = 0\nlender_belief = 20\n"},
    {"no_officers", "licence_office_capacity", "decisions_per_month = 0\nbudget_usd = 1e6\n",
     "decisions_per_month = 1\nbudget_usd = 1e6\n"},
    {"no_lease", "equipment_upgrade", "capital_usd = 0\n", "capital_usd = 3_000\n"},
    {"no_gear", "equipment_upgrade", "mode = \"grant\"\nbudget_usd = 1e6\nshare = 0\n",
     "mode = \"grant\"\nbudget_usd = 1e6\nshare = 0.3\nleakage = 0\n"},
    {"no_gear_budget", "equipment_upgrade", "mode = \"grant\"\nbudget_usd = 0\n",
     "mode = \"grant\"\nbudget_usd = 2_000\nshare = 1\nleakage = 0\n"},
    {"no_pool", "blended_finance", "capital_usd = 0\n", "capital_usd = 0\nprivate_usd = 2_000\n"},
    {"no_premium", "buyer_premium", "share = 0\n", "share = 0.0001\n"},
    {"no_royalty", "royalty", "change = 0\n", "change = 0.0001\n"},
    {"no_export_tax", "export_tax", "rate = 0\n", "rate = 0.0001\n"},
    {"no_regime", "licence_regime", "", "fee_usd = 301\n"},
    {"no_ticket", "return_support", "cash_usd = 0\nrelief = 0\nbudget_usd = 1e6\n", "budget_usd = 1e6\n"},
    {"no_tickets", "return_support", "budget_usd = 0\n", "mode = \"loan\"\nbudget_usd = 1e6\n"},
    {"no_plots", "relocation", "to = \"c1\"\nplots = 0\ncash_usd = 0\nrelief = 0\nbudget_usd = 1e6\n",
     "to = \"c1\"\nplots = 5\ncash_usd = 0\nrelief = 0\nbudget_usd = 1e6\n"},
    {"no_find", "discovery", "concession = \"c1\"\nsize = 0\n", "concession = \"c1\"\nsize = 0.01\n"},
    {"no_slots", "alternative_livelihoods", "slots_per_month = 0\nbudget_usd = 1e6\n",
     "slots_per_month = 1\nbudget_usd = 1e6\n"},
    {"no_gain", "alternative_livelihoods", "training_gain = 0\nbudget_usd = 1e6\n",
     "training_gain = 0\npledge_usd = 50\nbudget_usd = 1e6\n"},
    {"no_eyes", "monitoring", "risk = 0\n", "risk = 0.001\n"},
    {"no_delay", "trade_disruption", "turn_factor = 1\n", "turn_factor = 2.5\n"},
    {"no_tags", "traceability", "coverage = 0\nagents_usd_per_place = 0\n",
     "coverage = 0.01\nagents_usd_per_place = 0\n"},
    {"nobody_left", "buyers_leave", "share = 0\nturn_factor = 1\n", "share = 0.001\nturn_factor = 1\n"},
};

}  // namespace

TEST_CASE("Instruments of finance change no bit at strength 0, and do at a small strength") {
  std::string study = head(30, 6) + arm("baseline");
  std::set<std::string> const without_office{"stigma",         "buyer_premium", "royalty",          "export_tax",
                                             "licence_regime", "discovery",     "trade_disruption", "buyers_leave"};
  auto const dated = [&without_office](Strength const& s, std::string const& keys) {
    std::string const office = without_office.contains(s.type) ? "" : "setup_usd = 0\noffice_usd_per_year = 0\n";
    bool const has_months = keys.find("\nmonths") != std::string::npos;
    return "type = \"" + s.type + "\"\nstart = \"2016-01\"\n" + (has_months ? "" : "months = 15\n") + office + keys;
  };
  for (Strength const& s : strengths)
    study += arm(s.name, {dated(s, s.none)}) + arm(s.name + "_little", {dated(s, s.some)});
  Opened const open = open_text(study, busy);
  Model const& model = *open.model;
  Layout const layout = make_layout(model);
  auto const records = run_all(model, 2);
  for (std::size_t a = 1; a < records.size(); ++a) {
    INFO(model.study.arms[a].name);
    CHECK(same_but_books(layout, records[0], records[a]) == (a % 2 == 1));
  }
  // Several instruments of strength 0 together also change nothing.
  std::vector<std::string> all;
  for (Strength const& s : strengths) all.push_back("id = \"" + s.name + "\"\n" + dated(s, s.none));
  Opened const together = open_text(head(30, 6) + arm("baseline") + arm("all", all), busy);
  auto const both = run_all(*together.model);
  CHECK(same_but_books(make_layout(*together.model), both[0], both[1]));
}

TEST_CASE("Borders on which nothing depends change no bit, and shocks that differ between countries do") {
  std::string const acted = arm("acted", {"type = \"loan_guarantee\"\nstart = \"2015-02\"\nlender = "
                                          "\"bank\"\ncapital_usd = 50_000\nborrowers = \"both\"\n"});
  auto const records = [&](std::string const& countries, std::vector<Override> settings) {
    settings.insert(settings.end(), busy.begin(), busy.end());
    Opened const open = open_text(head(30, 6) + countries + acted, settings);
    return std::pair{make_layout(*open.model), run_all(*open.model)};
  };
  auto const [layout, one] = records("", {});
  CHECK(same_but_books(layout, one[0], records(two_countries, {}).second[0]));
  for (char const* key : {"operations.country_log_sd", "credit.currency_log_sd"}) {
    INFO(key);
    auto const shaken = records("", {{key, "0.5"}}).second;
    CHECK_FALSE(same_but_books(layout, one[0], shaken[0]));
    CHECK_FALSE(same_but_books(layout, shaken[0], records(two_countries, {{key, "0.5"}}).second[0]));
  }
}
