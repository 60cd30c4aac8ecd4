// Whether a lender serves miners at all. A window has a yearly cost: people, premises, travel. Once a year each lender
// compares it with the gain that it expects of a year's loans: those that it made or, without a window, those that it
// would have made to the managers who asked in vain. A lender opens a window if the gain is larger than the cost, and
// closes it if the gain is less than a part of the cost, because the premises are there and the people are trained.
// Loans that are open are collected in any case.
#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class LendingWindows final : public Process {
 public:
  explicit LendingWindows(BuildContext const& context) : p_(context.parameters.credit) {
    keeps_ = context.study.table("credit").real(
        "window_keeps", 0.5,
        {"1", 0, 1, "assumed: half of the cost is there already",
         "a lender closes its window if the gain expected of a year's loans is less than this share of the cost"});
  }

  void step(MonthContext const& month, World& world) const override {
    for (std::size_t k = 0; k < world.lenders.size(); ++k) {
      Lender& lender = world.lenders[k];
      double const cost = p_.lenders[k].window_usd_per_year / static_cast<double>(world.geography->weight);
      if (lender.serves) {
        Cents const spent = cents_from_usd(cost / months_per_year);
        lender.cash_cents -= spent;
        world.ledger.month.add(Category::lending_costs, spent);
      }
      if (month.ordinal % months_per_year != months_per_year - 1) continue;
      lender.serves = lender.prospects_usd >= (lender.serves ? keeps_ : 1.0) * cost;
      lender.prospects_usd = 0;
    }
  }

 private:
  CreditParameters const& p_;
  double keeps_ = 0;
};

}  // namespace

void add_lending_windows_process(Registry& registry) {
  registry.process<LendingWindows>("lending_windows", "Lets lenders decide once a year whether they serve miners.",
                                   MonthPart::finance, {"trader_credit"});
}

}  // namespace tributer
