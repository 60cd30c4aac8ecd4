// Traders borrow from a bank where a guarantee of traders' loans is on offer, in the order of a lottery. They lend more
// to operations then. If the guarantee asks for it, they sell what they buy through the declared channel as long as
// they owe.
#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/bank.hpp"
#include "tributer/model/lottery.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class TraderCredit final : public Process {
 public:
  explicit TraderCredit(BuildContext const& context) : p_(context.parameters.credit) {}

  void step(MonthContext const& month, World& world) const override {
    for (Trader& trader : world.traders)
      if (trader.loan == no_row) trader.declares = 0;
    bool const offered =
        std::any_of(month.terms.all<Guarantee>().begin(), month.terms.all<Guarantee>().end(),
                    [](Guarantee const& g) { return g.purposes[static_cast<std::size_t>(Purpose::trade)]; });
    if (!offered) return;
    Bank const bank(p_, month, world);
    std::vector<uint32_t> without_loan;
    for (uint32_t t = 0; t < world.traders.size(); ++t)
      if (world.traders[t].loan == no_row && world.traders[t].location < world.geography->n) without_loan.push_back(t);
    auto const key_of = [&world](uint32_t t) { return trader_key(world, t); };
    for (uint32_t const t : in_lottery_order(month, streams::loan, without_loan, key_of)) {
      Trader& trader = world.traders[t];
      for (std::size_t k = 0; k < p_.lenders.size() && trader.loan == no_row; ++k)
        for (Guarantee const* const guarantee : bank.guarantees(k, Purpose::trade, trader.location, male))
          if (guarantee && trader.loan == no_row) apply_for_loan(world, bank, t, static_cast<uint8_t>(k), *guarantee);
    }
  }

 private:
  void apply_for_loan(World& world, Bank const& bank, uint32_t t, uint8_t lender, Guarantee const& guarantee) const {
    Trader& trader = world.traders[t];
    LoanApplication a;
    a.purpose = Purpose::trade;
    a.borrower = t;
    a.luck_id = trader_key(world, t);
    a.lender = lender;
    a.guarantee = &guarantee;
    a.principal_usd = std::min(
        {p_.trader_loan_share * static_cast<double>(trader.cash_cents + trader.prefinance_cents) / cents_per_usd,
         static_cast<double>(guarantee.loan_cap_cents) / cents_per_usd, p_.lenders[lender].largest_loan_usd});
    a.own_hazard = p_.lenders[lender].prior_hazard_yearly / months_per_year;
    a.location = trader.location;
    if (a.principal_usd >= p_.least_trader_loan_usd && bank.apply_for_loan(world, a) == Answer::agreed)
      trader.declares = guarantee.declared_only;
  }

  CreditParameters const& p_;
};

}  // namespace

void add_trader_credit_process(Registry& registry) {
  registry.process<TraderCredit>("trader_credit", "Lets traders borrow under a guarantee.", MonthPart::finance,
                                 {"licence_office"});
}

}  // namespace tributer
