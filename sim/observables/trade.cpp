// Traders: their cash, the pre-finance that operations owe them, and the local price.
#include "tributer/model/market.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Trade final : public Observable {
 public:
  std::vector<Outcome> outcomes() const override {
    return {{.question = questions::formality,
             .name = "site_price",
             .label = "Price at the concession",
             .unit = "% of world price",
             .scale = 100,
             .decimals = 2,
             .numerator = {"site_price"},
             .denominator = {"months"},
             .better = Outcome::Better::higher,
             .order = 1}};
  }
  void record(MonthContext const&, World const& world, Areas const& areas, Frames frames) const override {
    for (Trader const& trader : world.traders) {
      frames[cash_][areas.of[trader.location]] += trader.cash_cents;
      frames[prefinance_][areas.of[trader.location]] += trader.prefinance_cents;
    }
    auto const& c = world.concessions;
    double paid = 0, value = 0;
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      double const sold = static_cast<double>(c.output_mg[location]);
      paid += sold * c.site_price_usd[location], value += sold * world_price(world, location);
    }
    frames[site_price_][0] = value > 0 ? paid / value : 0;
  }

 private:
  Counted const cash_ = stock({"trader_cash_cents", "cash of traders", {"area"}, "0.01 USD"});
  Counted const prefinance_ =
      stock({"trader_prefinance_cents", "pre-finance owed to traders by operations", {"area"}, "0.01 USD"});
  Measured const site_price_ = level({"site_price",
                                      "local price over the world price, mean over all output; 0 if there is no "
                                      "output"});
};

}  // namespace

void add_trade_observable(Registry& registry) {
  registry.observable<Trade>("trade", "traders' cash, pre-finance, the price at the concession");
}

}  // namespace tributer
