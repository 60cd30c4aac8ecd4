#include "tributer/model/bank.hpp"
#include "tributer/model/effects.hpp"

#include <algorithm>

namespace tributer {

Bank::Bank(CreditParameters const& p, MonthContext const& month) : p_(p), month_(month) {
  for (Cover const& cover : month.terms.all<Cover>()) {
    LenderParameters const& lender = p_.lenders[cover.lender];
    LoanTerms terms = plain_terms(lender);
    terms.covered_share = cover.coverage();
    terms.fee_up_front = cover.fee_up_front;
    terms.fee_yearly = cover.fee_yearly;
    terms.honoured = cover.honoured;
    terms.claim_wait_months = cover.claim_wait_months;
    covered_.emplace(&cover, OfferTable(lender, terms));
  }
}

std::vector<Cover const*> Bank::covers(std::size_t lender, Purpose purpose, std::size_t location, uint8_t sex) const {
  std::vector<Cover const*> out{nullptr};
  for (Cover const& cover : month_.terms.all<Cover>())
    if (cover.lender == lender && cover.covers[static_cast<std::size_t>(purpose)] &&
        cover.eligible.admits(location, sex))
      out.push_back(&cover);
  return out;
}

double Bank::deposit(std::size_t lender, Cover const* cover) const {
  double const plain = p_.lenders[lender].deposit;
  return cover ? plain - (plain - std::min(plain, cover->deposit)) * cover->coverage() : plain;
}

Cents Bank::room(World const& world, Cover const& cover) {
  Programme const& p = world.programmes[programme_of(world, cover.label)];
  if (p.last_active == never) return 0;
  return whole(cover.leverage * static_cast<double>(std::max<Cents>(0, p.capital_cents - p.claims_cents))) -
         p.exposure_cents;
}

bool Bank::ask(World& world, LoanApplication const& a) const {
  LenderParameters const& lender = p_.lenders[a.lender];
  Lender& state = world.lenders[a.lender];
  ++world.credit.applications[static_cast<std::size_t>(a.purpose)];
  Cents const principal = whole(a.principal_usd * 100.0);
  double const share = a.cover ? a.cover->coverage() : 0.0;
  // Capital held against a loan: all that may be claimed on it, or its part of what may be claimed on all.
  double const held = !a.cover || a.cover->kind == Cover::Kind::pari_passu ? share : share * a.cover->cap_share;
  Cents const reserved = whole(held * static_cast<double>(principal));
  auto const refuse = [&] {
    if (a.cover) ++world.programmes[programme_of(world, a.cover->label)].refused;
    return false;
  };
  if (principal <= 0 || a.principal_usd > lender.largest_loan_usd) return refuse();
  if (state.outstanding_cents + principal > cents_from_usd(lender.capital_usd) / world.geography->weight ||
      state.cash_cents < principal)
    return refuse();
  if (a.cover && (principal > a.cover->loan_cap_cents || reserved > room(world, *a.cover))) return refuse();

  OfferTable const& worth = table(a.lender, a.cover);
  double const learned =
      (lender.prior_weight + static_cast<double>(state.defaults)) / (lender.prior_weight + state.predicted_defaults);
  double const prior = lender.prior_hazard_yearly / 12.0;
  // Ill repute of a place is no part of the score that defaults are held against, else experience would undo it.
  double const believed = learned * (1.0 + month_.terms.of<LenderBelief>(a.location));
  double const effort = worth.at(a.principal_usd, believed * prior).effort;
  double const scored = scored_hazard(a.own_hazard, prior, insight(lender, effort));
  double const hazard = std::min(0.5, believed * scored);
  auto const words = month_.luck.block(a.luck_id, month_.ordinal, Stream::loan);
  double const sd = lender.fixed_cost_log_sd;
  double const fixed =
      lender.fixed_cost_usd * math::exp(sd * static_cast<double>(Luck::to_normal(words[0])) - sd * sd / 2);
  bool const agreed = lender.cutoff_fixed >= 0
                          ? hazard <= lender.cutoff_fixed
                          : worth.at(a.principal_usd, hazard).npv_usd - fixed >= lender.margin * a.principal_usd;
  if (!agreed) return refuse();

  Loan loan;
  loan.borrower = a.borrower;
  loan.lender = a.lender;
  loan.purpose = a.purpose;
  loan.principal_cents = principal;
  loan.issued = static_cast<uint16_t>(month_.ordinal);
  loan.grace = static_cast<uint8_t>(a.purpose == Purpose::trade ? 0 : lender.grace_months);
  loan.months_left = static_cast<uint16_t>(lender.term_months);
  loan.monthly_rate = static_cast<float>(lender.yearly_rate / 12.0);
  loan.instalment_cents =
      whole(instalment_usd(static_cast<double>(principal), lender.yearly_rate, lender.term_months) + 1.0);
  loan.enforcement = static_cast<float>(lender.enforcement);
  loan.predicted_hazard = static_cast<float>(scored);
  Book& book = world.ledger.month;
  if (a.cover) {
    loan.cover = programme_of(world, a.cover->label);
    loan.covered_share = static_cast<float>(share);
    loan.held_share = static_cast<float>(held);
    loan.honoured_share = static_cast<float>(a.cover->honoured);
    loan.claim_wait = static_cast<uint16_t>(a.cover->claim_wait_months);
    loan.fee_monthly = static_cast<float>(a.cover->fee_yearly / 12.0);
    loan.reserved_cents = reserved;
    Programme& cover = world.programmes[loan.cover];
    Cents const fee = whole(a.cover->fee_up_front * static_cast<double>(reserved)),
                administration = whole(a.cover->administration * static_cast<double>(reserved));
    state.cash_cents -= fee;
    cover.cash_cents += fee;
    cover.fees_cents += fee;
    cover.administration_cents += administration;
    book.add(Category::guarantee_fees, fee);
    book.add(Category::administration, administration);
  }
  Cents const cost = cents_from_usd(fixed + lender.effort_cost_usd * effort);
  state.cash_cents -= cost;
  book.add(Category::lending_costs, cost);
  issue(world, loan);
  return true;
}

}  // namespace tributer
