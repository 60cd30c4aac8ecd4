#include "tributer/model/credit.hpp"
#include "tributer/core/units.hpp"

#include <algorithm>

namespace tributer {

CreditParameters read_credit(TableReader const& study) {
  TableReader const t = study.table("credit");
  CreditParameters p{};
  p.lenders = read_lenders(study);
  for (LenderParameters const& lender : p.lenders) p.plain_offers.emplace_back(lender, plain_terms(lender));
  p.service_hazard = t.real("service_hazard", 0.004,
                            {"1/month", 0, 0.1, "assumed: one more default in ten loans over two years",
                             "hazard added to a score where debt service reaches the lender's cap"});
  p.attention = t.real("attention", 0.1,
                       {"1/month", 0, 1, "assumed: most pay by habit",
                        "chance that a borrower considers in a month whether to go on paying"});
  p.standing_months = t.real("standing_months", 4,
                             {"month", 0, 24, "assumed: lenders and traders refuse a known defaulter for a season",
                              "months of profit that a known defaulter loses"});
  p.default_after = t.integer("default_after", 3,
                              {"month", 1, 24, "assumed: bank practice", "months of arrears that make a default"});
  p.fund_recovery = t.real("fund_recovery", 0.25,
                           {"1", 0, 1, "assumed: as a bank's",
                            "share of a lost balance that funds seek from the borrower, times their enforcement"});
  p.licence_standing = t.real("licence_standing", 0.5,
                              {"1", 0, 2, "assumed: a defaulter can be refused a renewal",
                               "what a licensed defaulter expects to lose with the licence, over what it cost"});
  p.most_hazard = t.real("most_hazard", 0.5,
                         {"1/month", 0.0001, 1, "assumed: lenders do not tell hopeless cases apart",
                          "highest monthly hazard of default that a lender believes of an applicant"});
  p.trader_loan_share = t.real("trader_loan_share", 0.5,
                               {"1", 0.01, 5, "assumed: the trader bears most of the risk",
                                "largest loan to a trader, over the capital that the trader has"});
  p.least_trader_loan_usd =
      t.real("least_trader_loan_usd", 100,
             {"USD", 0, 20000, "assumed: less is not worth the papers", "smallest loan to a trader"});
  return p;
}

LoanTerms plain_terms(LenderParameters const& lender) {
  LoanTerms terms;
  terms.yearly_rate = lender.yearly_rate;
  terms.term_months = lender.term_months;
  terms.grace_months = lender.grace_months;
  return terms;
}

uint8_t programme_of(World const& world, std::string_view label) {
  for (std::size_t k = 0; k < world.programmes.size(); ++k)
    if (world.programmes[k].label == label) return static_cast<uint8_t>(k);
  throw Bug("an instrument handles money without books");
}

std::pair<uint32_t, uint32_t> traders_at(World const& world, std::size_t location) {
  auto const from = std::partition_point(world.traders.begin(), world.traders.end(),
                                         [location](Trader const& t) { return t.location < location; });
  auto const to =
      std::partition_point(from, world.traders.end(), [location](Trader const& t) { return t.location <= location; });
  return {static_cast<uint32_t>(from - world.traders.begin()), static_cast<uint32_t>(to - world.traders.begin())};
}

Loan fund_loan(Fund const& fund, uint8_t programme, Purpose purpose, uint32_t borrower, Cents principal,
               uint32_t month) {
  Loan loan;
  loan.borrower = borrower;
  loan.fund = programme;
  loan.purpose = purpose;
  loan.principal_cents = principal;
  loan.issued = static_cast<uint16_t>(month);
  loan.grace = static_cast<uint8_t>(fund.grace_months);
  loan.months_left = static_cast<uint16_t>(fund.term_months);
  loan.monthly_rate = static_cast<float>(fund.yearly_rate / months_per_year);
  loan.enforcement = static_cast<float>(fund.enforcement);
  loan.instalment_cents =
      whole(instalment_usd(static_cast<double>(principal), fund.yearly_rate, fund.term_months) + 1.0);
  return loan;
}

Cents budget_left(World const& world, std::string_view label, Cents budget) {
  Programme const& p = world.programmes[programme_of(world, label)];
  return budget / world.geography->weight - p.promised_cents - p.granted_cents - p.lent_cents;
}

bool affords(World const& world, Outlay const& outlay) {
  return !outlay.budget_cents ||
         budget_left(world, outlay.label, *outlay.budget_cents) >= std::max<Cents>(1, outlay.cents);
}

Cents draw_on(World& world, std::string_view label, Cents budget, Cents wanted) {
  Programme& p = world.programmes[programme_of(world, label)];
  p.budget_cents = budget / world.geography->weight;
  Cents const paid = std::clamp<Cents>(wanted, 0, std::max<Cents>(0, budget_left(world, label, budget)));
  p.granted_cents += paid;
  return paid;
}

namespace {

bool from_fund(Loan const& loan) { return loan.fund != no_programme; }
bool of_trader(Loan const& loan) { return loan.purpose == Purpose::trade; }

Cents& cash_of(World& world, Loan const& loan) {
  return of_trader(loan) ? world.traders[loan.borrower].cash_cents : world.operations[loan.borrower].cash_cents;
}
uint32_t& loan_of(World& world, Loan const& loan) {
  if (of_trader(loan)) return world.traders[loan.borrower].loan;
  Operation& operation = world.operations[loan.borrower];
  return loan.purpose == Purpose::working_capital ? operation.working : operation.loan;
}

/// A cover holds less against a loan that has become smaller.
void release(World& world, Loan& loan) {
  if (loan.cover == no_programme) return;
  Cents const still = whole(static_cast<double>(loan.held_share) * static_cast<double>(loan.balance_cents));
  Cents const reserved = std::min(loan.reserved_cents, still);
  world.programmes[loan.cover].exposure_cents -= loan.reserved_cents - reserved;
  loan.reserved_cents = reserved;
}

/// From the borrower to who lent, principal and interest.
void repay(World& world, Loan& loan, Cents principal, Cents interest) {
  cash_of(world, loan) -= principal + interest;
  loan.balance_cents -= principal;
  loan.repaid_cents += principal;
  Book& book = world.ledger.month;
  if (from_fund(loan)) {
    Programme& fund = world.programmes[loan.fund];
    fund.cash_cents += principal + interest;
    fund.repaid_cents += principal;
    fund.interest_cents += interest;
    book.add(of_trader(loan) ? Category::fund_trader_instalments : Category::fund_instalments, principal + interest);
  } else {
    Lender& lender = world.lenders[loan.lender];
    lender.cash_cents += principal + interest;
    lender.outstanding_cents -= principal;
    book.add(of_trader(loan) ? Category::trader_instalments : Category::bank_instalments, principal + interest);
  }
  release(world, loan);
}

void close(World& world, Loan& loan) {
  loan_of(world, loan) = no_row;
  loan.open = 0;
  world.free_loans.push_back(static_cast<uint32_t>(&loan - world.loans.data()));
}

}  // namespace

void issue(World& world, Loan loan) {
  check(loan.principal_cents > 0, "a loan of nothing");
  loan.open = 1;
  loan.balance_cents = loan.principal_cents;
  Book& book = world.ledger.month;
  if (from_fund(loan)) {
    Programme& fund = world.programmes[loan.fund];
    check(fund.cash_cents >= loan.principal_cents, "a fund lends more than it has");
    fund.cash_cents -= loan.principal_cents;
    fund.lent_cents += loan.principal_cents;
    ++fund.supported;
    book.add(of_trader(loan) ? Category::fund_trader_loans : Category::fund_loans, loan.principal_cents);
  } else {
    Lender& lender = world.lenders[loan.lender];
    lender.cash_cents -= loan.principal_cents;
    lender.outstanding_cents += loan.principal_cents;
    book.add(of_trader(loan) ? Category::trader_loans : Category::bank_loans, loan.principal_cents);
  }
  if (loan.cover != no_programme) {
    Programme& cover = world.programmes[loan.cover];
    cover.exposure_cents += loan.reserved_cents;
    cover.covered_cents += whole(static_cast<double>(loan.covered_share) * static_cast<double>(loan.principal_cents));
    ++cover.supported;
    ++world.credit.covered_loans;
  }
  cash_of(world, loan) += loan.principal_cents;
  std::size_t const purpose = static_cast<std::size_t>(loan.purpose);
  ++world.credit.approved[purpose];
  world.credit.lent_cents[purpose] += loan.principal_cents;
  uint32_t row = static_cast<uint32_t>(world.loans.size());
  if (world.free_loans.empty()) {
    world.loans.push_back(loan);
  } else {
    row = world.free_loans.back();
    world.free_loans.pop_back();
    world.loans[row] = loan;
  }
  loan_of(world, loan) = row;
}

bool lend(World& world, Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal, uint32_t month) {
  uint8_t const at = programme_of(world, fund.label);
  Programme& p = world.programmes[at];
  ++world.credit.applications[static_cast<std::size_t>(purpose)];
  bool const fresh = fund.revolving || p.lent_cents + principal <= p.capital_cents + p.other_capital_cents;
  if (principal <= 0 || p.cash_cents < principal || !fresh) {
    ++p.refused;
    return false;
  }
  Cents const administration = whole(fund.administration * static_cast<double>(principal));
  p.administration_cents += administration;
  world.ledger.month.add(Category::administration, administration);
  issue(world, fund_loan(fund, at, purpose, borrower, principal, month));
  return true;
}

void collect(World& world, Loan& loan) {
  Cents const interest = whole(static_cast<double>(loan.balance_cents) * static_cast<double>(loan.monthly_rate));
  Cents const cash = cash_of(world, loan);
  if (loan.grace > 0) {
    if (cash < interest) {
      ++loan.arrears;
      return;
    }
    --loan.grace;
    loan.arrears = 0;
    return repay(world, loan, 0, interest);
  }
  bool const last = loan.months_left <= 1;
  Cents const due = last ? loan.balance_cents + interest
                         : std::min(loan.balance_cents + interest, std::max(interest, loan.instalment_cents));
  if (cash < due) {
    ++loan.arrears;
    return;
  }
  repay(world, loan, due - interest, interest);
  if (loan.months_left > 0) --loan.months_left;
  if (loan.arrears > 0) --loan.arrears;
  if (loan.balance_cents == 0) close(world, loan);
}

void revalue(World& world, Loan& loan, double factor) {
  check(!from_fund(loan) && loan.open, "only what a bank is owed has a currency of its own");
  auto const changed = [factor](Cents amount) {
    return std::max<Cents>(1, rounded(static_cast<double>(amount) * factor));
  };
  Cents const change = changed(loan.balance_cents) - loan.balance_cents;
  loan.balance_cents += change;
  loan.revalued_cents += change;
  loan.instalment_cents = changed(loan.instalment_cents);
  world.lenders[loan.lender].outstanding_cents += change;
  release(world, loan);
}

bool pay_off(World& world, Loan& loan) {
  if (cash_of(world, loan) < loan.balance_cents) return false;
  repay(world, loan, loan.balance_cents, 0);
  close(world, loan);
  return true;
}

double recovery_of(CreditParameters const& p, Loan const& loan) {
  return from_fund(loan) ? p.fund_recovery * static_cast<double>(loan.enforcement)
                         : 1.0 - p.lenders[loan.lender].loss_given_default;
}

namespace {

/// The covered part of a loss, within what may be claimed in all and what the capital may stand for. A cover in
/// dollars bears no part of what a currency added to the principal.
void claim_on(World& world, Loan& loan, Cents lost, Cents recovered, uint32_t month) {
  Programme& cover = world.programmes[loan.cover];
  ++cover.defaults;
  ++world.credit.covered_defaults;
  cover.recoveries_cents += recovered;
  cover.exposure_cents -= loan.reserved_cents;
  loan.reserved_cents = 0;
  Cents const loss = whole(static_cast<double>(loan.honoured_share) * static_cast<double>(loan.covered_share) *
                           static_cast<double>(std::min(lost, loan.principal_cents)));
  Cents const left = whole(cover.claim_cap * static_cast<double>(cover.covered_cents)) - cover.claimed_cents;
  Cents const stands_for = whole(cover.leverage * static_cast<double>(cover.capital_cents)) - cover.exposure_cents;
  Cents const claim = std::max<Cents>(0, std::min({loss, left, stands_for}));
  if (claim == 0) return;
  cover.claimed_cents += claim;
  cover.exposure_cents += claim;
  world.claims.push_back({static_cast<uint16_t>(month + loan.claim_wait), loan.lender, loan.cover, claim});
}

}  // namespace

void default_on(World& world, uint32_t row, uint32_t month, double recovery) {
  Loan& loan = world.loans[row];
  std::size_t const purpose = static_cast<std::size_t>(loan.purpose);
  ++world.credit.defaults[purpose];
  world.credit.defaulted_cents[purpose] += loan.balance_cents;
  Cents const sought = whole(recovery * static_cast<double>(loan.balance_cents));
  Cents const recovered = std::min(std::max<Cents>(0, cash_of(world, loan)), sought);
  repay(world, loan, recovered, 0);
  Cents const lost = loan.balance_cents;
  loan.written_off_cents += lost;
  loan.balance_cents = 0;
  if (from_fund(loan)) {
    Programme& fund = world.programmes[loan.fund];
    fund.written_off_cents += lost;
    fund.recoveries_cents += recovered;
    ++fund.defaults;
  } else {
    Lender& lender = world.lenders[loan.lender];
    lender.outstanding_cents -= lost;
    ++lender.defaults;
  }
  if (loan.cover != no_programme) claim_on(world, loan, lost, recovered, month);
  close(world, loan);
}

void pay_promise(World& world, Promise const& promise) {
  Programme& p = world.programmes[promise.programme];
  Cents const leaked = whole(static_cast<double>(promise.leakage) * static_cast<double>(promise.amount_cents)),
              administration =
                  whole(static_cast<double>(promise.administration) * static_cast<double>(promise.amount_cents));
  p.promised_cents -= promise.amount_cents;
  p.granted_cents += promise.amount_cents;
  p.leaked_cents += leaked;
  p.administration_cents += administration;
  world.operations[promise.operation].cash_cents += promise.amount_cents - leaked;
  Book& book = world.ledger.month;
  book.add(Category::grants, promise.amount_cents - leaked);
  book.add(Category::grant_leakage, leaked);
  book.add(Category::administration, administration);
}

void withdraw_promise(World& world, Promise const& promise) {
  world.programmes[promise.programme].promised_cents -= promise.amount_cents;
}

}  // namespace tributer
