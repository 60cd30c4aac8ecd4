// Prices of the month.
// World prices of minerals come from the series of the study (the price of the start during the burn-in), and
// instruments may change them. The price level raises need and incomes outside mining. The local price falls with
// distance to market (P-16, P-17) and is limited by the cash of the traders at the concession:
//   price = kept x world price x (1 - margin - margin by distance) x min(1, cash / (usual output x price x turn))
// It falls when traders' capital turns over more slowly (V12), or when buyers abroad shun ore that nobody traces (V9);
// `kept` is the share of the world price that is left for such ore (model/market.hpp).
#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Calendar final : public Process {
 public:
  explicit Calendar(BuildContext const& context)
      : traders_(context.parameters.traders), trade_(context.parameters.trade), prices_(context.prices) {
    inflation_ = context.world.table("income").real(
        "usd_inflation_per_year", 0.02,
        {"1/year", 0, 0.04, "assumed: dollar prices", "growth of need and of incomes outside mining"});
  }

  void step(MonthContext const& month, World& world) const override {
    int const since = std::max(0, month.since_start);
    for (std::size_t k = 0; k < prices_.size(); ++k)
      world.price_usd_per_gram[k] =
          std::clamp(prices_[k].values[month.ordinal] * price_factor(month.terms, k), lowest_price, highest_price);
    world.price_level = math::exp(math::log(1.0 + inflation_) * since / months_per_year);
    auto& c = world.concessions;
    for (std::size_t location = 0; location < world.geography->n; ++location)
      if (TenureChange const* const change = month.terms.setting<TenureChange>(location))
        c.tenure[location] = change->tenure;
      else
        c.tenure[location] = world.geography->tenure[location];
    for (std::size_t location = 0; location < world.geography->n; ++location)
      c.need_millionths[location] = rounded(per_million * std::max(0.0, 1.0 + month.terms.of<NeedChange>(location)));
    std::vector<Cents> capital(world.geography->locations());
    for (Trader const& trader : world.traders) capital[trader.location] += trader.cash_cents;
    for (std::size_t location = 0; location < world.geography->locations(); ++location) {
      if (location < world.geography->n) {
        MarketAccess const access = market_access(month.terms, *world.geography, location, traders_.least_price);
        c.kept_share[location] = access.kept;
        c.traced_share[location] = access.traced, c.laundered_share[location] = access.laundered;
        double const export_price = world_price(world, location) * access.kept;
        double const delay = month.terms.of<TradeDelay>(location) +
                             month.terms.of<UntracedDelay>(location) * (1.0 - access.traced - access.laundered);
        double const tied_up = c.usual_output_mg[location] / mg_per_gram * export_price * trade_.turn_months *
                               std::max(0.0, 1.0 + delay) * cents_per_usd;
        double const cash = static_cast<double>(capital[location]);
        c.site_price_usd[location] = site_price(traders_, export_price, world.geography->hours_to_market[location]) *
                                     (tied_up > cash ? std::max(traders_.least_price, cash / tied_up) : 1.0);
        double const asked = traders_.credit_limit_usd * cents_per_usd * static_cast<double>(c.workers[location]);
        c.trader_credit[location] =
            asked > 0 ? std::min(1.0, traders_.credit_share * std::max(0.0, cash) / asked) : 1.0;
      }
    }
    std::fill(world.miners.absence.begin(), world.miners.absence.end(), uint8_t{present});
    world.ledger.month = {};
    world.moves.clear();
    start_month(world.concessions);
    start_month(world.harm);
    world.formality = {};
    world.credit = {};
  }

 private:
  TraderParameters const& traders_;
  TradeParameters const& trade_;
  std::vector<MonthlySeries> prices_;  ///< by mineral
  double inflation_ = 0;
};

}  // namespace

void add_calendar_process(Registry& registry) {
  registry.process<Calendar>(
      "calendar",
      "Sets world prices, the price paid at each concession, need and tenure; starts the counts of the month at zero.",
      MonthPart::prices);
}

}  // namespace tributer
