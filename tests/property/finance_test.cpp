// Is the money of pits, traders, lenders and programmes exact under any instruments, and do instruments of
// no strength leave every bit as it is?
// Seeds are fixed and sums are exact: false alarms cannot happen.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "small_study.hpp"

using namespace small;

namespace {

Cents held_by(Account account, World const& world) { return world.ledger.balance[static_cast<std::size_t>(account)]; }

/// What was seen up to last month, and what happened at all: none of the tests may be vacuous.
struct Watch {
  std::vector<Loan> loans;                       ///< as they were last month
  std::set<std::pair<uint32_t, uint64_t>> left;  ///< pits whose manager had left by the end of last month
  Book book;                                     ///< since the arm began, or the burn-in
  int64_t approved[n_purposes]{}, covered = 0, defaults = 0, covered_defaults = 0, granted = 0, lapsed = 0,
                                  succeeded = 0, crews = 0;
  Cents claims = 0, grants = 0, withdrawn = 0, revalued = 0, export_taxes = 0, returned = 0, private_returned = 0,
        lost_prefinance = 0, premium = 0;
};

std::string fault_in_accounts(World const& world, Cents residual) {
  if (residual != 0) return fmt::format("the month is off by {} cents", residual);
  Cents households = 0, operations = 0, traders = 0, lenders = 0, facility = 0;
  for (std::size_t i = 0; i < world.miners.size(); ++i)
    if (world.miners.alive(i)) {
      if (world.miners.cash_cents[i] < 0) return fmt::format("row {} has less than nothing", i);
      households += world.miners.cash_cents[i];
    }
  for (Operation const& pit : world.operations) operations += pit.cash_cents;
  for (Trader const& trader : world.traders) traders += trader.cash_cents;
  for (Cents const flow : world.trader_flow_cents) traders += flow;
  for (Lender const& lender : world.lenders) lenders += lender.cash_cents;
  for (Programme const& p : world.programmes) facility += p.cash_cents;
  if (held_by(Account::households, world) != households) return "households hold other cash than the books say";
  if (held_by(Account::operations, world) != operations) return "pits hold other cash than the books say";
  if (held_by(Account::traders, world) != traders) return "traders hold other cash than the books say";
  if (held_by(Account::lenders, world) != lenders) return "lenders hold other cash than the books say";
  if (held_by(Account::facility, world) != facility) return "programmes hold other cash than the books say";
  return "";
}

/// Is it the loan that stood here last month?
bool same_loan(Loan const& was, Loan const& is) {
  return was.issued == is.issued && was.borrower == is.borrower && was.purpose == is.purpose && was.fund == is.fund &&
         was.lender == is.lender && was.cover == is.cover && was.principal_cents == is.principal_cents;
}

std::string fault_in_loan(World const& world, uint32_t row, Watch const& watch) {
  Loan const& loan = world.loans[row];
  if (loan.principal_cents + loan.revalued_cents != loan.repaid_cents + loan.written_off_cents + loan.balance_cents)
    return "principal and what a currency did to it are not repaid, written off and balance";
  if (loan.fund != 255 && loan.revalued_cents != 0) return "a fund lends in dollars";
  if (std::min({loan.repaid_cents, loan.written_off_cents, loan.balance_cents, loan.reserved_cents}) < 0)
    return "something is below 0";
  if (loan.open ? loan.balance_cents == 0 || loan.written_off_cents != 0 : loan.balance_cents != 0)
    return "an open loan owes, a closed one does not";
  if (row < watch.loans.size() && same_loan(watch.loans[row], loan)) {
    Loan const& was = watch.loans[row];
    if (loan.repaid_cents < was.repaid_cents || loan.written_off_cents < was.written_off_cents || loan.open > was.open)
      return "what was repaid is owed again";
  }
  if (!loan.open) return "";
  if (loan.reserved_cents > whole(static_cast<double>(loan.covered_share) * static_cast<double>(loan.balance_cents)))
    return "more is held against it than is covered";
  if (loan.purpose == Purpose::trade)
    return loan.borrower < world.traders.size() && world.traders[loan.borrower].loan == row ? ""
                                                                                            : "its trader owes not";
  if (loan.borrower >= world.operations.size() || !world.operations[loan.borrower].open) return "its pit is closed";
  Operation const& pit = world.operations[loan.borrower];
  return (loan.purpose == Purpose::working_capital ? pit.working : pit.loan) == row ? "" : "its pit does not owe it";
}

std::string fault_in_loans(World const& world, Watch const& watch) {
  std::set<uint32_t> const free_rows(world.free_loans.begin(), world.free_loans.end());
  if (free_rows.size() != world.free_loans.size()) return "a loan's row is free twice";
  std::vector<Cents> by_lender(world.lenders.size()), by_fund(world.programmes.size());
  for (uint32_t row = 0; row < world.loans.size(); ++row) {
    Loan const& loan = world.loans[row];
    if ((loan.open == 0) != free_rows.contains(row))
      return fmt::format("loan {} is both open and free, or neither", row);
    if (std::string const fault = fault_in_loan(world, row, watch); !fault.empty())
      return fmt::format("loan {}: {}", row, fault);
    if (loan.open) (loan.fund == 255 ? by_lender.at(loan.lender) : by_fund.at(loan.fund)) += loan.balance_cents;
  }
  for (HouseholdLoan const& loan : world.household_loans) by_fund.at(loan.programme) += loan.balance_cents;
  for (std::size_t k = 0; k < by_lender.size(); ++k)
    if (world.lenders[k].outstanding_cents != by_lender[k]) return "a lender's loans are not what he is owed";
  for (std::size_t k = 0; k < by_fund.size(); ++k) {
    Programme const& p = world.programmes[k];
    if (p.lent_cents != p.repaid_cents + p.written_off_cents + by_fund[k])
      return p.label + " lent other than was repaid, lost and is owed";
  }
  return "";
}

/// Grants: paid + promised <= budget. Covers: never more exposed than the leverage of what was paid in; at an
/// approval, which is the last thing in a month that moves it, no more than the leverage of what claims have left.
std::string fault_in_programmes(World const& world, uint32_t month) {
  std::vector<Cents> promised(world.programmes.size()), exposed(world.programmes.size());
  std::vector<uint8_t> approved(world.programmes.size());
  for (Promise const& promise : world.promises) promised.at(promise.programme) += promise.amount_cents;
  for (Pledge const& pledge : world.pledges) promised.at(pledge.programme) += pledge.amount_cents;
  for (Claim const& claim : world.claims) exposed.at(claim.programme) += claim.amount_cents;
  for (Loan const& loan : world.loans)
    if (loan.open && loan.cover != 255) {
      exposed.at(loan.cover) += loan.reserved_cents;
      if (loan.issued == month) approved[loan.cover] = 1;
    }
  for (std::size_t k = 0; k < world.programmes.size(); ++k) {
    Programme const& p = world.programmes[k];
    auto const at_leverage = [&](Cents capital) {
      return whole(p.leverage * static_cast<double>(std::max<Cents>(0, capital)));
    };
    if (p.promised_cents != promised[k]) return p.label + " promised other than its promises";
    if (p.granted_cents + p.promised_cents > p.budget_cents) return p.label + " gives more than its budget";
    if (std::min({p.promised_cents, p.granted_cents, p.leaked_cents, p.administration_cents}) < 0)
      return p.label + " gives less than nothing";
    if (p.leaked_cents > p.granted_cents) return p.label + " leaks more than it gives";
    if (p.cash_cents < 0) return p.label + " holds less than nothing";
    if (p.cash_cents != p.capital_cents + p.other_capital_cents + p.yield_cents - p.lent_cents + p.repaid_cents +
                            p.interest_cents + p.fees_cents - p.claims_cents - p.returned_cents)
      return p.label + " holds other than came in and went out";
    if (p.exposure_cents != exposed[k]) return p.label + " is exposed to other than its loans and claims";
    if (p.claims_cents > p.claimed_cents) return p.label + " paid more than was claimed";
    if (p.claimed_cents > whole(p.claim_cap * static_cast<double>(p.covered_cents)))
      return p.label + " is claimed on beyond its cap";
    if (p.exposure_cents > at_leverage(p.capital_cents)) return p.label + " is exposed beyond its leverage";
    if (approved[k] && p.exposure_cents > at_leverage(p.capital_cents - p.claims_cents))
      return p.label + " covered a loan that its capital no longer bears";
  }
  return "";
}

/// Pits and those who run them name each other; a manager who left this month is still named until the next.
std::string fault_in_pits(LivelihoodAxis const& axis, World const& world, Watch& watch) {
  Miners const& m = world.miners;
  std::set<uint32_t> const free_rows(world.free_operations.begin(), world.free_operations.end());
  if (free_rows.size() != world.free_operations.size()) return "a pit's row is free twice";
  std::size_t const formal = axis.find("formal_mining");
  std::set<std::pair<uint32_t, uint64_t>> left;
  std::vector<Cents> owed(world.traders.size());
  for (uint32_t o = 0; o < world.operations.size(); ++o) {
    Operation const& pit = world.operations[o];
    if ((pit.open == 0) != free_rows.contains(o)) return fmt::format("pit {} is both open and free, or neither", o);
    if (!pit.open) {
      if (!(pit == Operation{})) return fmt::format("closed pit {} keeps something", o);
      continue;
    }
    if (pit.cash_cents < 0 || pit.prefinance_cents < 0) return fmt::format("pit {} has cash or debt below 0", o);
    if (pit.prefinance_cents > 0 && pit.trader == no_row) return fmt::format("pit {} owes nobody", o);
    if (pit.trader != no_row) {
      if (world.traders.at(pit.trader).place != pit.place) return fmt::format("pit {} sells elsewhere", o);
      owed[pit.trader] += pit.prefinance_cents;
    }
    if (pit.owner >= m.size()) return fmt::format("pit {} has no manager", o);
    if (!m.alive(pit.owner) || m.id[pit.owner] != pit.owner_id) {
      left.emplace(o, pit.owner_id);
      continue;
    }
    if (m.operation[pit.owner] != o + 1) return fmt::format("the manager of pit {} does not know it", o);
    if (m.rank[pit.owner] != manager || m.place[pit.owner] != pit.place)
      return fmt::format("the manager of pit {} is none, or elsewhere", o);
    if ((m.livelihood[pit.owner] == formal) != (pit.licence == Licence::licensed))
      return fmt::format("pit {} is licensed and its manager is not, or the reverse", o);
  }
  for (std::size_t t = 0; t < owed.size(); ++t)
    if (world.traders[t].prefinance_cents != owed[t]) return fmt::format("trader {} is owed other than pits owe", t);
  for (auto const& pit : left)
    if (watch.left.contains(pit)) return fmt::format("pit {} has been without a manager for two months", pit.first);
  watch.left = left;
  for (std::size_t i = 0; i < m.size(); ++i) {
    if (!m.alive(i) || m.operation[i] == 0) continue;
    uint32_t const o = m.operation[i] - 1;
    if (o >= world.operations.size() || world.operations[o].owner != i || world.operations[o].owner_id != m.id[i])
      return fmt::format("row {} runs a pit of somebody else", i);
  }
  return "";
}

/// Places on licensed crews are filled before this month's licences: until the next, no more people than these
/// places work on crews, managers who were licensed since apart.
std::string fault_in_crews(LivelihoodAxis const& axis, World const& world, Watch& watch) {
  Miners const& m = world.miners;
  auto const& c = world.concessions;
  std::size_t const formal = axis.find("formal_mining");
  std::vector<int64_t> crews(world.geography->places());
  for (std::size_t i = 0; i < m.size(); ++i)
    if (m.alive(i) && m.livelihood[i] == formal && m.operation[i] == 0) ++crews[m.place[i]], ++watch.crews;
  for (std::size_t place = 0; place < crews.size(); ++place) {
    std::size_t const cell = place * axis.size() + formal;
    if (c.holders[cell] > c.places[cell])
      return fmt::format("more are placed on crews of {} than it has places", place);
    if (crews[place] > c.places[cell]) return fmt::format("crews of place {} are larger than they may be", place);
  }
  return "";
}

/// What programmes count since their start is what the books of the months add up to.
std::string fault_in_totals(World const& world, Watch const& watch) {
  Programme sum;
  for (Programme const& p : world.programmes) {
    sum.granted_cents += p.granted_cents, sum.leaked_cents += p.leaked_cents;
    sum.administration_cents += p.administration_cents, sum.lent_cents += p.lent_cents;
    sum.repaid_cents += p.repaid_cents + p.interest_cents, sum.fees_cents += p.fees_cents;
    sum.claims_cents += p.claims_cents, sum.yield_cents += p.yield_cents, sum.returned_cents += p.returned_cents;
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
  if (of({C::guarantee_fees}) != sum.fees_cents) return "fees are not what covers got";
  if (of({C::guarantee_claims}) != sum.claims_cents) return "claims are not what covers paid";
  if (of({C::idle_yield}) != sum.yield_cents) return "yield is not what programmes earned";
  if (of({C::fund_capital}) != sum.capital_cents) return "capital is not what the donor paid in";
  if (of({C::private_capital, C::lsm_capital}) != sum.other_capital_cents) return "capital is not what others paid in";
  if (of({C::capital_returned, C::private_returned, C::lsm_returned}) != sum.returned_cents)
    return "returns are not what programmes returned";
  return "";
}

std::string fault(LivelihoodAxis const& axis, World const& world, Cents residual, uint32_t month, Watch& watch) {
  for (std::string const& found :
       {fault_in_accounts(world, residual), fault_in_loans(world, watch), fault_in_programmes(world, month),
        fault_in_pits(axis, world, watch), fault_in_crews(axis, world, watch), fault_in_totals(world, watch)})
    if (!found.empty()) return found;
  return "";
}

/// A month, watched.
std::string advance(Model const& model, Simulation& run, Watch& watch) {
  std::vector<Cents> given;  // or promised, by programme
  for (Programme const& p : run.world().programmes) given.push_back(p.granted_cents + p.promised_cents);
  Cents const residual = run.step();
  World const& world = run.world();
  watch.book += world.ledger.month;
  for (std::size_t k = 0; k < given.size(); ++k)
    watch.withdrawn += world.programmes[k].granted_cents + world.programmes[k].promised_cents < given[k];
  std::string const found = fault(model.axis, world, residual, run.months_done() - 1, watch);
  watch.loans = world.loans;
  for (Loan const& loan : world.loans) watch.revalued += loan.revalued_cents != 0 && loan.cover != 255;
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

/// Draws within ranges; the ends are as likely as what lies between.
class Dice {
 public:
  explicit Dice(unsigned seed) : luck_(seed) {}
  std::size_t below(std::size_t n) { return luck_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  double between(double low, double high) { return low + (high - low) * (static_cast<double>(luck_()) / 4294967296.0); }
  double ranged(double low, double high) {
    std::size_t const where = below(6);
    return where == 0 ? low : (where == 1 ? high : between(low, high));
  }
  double money(double most) {
    std::size_t const where = below(8);
    return where == 0 ? 0 : (where == 1 ? 0.01 : (where == 2 ? most : std::floor(most * between(0, 1)) / 100));
  }
  std::string of(std::vector<std::string> const& list) { return list[below(list.size())]; }

 private:
  std::mt19937 luck_;
};

std::vector<std::string> const types{"formalisation_subsidy",
                                     "interest_free_loan",
                                     "loan_guarantee",
                                     "working_capital_line",
                                     "equipment_upgrade",
                                     "blended_finance",
                                     "buyer_premium",
                                     "royalty",
                                     "licence_regime",
                                     "trade_disruption",
                                     "return_support",
                                     "monitoring",
                                     "alternative_livelihoods",
                                     "stigma",
                                     "export_tax"};

/// Words that keys of instruments choose from.
std::map<std::string, std::vector<std::string>> const choices{
    {"mode", {"\"grant\"", "\"lease\""}},
    {"return_mode", {"\"cash\"", "\"loan\""}},
    {"payer", {"\"donor\"", "\"state\""}},
    {"payment", {"\"up_front\"", "\"reimbursed\"", "\"on_results\""}},
    {"targeting", {"\"lottery\"", "\"poorest_first\""}},
    {"kind", {"\"pari_passu\"", "\"first_loss\"", "\"portfolio_cap\""}},
    {"borrowers", {"\"operations\"", "\"traders\"", "\"both\""}},
    {"purposes",
     {"[\"licence\"]", "[\"equipment\", \"licence\"]", "[\"licence\", \"equipment\", \"working_capital\"]"}},
    {"lender", {"\"rural\"", "\"urban\""}},
    {"revolving", {"true", "false"}},
    {"declared_only", {"true", "false"}},
};

/// Keys that a plug-in declares, with its other mode's where it has one.
std::vector<Parameter> keys_of(std::string const& type, std::string const& with = "") {
  ParameterBook book, own;
  Registry const registry = built_in_registry();
  Study const study = default_study(book);
  TableReader const table = parse_document(with, "none", own);
  registry.instruments.at(type).make({type, type, table}, {study.root, study.world_toml}, Geography{},
                                     {Month::of(2015, 1), 120, 0});
  return own.parameters();
}

/// One key in so many is written.
std::string random_instrument(Dice& dice, std::string const& type, std::string const& id, std::size_t one_in) {
  std::string const mode = type == "equipment_upgrade" ? dice.of(choices.at("mode"))
                           : type == "return_support"  ? dice.of(choices.at("return_mode"))
                                                       : "";
  std::string text = fmt::format("type = \"{}\"\nid = \"{}\"\nstart = \"{}-{:02}\"\nmonths = {}\n", type, id,
                                 2015 + dice.below(3), 1 + dice.below(12), 1 + dice.below(40));
  if (!mode.empty()) text += "mode = " + mode + "\n";
  bool const of_places = !std::set<std::string>{"formalisation_subsidy", "interest_free_loan", "loan_guarantee",
                                                "working_capital_line",  "equipment_upgrade",  "blended_finance"}
                              .contains(type);
  if (std::size_t const who = dice.below(6); who < 2 && type != "trade_disruption")
    text += who == 0 && !of_places ? "eligible = { sex = \"women\" }\n" : "eligible = { tenure = [\"open\"] }\n";
  for (Parameter const& p : keys_of(type, mode.empty() ? "" : "mode = " + mode + "\n")) {
    std::string const key = p.address;
    bool const required = p.fallback.empty();
    if (key == "start" || key == "months" || key == "mode" || key.starts_with("eligible") || key == "id") continue;
    if (!required && !dice.one_in(one_in)) continue;
    if (key == "purposes" && text.find("borrowers = \"traders\"") != std::string::npos) continue;
    if (auto const words = choices.find(key); words != choices.end())
      text += fmt::format("{} = {}\n", key, dice.of(words->second));
    else if (key.ends_with("_usd") && p.max > 50000)
      text += fmt::format("{} = {}\n", key, dice.money(key.find("cap_usd") == std::string::npos ? 4e5 : 2e4));
    else if (p.type == "integer")
      text += fmt::format("{} = {}\n", key, whole(dice.ranged(p.min, p.max)));
    else if (p.type == "real")
      text += fmt::format("{} = {:.6f}\n", key, dice.ranged(p.min, p.max));
  }
  return text;
}

std::string const two_countries = "[[country]]\nname = \"south\"\nterritory = [\"South\"]\n";
std::string const two_lenders =
    "[[lender]]\nname = \"rural\"\n[[lender]]\nname = \"urban\"\nyearly_rate = 0.4\n"
    "fixed_cost_usd = 20\ndeposit = 0.1\ncapital_usd = 30000\n";

/// Settings under which pits are licensed, borrow and fail often.
std::vector<Override> const busy{{"licence.fee_usd", "300"},           {"licence.permit_usd", "200"},
                                 {"licence.title_usd", "200"},         {"licence.hassle_mean_months", "0"},
                                 {"licence.delay_months", "2"},        {"licence.valid_months", "12"},
                                 {"licence.free_ground_share", "0.8"}, {"formality.harassment_per_year", "0.6"},
                                 {"formality.discount_rate", "0.25"},  {"operations.failure_per_year", "0.1"},
                                 {"operations.equipment_usd", "1500"}, {"operations.opening_cash_usd", "300"},
                                 {"bank.fixed_cost_usd", "20"},        {"bank.deposit", "0.2"},
                                 {"bank.service_cap", "0.6"}};

std::vector<Override> random_settings(Dice& dice, std::vector<Parameter> const& declared) {
  std::set<std::string> const tables{"operations", "traders", "licence", "formality", "bank", "credit"};
  std::vector<Override> out = dice.one_in(5) ? std::vector<Override>{} : busy;
  for (Parameter const& p : declared) {
    bool const ranged = p.type == "real" || p.type == "integer";
    if (!ranged || !tables.contains(p.address.substr(0, p.address.find('.'))) || !dice.one_in(5)) continue;
    double const value = dice.ranged(p.min, p.max);
    std::erase_if(out, [&](Override const& o) { return o.address == p.address; });
    out.push_back({p.address, p.type == "integer" ? fmt::format("{}", whole(value)) : fmt::format("{:.6f}", value)});
  }
  return out;
}

std::string random_finance(Dice& dice) {
  std::vector<std::string> list;
  std::size_t const one_in = 2 + 3 * dice.below(3);  // from wild to nearly as usual
  for (std::string const& type : types)
    for (std::size_t n = 0; n < 2; ++n)
      if (dice.one_in(2) && !(type == "licence_regime" && n > 0))
        list.push_back(random_instrument(dice, type, fmt::format("{}_{}", type, n), one_in));
  if (dice.one_in(2))
    list.push_back(
        fmt::format("type = \"enforcement_operation\"\nstart = \"2016-01\"\nmonths = 12\nlargest = 3\n"
                    "force = {:.3f}\n",
                    dice.between(0, 1)));
  if (dice.one_in(2))
    list.push_back(fmt::format("type = \"gold_price_shock\"\nstart = \"2016-06\"\nmonths = 18\nshare = {:.3f}\n",
                               dice.ranged(-0.9, 2)));
  return arm("acted_on", list);
}

}  // namespace

TEST_CASE("Under any instruments money is exact and every promise of finance is kept") {
  SerialExecutor const executor;
  std::vector<Parameter> const declared = open_text(head(1, 0)).book->parameters();
  Watch all;
  for (unsigned seed = 1; seed <= 80; ++seed) {
    Dice dice(seed);
    auto settings = random_settings(dice, declared);
    if (seed % 5 == 0) settings.push_back({"world.weight", "3"});  // each stands for three
    if (seed % 3 == 0) {                                           // currencies and shocks of countries
      for (char const* key : {"credit.currency_log_sd", "operations.country_log_sd"}) {
        std::erase_if(settings, [&](Override const& o) { return o.address == key; });
        settings.push_back({key, fmt::format("{:.3f}", dice.between(0.05, 1))});
      }
    }
    std::string const start =
        seed % 2 == 1 ? head(60, 6, 1, static_cast<int>(seed)) : plane_head(12, 1200, 60, 6, 1, static_cast<int>(seed));
    std::string const study = start + (seed % 2 == 1 ? two_countries : "") + two_lenders + random_finance(dice);
    std::string said;
    for (auto const& o : settings) said += fmt::format("--set {}={} ", o.address, o.value);
    INFO("seed " << seed << ": " << said << "\n" << study);
    Opened const open = open_text(study, settings);
    Model const& model = *open.model;
    Simulation burn_in(model, 0, executor);
    Watch watch;
    for (int month = 0; month < 6; ++month) REQUIRE(advance(model, burn_in, watch) == "");
    Simulation run = branch(model, burn_in, 0, executor);
    watch.book = {};
    for (int month = 0; month < 60; ++month) {
      INFO("month " << month);
      REQUIRE(advance(model, run, watch) == "");
    }
    for (std::size_t k = 0; k < n_purposes; ++k) all.approved[k] += watch.approved[k];
    all.covered += watch.covered, all.defaults += watch.defaults, all.covered_defaults += watch.covered_defaults;
    all.granted += watch.granted, all.lapsed += watch.lapsed, all.succeeded += watch.succeeded;
    all.crews += watch.crews, all.claims += watch.claims, all.grants += watch.grants, all.withdrawn += watch.withdrawn;
    all.returned += watch.returned, all.private_returned += watch.private_returned;
    all.lost_prefinance += watch.lost_prefinance, all.premium += watch.premium;
    all.revalued += watch.revalued, all.export_taxes += watch.export_taxes;
  }
  // Nothing of the above was vacuous:
  for (std::size_t k = 0; k < n_purposes; ++k) CHECK(all.approved[k] > 0);
  CHECK(all.covered > 0);
  CHECK(all.defaults > 0);
  CHECK(all.covered_defaults > 0);
  CHECK(all.claims > 0);
  CHECK(all.granted > 0);
  CHECK(all.lapsed > 0);
  CHECK(all.succeeded > 0);
  CHECK(all.crews > 0);
  CHECK(all.grants > 0);
  CHECK(all.withdrawn > 0);
  CHECK(all.returned > 0);
  CHECK(all.private_returned > 0);
  CHECK(all.lost_prefinance > 0);
  CHECK(all.premium > 0);
  CHECK(all.revalued > 0);
  CHECK(all.export_taxes > 0);
}

namespace {

/// All that is recorded but the instruments' own books.
bool same_but_books(Layout const& layout, RunRecord const& a, RunRecord const& b) {
  for (std::size_t v = 0; v < layout.variables.size(); ++v) {
    if (layout.variables[v].group == "finance") continue;
    if (a.variables[v].integers != b.variables[v].integers || a.variables[v].reals != b.variables[v].reals)
      return false;
  }
  return a.holders == b.holders;
}

struct Strength {
  std::string name, type, none, some;
};

std::vector<Strength> const strengths{
    {"no_share", "formalisation_subsidy", "share = 0\nbudget_usd = 1e6\n", "share = 0.01\nbudget_usd = 1e6\n"},
    {"no_budget", "formalisation_subsidy", "budget_usd = 0\nprofit_months = 2\nassistance = 1\n",
     "budget_usd = 2_000\nshare = 0\nprofit_months = 2\nassistance = 1\n"},
    {"no_news", "formalisation_subsidy", "share = 0\nbudget_usd = 1e6\nannounced_months = 12\n",
     "share = 1\nbudget_usd = 1e6\nmonths = 1\nannounced_months = 12\n"},
    {"no_fund", "interest_free_loan", "capital_usd = 0\n", "capital_usd = 2_000\n"},
    {"no_cover", "loan_guarantee", "lender = \"bank\"\ncoverage = 0\ncapital_usd = 1e6\nborrowers = \"both\"\n",
     "lender = \"bank\"\ncoverage = 0.01\ncapital_usd = 1e6\n"},
    {"no_cover_capital", "loan_guarantee", "lender = \"bank\"\ncapital_usd = 0\nborrowers = \"both\"\n",
     "lender = \"bank\"\ncapital_usd = 2_000\n"},
    {"no_line", "working_capital_line", "capital_usd = 0\n", "capital_usd = 300\n"},
    {"no_repute", "stigma", "price_discount = 0\nlender_belief = 0\n", "price_discount = 0\nlender_belief = 20\n"},
    {"no_officers", "licence_office_capacity", "decisions_per_month = 0\nbudget_usd = 1e6\n",
     "decisions_per_month = 1\nbudget_usd = 1e6\n"},
    {"no_lease", "equipment_upgrade", "capital_usd = 0\n", "capital_usd = 3_000\n"},
    {"no_gear", "equipment_upgrade", "mode = \"grant\"\nbudget_usd = 1e6\nshare = 0\n",
     "mode = \"grant\"\nbudget_usd = 1e6\nshare = 0.3\nleakage = 0\n"},
    {"no_gear_budget", "equipment_upgrade", "mode = \"grant\"\nbudget_usd = 0\n",
     "mode = \"grant\"\nbudget_usd = 2_000\nshare = 1\nleakage = 0\n"},
    {"no_pool", "blended_finance", "capital_usd = 0\n", "capital_usd = 0\nprivate_usd = 2_000\n"},
    {"no_premium", "buyer_premium", "share = 0\n", "share = 0.0001\n"},
    {"no_royalty", "royalty", "change = 0\n", "change = 0.0001\n"},
    {"no_export_tax", "export_tax", "rate = 0\n", "rate = 0.0001\n"},
    {"no_regime", "licence_regime", "", "fee_usd = 301\n"},
    {"no_ticket", "return_support", "cash_usd = 0\nrelief = 0\nbudget_usd = 1e6\n", "budget_usd = 1e6\n"},
    {"no_tickets", "return_support", "budget_usd = 0\n", "mode = \"loan\"\nbudget_usd = 1e6\n"},
    {"no_plots", "relocation", "to = \"c1\"\nplots = 0\ncash_usd = 0\nrelief = 0\nbudget_usd = 1e6\n",
     "to = \"c1\"\nplots = 5\ncash_usd = 0\nrelief = 0\nbudget_usd = 1e6\n"},
    {"no_find", "discovery", "concession = \"c1\"\nsize = 0\n", "concession = \"c1\"\nsize = 0.01\n"},
    {"no_slots", "alternative_livelihoods", "slots_per_month = 0\nbudget_usd = 1e6\n",
     "slots_per_month = 1\nbudget_usd = 1e6\n"},
    {"no_gain", "alternative_livelihoods", "training_gain = 0\nbudget_usd = 1e6\n",
     "training_gain = 0\npledge_usd = 50\nbudget_usd = 1e6\n"},
    {"no_eyes", "monitoring", "risk = 0\n", "risk = 0.001\n"},
    {"no_delay", "trade_disruption", "turn_factor = 1\n", "turn_factor = 2.5\n"},
    {"nobody_left", "buyers_leave", "share = 0\nturn_factor = 1\n", "share = 0.001\nturn_factor = 1\n"},
};

}  // namespace

TEST_CASE("Finance of no strength leaves every bit as it is, and a little does not") {
  std::string study = head(30, 6) + arm("baseline");
  auto const dated = [](Strength const& s, std::string const& keys) {
    bool const has_months = keys.find("\nmonths") != std::string::npos;
    return "type = \"" + s.type + "\"\nstart = \"2016-01\"\n" + (has_months ? "" : "months = 15\n") + keys;
  };
  for (Strength const& s : strengths)
    study += arm(s.name, {dated(s, s.none)}) + arm(s.name + "_little", {dated(s, s.some)});
  Opened const open = open_text(study, busy);
  Model const& model = *open.model;
  Layout const layout = make_layout(model);
  auto const records = run_all(model, 2);
  for (std::size_t a = 1; a < records.size(); ++a) {
    INFO(model.study.arms[a].name);
    CHECK(same_but_books(layout, records[0], records[a]) == (a % 2 == 1));
  }
  // Instruments of no strength together are still nothing.
  std::vector<std::string> all;
  for (Strength const& s : strengths) all.push_back("id = \"" + s.name + "\"\n" + dated(s, s.none));
  Opened const together = open_text(head(30, 6) + arm("baseline") + arm("all", all), busy);
  auto const both = run_all(*together.model);
  CHECK(same_but_books(make_layout(*together.model), both[0], both[1]));
}

TEST_CASE("Borders that nothing depends on leave every bit as it is, and shocks that stop at them do not") {
  std::string const acted = arm("acted", {"type = \"loan_guarantee\"\nstart = \"2015-02\"\nlender = "
                                          "\"bank\"\ncapital_usd = 50_000\nborrowers = \"both\"\n"});
  auto const records = [&](std::string const& countries, std::vector<Override> settings) {
    settings.insert(settings.end(), busy.begin(), busy.end());
    Opened const open = open_text(head(30, 6) + countries + acted, settings);
    return std::pair{make_layout(*open.model), run_all(*open.model)};
  };
  auto const [layout, one] = records("", {});
  CHECK(same_but_books(layout, one[0], records(two_countries, {}).second[0]));
  for (char const* key : {"operations.country_log_sd", "credit.currency_log_sd"}) {
    INFO(key);
    auto const shaken = records("", {{key, "0.5"}}).second;
    CHECK_FALSE(same_but_books(layout, one[0], shaken[0]));
    CHECK_FALSE(same_but_books(layout, shaken[0], records(two_countries, {{key, "0.5"}}).second[0]));
  }
}

TEST_CASE("A fault made on purpose in the money is seen") {
  SerialExecutor const executor;
  std::string const study =
      head(24, 6) +
      arm("all",
          {"type = \"formalisation_subsidy\"\nstart = \"2015-01\"\nbudget_usd = 50_000\npayment = \"on_results\"\n",
           "type = \"loan_guarantee\"\nstart = \"2015-01\"\nlender = \"bank\"\ncapital_usd = 50_000\n",
           "type = \"interest_free_loan\"\nstart = \"2015-01\"\ncapital_usd = 20_000\n"});
  Opened const open = open_text(study, busy);
  Simulation run = branch(*open.model, settled(*open.model, executor), 0, executor);
  Watch watch;
  while (run.world().promises.empty() || run.world().loans.empty() || run.world().formality.granted == 0) {
    REQUIRE(advance(*open.model, run, watch) == "");
    REQUIRE(run.months_done() < 30);
  }
  auto const seen = [&](auto const& spoil) {
    World world = run.world();
    Watch copy = watch;
    copy.left.clear();
    spoil(world);
    return fault(open.model->axis, world, 0, run.months_done() - 1, copy) != "";
  };
  auto const open_pit = [](World& w) -> Operation& {
    return *std::find_if(w.operations.begin(), w.operations.end(), [](Operation const& pit) { return pit.open != 0; });
  };
  auto const open_loan = [](World& w) -> Loan& {
    return *std::find_if(w.loans.begin(), w.loans.end(), [](Loan const& loan) { return loan.open != 0; });
  };
  CHECK_FALSE(seen([](World&) {}));
  CHECK(seen([&](World& w) { ++open_pit(w).cash_cents; }));
  CHECK(seen([](World& w) { ++w.traders[0].cash_cents; }));
  CHECK(seen([](World& w) { --w.lenders[0].cash_cents; }));
  CHECK(seen([](World& w) { ++w.lenders[0].outstanding_cents; }));
  CHECK(seen([](World& w) { ++w.programmes[0].cash_cents; }));
  CHECK(seen([](World& w) { ++w.programmes[0].promised_cents; }));
  CHECK(seen([](World& w) { w.programmes[0].budget_cents = w.programmes[0].granted_cents; }));
  CHECK(seen([](World& w) { ++w.programmes[2].exposure_cents; }));
  CHECK(seen([&](World& w) { ++open_loan(w).repaid_cents; }));
  CHECK(seen([&](World& w) { ++open_loan(w).revalued_cents; }));
  CHECK(seen([&](World& w) { open_loan(w).open = 0; }));
  CHECK(seen([&](World& w) { w.miners.operation[open_pit(w).owner] = 0; }));
  CHECK(seen([&](World& w) { w.miners.place[open_pit(w).owner] = 9; }));
  CHECK(seen([&](World& w) { w.free_operations.push_back(0); }));
  CHECK(seen([&](World& w) { ++w.traders[0].prefinance_cents; }));
  CHECK(seen([&](World& w) {
    for (std::size_t i = 0; i < 400; ++i)
      w.miners.livelihood[i] = static_cast<uint8_t>(open.model->axis.find("formal_mining"));
  }));
}
