// Prices and posted incomes of the month.
// World price from the study's series (that of the start throughout the burn-in), moved by
// instruments; price level of need and other incomes; pit price by distance (P-16, P-17); what each
// livelihood outside mining posts. Leaves out: traders' cash, which here never binds.
#include <algorithm>

#include "processes.hpp"
#include "tributer/model/ground.hpp"

namespace tributer {
namespace {

class Calendar final : public Process {
 public:
  Calendar(Tables const& tables, MonthlySeries prices, Livelihoods const& livelihoods)
      : traders_(read_traders(tables.study)), prices_(std::move(prices)), livelihoods_(&livelihoods) {
    inflation_ = tables.world.table("income").real(
        "usd_inflation_per_year", 0.02,
        {"1/year", 0, 0.04, "assumed: dollar prices", "growth of need and of incomes outside mining"});
  }
  std::string_view name() const override { return "calendar"; }
  std::string_view reads() const override { return "price series, terms, rain, local multiplier"; }
  std::string_view writes() const override {
    return "prices, price level, posted incomes, places; clears the month's books, absences, moves, harm";
  }

  void step(MonthContext const& month, World& world) const override {
    int const since = std::max(0, month.since_start);
    world.price_usd_per_gram = prices_.values[month.ordinal] * month.terms.price_factor();
    world.price_level = math::exp(math::log(1.0 + inflation_) * since / 12.0);
    auto& c = world.concessions;
    for (std::size_t place = 0; place < world.geography->places(); ++place) {
      if (place < world.geography->n)
        c.site_price_usd[place] =
            site_price(traders_, world.price_usd_per_gram, world.geography->hours_to_market[place]);
      for (std::size_t k = 0; k < world.n_livelihoods; ++k) {
        std::size_t const cell = place * world.n_livelihoods + k;
        Livelihood const& livelihood = *(*livelihoods_)[k];
        if (!livelihood.traits().mining) c.base_income_usd[cell] = livelihood.posted_usd(world, place);
        c.places[cell] = livelihood.places(world, place);
      }
    }
    std::fill(world.miners.absence.begin(), world.miners.absence.end(), uint8_t{present});
    world.ledger.month = {};
    world.moves.clear();
    std::fill(world.harm.first_evictions.begin(), world.harm.first_evictions.end(), 0);
    for (auto* harm : {&world.harm.deaths, &world.harm.injuries, &world.harm.confiscations, &world.harm.accidents})
      std::fill(harm->begin(), harm->end(), 0);
    std::fill(c.evicted.begin(), c.evicted.end(), 0);
  }

 private:
  TraderParameters traders_;
  MonthlySeries prices_;
  Livelihoods const* livelihoods_;
  double inflation_ = 0;
};

}  // namespace

std::unique_ptr<Process const> make_calendar(Tables const& tables, MonthlySeries prices,
                                             Livelihoods const& livelihoods) {
  return std::make_unique<Calendar>(tables, std::move(prices), livelihoods);
}

}  // namespace tributer
