#pragma once
// Small studies in which parameters have an effect. For each address that needs it: the study, the other settings, and
// the ends to compare if they are not those of the range.
#include <map>

#include "small_study.hpp"

namespace small {

/// Prices from 2010-01 to 2019-12: first high, then a third of that, so that rents and incomes fall.
inline std::string price_path() {
  std::string csv = "month,usd_per_gram\n";
  for (int m = 0; m < 120; ++m) {
    int const price = m < 66 ? 40 + m % 7 : 22 + m % 5;
    csv += fmt::format("{}-{:02},{}\n", 2010 + m / 12, m % 12 + 1, price);
  }
  return csv;
}

inline std::string const time_and_price =
    "[time]\nstart = \"2015-01\"\nmonths = 18\nburn_in = 6\n[gold_price]\nseries = \"gold.csv\"\n";
inline std::string const operation = "type = \"enforcement_operation\"\nstart = \"2015-02\"\nmonths = 12\n";

/// A small study with many mechanisms: a large-scale mine, force, raids, and a price that changes.
inline std::string const everything =
    "format = 1\n[world]\npath = \"world\"\n" + time_and_price + arm("baseline") +
    arm("acted", {operation + "largest = 4\nforce = 0.7\n",
                  "type = \"gold_price_shock\"\nstart = \"2015-05\"\nmonths = 6\nshare = 0.4\n"}) +
    arm("raids", {operation + "every_months = 2\ndays_per_month = 5\nterritory = \"North\"\nforce = 1\n"});
inline std::string const panel = everything + "[output.panel]\nshare = 0.5\nevery_months = 3\n";
inline std::string const by_tenure = "format = 1\n[world]\npath = \"world\"\n" + time_and_price +
                                     arm("acted", {operation + "tenure = \"lsm\"\nforce = 0.7\n"});
inline std::string const plane = plane_head(10, 1000, 12, 3, 1) + arm("baseline");

/// Licences are cheap and harassment is frequent, so that the few operations of a small world take part.
inline std::string const busy_tables =
    "[licence]\nfee_usd = 300\npermit_usd = 200\ntitle_usd = 200\nrenewal_usd = 300\nhassle_mean_months = "
    "0.5\ndelay_months = 3\nvalid_months = 9\n"
    "[formality]\nharassment_per_year = 0.6\ndiscount_rate = 0.25\n"
    "[operations]\nequipment_usd = 1500\nopening_cash_usd = 400\nfailure_per_year = 0.1\n"
    "[bank]\nfixed_cost_usd = 20\ndeposit = 0.3\nservice_cap = 0.6\nmargin = 0\n"
    "prior_hazard_yearly = 0.05\nwindow_usd_per_year = 50\n";
inline std::string const finance_head =
    "format = 1\n[world]\npath = \"world\"\n"
    "[time]\nstart = \"2015-01\"\nmonths = 36\nburn_in = 6\n"
    "[gold_price]\nseries = \"gold.csv\"\n[[country]]\nname = \"south\"\nterritory = [\"South\"]\n"
    "[[mineral]]\nname = \"tin\"\nconstant_usd_per_gram = 0.02\nconcession = [\"c1\", \"c4\", \"c6\", \"c8\"]\n" +
    busy_tables;

/// The instruments with their example keys, by the id under which they are tested. Instruments with a second mode occur
/// twice. Enforcement and the price shock are tested in the small study with many mechanisms.
inline std::map<std::string, std::string> examples() {
  std::map<std::string, std::string> out{
      {"equipment_grant",
       "type = \"equipment_upgrade\"\nid = \"equipment_grant\"\nmode = \"grant\"\nbudget_usd = 20_000\n"},
      {"return_loan", "type = \"return_support\"\nid = \"return_loan\"\nmode = \"loan\"\nbudget_usd = 2_000\n"}};
  Registry const registry = built_in_registry();
  for (auto const& [name, plugin] : registry.instruments())
    if (name != "enforcement_operation" && name != "gold_price_shock")
      out[name] = "type = \"" + name + "\"\n" + plugin.example.keys;
  return out;
}
inline std::map<std::string, std::string> const finance = examples();
inline std::string beside_in_study(std::string const& id) {
  Registry const registry = built_in_registry();
  auto const found = registry.instruments().find(id);
  return found == registry.instruments().end() ? "" : found->second.example.study;
}
/// Other settings that some instruments need to have an effect.
inline std::string engaged_mine(std::string const& concession) {
  return "start = \"2015-02\"\nid = \"mine_" + concession + "\"\ntype = \"lsm_mine\"\nconcession = \"" + concession +
         "\"\nexploration_months = 0\nconstruction_months = 6\noperation_months = 40\nconstruction_jobs = 30\njobs = "
         "20\npromised_jobs = 80\nwage_usd_per_month = 400\nposture = \"partner\"\nskilled_share = 0.5\n";
}
inline std::map<std::string, std::vector<std::string>> const beside{{"lsm_hiring", {"c6"}},
                                                                    {"legal_reform", {"c6", "c8", "c5", "c1", "c9"}},
                                                                    {"liability_cover", {"c6", "c8", "c5", "c1", "c9"}},
                                                                    {"dialogue", {"c6"}}};
inline std::string dated(std::string const& keys) { return "start = \"2015-02\"\nmonths = 20\n" + keys; }
inline std::string only(std::string const& id) {
  std::string const own = finance.at(id);
  std::vector<std::string> instruments{id == "lsm_mine" ? "start = \"2015-02\"\n" + own : dated(own)};
  if (auto const mines = beside.find(id); mines != beside.end())
    for (auto const& concession : mines->second) instruments.push_back(engaged_mine(concession));
  std::string const held = id == "legal_reform" || id == "liability_cover" ? "[lsm]\nliability_per_year = 1\n" : "";
  return finance_head + held + arm("acted", instruments) + beside_in_study(id);
}
/// Several instruments at once, for the parameters of operations, licences and credit.
inline std::string const supported =
    finance_head + arm("baseline") +
    arm("supported", {dated(finance.at("interest_free_loan")), dated(finance.at("loan_guarantee")),
                      dated(finance.at("working_capital_line")), dated(finance.at("buyer_premium")),
                      "start = \"2015-06\"\nannounced_months = 3\n" + finance.at("formalisation_subsidy")});

/// Large-scale mines with guards, with a chosen posture and with engagement, for parameters of companies and trust.
inline std::string mine(std::string const& concession, std::string const& posture) {
  return "id = \"mine_" + concession + "\"\ntype = \"lsm_mine\"\nstart = \"2015-02\"\nconcession = \"" + concession +
         "\"\nexploration_months = 8\nconstruction_months = 6\noperation_months = 40\nconstruction_jobs = 30\njobs = "
         "20\npromised_jobs = 80\nwage_usd_per_month = 400\nposture = \"" +
         posture + "\"\n";
}
inline std::string const mined =
    finance_head +
    "[lsm]\nliability_per_year = 0.5\nliability_usd = 20000\nposture_delay_months = 3\nposture_change_usd = "
    "1000\nposture_lasting_share = 0.2\n[conflict]\nriots_per_year = 1\nresidents = 200\n" +
    arm("baseline") +
    arm("mines", {mine("c0", "secure"), mine("c6", "partner"), mine("c8", "chosen"), mine("c1", "chosen"),
                  mine("c9", "chosen"), dated("type = \"dialogue\"\nbudget_usd = 100_000\n")});

/// How a parameter is tested: the base study, other settings, and the ends if they are not those of its range.
struct Show {
  std::string study = everything;
  std::vector<Override> also = {};
  std::string low = "", high = "";
};

inline std::vector<Override> const riots{{"conflict.riots_per_year", "2"}};

/// Traders who can lend little of their own capital turn operations away, so that loans pay them.
inline std::vector<Override> short_traders(std::vector<Override> more = {}) {
  more.insert(more.end(), {{"traders.prefinance_share", "0.01"}, {"operations.advance_months", "2"}});
  return more;
}

/// Few managers of a small world borrow from a bank, and fewer default: more worlds are wanted to see any.
inline std::vector<Override> const few_loans{{"random.replicates", "6"}};

inline std::map<std::string, Show> const shows{
    // parameters without a numeric range, or with ends that are not a valid study
    {"time.start", {everything, {}, "\"2015-01\"", "\"2015-02\""}},
    {"time.months", {everything, {}, "16", "18"}},
    {"time.burn_in", {everything, {}, "0", "6"}},
    {"random.seed", {everything, {}, "1", "2"}},
    {"random.replicates", {everything, {}, "1", "2"}},
    {"gold_price.constant_usd_per_gram", {plane, {}, "30", "60"}},
    {"gold_price.counted_usd_per_gram", {everything, {}, "20", "60"}},
    {"gold_price.scale", {everything, {}, "0.5", "2"}},
    {"mineral.tin.constant_usd_per_gram", {only("royalty"), {}, "0.01", "0.1"}},
    {"mineral.tin.counted_usd_per_gram", {only("royalty"), {}, "0.01", "0.1"}},
    {"mineral.tin.scale", {only("royalty"), {}, "0.5", "2"}},
    {"mineral.tin.territory", {only("royalty"), {{"mineral.tin.concession", "[]"}}, "[\"North\"]", "[\"South\"]"}},
    {"mineral.tin.concession", {only("royalty"), {}, "[\"c1\"]", "[\"c4\"]"}},
    {"output.sensitive", {everything, {}, "false", "true"}},
    {"output.panel.share", {everything, {}, "0", "1"}},
    {"output.panel.every_months", {panel, {}, "1", "12"}},
    {"world.synthetic.concessions", {plane, {}, "6", "12"}},
    {"world.synthetic.miners", {plane, {}, "500", "1000"}},
    {"world.synthetic.seed", {plane, {}, "1", "2"}},
    {"world.tenure.default", {by_tenure, {}, "\"open\"", "\"lsm\""}},
    {"world.tenure.c3",
     {by_tenure + arm("all", {operation + "largest = 100\n"}),
      {{"world.tenure.c1", "\"lsm\""}},
      "\"open\"",
      "\"lsm\""}},
    {"world.lsm.c3.jobs", {everything, {}, "10", "100"}},
    {"world.lsm.c3.wage_usd_per_month", {everything, {}, "100", "400"}},
    {"arm.acted.enforcement_operation.start", {everything, {}, "\"2015-02\"", "\"2015-06\""}},
    {"arm.acted.enforcement_operation.months", {everything, {}, "1", "1200"}},
    {"arm.acted.enforcement_operation.concessions",
     {everything, {{"arm.acted.enforcement_operation.largest", "0"}}, "[\"c1\"]", "[\"c2\", \"c3\"]"}},
    {"arm.acted.enforcement_operation.territory", {everything, {}, "\"North\"", "\"South\""}},
    {"arm.acted.enforcement_operation.largest", {everything, {}, "1", "4"}},
    {"arm.acted.enforcement_operation.tenure", {everything, {}, "\"lsm\"", "\"protected\""}},
    {"arm.acted.enforcement_operation.mineral",
     {finance_head + arm("acted", {operation + "largest = 4\nforce = 0.7\n"}), {}, "\"gold\"", "\"tin\""}},
    {"arm.acted.gold_price_shock.start", {everything, {}, "\"2015-05\"", "\"2015-08\""}},
    {"arm.acted.gold_price_shock.mineral",
     {finance_head + arm("acted", {"type = \"gold_price_shock\"\nstart = \"2015-05\"\nshare = 0.4\n"}),
      {},
      "\"gold\"",
      "\"tin\""}},
    // parameters that have an effect only under rare conditions
    {"choice.path_pull", {everything, {{"choice.reconsider_per_month", "1"}, {"choice.move_cost", "0"}}}},
    {"choice.path_fading", {everything, {{"choice.reconsider_per_month", "1"}, {"choice.move_cost", "0"}}}},
    {"conflict.riot_construction", {mined}},
    {"conflict.riot_operation", {mined}},
    {"conflict.riot_broken_trust", {mined}},
    {"grievance.per_broken_promise", {mined}},
    {"grievance.per_exclusion", {mined}},
    {"enforcement.watch_half_life", {only("monitoring")}},
    {"arm.acted.lsm_hiring.eligible.concession", {only("lsm_hiring"), {}, "[\"c3\"]", "[\"c6\"]"}},
    {"arm.acted.lsm_hiring.eligible.largest", {only("lsm_hiring"), {}, "8", "0"}},
    {"arm.acted.legal_reform.eligible.concession", {only("legal_reform"), {}, "[\"c8\"]", "[\"c6\"]"}},
    {"arm.acted.legal_reform.eligible.largest", {only("legal_reform"), {}, "8", "0"}},
    {"arm.acted.liability_cover.eligible.concession", {only("liability_cover"), {}, "[\"c8\"]", "[\"c6\"]"}},
    {"arm.acted.liability_cover.eligible.largest", {only("liability_cover"), {}, "8", "0"}},
    {"lsm.trespass_usd_per_miner", {mined, {{"lsm.posture_scale_usd", "5000"}}}},
    {"lsm.partner_grams", {mined, {{"lsm.posture_scale_usd", "5000"}}}},
    {"lsm.partner_margin", {mined, {{"lsm.posture_scale_usd", "5000"}}}},
    {"arm.acted.legal_reform.start", {only("legal_reform"), {}, "\"2015-02\"", "\"2016-09\""}},
    {"arm.acted.liability_cover.start", {only("liability_cover"), {}, "\"2015-02\"", "\"2016-09\""}},
    {"arm.acted.lsm_mine.posture", {only("lsm_mine"), {}, "\"tolerate\"", "\"secure\""}},
    {"arm.acted.lsm_mine.concession", {only("lsm_mine"), {}, "\"c0\"", "\"c6\""}},
    {"arm.acted.lsm_hiring.phases", {only("lsm_hiring"), {}, "[\"construction\"]", "[\"operation\"]"}},
    {"arm.acted.lsm_hiring.training", {only("lsm_hiring")}},
    {"accidents.training_effect", {only("safety_training")}},
    {"accidents.training_half_life", {only("safety_training")}},
    {"arm.acted.school_building.payer", {only("school_building"), {}, "\"donor\"", "\"state\""}},
    {"arm.acted.licence_office_capacity.usd_per_month", {only("licence_office_capacity"), {}, "100", "2000"}},
    {"arm.acted.dialogue.payer", {only("dialogue"), {}, "\"donor\"", "\"lsm\""}},
    {"arm.acted.licence_office_capacity.payer", {only("licence_office_capacity"), {}, "\"donor\"", "\"state\""}},
    {"grievance.per_eviction", {everything, riots}},
    {"grievance.per_force", {everything, riots}},
    {"grievance.half_life", {everything, riots}},
    {"operations.country_months", {supported, {{"operations.country_log_sd", "1"}}}},
    {"traders.least_share", {supported, {{"operations.advance_months", "0"}, {"traders.headroom", "5"}}}},
    {"credit.least_trader_loan_usd", {supported, short_traders()}},
    {"bank.cutoff_fixed", {supported, {{"bank.prior_hazard_yearly", "0.5"}}}},
    {"bank.most_insight",
     {supported, {{"bank.prior_hazard_yearly", "0.5"}, {"bank.screening_fixed", "10"}, {"bank.effort_cost_usd", "1"}}}},
    {"bank.learns_from_others",
     {supported + "[[lender]]\nname = \"bank\"\n[[lender]]\nname = \"rural\"\nyearly_rate = 0.2\n",
      {{"bank.prior_weight", "0.1"}}}},
    {"credit.window_keeps", {supported, {{"bank.window_usd_per_year", "1000000"}}}},
    {"credit.service_hazard", {supported, short_traders({{"bank.most_insight", "1"}, {"bank.screening_fixed", "10"}})}},
    {"bank.most_effort", {supported, short_traders()}},
    {"credit.default_after", {supported, few_loans}},
    {"credit.most_hazard", {supported, {{"bank.prior_hazard_yearly", "0.9"}}}},
    {"credit.attention", {supported, {{"credit.standing_months", "0"}}}},
    {"credit.licence_standing", {supported, {{"credit.standing_months", "0"}, {"credit.attention", "1"}}}},
    {"arm.acted.formalisation_subsidy.payment", {only("formalisation_subsidy"), {}, "\"up_front\"", "\"on_results\""}},
    {"arm.acted.formalisation_subsidy.targeting",
     {only("formalisation_subsidy"), {}, "\"lottery\"", "\"poorest_first\""}},
    {"arm.acted.formalisation_subsidy.announced_months",
     {only("formalisation_subsidy"), {{"arm.acted.formalisation_subsidy.start", "\"2015-10\""}}, "0", "6"}},
    {"arm.acted.loan_guarantee.kind", {only("loan_guarantee"), {}, "\"pari_passu\"", "\"portfolio_cap\""}},
    {"arm.acted.loan_guarantee.borrowers", {only("loan_guarantee"), {}, "\"operations\"", "\"traders\""}},
    {"arm.acted.loan_guarantee.declared_only",
     {only("loan_guarantee"), short_traders({{"credit.least_trader_loan_usd", "1"}}), "false", "true"}},
    {"arm.acted.loan_guarantee.cap_share",
     {only("loan_guarantee"), {{"arm.acted.loan_guarantee.kind", "\"portfolio_cap\""}}, "0", "1"}},
    {"arm.acted.loan_guarantee.lender",
     {only("loan_guarantee") + "[[lender]]\nname = \"bank\"\n[[lender]]\nname = \"rural\"\nyearly_rate = 0.5\n",
      {},
      "\"bank\"",
      "\"rural\""}},
    {"arm.acted.relocation.eligible.concession", {only("relocation"), {}, "[\"c0\"]", "[\"c4\", \"c6\"]"}},
    {"arm.acted.relocation.eligible.tenure",
     {only("relocation"), {{"arm.acted.relocation.to", "\"c2\""}}, "[\"open\"]", "[\"lsm\"]"}},
    {"arm.acted.monitoring.payer", {only("monitoring"), {}, "\"donor\"", "\"state\""}},
    {"conflict.riot_grievance", {everything, riots}},
    {"conflict.battle_armed", {everything, {{"conflict.battles_per_year", "2"}, {"conflict.residents", "50"}}}},
    {"conflict.battle_rent_usd", {everything, {{"conflict.battles_per_year", "2"}, {"conflict.residents", "50"}}}},
    {"conflict.most_log_rate", {everything, {{"conflict.battles_per_year", "2"}, {"conflict.residents", "50"}}}},
    {"conflict.battle_rent", {everything, {{"conflict.battles_per_year", "2"}, {"conflict.residents", "50"}}}},
    {"conflict.looting_rent_fall", {everything, {{"conflict.lootings_per_year", "2"}, {"conflict.residents", "50"}}}},
    {"conflict.looting_income_fall", {everything, {{"conflict.lootings_per_year", "2"}, {"conflict.residents", "50"}}}},
};

/// Parameters that cannot change an outcome.
inline std::map<std::string, std::string> const exempt{
    {"title", "words for the reader"},
    {"ground.surveyed_grams", "only a warning depends on it"},
    {"gold_price.series", "a path; what it holds is a table, and its scale is tested"},
    {"mineral.tin.series", "a path, as that of gold"},
    {"world.path", "a path"},
    {"world.coarse", "accepts a weight that is too large, and changes nothing else"},
    {"arm.acted.equipment_upgrade.mode", "chooses which keys there are; those of both modes are tested"},
    {"arm.acted.equipment_grant.mode", "chooses which keys there are; those of both modes are tested"},
    {"arm.acted.return_support.mode", "chooses which keys there are; those of both modes are tested"},
    {"arm.acted.return_loan.mode", "chooses which keys there are; those of both modes are tested"},
    {"arm.acted.return_loan.leakage", "loans do not leak"},
    {"compare.equal_cost.present_usd", "only the command equalise reads it"},
    {"compare.equal_cost.vary", "only the command equalise reads it"},
    {"compare.until.outcome", "says how many replicates are run"},
    {"compare.until.arm", "says how many replicates are run"},
    {"compare.until.half_width", "says how many replicates are run"},
    {"compare.until.step", "says how many replicates are run"},
    {"compare.until.max_replicates", "says how many replicates are run"},
    {"compare.baseline", "names the arm that others are compared with after the run"},
    {"compare.discount_rate", "sets present values after the run"},
    {"output.series", "keeps variables of further points"},
    {"output.series_as", "says how variables of further points are kept"},
    {"design.kind", "chooses further points, and changes nothing at point 0"},
    {"design.points", "chooses further points"},
    {"design.uncertain", "chooses further points"},
    {"design.seed", "chooses further points"},
    {"design.file", "a path"},
};

}  // namespace small
