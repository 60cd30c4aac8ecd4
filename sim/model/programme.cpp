#include "tributer/model/programme.hpp"

#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"

namespace tributer {

Office read_office(TableReader const& t) {
  double const setup =
      t.real("setup_usd", 30'000,
             {"USD", 0, 1e6, "assumed: contracts, a survey and some months of an adviser", "cost of its preparation"});
  double const yearly = t.real("office_usd_per_year", 30'000,
                               {"USD/year", 0, 1e6, "assumed: half a professional, an assistant and an audit",
                                "yearly cost of its office, beside what grows with the programme"});
  return {cents_from_usd(setup), cents_from_usd(yearly)};
}

void ProgrammeInstrument::add_running_costs(MonthContext const& month, World const& world, Terms& terms) const {
  int const since = month.since_start;
  bool const busy =
      window_.holds(since) || (since >= window_.end && world.programmes[terms.programme()].has_money_out());
  Cents const cents =
      (since == window_.first ? office_.setup_cents : 0) + (busy ? office_.yearly_cents / months_per_year : 0);
  if (cents > 0) terms.add(Outlay{label_, payer_, cents / world.geography->weight, {}});
}

std::array<bool, n_purposes> read_purposes(TableReader const& t, std::vector<std::string> const& fallback) {
  std::vector<std::string> known = labels_of<Purpose>();
  known.pop_back();  // `trade` is for loans to traders, not to operations
  auto const chosen = t.words("purposes", fallback, known, "purposes of the loans");
  std::array<bool, n_purposes> out{};
  for (std::size_t k = 0; k < known.size(); ++k)
    out[k] = std::find(chosen.begin(), chosen.end(), known[k]) != chosen.end();
  return out;
}

Fund read_fund(TableReader const& t, FundDefaults const& usual) {
  std::string_view const choice = "assumed: the study's choice";
  Fund f;
  f.capital_cents = read_usd(t, "capital_usd", std::nullopt, 1e9, "capital promised by the donor");
  f.paid_in =
      t.member("paid_in", PaidIn::called, choice, "whether capital is paid in as it is lent, or all at the start");
  f.cap_cents = read_usd(t, "cap_usd", usual.cap_usd, 1e6, "largest loan");
  f.lends_for = read_purposes(t, usual.purposes);
  f.yearly_rate = t.real("yearly_rate", usual.yearly_rate, {"1/year", 0, 1, choice, "rate of interest"});
  f.term_months =
      t.integer("term_months", usual.term_months, {"month", 1, 120, "P-48", "number of monthly instalments"});
  f.grace_months =
      t.integer("grace_months", usual.grace_months,
                {"month", 0, 36, "assumed: at least the licence delay", "months before the first instalment"});
  f.deposit = t.real("deposit", usual.deposit, {"1", 0, 0.9, "P-52", "share of the cost that the borrower brings"});
  f.enforcement = t.real("enforcement", usual.enforcement,
                         {"1", 0, 1, "assumed: a bank 0.8, a fund 0.6, a state that does not collect 0.05 (V20b)",
                          "share of the balance that a defaulter loses in any case"});
  f.service_cap = t.real("service_cap", usual.service_cap,
                         {"1", 0.05, 2, choice, "largest instalment over the believed takings of an operation"});
  f.revolving = t.flag("revolving", true, choice, "whether repayments are lent again");
  f.idle_yield = t.real("idle_yield_yearly", 0.03,
                        {"1/year", 0, 0.2, "assumed: bills of a state", "yield of capital that is not lent"});
  f.administration =
      t.real("administration", 0.2, {"1", 0, 0.5, "assumed: 15 to 30%", "cost of administration over what is lent"});
  return f;
}

Grant read_grant(TableReader const& t, GrantDefaults const& usual) {
  Grant g;
  g.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum paid in all, without administration");
  g.cap_cents = read_usd(t, "cap_usd", usual.cap_usd, 1e6, "largest grant for one operation");
  g.share = t.real("share", usual.share, {"1", 0, 1, "assumed: the study's choice", usual.share_of});
  Losses const losses = read_losses(t);
  g.leakage = losses.leakage;
  g.administration = losses.administration;
  return g;
}

Losses read_losses(TableReader const& t) {
  return {
      t.real("leakage", 0.3, {"1", 0, 0.6, "assumed: 0.2 to 0.5", "share lost to side payments"}),
      t.real("administration", 0.2, {"1", 0, 0.5, "assumed: 15 to 30%", "cost of administration over what is paid"})};
}

std::size_t read_concession(TableReader const& t, std::string_view key, Geography const& g, std::string_view about) {
  std::string const id = t.text(key, std::nullopt, about);
  return id.empty() ? 0 : find_concession(t, key, id, g).value_or(0);
}

}  // namespace tributer
