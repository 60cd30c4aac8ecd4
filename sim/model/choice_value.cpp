#include "tributer/model/choice_value.hpp"

namespace tributer {

ChoiceParameters read_choice(TableReader const& study) {
  TableReader const t = study.table("choice");
  ChoiceParameters p{};
  p.income_sensitivity =
      t.real("income_sensitivity", 6.01,
             {"1", 1, 12, "calibrated",
              "alpha: utility per unit of log expected pay; fitted to the slope of the wage question (P-2, P-3)"});
  p.need_strength = t.real("need_strength", 0.3,
                           {"1", 0, 1, "assumed: no target identifies it, sweep it",
                            "gamma: how strongly a household's need over its means sharpens sensitivity to pay"});
  p.savings_months = t.real("savings_months", 6,
                            {"month", 1, 24, "assumed: savings are counted over half a year",
                             "m: months of income to which savings are compared"});
  p.typical_income_usd =
      t.real("typical_income_usd", 50,
             {"USD/month", 25, 100, "assumed: middle of the range in P-13", "Y: typical earnings outside mining"});
  p.rank_permanence = t.real("rank_permanence", 0.285,
                             {"1", 0, 1, "calibrated",
                              "lambda: how lasting a rank's advantage is believed to be; fitted to the rank slope of "
                              "the wage question (P-2)"});
  p.risk_discount = t.real("risk_discount", 0.37,
                           {"1", 0, 1.5, "assumed: the number of miners fixes the level whatever its value",
                            "r: weight of half the log-variance of pay"});
  p.employment_disutility = t.real("employment_disutility", 5.46,
                                   {"1", 0, 10, "calibrated",
                                    "utility given up by taking a posted wage instead of own-account work; fitted to "
                                    "the level of the wage question (P-2)"});
  p.switching_cost = t.real("switching_cost", 1.6,
                            {"1", 0.5, 3, "assumed: sets persistence of livelihoods together with reconsidering",
                             "sigma: utility lost by changing livelihood"});
  p.reconsider_per_month =
      t.real("reconsider_per_month", 0.15,
             {"1/month", 0.02, 1, "assumed: bounded attention", "probability that a person reconsiders in a month"});
  p.manager_reconsider_share = t.real("manager_reconsider_share", 0.06,
                                      {"1", 0.02, 1, "assumed: gear and crews tie managers",
                                       "probability that a manager reconsiders, over that of others"});
  p.distance_cost_per_hour = t.real("distance_cost_per_hour", 0.8,
                                    {"1/h", 0, 2, "assumed: small beside the fixed cost (P-82b)",
                                     "utility lost per hour of travel to a new concession"});
  p.nest_scale = t.real(
      "nest_scale", 0.4,
      {"1", 0.3, 1, "assumed: concessions are close substitutes", "tau: scale of taste among concessions to mine at"});
  p.move_cost = t.real(
      "move_cost", 1.9,
      {"1", 0, 4, "assumed: short moves are cheap (P-82)", "F: fixed utility cost of moving to another concession"});
  p.return_cost = t.real("return_cost", 2.5,
                         {"1", 0, 6, "assumed: long moves are dear and mostly fixed (P-82b)",
                          "fixed utility cost of going home, and of coming back from outside"});
  p.move_cash_usd = t.real("move_cash_usd", 6,
                           {"USD", 0, 200, "assumed: a day's fare and a week's food (P-82)", "cash spent on any move"});
  p.move_cash_usd_per_hour =
      t.real("move_cash_usd_per_hour", 5,
             {"USD/h", 0, 50, "assumed: fare of a shared motorcycle", "cash spent per hour of travel"});
  p.home_bias = t.real("home_bias", 0.6,
                       {"1", 0, 4, "assumed: kin and land at home; sets displacement (V3)",
                        "utility lost by every option away from home"});
  p.path_pull =
      t.real("path_pull", 0.1,
             {"1", 0, 0.2, "assumed: below the crowding elasticity", "zeta: pull of recent movers per resident"});
  p.news_noise =
      t.real("news_noise", 0.05,
             {"1", 0, 0.5, "assumed: news travels as rumour", "log-sd of news about pay at connected concessions"});
  p.income_lottery_log_sd =
      t.real("income_lottery_log_sd", 1.2,
             {"1", 0.3, 1.6, "assumed: most months are poor (P-4, P-10, V18)", "log-sd of a miner's monthly luck"});
  p.lottery_cut_sd = t.real("lottery_cut_sd", 3,
                            {"1", 1, 5, "assumed: nobody finds a hundred times the usual",
                             "standard deviations at which luck of a month is cut off, of miners and managers"});
  p.waiting_months =
      t.integer("waiting_months", 6,
                {"month", 0, 24, "assumed: the evicted wait and search (V5)",
                 "months after an eviction in which a person reconsiders every month, until mining again"});
  return p;
}

BeliefParameters read_beliefs(TableReader const& study) {
  TableReader const t = study.table("expectations");
  return {t.real("speed", 0.2,
                 {"1/month", 0.05, 1, "assumed: half a gap closes in a season",
                  "phi: share of the gap between belief and outcome closed in a month"}),
          t.real("chance_speed", 0.1,
                 {"1/month", 0.01, 1, "assumed: hiring is seen more seldom than pay",
                  "share of the gap between believed and actual chance of an opening closed in a month"}),
          t.real("opening_chance", 0.5,
                 {"1", 0, 1, "assumed: nobody knows before the first are hired",
                  "believed chance of getting an opening, before anybody has applied for one"})};
}

}  // namespace tributer
