// The traders of a concession share the gains and losses of the month, except what pre-finance gains and what declared
// gold is taxed: these belong to the trader who lends or declares. They keep the capital that usual purchases tie
// up, and some more, and take out the rest as profit. Capital grows only out of profit and no faster than a given rate,
// so a loss of capital lasts.
#include <algorithm>
#include <utility>

#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Trading final : public Process {
 public:
  explicit Trading(BuildContext const& context) : p_(context.parameters.trade) {}

  void step(MonthContext const&, World& world) const override {
    auto& c = world.concessions;
    for (std::size_t location = 0; location < world.geography->locations(); ++location) {
      if (location < world.geography->n)
        c.usual_output_mg[location] +=
            p_.usual_speed * (static_cast<double>(c.output_mg[location]) - c.usual_output_mg[location]);
      auto const [first, last] = traders_at(world, location);
      if (first == last) continue;
      Cents const flow = world.trader_flow_cents[location], n = last - first;
      Cents const each = flow >= 0 ? flow / n : -((-flow + n - 1) / n);
      for (uint32_t t = first; t < last; ++t) {
        Trader& trader = world.traders[t];
        Cents const before = trader.cash_cents;
        trader.cash_cents += (t == first ? flow - each * (n - 1) : each) + std::exchange(trader.own_flow_cents, 0);
        if (location < world.geography->n) keep_capital(world, trader, before, static_cast<double>(n));
      }
      world.trader_flow_cents[location] = 0;
    }
  }

 private:
  void keep_capital(World& world, Trader& trader, Cents before, double traders_here) const {
    auto const& c = world.concessions;
    double const usual = c.usual_output_mg[trader.location] / mg_per_gram * world_price(world, trader.location) *
                         c.kept_share[trader.location] * cents_per_usd / traders_here;
    Cents const wanted = whole(p_.headroom * usual * p_.turn_months);
    Cents const own = trader.cash_cents + trader.prefinance_cents -
                      (trader.loan != no_row ? world.loans[trader.loan].balance_cents : 0);
    Cents const grown = whole(static_cast<double>(std::max<Cents>(0, before)) * (1.0 + p_.capital_growth));
    Cents const surplus = whole(p_.surplus_drawn * static_cast<double>(std::max<Cents>(0, own - wanted)));
    Cents const drawn = std::max(std::min(surplus, std::max<Cents>(0, trader.cash_cents)),
                                 std::max<Cents>(0, trader.cash_cents - grown));
    trader.cash_cents -= drawn;
    world.ledger.month.add(Category::trader_profit, drawn);
    Cents const floor = whole(p_.least_share * static_cast<double>(wanted));
    if (trader.cash_cents < floor && trader.prefinance_cents == 0) {
      world.ledger.month.add(Category::trader_capital, floor - trader.cash_cents);
      trader.cash_cents = floor;
    }
  }

  TradeParameters const& p_;
};

}  // namespace

void add_trading_process(Registry& registry) {
  registry.process<Trading>("trading", "Shares the flows of the month among traders, who keep the capital they need.",
                            MonthPart::finance);
}

}  // namespace tributer
