#include "outcomes.hpp"

namespace tributer {
namespace {

constexpr std::string_view where_to = "Where do the people go?";
constexpr std::string_view miners = "Who still mines there, and around?";
constexpr std::string_view living = "What does it do to incomes?";
constexpr std::string_view children = "What does it do to children?";
constexpr std::string_view harm = "What harm does it do, beside its cost to miners?";
constexpr std::string_view unrest = "Is there more unrest?";
constexpr std::string_view sector = "What becomes of the sector?";

constexpr std::string_view mining = "livelihood=informal_mining|formal_mining|tributer";
constexpr std::string_view not_mining = "livelihood!=informal_mining|formal_mining|tributer";

constexpr auto presence = Outcome::Arms::with_presence;
using enum Form;
using enum Window;

// clang-format off
// question, name, label, unit, form, window, scale, decimals, numerator, denominator, arms
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
    {sector, "formal_share", "Formal miners", "% of miners",
     level, run, 100, 2, {"people", "livelihood=formal_mining"}, {"people", mining}},
    {sector, "lsm_jobs", "Jobs in large-scale mines", "people, mean month",
     level, run, 1, 0, {"people", "livelihood=lsm_job"}, {"months", ""}},
    {sector, "gold", "Gold", "kg a year", level, run, 1e-6, 1, {"gold_mg", ""}, {"years", ""}},
    {sector, "moves", "Moves between places", "people a year", level, run, 1, 0, {"moves/moves", ""}, {"years", ""}},
};
// clang-format on

}  // namespace

std::span<Outcome const> outcomes() { return table; }

}  // namespace tributer
