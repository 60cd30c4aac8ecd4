#pragma once
// The makers of all processes; schedule.cpp puts them in order.
#include "tributer/model/livelihood.hpp"
#include "tributer/model/process.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {

std::unique_ptr<Process const> make_calendar(Tables const&, std::vector<MonthlySeries> prices);
std::unique_ptr<Process const> make_export_tax(Tables const&);
std::unique_ptr<Process const> make_companies(Tables const&);
std::unique_ptr<Process const> make_enforcement(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_expectations(Tables const&, Livelihoods const&);
std::unique_ptr<Process const> make_choice(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_placement(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_aid(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_operations(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_site_yield(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_work(Tables const&, Livelihoods const&);
std::unique_ptr<Process const> make_takings(Tables const&);
std::unique_ptr<Process const> make_repayment(Tables const&);
std::unique_ptr<Process const> make_payout(Tables const&);
std::unique_ptr<Process const> make_schooling(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_households(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_trading(Tables const&);
std::unique_ptr<Process const> make_programmes();
std::unique_ptr<Process const> make_formalisation(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_licence_office(Tables const&, LivelihoodAxis const&);
std::unique_ptr<Process const> make_trader_credit(Tables const&);
std::unique_ptr<Process const> make_concessions(Tables const&);
std::unique_ptr<Process const> make_trust(Tables const&);
std::unique_ptr<Process const> make_conflict(Tables const&);
std::unique_ptr<Process const> make_demography(Tables const&);

}  // namespace tributer
