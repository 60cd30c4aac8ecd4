// How households spend what they earn. If income is below need, they first spend savings, then borrow from a trader up
// to a limit (miners only), and then consume less. If income is above need, they repay, then save towards a buffer, and
// consume the rest. Kin claim a share of saved cash each month. School fees fall due at the start of a term.
#include <algorithm>
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/household_budget.hpp"
#include "tributer/model/local_needs.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

/// What households of a location do.
struct SpentHere {
  Cents spent = 0, lent = 0;  ///< spent by miners; lent by traders, less repaid
};

struct Spent {
  Book book;
  /// By location, of rows with an even and with an odd number: so no sum waits for that of the row before.
  std::vector<std::array<SpentHere, 2>> at;
  Spent& operator+=(Spent const& o) {
    book += o.book;
    for (std::size_t p = 0; p < at.size(); ++p)
      for (std::size_t odd = 0; odd < 2; ++odd)
        at[p][odd].spent += o.at[p][odd].spent, at[p][odd].lent += o.at[p][odd].lent;
    return *this;
  }
};

/// What households meet at a location this month.
struct SpendingLimits {
  std::array<double, 2> limit{no_credit, 0};  ///< of credit: of others, and of people who mine
  double fee = 0;
};
/// What a livelihood is, as far as households go.
struct SpendingKind {
  bool mines = false, spends_here = false;
};
struct SpendingTables {
  bool term;  ///< school fees fall due
  LocalNeeds needs;
  std::vector<SpendingLimits> local;
  BudgetRules rules;
};

class Households final : public Process {
 public:
  explicit Households(BuildContext const& context)
      : need_(context.parameters.need),
        traders_(context.parameters.traders),
        axis_(context.axis),
        terms_(context.parameters.terms) {
    TableReader const t = context.study.table("households");
    kin_ = share(context.parameters.kin_claims);
    save_ = share(t.real(
        "saving_share", 0.3,
        {"1", 0, 1, "assumed: most of a good month is spent", "share of a surplus saved until the buffer is full"}));
    repay_ = share(t.real("repayment_share", 0.5,
                          {"1", 0, 1, "assumed: traders press for it",
                           "share of a surplus that repays the trader while the household is in debt"}));
    buffer_months_ =
        t.real("buffer_months", 2,
               {"month", 0, 12, "assumed: buffer-stock saving", "months of need a household saves towards"});
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      bool const mines = axis_.traits[k].mining;
      kinds_[k] = {mines, mines || !axis_.traits[k].own_account};
    }
  }

  void step(MonthContext const& month, World& world) const override {
    SpendingTables const tables = tables_of(month, world);
    Miners& m = world.miners;
    Spent const spent =
        month.executor.sum(m.size(), Spent{{}, std::vector<std::array<SpentHere, 2>>(tables.local.size())},
                           [&](Spent& out, std::size_t begin, std::size_t end) {
                             Budgets budgets;
                             for (std::size_t i = begin; i < end; i += Budgets::most)
                               settle(m, tables, i, std::min(Budgets::most, end - i), budgets, out);
                           });
    world.ledger.month += spent.book;
    for (std::size_t p = 0; p < spent.at.size(); ++p) {
      auto const& [even, odd] = spent.at[p];
      world.concessions.spent_cents[p] = even.spent + odd.spent;
      world.trader_flow_cents[p] -= even.lent + odd.lent;
    }
  }

 private:
  static int64_t share(double x) { return rounded(x * per_ten_thousand); }

  SpendingTables tables_of(MonthContext const& month, World const& world) const {
    SpendingTables tables{terms_.starts(month.calendar),
                          LocalNeeds(need_, world),
                          {},
                          {kin_, save_, repay_, whole(world.price_level * per_ten_thousand), buffer_months_}};
    auto const& c = world.concessions;
    Cents const fee = tables.term ? whole(terms_.fee_usd * world.price_level * cents_per_usd) : 0;
    double largest = static_cast<double>(tables.needs.largest());
    for (std::size_t p = 0; p < world.geography->locations(); ++p) {
      Cents const fee_here = std::max<Cents>(0, fee - (tables.term ? c.fee_relief_cents[p] : 0)),
                  limit = whole(traders_.credit_limit_usd * cents_per_usd * c.trader_credit[p]);
      tables.local.push_back({{no_credit, static_cast<double>(limit)}, static_cast<double>(fee_here)});
      largest = std::max({largest, static_cast<double>(limit), static_cast<double>(fee_here) * byte_values});
    }
    check(largest < Budgets::largest, "what a household needs is too much to be counted");
    return tables;
  }

  /// Settles the households of `n` rows from `begin`.
  void settle(Miners& m, SpendingTables const& tables, std::size_t begin, std::size_t n, Budgets& budgets,
              Spent& out) const {
    uint8_t const* const livelihood = m.livelihood.data() + begin;
    uint8_t const* const dependants = m.dependants.data() + begin;
    uint16_t const* const location = m.location.data() + begin;
    int32_t const* const consumption_cents = m.consumption_cents.data() + begin;
    SpendingLimits const* const local = tables.local.data();
    for (std::size_t k = 0; k < n; ++k) {
      budgets.need[k] = static_cast<double>(tables.needs.of(location[k], dependants[k]));
      budgets.limit[k] = local[location[k]].limit[kinds_[livelihood[k]].mines];
    }
    if (tables.term)
      for (std::size_t k = 0; k < n; ++k) {
        std::size_t const i = begin + k;
        int const pupils = m.girls[i] + m.boys[i] - m.girls_out[i] - m.boys_out[i];
        budgets.fees[k] = local[location[k]].fee * pupils;
      }
    std::array<SpentHere, 2>* const at = out.at.data();
    BudgetSums sums;
    settle_households(tables.rules, m, begin, n, budgets, sums);
    for (std::size_t k = 0; k < n; ++k) {
      SpentHere& here = at[location[k]][k % 2];
      here.spent += Cents{kinds_[livelihood[k]].spends_here} * consumption_cents[k];
      here.lent += budgets.borrowed[k];
    }
    out.book.add(Category::kin_claims, sums.kin_claims);
    out.book.add(Category::others_income, sums.others_income);
    out.book.add(Category::credit_repaid, sums.credit_repaid);
    out.book.add(Category::trader_credit, sums.trader_credit);
    out.book.add(Category::school_fees, sums.school_fees);
    out.book.add(Category::consumption, sums.consumption);
  }

  NeedParameters const& need_;
  TraderParameters const& traders_;
  LivelihoodAxis axis_;
  int64_t kin_ = 0, save_ = 0, repay_ = 0;
  double buffer_months_ = 0;
  TermParameters const& terms_;
  std::array<SpendingKind, byte_values> kinds_{};  ///< by what the column of livelihoods holds
};

}  // namespace

void add_households_process(Registry& registry) {
  registry.process<Households>("households", "Lets households consume, save, borrow and repay.", MonthPart::households,
                               {"schooling"});
}

}  // namespace tributer
