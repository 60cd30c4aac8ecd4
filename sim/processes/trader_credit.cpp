// Traders borrow from banks, with or without a guarantee, when it pays them. What a loan gains is what their
// pre-finance gained lately, after losses. It gains that only as far as the trader turns away operations that ask for
// pre-finance, so he borrows at most what he turns away; a trader whose cash lies idle does not borrow. A loan costs
// interest and, if the guarantee demands declared sale, the royalty and tax on his gold until it is repaid. He asks for
// the loan that is worth most to him, then for the next one. Banks score him, and limit the loan by his profit and by
// the deposit that his own capital must be, as they do with operations. For some months after a default no bank lends
// to him. Leaves out: loans to buy gold, because a trader who is short of cash for purchases pays less for the gold,
// which costs the sellers and not him; traders who could pay but do not; what a further operation at work gains all
// traders.
#include <algorithm>
#include <limits>
#include <utility>

#include "tributer/core/units.hpp"
#include "tributer/model/bank.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/lottery.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

/// A trader who is short of capital, a month, in USD.
struct ShortTrader {
  double shortage, own_capital, profit;
  double yield;      ///< what a dollar of pre-finance gains, after losses
  double declaring;  ///< royalty and export tax if he sells his gold as declared
};

struct TraderLoan {
  std::size_t lender = 0;
  Guarantee const* guarantee = nullptr;
  double principal_usd = 0, value_usd = 0;
  double service = 0;  ///< instalment over the largest that the lender accepts
};

class TraderCredit final : public Process {
 public:
  explicit TraderCredit(BuildContext const& context)
      : p_(context.parameters.credit), trade_(context.parameters.trade), formality_(context.parameters.formality) {}

  void step(MonthContext const& month, World& world) const override {
    std::vector<uint32_t> short_of_cash;
    for (uint32_t t = 0; t < world.traders.size(); ++t) {
      Trader& trader = world.traders[t];
      look_back(trader);
      if (trader.loan != no_row) continue;
      trader.declares = 0;
      bool const barred = trader.defaulted != never && month.ordinal - trader.defaulted < p_.standing_months;
      if (trader.location < world.geography->n && trader.usual_shortage_usd >= p_.least_trader_loan_usd && !barred)
        short_of_cash.push_back(t);
    }
    if (short_of_cash.empty()) return;
    Bank const bank(p_, month, world);
    auto const key_of = [&world](uint32_t t) { return trader_key(world, t); };
    for (uint32_t const t : in_lottery_order(month, streams::loan, short_of_cash, key_of))
      borrow(month, world, bank, t);
  }

 private:
  void look_back(Trader& trader) const {
    auto const follow = [this](double& usual, Cents now) {
      usual += trade_.usual_speed * (static_cast<double>(now) / cents_per_usd - usual);
    };
    follow(trader.usual_lent_usd, trader.prefinance_cents);
    follow(trader.usual_gain_usd, std::exchange(trader.tied_gain_cents, 0));
    follow(trader.usual_shortage_usd, std::exchange(trader.turned_away_cents, 0));
  }

  ShortTrader look_at(MonthContext const& month, World const& world, Trader const& trader) const {
    auto const& c = world.concessions;
    std::size_t const at = trader.location;
    auto const [first, last] = traders_at(world, at);
    double const grams = c.usual_output_mg[at] / mg_per_gram / static_cast<double>(last - first);
    double const unlicensed =
        c.output_mg[at] > 0 ? 1.0 - static_cast<double>(c.formal_mg[at]) / static_cast<double>(c.output_mg[at]) : 1.0;
    Declaring const taxes = declaring_at(formality_, month.terms, at);
    ShortTrader out{};
    out.shortage = trader.usual_shortage_usd;
    out.own_capital = static_cast<double>(trader.cash_cents + trader.prefinance_cents) / cents_per_usd;
    out.profit = grams * (world_price(world, at) * c.kept_share[at] - c.site_price_usd[at]) + trader.usual_gain_usd;
    out.yield = trader.usual_lent_usd > 0 ? trader.usual_gain_usd / trader.usual_lent_usd : 0;
    out.declaring = grams * unlicensed * c.site_price_usd[at] * (taxes.royalty + taxes.export_tax);
    return out;
  }

  /// The largest loan that a lender would make to him and that he could use, and what it is worth to him.
  TraderLoan loan_from(Bank const& bank, ShortTrader const& trader, std::size_t k, Guarantee const* guarantee) const {
    LenderParameters const& lender = p_.lenders[k];
    RepaymentTerms const& terms = bank.repayment(k, guarantee);
    double const deposit = bank.deposit(k, guarantee),
                 bears = lender.service_cap * lender.income_counted * trader.profit * terms.principal_per_instalment,
                 brings = deposit > 0 ? trader.own_capital * (1.0 - deposit) / deposit
                                      : std::numeric_limits<double>::infinity(),
                 covered = guarantee ? static_cast<double>(guarantee->loan_cap_cents) / cents_per_usd
                                     : lender.largest_loan_usd;
    TraderLoan out{k, guarantee};
    out.principal_usd = std::min({trader.shortage, bears, brings, covered, lender.largest_loan_usd});
    out.service = out.principal_usd / bears;
    // The money is out for the months of grace, and for half of those of repayment.
    double const in_use = out.principal_usd * (terms.grace_months + terms.months / 2.0);
    out.value_usd = in_use * (trader.yield - terms.yearly_rate / months_per_year);
    if (guarantee && guarantee->declared_only) out.value_usd -= trader.declaring * (terms.grace_months + terms.months);
    return out;
  }

  void borrow(MonthContext const& month, World& world, Bank const& bank, uint32_t t) const {
    Trader& trader = world.traders[t];
    ShortTrader const seen = look_at(month, world, trader);
    std::vector<TraderLoan> loans;
    for (std::size_t k = 0; k < p_.lenders.size(); ++k)
      for (Guarantee const* const guarantee : bank.guarantees(k, Purpose::trade, trader.location, male)) {
        TraderLoan const loan = loan_from(bank, seen, k, guarantee);
        if (loan.value_usd > 0 && loan.principal_usd >= p_.least_trader_loan_usd) loans.push_back(loan);
      }
    std::stable_sort(loans.begin(), loans.end(),
                     [](TraderLoan const& a, TraderLoan const& b) { return a.value_usd > b.value_usd; });
    for (TraderLoan const& loan : loans) {
      LoanApplication a;
      a.purpose = Purpose::trade;
      a.borrower = t;
      a.luck_id = trader_key(world, t);
      a.lender = static_cast<uint8_t>(loan.lender);
      a.guarantee = loan.guarantee;
      a.principal_usd = loan.principal_usd;
      // The loan is lost if he fails and what is left of his capital does not repay it (trader_failure).
      a.own_hazard = trade_.failure_per_year / months_per_year * std::min(1.0, loan.principal_usd / seen.own_capital) +
                     p_.service_hazard * loan.service * loan.service;
      a.location = trader.location;
      if (bank.apply_for_loan(world, a) != Answer::agreed) continue;
      trader.declares = loan.guarantee && loan.guarantee->declared_only;
      return;
    }
  }

  CreditParameters const& p_;
  TradeParameters const& trade_;
  FormalityParameters const& formality_;
};

}  // namespace

void add_trader_credit_process(Registry& registry) {
  registry.process<TraderCredit>("trader_credit", "Lets traders borrow from banks when it pays them.",
                                 MonthPart::finance, {"licence_office", "trader_failure"});
}

}  // namespace tributer
