// Loans by purpose: asked for, made, owed, behind and lost, and those that a guarantee covers. What
// pre-finance costs the pits that take it, as if it were interest.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Credit final : public Observable {
 public:
  std::vector<Axis> own_axes() const override { return {{"purpose", label_list<Purpose>()}}; }
  std::vector<Variable> variables() const override {
    using Axes = std::vector<std::string>;
    Axes const purpose{"purpose"};
    std::string const cents = "0.01 USD", flow = "time: sum", stock = "time: point";
    auto const counted = [](std::string name, std::string what, std::string unit, Axes axes, std::string method) {
      return Variable{name, what, unit, axes, Variable::Kind::integer, method, ""};
    };
    return {
        counted("loan_applications", "applications for a loan", "1", purpose, flow),
        counted("loans_approved", "loans made", "1", purpose, flow),
        counted("loans_lent_cents", "money lent", cents, purpose, flow),
        counted("loans_defaulted", "loans lost", "1", purpose, flow),
        counted("loans_defaulted_cents", "balance of loans lost", cents, purpose, flow),
        counted("loans_outstanding_cents", "balance of open loans", cents, purpose, stock),
        counted("loans_in_arrears", "open loans that are behind", "1", purpose, stock),
        counted("loan_months_open", "loans open at the end of the month", "1", purpose, flow),
        counted("covered_loans", "loans made under a guarantee", "1", {}, flow),
        counted("covered_loans_open", "open loans under a guarantee", "1", {}, stock),
        counted("covered_loans_defaulted", "loans under a guarantee that were lost", "1", {}, flow),
        counted("prefinance_owed_cents", "pre-finance owed when gold was sold", cents, {}, flow),
        counted("prefinance_cost_cents", "lost by pits in debt to a trader through his lower price", cents, {}, flow),
        {"implied_rate",
         "cost of pre-finance over what is owed, a month; 0 if nothing is owed",
         "1",
         {},
         Variable::Kind::real,
         flow,
         ""}};
  }
  void record(MonthContext const&, World const& world, Areas const&, std::span<Frame> frames) const override {
    CreditTallies const& t = world.credit;
    for (std::size_t p = 0; p < n_purposes; ++p) {
      frames[0].integers[p] = t.applications[p];
      frames[1].integers[p] = t.approved[p];
      frames[2].integers[p] = t.lent_cents[p];
      frames[3].integers[p] = t.defaults[p];
      frames[4].integers[p] = t.defaulted_cents[p];
    }
    for (Loan const& loan : world.loans) {
      if (!loan.open) continue;
      std::size_t const p = static_cast<std::size_t>(loan.purpose);
      frames[5].integers[p] += loan.balance_cents;
      frames[6].integers[p] += loan.arrears > 0;
      ++frames[7].integers[p];
      frames[9].integers[0] += loan.cover != no_programme;
    }
    frames[8].integers[0] = t.covered_loans;
    frames[10].integers[0] = t.covered_defaults;
    Cents const owed = world.formality.prefinance_owed_cents, cost = world.formality.prefinance_cost_cents;
    frames[11].integers[0] = owed;
    frames[12].integers[0] = cost;
    frames[13].reals[0] = owed > 0 ? static_cast<double>(cost) / static_cast<double>(owed) : 0;
  }
};

}  // namespace

void add_credit_observable(Registry& registry) {
  registry.observable<Credit>("credit", "loans by purpose, arrears, defaults, the cost of pre-finance");
}

}  // namespace tributer
