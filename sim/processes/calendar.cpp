// Prices of the month.
// World price from the study's series (that of the start throughout the burn-in), moved by
// instruments; price level of need and other incomes; pit price by distance (P-16, P-17). What gold fetches at a pit is
// limited by the cash of the traders there:
//   price = world price x (1 - margin - margin by distance) x min(1, cash / (usual gold x price x turn))
//           x (1 - discount on untraced ore)
// so that it falls when their capital turns over more slowly (V12) or when buyers shun ore that nobody traces (V9).
// The discount is on what traders sell for, and so on what they pay. No ore is traced, so it is on all of it.
#include <algorithm>

#include "processes.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"

namespace tributer {
namespace {

class Calendar final : public Process {
 public:
  Calendar(Tables const& tables, MonthlySeries prices)
      : traders_(read_traders(tables.study)), trade_(read_trade(tables.study)), prices_(std::move(prices)) {
    inflation_ = tables.world.table("income").real(
        "usd_inflation_per_year", 0.02,
        {"1/year", 0, 0.04, "assumed: dollar prices", "growth of need and of incomes outside mining"});
  }
  std::string_view name() const override { return "calendar"; }
  std::string_view reads() const override { return "price series, terms, cash of traders"; }
  std::string_view writes() const override {
    return "prices, price level, need, tenure, credit of traders; clears the month's books, absences, moves, promises, "
           "harm";
  }

  void step(MonthContext const& month, World& world) const override {
    int const since = std::max(0, month.since_start);
    world.price_usd_per_gram = prices_.values[month.ordinal] * month.terms.price_factor();
    world.price_level = math::exp(math::log(1.0 + inflation_) * since / 12.0);
    auto& c = world.concessions;
    for (std::size_t place = 0; place < world.geography->n; ++place)
      c.tenure[place] = month.terms.tenure(place, world.geography->tenure[place]);
    for (std::size_t place = 0; place < world.geography->n; ++place)
      c.need_millionths[place] = whole(1e6 * std::max(0.1, 1.0 + month.terms.of(Lever::need, place)) + 0.5);
    std::vector<Cents> capital(world.geography->places());
    for (Trader const& trader : world.traders) capital[trader.place] += trader.cash_cents;
    for (std::size_t place = 0; place < world.geography->places(); ++place) {
      if (place < world.geography->n) {
        double const world_price = world.price_usd_per_gram * untraced_kept(month.terms, place);
        double const tied_up = c.usual_gold_mg[place] / 1000.0 * world_price * trade_.turn_months *
                               std::max(0.01, 1.0 + month.terms.of(Lever::trade_delay, place)) * 100.0;
        double const cash = static_cast<double>(capital[place]);
        c.site_price_usd[place] = site_price(traders_, world_price, world.geography->hours_to_market[place]) *
                                  (tied_up > cash ? std::max(0.1, cash / tied_up) : 1.0);
        double const asked = traders_.credit_limit_usd * 100.0 * static_cast<double>(c.workers[place]);
        c.trader_credit[place] = asked > 0 ? std::min(1.0, 0.5 * std::max(0.0, cash) / asked) : 1.0;
      }
    }
    std::fill(world.miners.absence.begin(), world.miners.absence.end(), uint8_t{present});
    world.ledger.month = {};
    world.moves.clear();
    std::fill(world.harm.first_evictions.begin(), world.harm.first_evictions.end(), 0);
    for (auto* harm : {&world.harm.deaths, &world.harm.injuries, &world.harm.confiscations, &world.harm.accidents})
      std::fill(harm->begin(), harm->end(), 0);
    for (auto* column : {&c.evicted, &c.promised, &c.delivered}) std::fill(column->begin(), column->end(), 0);
    world.formality = {};
    world.credit = {};
  }

 private:
  TraderParameters traders_;
  TradeParameters trade_;
  MonthlySeries prices_;
  double inflation_ = 0;
};

}  // namespace

std::unique_ptr<Process const> make_calendar(Tables const& tables, MonthlySeries prices) {
  return std::make_unique<Calendar>(tables, std::move(prices));
}

}  // namespace tributer
