#include "tributer/model/bank.hpp"

#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/effects.hpp"

namespace tributer {
namespace {

Cents principal_cents(LoanApplication const& a) { return whole(a.principal_usd * cents_per_usd); }

/// Exposure of a guarantee on a new loan.
Cents exposure_of(Guarantee const& guarantee, Cents principal) {
  // It is rounded as in the contract, so that the exposure never exceeds its share of the balance.
  return whole(static_cast<double>(static_cast<float>(guarantee.pays.exposure_share())) *
               static_cast<double>(principal));
}

/// Further exposure that a guarantee may have: leverage times the capital that is left after claims, less its exposure.
Cents exposure_room(World const& world, Guarantee const& guarantee) {
  Programme const& p = world.programmes[guarantee.programme];
  if (p.last_active == never) return 0;
  Cents const capital = std::max<Cents>(0, p.capital_cents - p.claims_paid_cents);
  return whole(guarantee.leverage * static_cast<double>(capital)) - p.exposure_cents;
}

}  // namespace

Bank::Bank(CreditParameters const& p, MonthContext const& month) : p_(p), month_(month) {
  for (Guarantee const& guarantee : month.terms.all<Guarantee>()) {
    LenderParameters const& lender = p_.lenders[guarantee.lender];
    ProposedLoan loan = unguaranteed_loan(lender);
    loan.coverage = guarantee.pays.coverage;
    loan.exposure_share = guarantee.pays.exposure_share();
    loan.fee_up_front = guarantee.fee_up_front;
    loan.fee_yearly = guarantee.fee_yearly;
    loan.honoured = guarantee.honoured;
    loan.claim_wait_months = guarantee.claim_wait_months;
    guaranteed_offers_.emplace(&guarantee, OfferTable(lender, loan));
  }
}

std::vector<Guarantee const*> Bank::guarantees(std::size_t lender, Purpose purpose, std::size_t location,
                                               uint8_t sex) const {
  std::vector<Guarantee const*> out{nullptr};
  for (Guarantee const& guarantee : month_.terms.all<Guarantee>())
    if (guarantee.lender == lender && guarantee.purposes[static_cast<std::size_t>(purpose)] &&
        guarantee.eligible.admits(location, sex))
      out.push_back(&guarantee);
  return out;
}

double Bank::deposit(std::size_t lender, Guarantee const* guarantee) const {
  double const usual = p_.lenders[lender].deposit;
  return guarantee ? usual - (usual - std::min(usual, guarantee->deposit)) * guarantee->pays.coverage : usual;
}

bool Bank::apply_for_loan(World& world, LoanApplication const& a) const {
  ++world.credit.applications[static_cast<std::size_t>(a.purpose)];
  if (has_room(world, a)) {
    Score const scored = score(world, a);
    if (scored.agreed) {
      Loan const loan = originate(a, scored);
      book_origination(world, a, scored, loan);
      disburse(world, loan);
      return true;
    }
  }
  if (a.guarantee) ++world.programmes[a.guarantee->programme].refused;
  return false;
}

bool Bank::has_room(World const& world, LoanApplication const& a) const {
  LenderParameters const& lender = p_.lenders[a.lender];
  Lender const& state = world.lenders[a.lender];
  Cents const principal = principal_cents(a);
  if (principal <= 0 || a.principal_usd > lender.largest_loan_usd) return false;
  if (state.outstanding_cents + principal > cents_from_usd(lender.capital_usd) / world.geography->weight ||
      state.cash_cents < principal)
    return false;
  return !a.guarantee || (principal <= a.guarantee->loan_cap_cents &&
                          exposure_of(*a.guarantee, principal) <= exposure_room(world, *a.guarantee));
}

/// The fixed cost has a log-normal distribution over applications. It is drawn from the luck of applicant and month.
double Bank::fixed_cost_usd(LoanApplication const& a) const {
  LenderParameters const& lender = p_.lenders[a.lender];
  double const sd = lender.fixed_cost_log_sd;
  auto const words = month_.luck.block(a.luck_id, month_.ordinal, streams::loan);
  return lender.fixed_cost_usd * math::exp(sd * static_cast<double>(Luck::to_normal(words[0])) - sd * sd / 2);
}

Score Bank::score(World const& world, LoanApplication const& a) const {
  LenderParameters const& lender = p_.lenders[a.lender];
  Lender const& state = world.lenders[a.lender];
  ScoringInput input;
  input.principal_usd = a.principal_usd;
  input.own_hazard = a.own_hazard;
  input.learned = learned_ratio(lender, state.defaults, state.predicted_defaults);
  input.ill_repute = month_.terms.of<LenderBelief>(a.location);
  input.fixed_cost_usd = fixed_cost_usd(a);
  input.most_hazard = p_.most_hazard;
  return tributer::score(lender, a.guarantee ? guaranteed_offers_.at(a.guarantee) : p_.plain_offers[a.lender], input);
}

Loan Bank::originate(LoanApplication const& a, Score const& score) const {
  LenderParameters const& lender = p_.lenders[a.lender];
  Loan loan;
  loan.borrower = a.borrower;
  loan.lender = a.lender;
  loan.purpose = a.purpose;
  loan.principal_cents = principal_cents(a);
  loan.disbursed = static_cast<uint16_t>(month_.ordinal);
  loan.predicted_hazard = static_cast<float>(score.predicted_hazard);
  loan.terms = loan_terms(lender.yearly_rate, lender.term_months, a.purpose == Purpose::trade ? 0 : lender.grace_months,
                          lender.enforcement);
  loan.instalment_cents = instalment_cents(loan.principal_cents, lender.yearly_rate, lender.term_months);
  if (!a.guarantee) return loan;
  loan.guarantee.programme = a.guarantee->programme;
  loan.guarantee.claim_wait_months = static_cast<uint16_t>(a.guarantee->claim_wait_months);
  loan.guarantee.coverage = static_cast<float>(a.guarantee->pays.coverage);
  loan.guarantee.exposure_share = static_cast<float>(a.guarantee->pays.exposure_share());
  loan.guarantee.honoured = static_cast<float>(a.guarantee->honoured);
  loan.guarantee.monthly_fee = static_cast<float>(a.guarantee->fee_yearly / months_per_year);
  loan.exposure_cents = exposure_of(*a.guarantee, loan.principal_cents);
  return loan;
}

/// Books the cost of the application, the fee to the guarantee, and the administration of the guarantee.
void Bank::book_origination(World& world, LoanApplication const& a, Score const& score, Loan const& loan) const {
  Lender& state = world.lenders[a.lender];
  Book& book = world.ledger.month;
  if (a.guarantee) {
    Programme& programme = world.programmes[loan.guarantee.programme];
    Cents const fee = whole(a.guarantee->fee_up_front * static_cast<double>(loan.exposure_cents)),
                administration = whole(a.guarantee->administration * static_cast<double>(loan.exposure_cents));
    state.cash_cents -= fee;
    programme.cash_cents += fee;
    programme.fees_cents += fee;
    programme.administration_cents += administration;
    book.add(Category::guarantee_fees, fee);
    book.add(Category::administration, administration);
  }
  Cents const cost = cents_from_usd(score.cost_usd);
  state.cash_cents -= cost;
  book.add(Category::lending_costs, cost);
}

}  // namespace tributer
