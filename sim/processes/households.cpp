// How households spend what they earn. If income is below need, they first spend savings, then borrow from a trader up
// to a limit (miners only), and then consume less. If income is above need, they repay, then save towards a buffer, and
// consume the rest. Kin claim a share of saved cash each month. School fees fall due at the start of a term.
#include <algorithm>
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct Spent {
  Book book;
  std::vector<Cents> here, lent;  ///< by location: spent by miners; lent by traders, less repaid
  Spent& operator+=(Spent const& o) {
    book += o.book;
    for (std::size_t i = 0; i < here.size(); ++i) here[i] += o.here[i], lent[i] += o.lent[i];
    return *this;
  }
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
  }

  void step(MonthContext const& month, World& world) const override {
    std::array<Cents, byte_values> need{};
    for (int d = 0; d < byte_values; ++d)
      need[static_cast<std::size_t>(d)] = whole(need_usd(need_, d) * world.price_level * cents_per_usd);
    bool const term = terms_.starts(month.calendar);
    Cents const fee = term ? whole(terms_.fee_usd * world.price_level * cents_per_usd) : 0;
    int64_t const level = whole(world.price_level * per_ten_thousand);
    Miners& m = world.miners;
    auto const& c = world.concessions;
    std::size_t const locations = world.geography->locations();
    std::vector<Cents> limit(locations);
    for (std::size_t p = 0; p < locations; ++p)
      limit[p] = whole(traders_.credit_limit_usd * cents_per_usd * world.concessions.trader_credit[p]);
    Spent spent = month.executor.sum(
        m.size(), Spent{{}, std::vector<Cents>(locations), std::vector<Cents>(locations)},
        [&](Spent& out, std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i)
            if (m.alive(i))
              settle_household(m, i, need[m.dependants[i]] * c.need_millionths[m.location[i]] / per_million,
                               std::max<Cents>(0, fee - (term ? c.fee_relief_cents[m.location[i]] : 0)), level,
                               limit[m.location[i]], out);
        });
    world.ledger.month += spent.book;
    world.concessions.spent_cents = std::move(spent.here);
    for (std::size_t p = 0; p < locations; ++p) world.trader_flow_cents[p] -= spent.lent[p];
  }

 private:
  static int64_t share(double x) { return rounded(x * per_ten_thousand); }

  void settle_household(Miners& m, std::size_t i, Cents need, Cents fee, int64_t level, Cents limit, Spent& out) const {
    bool const mines = axis_.traits[m.livelihood[i]].mining;
    Cents cash = m.cash_cents[i], debt = m.debt_cents[i];
    Cents const claimed = basis_points(cash, kin_);
    cash -= claimed;
    out.book.add(Category::kin_claims, claimed);
    Cents const others = basis_points(m.others_income_usd[i] * cents_per_usd, level);
    out.book.add(Category::others_income, others);
    Cents const fees = fee * (m.girls[i] + m.boys[i] - m.girls_out[i] - m.boys_out[i]);
    if (m.income_year_cents[i] != entered_this_year)
      m.income_year_cents[i] = checked<int32_t>(Cents{m.income_year_cents[i]} + m.income_cents[i]);
    Cents const income = m.income_cents[i] + others;
    Cents consumption = 0, paid_fees = fees;
    if (income >= need + fees) {
      Cents const surplus = income - need - fees;
      Cents const repaid = std::min(debt, basis_points(surplus, repay_));
      debt -= repaid;
      out.book.add(Category::credit_repaid, repaid);
      out.lent[m.location[i]] -= repaid;
      Cents const room = std::max<Cents>(0, whole(static_cast<double>(need) * buffer_months_) - cash);
      Cents const saved = std::min(room, basis_points(surplus - repaid, save_));
      cash += saved;
      consumption = income - fees - repaid - saved;
    } else {
      Cents const short_of = need + fees - income;
      Cents const drawn = std::min(cash, short_of);
      cash -= drawn;
      Cents const room = mines ? std::max<Cents>(0, limit - debt) : 0;
      Cents const lent = std::min(room, short_of - drawn);
      debt += lent;
      out.book.add(Category::trader_credit, lent);
      out.lent[m.location[i]] += lent;
      Cents const means = income + drawn + lent;
      paid_fees = std::min(fees, means);
      consumption = means - paid_fees;
    }
    out.book.add(Category::school_fees, paid_fees);
    out.book.add(Category::consumption, consumption);
    if (mines || !axis_.traits[m.livelihood[i]].own_account) out.here[m.location[i]] += consumption;
    m.cash_cents[i] = checked<int32_t>(cash);
    m.debt_cents[i] = checked<int32_t>(debt);
    m.consumption_cents[i] = checked<int32_t>(consumption);
  }

  NeedParameters const& need_;
  TraderParameters const& traders_;
  LivelihoodAxis axis_;
  int64_t kin_ = 0, save_ = 0, repay_ = 0;
  double buffer_months_ = 0;
  TermParameters const& terms_;
};

}  // namespace

void add_households_process(Registry& registry) {
  registry.process<Households>("households", "Lets households consume, save, borrow and repay.", MonthPart::households,
                               {"schooling"});
}

}  // namespace tributer
