#pragma once
// Rules for the money of operations, traders, lenders and programmes that must hold in every month, and counts of what
// happened.
#include <algorithm>
#include <map>
#include <set>

#include "small_study.hpp"

namespace small {

inline Cents held_by(Account account, World const& world) {
  return world.ledger.balance[static_cast<std::size_t>(account)];
}

/// The state of the last month, and counts of what happened, so that tests can require that it did happen.
struct Watch {
  std::vector<Loan> loans;                       ///< as they were last month
  std::set<std::pair<uint32_t, uint64_t>> left;  ///< operations whose manager had left by the end of last month
  Book book;                                     ///< since the arm began, or the burn-in
  int64_t approved[n_purposes]{}, covered = 0, defaults = 0, covered_defaults = 0, granted = 0, lapsed = 0,
                                  succeeded = 0, crews = 0;
  Cents claims = 0, grants = 0, withdrawn = 0, revalued = 0, export_taxes = 0, returned = 0, private_returned = 0,
        lost_prefinance = 0, premium = 0;
};

inline std::string fault_in_accounts(World const& world, Cents residual) {
  if (residual != 0) return fmt::format("the month is off by {} cents", residual);
  Cents households = 0, operations = 0, traders = 0, lenders = 0, facility = 0;
  for (std::size_t i = 0; i < world.miners.size(); ++i)
    if (world.miners.alive(i)) {
      if (world.miners.cash_cents[i] < 0) return fmt::format("row {} has less than nothing", i);
      households += world.miners.cash_cents[i];
    }
  for (Operation const& operation : world.operations) operations += operation.cash_cents;
  for (Trader const& trader : world.traders) traders += trader.cash_cents;
  for (Cents const flow : world.trader_flow_cents) traders += flow;
  for (Lender const& lender : world.lenders) lenders += lender.cash_cents;
  for (Programme const& p : world.programmes) facility += p.cash_cents;
  if (held_by(Account::households, world) != households) return "households hold other cash than the books say";
  if (held_by(Account::operations, world) != operations) return "operations hold other cash than the books say";
  if (held_by(Account::traders, world) != traders) return "traders hold other cash than the books say";
  if (held_by(Account::lenders, world) != lenders) return "lenders hold other cash than the books say";
  if (held_by(Account::facility, world) != facility) return "programmes hold other cash than the books say";
  return "";
}

/// True if this is the loan that the row contained last month.
inline bool same_loan(Loan const& was, Loan const& is) {
  return was.disbursed == is.disbursed && was.borrower == is.borrower && was.purpose == is.purpose &&
         was.fund == is.fund && was.lender == is.lender && was.guarantee.programme == is.guarantee.programme &&
         was.principal_cents == is.principal_cents;
}

inline std::string fault_in_loan(World const& world, uint32_t row, Watch const& watch) {
  Loan const& loan = world.loans[row];
  if (loan.principal_cents + loan.revalued_cents != loan.repaid_cents + loan.written_off_cents + loan.balance_cents)
    return "principal + revalued is not repaid + written off + balance";
  if (loan.from_fund() && loan.revalued_cents != 0)
    return "the loan of a fund was revalued, although funds lend in dollars";
  if (std::min({loan.repaid_cents, loan.written_off_cents, loan.balance_cents, loan.exposure_cents}) < 0)
    return "an amount is below 0";
  if (loan.open ? loan.balance_cents == 0 || loan.written_off_cents != 0 : loan.balance_cents != 0)
    return "an open loan has no balance, or a closed one has a balance";
  if (row < watch.loans.size() && same_loan(watch.loans[row], loan)) {
    Loan const& was = watch.loans[row];
    if (loan.repaid_cents < was.repaid_cents || loan.written_off_cents < was.written_off_cents || loan.open > was.open)
      return "a repaid amount is owed again";
  }
  if (!loan.open) return "";
  if (loan.exposure_cents >
      whole(static_cast<double>(loan.guarantee.exposure_share) * static_cast<double>(loan.balance_cents)))
    return "the guarantee is exposed to more than its share of the balance";
  if (loan.purpose == Purpose::trade)
    return loan.borrower < world.traders.size() && world.traders[loan.borrower].loan == row
               ? ""
               : "its trader does not owe it";
  if (loan.borrower >= world.operations.size() || !world.operations[loan.borrower].open)
    return "its operation is closed";
  Operation const& operation = world.operations[loan.borrower];
  return (loan.purpose == Purpose::working_capital ? operation.working : operation.loan) == row
             ? ""
             : "its operation does not owe it";
}

inline std::string fault_in_loans(World const& world, Watch const& watch) {
  std::set<uint32_t> const free_rows(world.free_loans.begin(), world.free_loans.end());
  if (free_rows.size() != world.free_loans.size()) return "a loan's row is free twice";
  std::vector<Cents> by_lender(world.lenders.size()), by_fund(world.programmes.size());
  for (uint32_t row = 0; row < world.loans.size(); ++row) {
    Loan const& loan = world.loans[row];
    if ((loan.open == 0) != free_rows.contains(row))
      return fmt::format("loan {} is both open and free, or neither", row);
    if (std::string const fault = fault_in_loan(world, row, watch); !fault.empty())
      return fmt::format("loan {}: {}", row, fault);
    if (loan.open) (loan.from_fund() ? by_fund.at(loan.fund) : by_lender.at(loan.lender)) += loan.balance_cents;
  }
  for (HouseholdLoan const& loan : world.household_loans) by_fund.at(loan.programme) += loan.balance_cents;
  for (std::size_t k = 0; k < by_lender.size(); ++k)
    if (world.lenders[k].outstanding_cents != by_lender[k])
      return "the balances of a lender's loans are not what he is owed";
  for (std::size_t k = 0; k < by_fund.size(); ++k) {
    Programme const& p = world.programmes[k];
    if (p.lent_cents != p.repaid_cents + p.written_off_cents + by_fund[k])
      return p.label + " lent another sum than was repaid, lost and is owed";
  }
  return "";
}

/// Grants: paid + promised <= budget. Guarantees: exposure never exceeds leverage times the capital that was paid in.
/// In a month with a new loan it does not exceed leverage times the capital that is left after claims.
inline std::string fault_in_programmes(World const& world, uint32_t month) {
  std::vector<Cents> promised(world.programmes.size()), exposed(world.programmes.size());
  std::vector<uint8_t> approved(world.programmes.size());
  for (Promise const& promise : world.promises) promised.at(promise.programme) += promise.amount_cents;
  for (Pledge const& pledge : world.pledges) promised.at(pledge.programme) += pledge.amount_cents;
  for (Claim const& claim : world.claims) exposed.at(claim.programme) += claim.amount_cents;
  for (Loan const& loan : world.loans)
    if (loan.open && loan.guaranteed()) {
      exposed.at(loan.guarantee.programme) += loan.exposure_cents;
      if (loan.disbursed == month) approved[loan.guarantee.programme] = 1;
    }
  for (std::size_t k = 0; k < world.programmes.size(); ++k) {
    Programme const& p = world.programmes[k];
    auto const at_leverage = [&](Cents capital) {
      return whole(p.leverage * static_cast<double>(std::max<Cents>(0, capital)));
    };
    if (p.promised_cents != promised[k]) return p.label + " promised another sum than its promises";
    if (p.granted_cents + p.promised_cents > p.budget_cents) return p.label + " gives more than its budget";
    if (std::min({p.promised_cents, p.granted_cents, p.leaked_cents, p.administration_cents}) < 0)
      return p.label + " gives less than nothing";
    if (p.leaked_cents > p.granted_cents) return p.label + " leaks more than it gives";
    if (p.cash_cents < 0) return p.label + " holds less than nothing";
    if (p.cash_cents != p.capital_cents + p.other_capital_cents + p.yield_cents - p.lent_cents + p.repaid_cents +
                            p.interest_cents + p.fees_cents - p.claims_paid_cents - p.returned_cents)
      return p.label + " holds another sum than it received and paid";
    if (p.exposure_cents != exposed[k]) return p.label + " has another exposure than its loans and claims";
    if (p.claims_paid_cents > p.claimed_cents) return p.label + " paid more than was claimed";
    if (p.claimed_cents > whole(p.claim_cap * static_cast<double>(p.covered_cents)))
      return p.label + " is claimed on beyond its cap";
    if (p.exposure_cents > at_leverage(p.committed_cents))
      return p.label + " has more exposure than its leverage allows";
    if (approved[k] && p.exposure_cents > at_leverage(p.committed_cents - p.claims_paid_cents))
      return p.label + " guarantees a loan for which its capital is too small";
  }
  return "";
}

/// Operations and their managers refer to each other. An operation refers to a manager who left until the next month.
inline std::string fault_in_operations(LivelihoodAxis const& axis, World const& world, Watch& watch) {
  Miners const& m = world.miners;
  std::set<uint32_t> const free_rows(world.free_operations.begin(), world.free_operations.end());
  if (free_rows.size() != world.free_operations.size()) return "the row of an operation is free twice";
  std::size_t const formal = axis.find("formal_mining");
  std::set<std::pair<uint32_t, uint64_t>> left;
  std::vector<Cents> owed(world.traders.size());
  for (uint32_t o = 0; o < world.operations.size(); ++o) {
    Operation const& operation = world.operations[o];
    if ((operation.open == 0) != free_rows.contains(o))
      return fmt::format("operation {} is both open and free, or neither", o);
    if (!operation.open) {
      if (!(operation == Operation{})) return fmt::format("closed operation {} is not empty", o);
      continue;
    }
    if (operation.cash_cents < 0 || operation.prefinance_cents < 0)
      return fmt::format("operation {} has cash or debt below 0", o);
    if (operation.prefinance_cents > 0 && operation.trader == no_row) return fmt::format("operation {} owes nobody", o);
    if (operation.trader != no_row) {
      if (world.traders.at(operation.trader).location != operation.location)
        return fmt::format("operation {} sells elsewhere", o);
      owed[operation.trader] += operation.prefinance_cents;
    }
    if (operation.owner >= m.size()) return fmt::format("operation {} has no manager", o);
    if (!m.alive(operation.owner) || m.id[operation.owner] != operation.owner_id) {
      left.emplace(o, operation.owner_id);
      continue;
    }
    if (m.operation[operation.owner] != o + 1)
      return fmt::format("the manager of operation {} does not refer to it", o);
    if (m.rank[operation.owner] != manager || m.location[operation.owner] != operation.location)
      return fmt::format("the manager of operation {} has another rank, or is elsewhere", o);
    if ((m.livelihood[operation.owner] == formal) != (operation.licence == Licence::licensed))
      return fmt::format("operation {} is licensed and its manager is not, or the reverse", o);
  }
  for (std::size_t t = 0; t < owed.size(); ++t)
    if (world.traders[t].prefinance_cents != owed[t])
      return fmt::format("trader {} is owed another sum than operations owe", t);
  for (auto const& operation : left)
    if (watch.left.contains(operation))
      return fmt::format("operation {} has been without a manager for two months", operation.first);
  watch.left = left;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i) || m.operation[i] == 0) continue;
    uint32_t const o = m.operation[i] - 1;
    if (o >= world.operations.size() || world.operations[o].owner != i || world.operations[o].owner_id != m.id[i])
      return fmt::format("row {} runs an operation of somebody else", i);
  }
  return "";
}

