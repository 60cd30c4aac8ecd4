// Traders fail now and then: they are robbed, cheated or fall ill. A trader who fails loses a part of his cash, and any
// part is as likely as any other. If the rest repays his loan, the bank is paid; otherwise he defaults. The lower the
// price has fallen, the less capital he holds, and the likelier is a default. Another trader then takes over what
// operations owe, and brings as much cash as there was, so that purchases go on.
// Leaves out: a place without a trader; that many may fail together.
#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/lottery.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class TraderFailure final : public Process {
 public:
  explicit TraderFailure(BuildContext const& context)
      : credit_(context.parameters.credit), trade_(context.parameters.trade) {}

  void step(MonthContext const& month, World& world) const override {
    float const hazard = static_cast<float>(trade_.failure_per_year / months_per_year);
    std::vector<uint32_t> failing;
    for (uint32_t t = 0; t < world.traders.size(); ++t)
      if (month.luck.uniform(trader_key(world, t), month.ordinal, streams::trader) < hazard) failing.push_back(t);
    auto const key_of = [&world](uint32_t t) { return trader_key(world, t); };
    for (uint32_t const t : in_lottery_order(month, streams::trader, failing, key_of))
      fail(month, world, t, month.luck.uniform(trader_key(world, t), month.ordinal, streams::trader, 1));
  }

 private:
  void fail(MonthContext const& month, World& world, uint32_t t, float share) const {
    Trader& trader = world.traders[t];
    Cents const before = trader.cash_cents;
    Cents const lost = whole(static_cast<double>(share) * static_cast<double>(std::max<Cents>(0, before)));
    trader.cash_cents -= lost;
    world.ledger.month.add(Category::trader_losses, lost);
    if (trader.loan != no_row && !repay_in_full(world, world.loans[trader.loan]))
      write_off(world, trader.loan, month.ordinal, recovery_sought(credit_, world.loans[trader.loan]));
    world.ledger.month.add(Category::trader_capital, before - trader.cash_cents);
    trader.cash_cents = before;
    trader.defaulted = never;  // this is another trader
  }

  CreditParameters const& credit_;
  TradeParameters const& trade_;
};

}  // namespace

void add_trader_failure_process(Registry& registry) {
  registry.process<TraderFailure>("trader_failure", "Lets traders fail; others take over.", MonthPart::finance,
                                  {"trading"});
}

}  // namespace tributer
