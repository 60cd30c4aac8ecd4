#include "tributer/model/company.hpp"

#include <algorithm>

namespace tributer {

CompanyParameters read_companies(TableReader const& study) {
  TableReader const t = study.table("lsm");
  CompanyParameters p{};
  p.in_migrants_per_job =
      t.real("in_migrants_per_job", 0.5,
             {"1", 0, 5, "assumed: announced mines draw people; no figure", "people who come for one announced job"});
  p.in_migration_months = t.integer("in_migration_months", 24,
                                    {"month", 1, 120, "assumed: people hear of it over two years",
                                     "months from the announcement over which they come"});
  p.delay_months = t.integer("posture_delay_months", 9,
                             {"month", 0, 60, "assumed: 6 to 12", "months until a company's new posture is in force"});
  p.guard_presence =
      t.real("guard_presence", 0.25,
             {"1", 0, 1, "assumed: a patrol a week", "share of the month's days on which guards clear the ground"});
  p.guard_force = t.real("guard_force", 0.3, {"1", 0, 1, "assumed: P-78 has worse", "force that guards use"});
  p.slots_share = t.real("slots_share", 0.5,
                         {"1", 0, 1, "assumed: half the miners find room",
                          "tributers that a company takes, over the miners at the start"});
  p.tribute = t.real("tribute", 0.05, {"1", 0, 0.5, "P-41", "share of their sales that tributers give to the company"});
  p.partner_output = t.real(
      "partner_output", 1.2,
      {"1", 1, 2, "P-58", "output of tributers if the company processes their ore, over that of mining by hand"});
  p.partner_price =
      t.real("partner_price", 0.03, {"1", 0, 0.2, "P-17", "rise of the price if the company buys, share of it"});
  p.trespass_usd = t.real("trespass_usd_per_miner", 60,
                          {"USD/year", 0, 5000, "assumed: a little ore and some repairs",
                           "loss to a company by one miner whom it tolerates"});
  p.guard_usd =
      t.real("guard_usd_per_miner", 150,
             {"USD/year", 0, 5000, "assumed: a guard for ten miners", "cost of guards for each miner on the ground"});
  p.engagement_usd = t.real("engagement_usd_per_place", 120,
                            {"USD/year", 0, 5000, "assumed: an officer for fifty tributers",
                             "cost of ceding ground and of help, for each tributer"});
  p.partner_usd = t.real("partner_usd_per_place", 100,
                         {"USD/year", 0, 5000, "assumed: processing costs about what engaging costs",
                          "further cost of buying and processing, for each tributer"});
  p.partner_grams =
      t.real("partner_grams", 40, {"g/year", 0, 500, "P-9", "gold, or its worth, that a tributer brings to a partner"});
  p.partner_margin = t.real("partner_margin", 0.05,
                            {"1", 0, 0.5, "assumed: above the margin of traders in town",
                             "margin of the company on that gold, share of the world price"});
  p.incident_usd =
      t.real("incident_usd", 50000, {"USD", 0, 1e7, "assumed: days lost and damage", "cost of a riot to a company"});
  p.posture_riots =
      t.real("posture_riots", 0.3,
             {"1", 0, 1, "assumed: V7 gives the sign only",
              "e: share by which a company expects more riots if it uses guards, and fewer if it engages"});
  p.liability_usd =
      t.real("liability_usd", 500000,
             {"USD", 0, 1e8, "assumed: claims over an accident of a tributer or an audit by buyers abroad",
              "cost of being held liable for tributers"});
  p.liability_per_year = t.real("liability_per_year", 0.2,
                                {"1/year", 0, 1, "assumed: one accident or audit in five years",
                                 "chance of being held liable in a year, without a reform or a liability cover"});
  p.change_usd = t.real("posture_change_usd", 200000,
                        {"USD", 0, 1e7, "assumed: staff, contracts and fences of a year or two",
                         "cost of changing from one posture to another"});
  p.lasting_share = t.real("posture_lasting_share", 0.7,
                           {"1", 0, 1, "assumed: most of what companies differ in is who they are",
                            "share of that chance which stays with a company; the rest is drawn each year"});
  p.scale_usd = t.real(
      "posture_scale_usd", 100000,
      {"USD/year", 1000, 1e7, "assumed: a few salaries of managers", "scale of chance in how companies weigh costs"});
  return p;
}

std::array<double, n_postures> posture_costs(CompanyParameters const& p, double miners, double slots,
                                             double riots_a_year, double relief, double price_usd_per_gram) {
  double const riots = p.incident_usd * riots_a_year;
  double const engage = p.engagement_usd * slots +
                        p.liability_per_year * p.liability_usd * std::max(0.0, 1.0 - relief) +
                        riots * (1.0 - p.posture_riots);
  return {p.trespass_usd * miners + riots, p.guard_usd * miners + riots * (1.0 + p.posture_riots), engage,
          engage + (p.partner_usd - p.partner_margin * p.partner_grams * price_usd_per_gram) * slots};
}

}  // namespace tributer