/// Openings on licensed crews are filled before the licences of this month are granted. Until the next month no more
/// people work on crews than there are openings, not counting managers who were licensed since.
inline std::string fault_in_crews(LivelihoodAxis const& axis, World const& world, Watch& watch) {
  Miners const& m = world.miners;
  auto const& c = world.concessions;
  std::size_t const formal = axis.find("formal_mining");
  std::vector<int64_t> crews(world.geography->locations());
  for (std::size_t i = 0; i < m.size(); ++i)
    if (m.alive(i) && m.livelihood[i] == formal && m.operation[i] == 0) ++crews[m.location[i]], ++watch.crews;
  for (std::size_t location = 0; location < crews.size(); ++location) {
    std::size_t const cell = location * axis.size() + formal;
    if (c.holders[cell] > c.openings[cell])
      return fmt::format("more people are placed on crews of {} than it has openings", location);
    if (crews[location] > c.openings[cell])
      return fmt::format("crews at location {} are larger than they may be", location);
  }
  return "";
}

/// The sums in the books of programmes equal the sums of the monthly ledgers.
inline std::string fault_in_totals(World const& world, Watch const& watch) {
  Programme sum;
  for (Programme const& p : world.programmes) {
    sum.granted_cents += p.granted_cents, sum.leaked_cents += p.leaked_cents;
    sum.administration_cents += p.administration_cents, sum.lent_cents += p.lent_cents;
    sum.repaid_cents += p.repaid_cents + p.interest_cents, sum.fees_cents += p.fees_cents;
    sum.claims_paid_cents += p.claims_paid_cents, sum.yield_cents += p.yield_cents,
        sum.returned_cents += p.returned_cents;
    sum.capital_cents += p.capital_cents, sum.other_capital_cents += p.other_capital_cents;
  }
  auto const of = [&](std::initializer_list<Category> list) {
    Cents total = 0;
    for (Category const category : list) total += watch.book.of(category);
    return total;
  };
  using C = Category;
  if (of({C::grants, C::grant_leakage, C::aid_grants, C::aid_goods}) != sum.granted_cents)
    return "grants are not what programmes gave";
  if (of({C::grant_leakage}) != sum.leaked_cents) return "leakage is not what programmes lost";
  if (of({C::administration}) != sum.administration_cents) return "administration is not what programmes spent";
  if (of({C::fund_loans, C::fund_trader_loans, C::aid_loans}) != sum.lent_cents) return "loans are not what funds lent";
  if (of({C::fund_instalments, C::fund_trader_instalments, C::aid_repaid}) != sum.repaid_cents)
    return "funds got other instalments";
  if (of({C::guarantee_fees}) != sum.fees_cents) return "fees are not what guarantees got";
  if (of({C::guarantee_claims}) != sum.claims_paid_cents) return "claims are not what guarantees paid";
  if (of({C::idle_yield}) != sum.yield_cents) return "yield is not what programmes earned";
  if (of({C::fund_capital}) != sum.capital_cents) return "capital is not what the donor paid in";
  if (of({C::private_capital, C::lsm_capital}) != sum.other_capital_cents) return "capital is not what others paid in";
  if (of({C::capital_returned, C::private_returned, C::lsm_returned}) != sum.returned_cents)
    return "returns are not what programmes returned";
  return "";
}

