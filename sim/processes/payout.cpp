// What managers take out of their operations: the need of their household, as far as the cash suffices, and a share of
// the cash beyond next month's running costs and instalments. Kin claim a share of the rest.
#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Payout final : public Process {
 public:
  explicit Payout(BuildContext const& context)
      : p_(context.parameters.operations),
        need_(context.parameters.need),
        cost_share_(context.parameters.ground.running_cost_share),
        kin_(context.parameters.kin_claims) {}

  void step(MonthContext const& month, World& world) const override {
    world.ledger.month +=
        month.executor.sum(world.operations.size(), Book{}, [&](Book& book, std::size_t begin, std::size_t end) {
          for (std::size_t o = begin; o < end; ++o)
            if (world.operations[o].open && world.operations[o].owner != no_row)
              pay_out(world, world.operations[o], book);
        });
  }

 private:
  void pay_out(World& world, Operation& operation, Book& book) const {
    Miners& m = world.miners;
    Cents reserve = needed_cents(p_, cost_share_, operation);
    for (uint32_t const loan : {operation.loan, operation.working})
      if (loan != no_row)
        reserve += whole(p_.reserve_instalments * static_cast<double>(world.loans[loan].instalment_cents));
    Cents const cash = std::max<Cents>(0, operation.cash_cents);
    Cents const need = whole(need_usd(need_, m.dependants[operation.owner]) * world.price_level * cents_per_usd);
    Cents const basic = std::min(cash, need);
    Cents const spare = std::max<Cents>(0, cash - basic - reserve);
    Cents const draw = basic + whole(p_.payout_per_month * static_cast<double>(spare));
    Cents const kin = whole(kin_ * static_cast<double>(spare) * (1.0 - p_.payout_per_month));
    operation.cash_cents -= draw + kin;
    m.income_cents[operation.owner] = checked<int32_t>(m.income_cents[operation.owner] + draw);
    book.add(Category::owner_draw, draw);
    book.add(Category::operation_kin_claims, kin);
  }

  OperationParameters const& p_;
  NeedParameters const& need_;
  double cost_share_, kin_;
};

}  // namespace

void add_payout_process(Registry& registry) {
  registry.process<Payout>("payout", "Pays managers out of the cash of their operations.", MonthPart::work,
                           {"repayment"});
}

}  // namespace tributer
