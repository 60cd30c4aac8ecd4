// Those who buy the gold: their cash, what pits owe them, and what they pay at the pit.
#include "tributer/model/market.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Trade final : public Observable {
 public:
  std::vector<Variable> variables() const override {
    auto const stock = [](std::string name, std::string what) {
      return Variable{name, what, "0.01 USD", {"area"}, Variable::Kind::integer, "time: point", ""};
    };
    return {stock("trader_cash_cents", "cash of traders"),
            stock("trader_prefinance_cents", "pre-finance owed to traders by operations"),
            {"site_price",
             "price at the pit over the world price, mean over what is sold; 0 if that is nothing",
             "1",
             {},
             Variable::Kind::real,
             "time: point",
             ""}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, std::span<Frame> frames) const override {
    for (Trader const& trader : world.traders) {
      frames[0].integers[areas.of[trader.location]] += trader.cash_cents;
      frames[1].integers[areas.of[trader.location]] += trader.prefinance_cents;
    }
    auto const& c = world.concessions;
    double paid = 0, value = 0;
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      double const sold = static_cast<double>(c.output_mg[location]);
      paid += sold * c.site_price_usd[location], value += sold * world_price(world, location);
    }
    frames[2].reals[0] = value > 0 ? paid / value : 0;
  }
};

}  // namespace

void add_trade_observable(Registry& registry) {
  registry.observable<Trade>("trade", "traders' cash, pre-finance, the price at the pit");
}

}  // namespace tributer
