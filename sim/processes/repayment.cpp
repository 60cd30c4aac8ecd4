// Debts of the month: instalments, arrears, default. A borrower who cannot pay for some months defaults. In some months
// a borrower considers whether to go on paying. He stops if he owes more, beyond what the lender can take in any case,
// than his standing and his licence are worth. Guarantees pay claims after a wait. Lenders pay the cost of their funds,
// and fees to guarantees. Prices and evictions change the cash of borrowers, and so their repayment.
// Bank loans are in the currency of the borrower's country. Its log against the dollar is a random walk, and its mean
// value does not drift. Gold is sold in dollars, so debts are easier to repay when the currency falls. Leaves out:
// rescheduling; lenders and borrowers who foresee the currency; cash, deposits and costs of funds in that currency.
#include <algorithm>
#include <cmath>

#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/lottery.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Repayment final : public Process {
 public:
  explicit Repayment(BuildContext const& context)
      : p_(context.parameters.credit), regime_(context.parameters.formality.usual) {
    currency_log_sd_ =
        context.study.table("credit").real("currency_log_sd", 0,
                                           {"1", 0, 1, "assumed: the study's choice, by default loans in dollars",
                                            "log-sd over a year of the currency that banks lend in"});
  }

  void step(MonthContext const& month, World& world) const override {
    if (currency_log_sd_ > 0) move_currencies(month, world);
    for (uint32_t const l : by_lottery(month, world)) {
      Loan& loan = world.loans[l];
      if (loan.disbursed == month.ordinal) continue;
      if (!loan.from_fund())
        world.lenders[loan.lender].predicted_defaults += static_cast<double>(loan.predicted_hazard);
      if (stops_paying(month, world, loan)) {
        write_off(world, l, month.ordinal, recovery_sought(p_, loan));
        continue;
      }
      collect_instalment(world, loan);
      if (loan.open && loan.arrears >= p_.default_after) write_off(world, l, month.ordinal, recovery_sought(p_, loan));
    }
    settle_claims(world, month.ordinal);
    pay_costs_of_funds(world);
    pay_guarantee_fees(world);
  }

 private:
  /// Rows of open loans in the order of a lottery among them: guarantees may run out of capital.
  static std::vector<uint32_t> by_lottery(MonthContext const& month, World const& world) {
    std::vector<uint32_t> rows;
    for (uint32_t l = 0; l < world.loans.size(); ++l)
      if (world.loans[l].open) rows.push_back(l);
    return in_lottery_order(month, streams::loan, rows, [&world](uint32_t l) {
      Loan const& loan = world.loans[l];
      uint64_t const borrower =
          loan.purpose == Purpose::trade ? trader_key(world, loan.borrower) : world.operations[loan.borrower].owner_id;
      return mix(borrower, static_cast<uint64_t>(loan.purpose));
    });
  }

  void move_currencies(MonthContext const& month, World& world) const {
    Geography const& g = *world.geography;
    double const sd = currency_log_sd_ / std::sqrt(months_per_year);
    std::vector<double> factor;
    for (std::size_t k = 0; k < g.countries.size(); ++k)
      factor.push_back(math::exp(sd * static_cast<double>(Luck::to_normal(month.luck.block(
                                          world.geography->country_key[k], month.ordinal, streams::currency)[0])) -
                                 sd * sd / 2));
    for (Loan& loan : world.loans) {
      if (!loan.open || loan.from_fund() || loan.disbursed == month.ordinal) continue;
      std::size_t const location = loan.purpose == Purpose::trade ? world.traders[loan.borrower].location
                                                                  : world.operations[loan.borrower].location;
      revalue(world, loan, factor[g.country[location]]);
    }
  }

  bool stops_paying(MonthContext const& month, World const& world, Loan const& loan) const {
    if (loan.purpose == Purpose::trade || loan.grace_left > 0) return false;
    Operation const& operation = world.operations[loan.borrower];
    if (static_cast<double>(month.luck.uniform(operation.owner_id, month.ordinal, streams::loan, 1)) >= p_.attention)
      return false;
    double const owed =
        static_cast<double>(loan.balance_cents) / cents_per_usd * (1.0 - static_cast<double>(loan.terms.enforcement));
    double const licence = operation.licence == Licence::licensed ? p_.licence_standing * regime_.cost_usd() : 0.0;
    return owed > p_.standing_months * static_cast<double>(operation.expected_take_usd) + licence;
  }

  void pay_costs_of_funds(World& world) const {
    for (std::size_t k = 0; k < world.lenders.size(); ++k) {
      Lender& lender = world.lenders[k];
      Cents const cost =
          whole(static_cast<double>(lender.outstanding_cents) * p_.lenders[k].funds_yearly / months_per_year);
      lender.cash_cents -= cost;
      world.ledger.month.add(Category::cost_of_funds, cost);
    }
  }

  static void pay_guarantee_fees(World& world) {
    for (Loan const& loan : world.loans) {
      if (!loan.open || !loan.guaranteed()) continue;
      Cents const fee =
          whole(static_cast<double>(loan.guarantee.monthly_fee) * static_cast<double>(loan.exposure_cents));
      Programme& guarantee = world.programmes[loan.guarantee.programme];
      world.lenders[loan.lender].cash_cents -= fee;
      guarantee.cash_cents += fee;
      guarantee.fees_cents += fee;
      world.ledger.month.add(Category::guarantee_fees, fee);
    }
  }

  CreditParameters const& p_;
  LicenceRegime regime_;
  double currency_log_sd_ = 0;
};

}  // namespace

void add_repayment_process(Registry& registry) {
  registry.process<Repayment>("repayment", "Collects instalments, counts arrears, writes off defaults and pays claims.",
                              MonthPart::work, {"takings"});
}

}  // namespace tributer
