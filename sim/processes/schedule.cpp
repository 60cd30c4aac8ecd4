// The month, one line a process, in the order in which things happen.
#include "tributer/processes/schedule.hpp"

#include "processes.hpp"

namespace tributer {

ProcessList make_schedule(Tables const& tables, std::vector<MonthlySeries> const& prices,
                          Livelihoods const& livelihoods) {
  LivelihoodAxis const axis = axis_of(livelihoods);
  ProcessList month;
  month.push_back(make_calendar(tables, prices));
  month.push_back(make_export_tax(tables));
  month.push_back(make_companies(tables));
  month.push_back(make_enforcement(tables, axis));
  month.push_back(make_expectations(tables, livelihoods));
  month.push_back(make_choice(tables, axis));
  month.push_back(make_placement(tables, axis));
  month.push_back(make_aid(tables, axis));
  month.push_back(make_operations(tables, axis));
  month.push_back(make_site_yield(tables, axis));
  month.push_back(make_work(tables, livelihoods));
  month.push_back(make_takings(tables));
  month.push_back(make_repayment(tables));
  month.push_back(make_payout(tables));
  month.push_back(make_schooling(tables, axis));
  month.push_back(make_households(tables, axis));
  month.push_back(make_trading(tables));
  month.push_back(make_programmes());
  month.push_back(make_formalisation(tables, axis));
  month.push_back(make_licence_office(tables, axis));
  month.push_back(make_trader_credit(tables));
  month.push_back(make_concessions(tables));
  month.push_back(make_trust(tables));
  month.push_back(make_conflict(tables));
  month.push_back(make_demography(tables));
  return month;
}

}  // namespace tributer
