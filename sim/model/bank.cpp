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
  Cents const capital = std::max<Cents>(0, p.committed_cents - p.claims_paid_cents);
  return whole(guarantee.leverage * static_cast<double>(capital)) - p.exposure_cents;
}

}  // namespace

Bank::Bank(CreditParameters const& p, MonthContext const& month, World const& world) : p_(p), month_(month) {
  // Experience is counted in loans of the whole population, so that the weight of a simulated person does not matter.
  double const weight = static_cast<double>(world.geography->weight);
  double all_defaults = 0, all_predicted = 0;
  for (Lender const& lender : world.lenders) {
    all_defaults += static_cast<double>(lender.defaults);
    all_predicted += lender.predicted_defaults;
  }
  for (std::size_t k = 0; k < p_.lenders.size(); ++k) {
    LenderParameters const& lender = p_.lenders[k];
    Lender const& of = world.lenders[k];
    double const others = lender.learns_from_others, own = 1.0 - others;
    learned_.push_back(learned_ratio(lender, weight * (others * all_defaults + own * static_cast<double>(of.defaults)),
                                     weight * (others * all_predicted + own * of.predicted_defaults)));
    plain_.push_back(make_offer(k, nullptr));
  }
  for (Guarantee const& guarantee : month.terms.all<Guarantee>())
    guaranteed_.emplace(&guarantee, make_offer(guarantee.lender, &guarantee));
}

Bank::Offer Bank::make_offer(std::size_t k, Guarantee const* guarantee) const {
  LenderParameters const& lender = p_.lenders[k];
  ProposedLoan plain;
  plain.term_months = lender.term_months;
  plain.grace_months = lender.grace_months;
  ProposedLoan covered = plain;
  if (guarantee) {
    covered.coverage = guarantee->pays.coverage;
    covered.exposure_share = guarantee->pays.exposure_share();
    covered.fee_up_front = guarantee->fee_up_front;
    covered.fee_yearly = guarantee->fee_yearly;
    covered.honoured = guarantee->honoured;
    covered.claim_wait_months = guarantee->claim_wait_months;
  }
  auto const through = [guarantee](GuaranteeChannel channel) { return guarantee && guarantee->acts_on[channel]; };
  double const rate = asked_rate(lender, through(GuaranteeChannel::rate) ? covered : plain, learned_[k]);
  plain.yearly_rate = covered.yearly_rate = rate;
  Offer out{RepaymentTerms(rate, lender.term_months, lender.grace_months),
            OfferTable(lender, through(GuaranteeChannel::cutoff) ? covered : plain)};
  if (through(GuaranteeChannel::cutoff) != through(GuaranteeChannel::entry))
    out.gains.emplace(lender, through(GuaranteeChannel::entry) ? covered : plain);
  return out;
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
  return guarantee && guarantee->acts_on[GuaranteeChannel::deposit]
             ? usual - (usual - std::min(usual, guarantee->deposit)) * guarantee->pays.coverage
             : usual;
}

Answer Bank::apply_for_loan(World& world, LoanApplication const& a) const {
  Lender& lender = world.lenders[a.lender];
  bool agreed = has_room(world, a);
  if (agreed) {
    Score const scored = score(a, offer(a.lender, a.guarantee).decides);
    agreed = scored.agreed;
    if (agreed && (lender.serves || is_new_demand(world, a))) lender.prospects_usd += prospect_usd(a, scored);
    if (agreed && lender.serves) {
      Loan const loan = originate(a, scored);
      book_origination(world, a, scored, loan);
      ++world.credit.applications[static_cast<std::size_t>(a.purpose)];
      disburse(world, loan);
      return Answer::agreed;
    }
  }
  if (!lender.serves) return agreed ? Answer::no_window : Answer::refused;
  ++world.credit.applications[static_cast<std::size_t>(a.purpose)];
  if (a.guarantee) ++world.programmes[a.guarantee->programme].refused;
  return Answer::refused;
}

/// Who is not served asks again and again, but would borrow only once in the time that a loan lasts.
bool Bank::is_new_demand(World& world, LoanApplication const& a) const {
  LenderParameters const& lender = p_.lenders[a.lender];
  uint16_t& asked = a.purpose == Purpose::trade ? world.traders[a.borrower].asked : world.operations[a.borrower].asked;
  bool const is_new =
      asked == never || asked == month_.ordinal || month_.ordinal - asked >= lender.grace_months + lender.term_months;
  if (is_new) asked = static_cast<uint16_t>(month_.ordinal);
  return is_new;
}

double Bank::prospect_usd(LoanApplication const& a, Score const& scored) const {
  auto const& gains = offer(a.lender, a.guarantee).gains;
  return std::max(0.0, gains ? score(a, *gains).npv_usd : scored.npv_usd);
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

Score Bank::score(LoanApplication const& a, OfferTable const& worth) const {
  ScoringInput input;
  input.principal_usd = a.principal_usd;
  input.own_hazard = a.own_hazard;
  input.learned = learned_[a.lender];
  input.ill_repute = month_.terms.of<LenderBelief>(a.location);
  input.fixed_cost_usd = fixed_cost_usd(a);
  input.most_hazard = p_.most_hazard;
  return tributer::score(p_.lenders[a.lender], worth, input);
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
  double const rate = offer(a.lender, a.guarantee).repayment.yearly_rate;
  loan.terms = loan_terms(rate, lender.term_months, lender.grace_months, lender.enforcement);
  loan.instalment_cents = instalment_cents(loan.principal_cents, rate, lender.term_months);
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