inline std::string fault(LivelihoodAxis const& axis, World const& world, Cents residual, uint32_t month, Watch& watch) {
  for (std::string const& found :
       {fault_in_accounts(world, residual), fault_in_loans(world, watch), fault_in_programmes(world, month),
        fault_in_operations(axis, world, watch), fault_in_crews(axis, world, watch), fault_in_totals(world, watch)})
    if (!found.empty()) return found;
  return "";
}

/// Advances one month and checks all rules.
inline std::string advance(Model const& model, Simulation& run, Watch& watch) {
  std::vector<Cents> given;  // granted or promised, by programme
  for (Programme const& p : run.world().programmes) given.push_back(p.granted_cents + p.promised_cents);
  Cents const residual = run.step();
  World const& world = run.world();
  watch.book += world.ledger.month;
  for (std::size_t k = 0; k < given.size(); ++k)
    watch.withdrawn += world.programmes[k].granted_cents + world.programmes[k].promised_cents < given[k];
  std::string const found = fault(model.axis, world, residual, run.months_done() - 1, watch);
  watch.loans = world.loans;
  for (Loan const& loan : world.loans) watch.revalued += loan.revalued_cents != 0 && loan.guaranteed();
  watch.export_taxes += world.ledger.month.of(Category::export_taxes);
  for (std::size_t k = 0; k < n_purposes; ++k)
    watch.approved[k] += world.credit.approved[k], watch.defaults += world.credit.defaults[k];
  watch.covered += world.credit.covered_loans, watch.covered_defaults += world.credit.covered_defaults;
  watch.granted += world.formality.granted, watch.lapsed += world.formality.lapsed;
  watch.succeeded += world.formality.succeeded;
  watch.claims += world.ledger.month.of(Category::guarantee_claims);
  watch.grants += world.ledger.month.of(Category::grants);
  watch.returned += world.ledger.month.of(Category::capital_returned);
  watch.private_returned += world.ledger.month.of(Category::private_returned);
  watch.premium += world.ledger.month.of(Category::buyer_premium);
  watch.lost_prefinance += world.formality.prefinance_lost_cents;
  return found;
}

/// Settings under which operations are often licensed, borrow and fail.
inline std::vector<Override> const busy{{"bank.prior_hazard_yearly", "0.05"}, {"bank.window_usd_per_year", "0"},
                                        {"licence.fee_usd", "300"},           {"licence.permit_usd", "200"},
                                        {"licence.title_usd", "200"},         {"licence.hassle_mean_months", "0"},
                                        {"licence.delay_months", "2"},        {"licence.valid_months", "12"},
                                        {"licence.free_ground_share", "0.8"}, {"formality.harassment_per_year", "0.6"},
                                        {"formality.discount_rate", "0.25"},  {"operations.failure_per_year", "0.1"},
                                        {"operations.equipment_usd", "1500"}, {"operations.opening_cash_usd", "300"},
                                        {"bank.fixed_cost_usd", "20"},        {"bank.deposit", "0.2"},
                                        {"bank.service_cap", "0.6"}};

inline std::string const two_countries = "[[country]]\nname = \"south\"\nterritory = [\"South\"]\n";

}  // namespace small
