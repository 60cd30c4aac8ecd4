// The capital of funds and guarantees. It is promised when they first offer anything, and paid in then or when it is
// needed: a fund calls for what it lends beyond its cash, and a guarantee for the reserve that its exposure requires
// and for claims. It is invested while it is idle, and returned after they have closed. A fund first pays the tranches
// of private investors and the company, with the yield that they were promised, and then the donor. A guarantee keeps
// the capital that its exposure requires.
#include <algorithm>
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class ProgrammesProcess final : public Process {
 public:
  void step(MonthContext const& month, World& world) const override {
    Cents const weight = world.geography->weight;
    for (Outlay const& outlay : month.terms.all<Outlay>()) {
      constexpr Per<Payer, Category> booked_as{Category::donor_costs, Category::state_costs, Category::lsm_engagement};
      Cents const spent =
          outlay.budget_cents ? draw_on(world, outlay.programme, *outlay.budget_cents, outlay.cents) : outlay.cents;
      if (!outlay.budget_cents) world.programmes[outlay.programme].costs_cents += spent;
      world.ledger.month.add(booked_as[outlay.payer], spent);
    }
    std::vector<uint8_t> offers(world.programmes.size());  // 1 if the programme offers anything this month
    for (Grant const& grant : month.terms.all<Grant>())
      world.programmes[grant.programme].budget_cents = grant.budget_cents / world.geography->weight;
    for (Fund const& fund : month.terms.all<Fund>()) {
      offers[fund.programme] = 1;
      Programme& p = world.programmes[fund.programme];
      commit(month, p, fund.capital_cents / weight, fund.private_cents / weight, fund.lsm_cents / weight);
      if (fund.paid_in == PaidIn::at_once) call_capital(world, p, uncalled(p));
      p.idle_rate = fund.idle_yield / months_per_year;
      p.other_rate = fund.private_yearly_rate;
    }
    for (Guarantee const& guarantee : month.terms.all<Guarantee>()) {
      offers[guarantee.programme] = 1;
      Programme& p = world.programmes[guarantee.programme];
      commit(month, p, guarantee.capital_cents / weight, 0, 0);
      Cents const reserve = rounded_up(static_cast<double>(p.exposure_cents) / guarantee.leverage);
      call_capital(world, p, guarantee.paid_in == PaidIn::at_once ? uncalled(p) : reserve - p.cash_cents);
      p.idle_rate = guarantee.idle_yield / months_per_year;
      p.leverage = guarantee.leverage;
      p.claim_cap = guarantee.pays.claim_cap;
    }
    for (std::size_t k = 0; k < world.programmes.size(); ++k) {
      Programme& p = world.programmes[k];
      if (offers[k]) p.last_active = static_cast<uint16_t>(month.ordinal);
      accrue(world, p);
      if (!offers[k] && p.last_active != never) return_capital(world, p);
    }
  }

 private:
  static void commit(MonthContext const& month, Programme& p, Cents donor, Cents investors, Cents lsm) {
    if (p.last_active != never) return;
    p.last_active = static_cast<uint16_t>(month.ordinal);
    p.committed_cents = donor;
    p.private_uncalled_cents = investors, p.lsm_uncalled_cents = lsm;
  }

  static void accrue(World& world, Programme& p) {
    p.private_owed_cents += whole(static_cast<double>(p.private_owed_cents) * p.other_rate / months_per_year);
    p.lsm_owed_cents += whole(static_cast<double>(p.lsm_owed_cents) * p.other_rate / months_per_year);
    if (p.cash_cents <= 0) return;
    Cents const yield = whole(static_cast<double>(p.cash_cents) * p.idle_rate);
    p.cash_cents += yield;
    p.yield_cents += yield;
    world.ledger.month.add(Category::idle_yield, yield);
  }

  static void return_capital(World& world, Programme& p) {
    Cents const kept = p.leverage > 0 ? rounded_up(static_cast<double>(p.exposure_cents) / p.leverage) : 0;
    Cents free = std::max<Cents>(0, p.cash_cents - kept);
    Book& book = world.ledger.month;
    auto const give = [&](Category to, Cents most) {
      Cents const given = std::min(free, most);
      free -= given;
      p.cash_cents -= given;
      p.returned_cents += given;
      book.add(to, given);
      return given;
    };
    Cents const owed = p.private_owed_cents + p.lsm_owed_cents;
    if (owed > 0) {
      Cents const both = std::min(free, owed), lsm = proportion(both, p.lsm_owed_cents, owed);
      p.lsm_owed_cents -= give(Category::lsm_returned, lsm);
      p.private_owed_cents -= give(Category::private_returned, std::min(both - lsm, p.private_owed_cents));
    }
    if (p.private_owed_cents + p.lsm_owed_cents == 0) give(Category::capital_returned, free);
  }
};

}  // namespace

void add_programmes_process(Registry& registry) {
  registry.process<ProgrammesProcess>(
      "programmes",
      "Pays in, invests and returns the capital of funds and guarantees; books other costs of instruments.",
      MonthPart::finance, {"trading"});
}

}  // namespace tributer
