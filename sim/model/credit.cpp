#include "tributer/model/credit.hpp"
#include "tributer/core/units.hpp"

#include <algorithm>

namespace tributer {

CreditParameters read_credit(TableReader const& study) {
  TableReader const t = study.table("credit");
  CreditParameters p{};
  p.lenders = read_lenders(study);
  p.service_hazard = t.real("service_hazard", 0.004,
                            {"1/month", 0, 0.1, "assumed: one more default in ten loans over two years",
                             "hazard added to a score if debt service reaches the lender's cap"});
  p.attention = t.real("attention", 0.1,
                       {"1/month", 0, 1, "assumed: most pay by habit",
                        "chance that a borrower considers in a month whether to go on paying"});
  p.standing_months =
      t.real("standing_months", 4,
             {"month", 0, 24, "assumed: lenders and traders refuse a known defaulter for a season",
              "months of profit that a known defaulter loses, and for which no bank lends to a trader"});
  p.default_after = t.integer("default_after", 3,
                              {"month", 1, 24, "assumed: bank practice", "months of arrears that make a default"});
  p.fund_recovery =
      t.real("fund_recovery", 0.25,
             {"1", 0, 1, "assumed: as a bank's",
              "share of a lost balance that funds try to recover from the borrower, times their enforcement"});
  p.licence_standing =
      t.real("licence_standing", 0.5,
             {"1", 0, 2, "assumed: a defaulter can be refused a renewal",
              "what a licensed defaulter expects to lose with the licence, over the cost of a licence"});
  p.most_hazard = t.real("most_hazard", 0.5,
                         {"1/month", 0.0001, 1, "assumed: lenders do not tell hopeless cases apart",
                          "highest monthly hazard of default that a lender believes of an applicant"});
  p.least_trader_loan_usd =
      t.real("least_trader_loan_usd", 100,
             {"USD", 0, 20000, "assumed: a smaller loan is not worth the paperwork", "smallest loan to a trader"});
  return p;
}

LoanTerms loan_terms(double yearly_rate, int64_t term_months, int64_t grace_months, double enforcement) {
  return {static_cast<uint16_t>(term_months), static_cast<uint8_t>(grace_months),
          static_cast<float>(yearly_rate / months_per_year), static_cast<float>(enforcement)};
}

Cents instalment_cents(Cents principal, double yearly_rate, int64_t term_months) {
  return whole(instalment_usd(static_cast<double>(principal), yearly_rate, term_months) + 1.0);
}

std::pair<uint32_t, uint32_t> traders_at(World const& world, std::size_t location) {
  auto const from = std::partition_point(world.traders.begin(), world.traders.end(),
                                         [location](Trader const& t) { return t.location < location; });
  auto const to =
      std::partition_point(from, world.traders.end(), [location](Trader const& t) { return t.location <= location; });
  return {static_cast<uint32_t>(from - world.traders.begin()), static_cast<uint32_t>(to - world.traders.begin())};
}

uint64_t trader_key(World const& world, uint32_t trader) {
  std::size_t const location = world.traders[trader].location;
  return mix(world.geography->key[location], trader - traders_at(world, location).first);
}

Cents uncalled(Programme const& p) {
  return p.committed_cents - p.capital_cents + p.private_uncalled_cents + p.lsm_uncalled_cents;
}

void call_capital(World& world, Programme& p, Cents amount) {
  Cents const left = uncalled(p), called = std::min(amount, left);
  if (called <= 0) return;
  Cents const others_left = p.private_uncalled_cents + p.lsm_uncalled_cents,
              others = proportion(called, others_left, left),
              investors = others > 0 ? proportion(others, p.private_uncalled_cents, others_left) : 0,
              lsm = others - investors, donor = called - others;
  p.private_uncalled_cents -= investors, p.lsm_uncalled_cents -= lsm;
  p.private_owed_cents += investors, p.lsm_owed_cents += lsm;
  p.capital_cents += donor, p.other_capital_cents += others;
  p.cash_cents += called;
  Book& book = world.ledger.month;
  book.add(Category::fund_capital, donor);
  book.add(Category::private_capital, investors);
  book.add(Category::lsm_capital, lsm);
}

Loan originate(Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal, uint32_t month) {
  Loan loan;
  loan.borrower = borrower;
  loan.fund = fund.programme;
  loan.purpose = purpose;
  loan.principal_cents = principal;
  loan.disbursed = static_cast<uint16_t>(month);
  loan.terms = loan_terms(fund.yearly_rate, fund.term_months, fund.grace_months, fund.enforcement);
  loan.instalment_cents = instalment_cents(principal, fund.yearly_rate, fund.term_months);
  return loan;
}

Cents budget_left(World const& world, ProgrammeId programme, Cents budget) {
  check(programme < world.programmes.size(), "an instrument handles money without books");
  Programme const& p = world.programmes[programme];
  return budget / world.geography->weight - p.promised_cents - p.granted_cents - p.lent_cents;
}

bool affords(World const& world, ProgrammeId programme, Outlay const& outlay) {
  return !outlay.budget_cents ||
         budget_left(world, programme, *outlay.budget_cents) >= std::max<Cents>(1, outlay.cents);
}

Cents draw_on(World& world, ProgrammeId programme, Cents budget, Cents wanted) {
  Programme& p = world.programmes[programme];
  p.budget_cents = budget / world.geography->weight;
  Cents const paid = std::clamp<Cents>(wanted, 0, std::max<Cents>(0, budget_left(world, programme, budget)));
  p.granted_cents += paid;
  return paid;
}

namespace {

bool of_trader(Loan const& loan) { return loan.purpose == Purpose::trade; }

Cents& cash_of(World& world, Loan const& loan) {
  return of_trader(loan) ? world.traders[loan.borrower].cash_cents : world.operations[loan.borrower].cash_cents;
}
uint32_t& loan_of(World& world, Loan const& loan) {
  if (of_trader(loan)) return world.traders[loan.borrower].loan;
  Operation& operation = world.operations[loan.borrower];
  return loan.purpose == Purpose::working_capital ? operation.working : operation.loan;
}

/// Lowers the exposure of the guarantee to its share of the balance.
void lower_exposure(World& world, Loan& loan) {
  if (!loan.guaranteed()) return;
  Cents const of_balance =
      whole(static_cast<double>(loan.guarantee.exposure_share) * static_cast<double>(loan.balance_cents));
  Cents const exposure = std::min(loan.exposure_cents, of_balance);
  world.programmes[loan.guarantee.programme].exposure_cents -= loan.exposure_cents - exposure;
  loan.exposure_cents = exposure;
}

/// Moves principal and interest from the borrower to the lender or fund.
void repay(World& world, Loan& loan, Cents principal, Cents interest) {
  cash_of(world, loan) -= principal + interest;
  loan.balance_cents -= principal;
  loan.repaid_cents += principal;
  Book& book = world.ledger.month;
  if (loan.from_fund()) {
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
  lower_exposure(world, loan);
}

void close(World& world, Loan& loan) {
  loan_of(world, loan) = no_row;
  loan.open = 0;
  world.free_loans.push_back(static_cast<uint32_t>(&loan - world.loans.data()));
}

}  // namespace

void disburse(World& world, Loan loan) {
  check(loan.principal_cents > 0, "a loan has no principal");
  loan.open = 1;
  loan.grace_left = loan.terms.grace_months;
  loan.instalments_left = loan.terms.term_months;
  loan.balance_cents = loan.principal_cents;
  Book& book = world.ledger.month;
  if (loan.from_fund()) {
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
  if (loan.guaranteed()) {
    Programme& guarantee = world.programmes[loan.guarantee.programme];
    guarantee.exposure_cents += loan.exposure_cents;
    guarantee.covered_cents +=
        whole(static_cast<double>(loan.guarantee.coverage) * static_cast<double>(loan.principal_cents));
    ++guarantee.supported;
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

bool apply_for_loan(World& world, Fund const& fund, Purpose purpose, uint32_t borrower, Cents principal,
                    uint32_t month) {
  Programme& p = world.programmes[fund.programme];
  ++world.credit.applications[static_cast<std::size_t>(purpose)];
  Cents const committed = p.capital_cents + p.other_capital_cents + uncalled(p);
  bool const lends_again = fund.revolving || p.lent_cents + principal <= committed;
  if (lends_again) call_capital(world, p, principal - p.cash_cents);
  if (principal <= 0 || p.cash_cents < principal || !lends_again) {
    ++p.refused;
    return false;
  }
  Cents const administration = whole(fund.administration * static_cast<double>(principal));
  p.administration_cents += administration;
  world.ledger.month.add(Category::administration, administration);
  disburse(world, originate(fund, purpose, borrower, principal, month));
  return true;
}

void collect_instalment(World& world, Loan& loan) {
  Cents const interest = whole(static_cast<double>(loan.balance_cents) * static_cast<double>(loan.terms.monthly_rate));
  Cents const cash = cash_of(world, loan);
  if (loan.grace_left > 0) {
    if (cash < interest) {
      ++loan.arrears;
      return;
    }
    --loan.grace_left;
    loan.arrears = 0;
    return repay(world, loan, 0, interest);
  }
  bool const last = loan.instalments_left <= 1;
  Cents const due = last ? loan.balance_cents + interest
                         : std::min(loan.balance_cents + interest, std::max(interest, loan.instalment_cents));
  if (cash < due) {
    ++loan.arrears;
    return;
  }
  repay(world, loan, due - interest, interest);
  if (loan.instalments_left > 0) --loan.instalments_left;
  if (loan.arrears > 0) --loan.arrears;
  if (loan.balance_cents == 0) close(world, loan);
}

void revalue(World& world, Loan& loan, double factor) {
  check(!loan.from_fund() && loan.open, "only open loans of banks have a currency of their own");
  auto const changed = [factor](Cents amount) {
    return std::max<Cents>(1, rounded(static_cast<double>(amount) * factor));
  };
  Cents const change = changed(loan.balance_cents) - loan.balance_cents;
  loan.balance_cents += change;
  loan.revalued_cents += change;
  loan.instalment_cents = changed(loan.instalment_cents);
  world.lenders[loan.lender].outstanding_cents += change;
  lower_exposure(world, loan);
}

bool repay_in_full(World& world, Loan& loan) {
  if (cash_of(world, loan) < loan.balance_cents) return false;
  repay(world, loan, loan.balance_cents, 0);
  close(world, loan);
  return true;
}

double recovery_sought(CreditParameters const& p, Loan const& loan) {
  return loan.from_fund() ? p.fund_recovery * static_cast<double>(loan.terms.enforcement)
                          : 1.0 - p.lenders[loan.lender].loss_given_default;
}

namespace {

/// The lender claims the covered part of a loss, within the cap on all claims and the leverage of the capital. The
/// guarantee is in dollars: it bears no part of what a currency added to the principal.
void claim(World& world, Loan& loan, Cents lost, Cents recovered, uint32_t month) {
  GuaranteeTerms const& terms = loan.guarantee;
  Programme& guarantee = world.programmes[terms.programme];
  ++guarantee.defaults;
  ++world.credit.covered_defaults;
  guarantee.recoveries_cents += recovered;
  guarantee.exposure_cents -= loan.exposure_cents;
  loan.exposure_cents = 0;
  Cents const covered = whole(static_cast<double>(terms.honoured) * static_cast<double>(terms.coverage) *
                              static_cast<double>(std::min(lost, loan.principal_cents)));
  Cents const below_cap =
      whole(guarantee.claim_cap * static_cast<double>(guarantee.covered_cents)) - guarantee.claimed_cents;
  Cents const stands_for =
      whole(guarantee.leverage * static_cast<double>(guarantee.committed_cents)) - guarantee.exposure_cents;
  Cents const amount = std::max<Cents>(0, std::min({covered, below_cap, stands_for}));
  if (amount == 0) return;
  guarantee.claimed_cents += amount;
  guarantee.exposure_cents += amount;
  world.claims.push_back(
      {static_cast<uint16_t>(month + terms.claim_wait_months), loan.lender, terms.programme, amount});
}

}  // namespace

void write_off(World& world, uint32_t row, uint32_t month, double recovery) {
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
  if (loan.from_fund()) {
    Programme& fund = world.programmes[loan.fund];
    fund.written_off_cents += lost;
    fund.recoveries_cents += recovered;
    ++fund.defaults;
  } else {
    Lender& lender = world.lenders[loan.lender];
    lender.outstanding_cents -= lost;
    ++lender.defaults;
  }
  if (loan.guaranteed()) claim(world, loan, lost, recovered, month);
  if (of_trader(loan)) world.traders[loan.borrower].defaulted = static_cast<uint16_t>(month);
  close(world, loan);
}

void settle_claims(World& world, uint32_t month) {
  for (Claim const& claim : world.claims) {
    if (claim.due > month) continue;
    Programme& guarantee = world.programmes[claim.programme];
    call_capital(world, guarantee, claim.amount_cents - guarantee.cash_cents);
    Cents const paid = std::min(claim.amount_cents, guarantee.cash_cents);
    guarantee.cash_cents -= paid;
    guarantee.claims_paid_cents += paid;
    guarantee.exposure_cents -= claim.amount_cents;
    world.lenders[claim.lender].cash_cents += paid;
    world.ledger.month.add(Category::guarantee_claims, paid);
  }
  std::erase_if(world.claims, [month](Claim const& claim) { return claim.due <= month; });
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
