#include "outcomes.hpp"

namespace tributer {
namespace {

constexpr std::string_view where_to = "Where do the people go?";
constexpr std::string_view miners = "Who still mines there, and around?";
constexpr std::string_view help = "Who is helped?";
constexpr std::string_view living = "What does it do to incomes?";
constexpr std::string_view children = "What does it do to children?";
constexpr std::string_view harm = "What harm does it do, beside its cost to miners?";
constexpr std::string_view unrest = "Is there more unrest?";
constexpr std::string_view formality = "How formal is it?";
constexpr std::string_view finance = "What does the money buy?";
constexpr std::string_view sector = "What becomes of the sector?";

constexpr std::string_view mining = "livelihood=informal_mining|formal_mining|tributer";
constexpr std::string_view not_mining = "livelihood!=informal_mining|formal_mining|tributer";

constexpr std::string_view formal = "livelihood=formal_mining";

constexpr auto presence = Outcome::Arms::with_presence;
constexpr auto supported = Outcome::Arms::with_programme;
constexpr auto plain = Total::Worth::plain;
constexpr auto present_value = Total::Worth::present;

using enum Form;
using enum Window;

/// What the donor pays, less what comes back.
constexpr Total outlay{"ledger/flows",
                       "category=grants|grant_leakage|administration|fund_capital|-capital_returned|aid_grants|"
                       "aid_goods|donor_costs|liability_claims|school_fee_aid"};
constexpr Total outlay_at_start{outlay.variable, outlay.where, present_value};
constexpr Total formal_miners{"people", formal}, formal_miners_at_start{"people", formal, present_value};
constexpr Total formal_at_end_of_programme{"people", formal, plain, programme_end};
/// The same, before anything comes back: what leverage is counted on.
constexpr Total paid_in{"ledger/flows",
                        "category=grants|grant_leakage|administration|fund_capital|aid_grants|aid_goods|donor_costs|"
                        "liability_claims|school_fee_aid"};
/// There is a guarantee, and it was used.
constexpr Total covered{"finance/covered_cents", "", plain, end};
/// There are tags.
constexpr Total tagged{"tagged_cents", "", plain, run};
/// Money of others: loans of banks, and capital put in beside the donor's.
constexpr std::string_view private_money = "category=bank_loans|trader_loans|private_capital|lsm_capital";

// clang-format off
// question, name, label, unit, form, window, scale, decimals, numerator, denominator, arms, given
constexpr Outcome table[] = {
    {where_to, "evictions", "Evictions", "people, each time", level, run, 1, 0, {"evictions", ""}, {}, presence},
    {where_to, "evicted", "Eviction episodes", "people, when it begins",
     level, run, 1, 0, {"evicted_first", ""}, {}, presence},
    {where_to, "back_12", "A year later: mine there again", "% of evicted",
     own_share, run, 100, 1, {"evicted_after", "lag=12&fate=back"}, {"evicted_after", "lag=12"}, presence},
    {where_to, "next_door_12", "A year later: mine next door", "% of evicted",
     own_share, run, 100, 1, {"evicted_after", "lag=12&fate=next_door"}, {"evicted_after", "lag=12"}, presence},
    {where_to, "far_12", "A year later: mine far away", "% of evicted",
     own_share, run, 100, 1, {"evicted_after", "lag=12&fate=far"}, {"evicted_after", "lag=12"}, presence},
    {where_to, "other_work_12", "A year later: other work", "% of evicted",
     own_share, run, 100, 1, {"evicted_after", "lag=12&fate=other_work"}, {"evicted_after", "lag=12"}, presence},
    {where_to, "home_12", "A year later: went home", "% of evicted",
     own_share, run, 100, 1, {"evicted_after", "lag=12&fate=home"}, {"evicted_after", "lag=12"}, presence},
    {where_to, "again_12", "A year later: evicted again", "% of evicted",
     own_share, run, 100, 1, {"evicted_after", "lag=12&fate=evicted_again"}, {"evicted_after", "lag=12"}, presence},
    {where_to, "leakage_tracked", "Tracked leakage: mine elsewhere", "% of evicted, a year later",
     own_share, run, 100, 1, {"evicted_after", "lag=12&fate=next_door|far"}, {"evicted_after", "lag=12"}, presence},
    {where_to, "leakage_net", "Net leakage: more miners elsewhere", "% of fewer miners there",
     displaced, presence_and_after, 100, 1, {"working_miners", "ring!=cleared"},
     {"working_miners", "ring=cleared"}, presence},

    {miners, "cleared_12", "Cleared places, a year into it", "% change of miners",
     percent_change, year_into_presence, 100, 1, {"working_miners", "ring=cleared"}, {}, presence},
    {miners, "connected_12", "Connected places, a year into it", "% change of miners",
     percent_change, year_into_presence, 100, 1, {"working_miners", "ring=connected"}, {}, presence},
    {miners, "far_ring_12", "Far places, a year into it", "% change of miners",
     percent_change, year_into_presence, 100, 1, {"working_miners", "ring=far"}, {}, presence},
    {miners, "cleared_end", "Cleared places, at the end", "% change of miners",
     percent_change, end, 100, 1, {"working_miners", "ring=cleared"}, {}, presence},
    {miners, "connected_end", "Connected places, at the end", "% change of miners",
     percent_change, end, 100, 1, {"working_miners", "ring=connected"}, {}, presence},
    {miners, "far_ring_end", "Far places, at the end", "% change of miners",
     percent_change, end, 100, 1, {"working_miners", "ring=far"}, {}, presence},
    {miners, "returned_12", "Cleared places, a year after it", "miners, % of baseline",
     percent_of_baseline, year_after, 100, 1, {"working_miners", "ring=cleared"}, {}, presence},
    {miners, "returned_24", "Cleared places, two years after it", "miners, % of baseline",
     percent_of_baseline, two_years_after, 100, 1, {"working_miners", "ring=cleared"}, {}, presence},

    {help, "helped_moves", "Helped to move", "people",
     own_share, run, 1, 0, {"aid/helped_moves", ""}, {}, supported, {"aid/helped_moves", "", plain, run}},
    {help, "participants_digging", "Still dig, of those drawn in", "% of participants, at the end",
     own_share, end, 100, 1, {"aid/participants_digging", ""}, {"aid/participants", ""}, supported,
     {"aid/participants", "", plain, end}},
    {help, "promises_kept", "Promises kept", "% of people promised",
     own_share, run, 100, 1, {"delivered", ""}, {"promised", ""}, {}, {"promised", "", plain, run}},

    {finance, "formal_miner_years", "More formal mining", "miner-years",
     level, run, 1.0 / 12, 0, formal_miners, {}, supported},
    {finance, "supported_months_added", "More licensed months, supported", "operation-months, by person",
     own_share, run, 1, 0, {"licences/months_added", ""}, {}, supported},
    {finance, "outlay", "Donor's outlay, in cash", "1,000 USD",
     own_share, run, 1e-5, 1, outlay, {}, supported},
    {finance, "outlay_present", "Donor's outlay, present value", "1,000 USD at start, {}% a year",
     own_share, run, 1e-5, 1, outlay_at_start, {}, supported},
    {finance, "cost_per_miner_year", "Cost of one more, in cash", "USD a formal miner-year",
     per_addition, run, 0.12, 0, outlay, formal_miners, supported},
    {finance, "cost_per_miner_year_present", "Cost of one more, present value", "USD, both at {}% a year",
     per_addition, run, 0.12, 0, outlay_at_start, formal_miners_at_start, supported},
    {finance, "dead_weight", "Dead weight: licensed anyway", "% of supported, at programme end",
     own_share, programme_end, 100, 1, {"licences/supported_anyway", ""}, {"licences/supported", ""}, supported},
    {finance, "dead_weight_end", "Dead weight, in the long run", "% of supported, at end of run",
     own_share, end, 100, 1, {"licences/supported_anyway", ""}, {"licences/supported", ""}, supported},
    {finance, "supported", "Supported", "operations, traders, each time",
     own_share, end, 1, 0, {"finance/supported", ""}, {}, supported},
    {finance, "persistence_24", "Gain left two years later", "% of formal miners gained",
     per_addition, two_years_after_programme, 100, 1, formal_miners, formal_at_end_of_programme, supported},
    {finance, "persistence_48", "Gain left four years later", "% of formal miners gained",
     per_addition, four_years_after_programme, 100, 1, formal_miners, formal_at_end_of_programme, supported},
    {finance, "loans_lost", "Loans lost, by value", "% of money lent",
     level, run, 100, 2, {"loans_defaulted_cents", ""}, {"loans_lent_cents", ""}},
    {finance, "loans_lost_yearly", "Loans lost, by number", "% of open loans, a year",
     level, run, 1200, 2, {"loans_defaulted", ""}, {"loan_months_open", ""}},
    {finance, "fund_lost", "Lost by the programme's fund", "% of money lent",
     own_share, end, 100, 2, {"finance/written_off_cents", ""}, {"finance/lent_cents", ""}, supported},
    {finance, "covered_lost", "Guaranteed loans lost", "% of them",
     own_share, run, 100, 2, {"covered_loans_defaulted", ""}, {"covered_loans", ""}, supported},
    {finance, "guarantee_used", "Guarantee in use", "exposure, % of capital",
     own_share, programme, 100, 1, {"finance/exposure_cents", ""}, {"finance/capital_cents", ""}, supported, covered},
    {finance, "absorbed_1", "Absorbed, a year on", "exposure, 1,000 USD",
     own_share, programme_year_1, 1e-5, 1, {"finance/exposure_cents", ""}, {}, supported, covered},
    {finance, "absorbed_3", "Absorbed, three years on", "exposure, 1,000 USD",
     own_share, programme_year_3, 1e-5, 1, {"finance/exposure_cents", ""}, {}, supported, covered},
    {finance, "absorbed_5", "Absorbed, five years on", "exposure, 1,000 USD",
     own_share, programme_year_5, 1e-5, 1, {"finance/exposure_cents", ""}, {}, supported, covered},
    {finance, "absorbed_10", "Absorbed, ten years on", "exposure, 1,000 USD",
     own_share, programme_year_10, 1e-5, 1, {"finance/exposure_cents", ""}, {}, supported, covered},
    {finance, "claims", "Claims paid", "1,000 USD",
     own_share, end, 1e-5, 1, {"finance/claims_cents", ""}, {}, supported, covered},
    {finance, "cover_per_donor_dollar", "Loans covered", "USD per donor USD paid in",
     own_share, run, 1, 2, covered, paid_in, supported, covered},
    {finance, "private_per_donor_dollar", "Private money, in addition", "USD per donor USD paid in",
     per_addition, run, 1, 2, {"ledger/flows", private_money}, paid_in, supported},

    {formality, "formal_share", "Formal miners", "% of miners",
     level, run, 100, 2, {"people", formal}, {"people", mining}},
    {formality, "formal_operations", "Licensed operations", "% of operations",
     level, run, 100, 2, {"operations", "licence=licensed"}, {"operations", ""}},
    {formality, "formal_gold", "Gold of licensed operations", "% of gold",
     level, run, 100, 2, {"formal_gold_mg", ""}, {"gold_mg", ""}},
    {formality, "declared_gold", "Gold sold as declared", "% of gold",
     level, run, 100, 2, {"declared_gold_mg", ""}, {"gold_mg", ""}},
    {formality, "licences_granted", "Licences granted", "a year",
     level, run, 1, 1, {"licences_granted", ""}, {"years", ""}},
    {formality, "licences_lapsed", "Licences that lapsed", "a year",
     level, run, 1, 1, {"licences_lapsed", ""}, {"years", ""}},
    {formality, "idle_operations", "Idle for want of cash", "% of operations",
     level, run, 100, 2, {"idle_operations", ""}, {"operations", ""}},
    {formality, "tied_operations", "Tied to a trader", "% of operations",
     level, run, 100, 2, {"tied_operations", ""}, {"operations", ""}},
    {formality, "prefinance_rate", "What traders' pre-finance costs", "% a month",
     level, run, 100, 2, {"prefinance_cost_cents", ""}, {"prefinance_owed_cents", ""}},
    {formality, "site_price", "Price at the pit", "% of world price",
     level, run, 100, 2, {"site_price", ""}, {"months", ""}},
    {formality, "mercury", "Mercury lost", "kg a year", level, run, 1e-6, 1, {"mercury_mg", ""}, {"years", ""}},

    {living, "income_miners", "Income of miners", "USD a head and month",
     level, run, 0.01, 2, {"income_cents", mining}, {"people", mining}},
    {living, "income_others", "Income of all others", "USD a head and month",
     level, run, 0.01, 2, {"income_cents", not_mining}, {"people", not_mining}},
    {living, "income_all", "Income of everyone", "USD a head and month",
     level, run, 0.01, 2, {"income_cents", ""}, {"people", ""}},
    {living, "income_miners_poorest", "Income of miners, poorest tenth", "USD a month, at most",
     level, run, 1, 2, {"income_quantile", "group=miners&quantile=0.1"}, {"months", ""}},
    {living, "gini_miners", "Inequality among miners", "Gini",
     level, run, 1, 3, {"income_gini", "group=miners"}, {"months", ""}},
    {living, "consumption_all", "Consumption near mining, all", "USD an earner and month",
     level, run, 0.01, 2, {"consumption_all_cents", ""}, {"earners_near_mining", ""}},
    {living, "poor", "In poverty", "% of people", level, run, 100, 2, {"poor_people", ""}, {"people", ""}},
    {living, "poverty_gap", "Poverty gap", "% of the line",
     level, run, 1e-4, 2, {"poverty_gap_millionths", ""}, {"people", ""}},
    {living, "poverty_severity", "Poverty gap squared", "% of the line squared",
     level, run, 1e-4, 2, {"poverty_gap_squared_millionths", ""}, {"people", ""}},
    {living, "debt", "Debt to buyers, at the end", "USD a head",
     level, end, 0.01, 2, {"debt_cents", ""}, {"people", ""}},

    {children, "girls_attending", "Girls at school", "% of school age",
     level, run, 100, 2, {"children_attending", "child_sex=girls|girl|female"},
     {"children", "child_sex=girls|girl|female"}},
    {children, "boys_attending", "Boys at school", "% of school age",
     level, run, 100, 2, {"children_attending", "child_sex=boys|boy|male"}, {"children", "child_sex=boys|boy|male"}},
    {children, "girls_working", "Girls at work", "children, mean month",
     level, run, 1, 1, {"child_workers", "child_sex=girls|girl|female"}, {"months", ""}},
    {children, "boys_working", "Boys at work", "children, mean month",
     level, run, 1, 1, {"child_workers", "child_sex=boys|boy|male"}, {"months", ""}},

    {harm, "deaths", "Deaths from enforcement", "per 1,000 evictions",
     own_share, run, 1000, 2, {"rights_harm", "harm=deaths"}, {"evictions", ""}, presence},
    {harm, "injuries", "Injuries from enforcement", "per 1,000 evictions",
     own_share, run, 1000, 1, {"rights_harm", "harm=injuries"}, {"evictions", ""}, presence},
    {harm, "confiscations", "Confiscations", "per 1,000 evictions",
     own_share, run, 1000, 1, {"rights_harm", "harm=confiscations"}, {"evictions", ""}, presence},
    {harm, "no_alternative", "Evicted without alternative", "per 1,000 evictions",
     own_share, run, 1000, 1, {"rights_harm", "harm=evictions_without_alternative"}, {"evictions", ""}, presence},
    {harm, "cost_to_miners", "Income from mining, in total", "1,000 USD a month",
     level, run, 1e-5, 1, {"income_cents", mining}, {"months", ""}},
    {harm, "accidents", "Accidents in mining", "per 1,000 miner-years",
     level, run, 12000, 1, {"accidents", ""}, {"working_miners", ""}},

    {unrest, "riots", "Riots", "a year", level, run, 1, 2, {"conflict_events", "kind=riot"}, {"years", ""}},
    {unrest, "battles", "Battles", "a year", level, run, 1, 2, {"conflict_events", "kind=battle"}, {"years", ""}},
    {unrest, "looting", "Looting", "a year", level, run, 1, 2, {"conflict_events", "kind=looting"}, {"years", ""}},

    {sector, "working_miners", "Miners at work", "people, mean month",
     level, run, 1, 0, {"working_miners", ""}, {"months", ""}},
    {sector, "lsm_jobs", "Jobs in large-scale mines", "people, mean month",
     level, run, 1, 0, {"people", "livelihood=lsm_job"}, {"months", ""}},
    {sector, "tributers", "Tributers", "people, mean month",
     level, run, 1, 0, {"people", "livelihood=tributer"}, {"months", ""}},
    {sector, "company_cost", "Companies' cost of neighbours", "1,000 USD a year, less tribute",
     level, run, 1e-5, 1, {"ledger/flows", "category=lsm_security|lsm_engagement|lsm_incidents|-tribute|-pit_tribute"},
     {"years", ""}},
    {sector, "gold", "Gold", "kg a year", level, run, 1e-6, 1, {"gold_mg", ""}, {"years", ""}},
    {sector, "undeclared", "Neither declared nor truly tagged", "% of output, by worth",
     level, run, 100, 2, {"undeclared_cents", ""}, {"output_cents", ""}},
    {sector, "tagged", "Carries a tag", "% of output, by worth",
     own_share, run, 100, 2, {"tagged_cents", ""}, {"output_cents", ""}, {}, tagged},
    {sector, "laundered", "Of it, dug elsewhere", "% of what is tagged, by worth",
     own_share, run, 100, 1, {"laundered_cents", ""}, {"tagged_cents", ""}, {}, tagged},
    {sector, "moves", "Moves between places", "people a year", level, run, 1, 0, {"moves/moves", ""}, {"years", ""}},
};
// clang-format on

}  // namespace

std::span<Outcome const> outcomes() { return table; }

}  // namespace tributer
