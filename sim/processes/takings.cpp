// How an operation uses its takings before it repays loans. It first repays pre-finance. A licensed operation declares
// a share of its gold, pays royalty on it, gets a better price, receives the premium for declared gold, and pays the
// cost of keeping the rules. What the manager expects to take follows the takings slowly. Leaves out: gold that
// unlicensed operations declare, except through a trader who must declare.
#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Takings final : public Process {
 public:
  explicit Takings(BuildContext const& context)
      : p_(context.parameters.operations),
        trade_(context.parameters.trade),
        traders_(context.parameters.traders),
        formality_(context.parameters.formality),
        cost_share_(context.parameters.ground.running_cost_share) {}

  void step(MonthContext const& month, World& world) const override {
    auto& c = world.concessions;
    std::vector<Declaring> const at = declaring_everywhere(formality_, month.terms, world.geography->n);
    for (Operation& operation : world.operations) {
      if (!operation.open || operation.owner == no_row) continue;
      if (operation.trader != no_row) repay_trader(world, operation);
      if (operation.licence == Licence::licensed) keep_rules(month, world, at[operation.location], operation);
      if (operation.funding != Funding::idle)
        operation.expected_take_usd +=
            static_cast<float>(p_.belief_speed) *
            (static_cast<float>(operation.take_cents) * usd_per_cent<float> - operation.expected_take_usd);
    }
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      c.declared_mg[location] = whole(at[location].share * static_cast<double>(c.formal_mg[location]));
      Cents const tax = whole(value_cents(world, location, c.declared_mg[location]) * at[location].export_tax);
      world.ledger.month.add(Category::export_taxes, tax);
      world.trader_flow_cents[location] -= tax;
    }
    for (Trader& trader : world.traders)
      if (trader.declares) declare(world, trader, at[trader.location]);
  }

 private:
  static double value_cents(World const& world, std::size_t location, Milligrams gold) {
    return static_cast<double>(gold) / mg_per_gram * world.concessions.site_price_usd[location] * cents_per_usd;
  }

  /// A trader who must declare sells his part of the gold of unlicensed miners through the legal channel, and pays
  /// royalty and export tax on it himself.
  static void declare(World& world, Trader& trader, Declaring const& here) {
    auto& c = world.concessions;
    auto const [first, last] = traders_at(world, trader.location);
    Milligrams const bound = (c.output_mg[trader.location] - c.formal_mg[trader.location]) / (last - first);
    c.declared_mg[trader.location] += bound;
    double const value = value_cents(world, trader.location, bound);
    Cents const royalty = whole(value * here.royalty), tax = whole(value * here.export_tax);
    world.ledger.month.add(Category::trader_royalties, royalty);
    world.ledger.month.add(Category::export_taxes, tax);
    trader.own_flow_cents -= royalty + tax;
  }

  void repay_trader(World& world, Operation& operation) const {
    Trader& trader = world.traders[operation.trader];
    double const discount = tied_discount(traders_, world.concessions.traders[operation.location]);
    world.formality.prefinance_owed_cents += operation.prefinance_cents;
    Cents const gained = whole(static_cast<double>(operation.sale_cents) * discount / (1.0 - discount));
    world.formality.prefinance_cost_cents += gained;
    // The trader who lent has the gain of the tied price for himself.
    world.trader_flow_cents[operation.location] -= gained;
    trader.own_flow_cents += gained;
    trader.tied_gain_cents += gained;
    Cents const due = std::min(operation.prefinance_cents,
                               whole(trade_.prefinance_repaid_share * static_cast<double>(operation.take_cents)));
    Cents const paid = std::min(due, std::max<Cents>(0, operation.cash_cents));
    operation.cash_cents -= paid;
    operation.prefinance_cents -= paid;
    trader.prefinance_cents -= paid;
    trader.cash_cents += paid;
    world.ledger.month.add(Category::prefinance_repaid, paid);
    if (operation.prefinance_cents == 0) operation.trader = no_row;
  }

  void keep_rules(MonthContext const& month, World& world, Declaring const& here, Operation& operation) const {
    double const sales =
        static_cast<double>(operation.sale_cents) * (1.0 - cost_share_) * sales_per_take(cost_share_, p_.crew);
    Book& book = world.ledger.month;
    Cents const tax = whole(here.share * here.royalty * sales), bonus = whole(here.share * here.premium * sales);
    double const from_traders = (1.0 - formality_.pass_through) * here.gain * sales + static_cast<double>(tax - bonus);
    Cents const gained = whole(std::max(0.0, from_traders));
    operation.cash_cents += gained + bonus;
    book.add(Category::price_gain, gained);
    world.trader_flow_cents[operation.location] -= gained;
    book.add(Category::buyer_premium, bonus);
    Cents const taxed = std::min(tax, std::max<Cents>(0, operation.cash_cents));
    operation.cash_cents -= taxed;
    book.add(Category::royalties, taxed);
    Cents const rules =
        std::min(std::max<Cents>(0, operation.cash_cents),
                 whole(regime_at(month.terms, operation.location, formality_.usual).compliance_usd_per_month *
                       cents_per_usd * world.price_level));
    operation.cash_cents -= rules;
    book.add(Category::compliance, rules);
  }

  OperationParameters const& p_;
  TradeParameters const& trade_;
  TraderParameters const& traders_;
  FormalityParameters const& formality_;
  double cost_share_;
};

}  // namespace

void add_takings_process(Registry& registry) {
  registry.process<Takings>("takings", "Settles pre-finance, royalty, premium and the cost of keeping the rules.",
                            MonthPart::work, {"work"});
}

}  // namespace tributer
