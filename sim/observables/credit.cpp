// Loans by purpose: applications, loans made, balances, arrears and defaults, and the loans under a guarantee. Also the
// cost of pre-finance to operations, expressed as a rate of interest.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Credit final : public Observable {
 public:
  std::vector<Axis> own_axes() const override { return {{"purpose", labels_of<Purpose>()}}; }
  std::vector<Outcome> outcomes() const override {
    auto const lower = Outcome::Better::lower;
    std::vector<Outcome> list{{.question = questions::finance,
                               .name = "loans_lost",
                               .label = "Loans lost, by value",
                               .unit = "% of money lent",
                               .scale = 100,
                               .decimals = 2,
                               .numerator = {"loans_defaulted_cents"},
                               .denominator = {"loans_lent_cents"},
                               .better = lower,
                               .order = 1},
                              {.question = questions::finance,
                               .name = "loans_lost_yearly",
                               .label = "Loans lost, by number",
                               .unit = "% of open loans, a year",
                               .scale = 1200,
                               .decimals = 2,
                               .numerator = {"loans_defaulted"},
                               .denominator = {"loan_months_open"},
                               .better = lower,
                               .order = 1},
                              {.question = questions::finance,
                               .name = "covered_lost",
                               .label = "Guaranteed loans lost",
                               .unit = "% of them",
                               .form = Form::own_share,
                               .scale = 100,
                               .decimals = 2,
                               .numerator = {"covered_loans_defaulted"},
                               .denominator = {"covered_loans"},
                               .arms = Outcome::Arms::with_programme,
                               .better = lower,
                               .order = 1},
                              {.question = questions::formality,
                               .name = "prefinance_rate",
                               .label = "What traders' pre-finance costs",
                               .unit = "% a month",
                               .scale = 100,
                               .decimals = 2,
                               .numerator = {"prefinance_cost_cents"},
                               .denominator = {"prefinance_owed_cents"},
                               .better = lower,
                               .order = 1}};
    Outcome const borrowers{.question = questions::finance,
                            .name = "borrowers",
                            .label = "Have a loan for their operation",
                            .unit = "per 1,000 people",
                            .scale = 1000,
                            .decimals = 2,
                            .numerator = {"who/borrowers"},
                            .denominator = {"who/people"},
                            .order = 1};
    add_each_group(list, borrowers);
    return list;
  }
  void record(MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    CreditTallies const& t = world.credit;
    for (std::size_t p = 0; p < n_purposes; ++p) {
      frames[applications_][p] = t.applications[p];
      frames[made_][p] = t.approved[p];
      frames[lent_cents_][p] = t.lent_cents[p];
      frames[lost_][p] = t.defaults[p];
      frames[lost_cents_][p] = t.defaulted_cents[p];
    }
    for (Loan const& loan : world.loans) {
      if (!loan.open) continue;
      std::size_t const p = static_cast<std::size_t>(loan.purpose);
      frames[owed_cents_][p] += loan.balance_cents;
      frames[in_arrears_][p] += loan.arrears > 0;
      ++frames[months_open_][p];
      frames[guaranteed_open_][0] += loan.guaranteed();
    }
    for (Lender const& lender : world.lenders) frames[serving_][0] += lender.serves;
    for (Operation const& operation : world.operations)
      if (operation.open && operation.owner != no_row && (operation.loan != no_row || operation.working != no_row))
        ++frames[borrowers_][group_of(world.miners, operation.owner)];
    frames[guaranteed_][0] = t.covered_loans;
    frames[guaranteed_lost_][0] = t.covered_defaults;
    Cents const owed = world.formality.prefinance_owed_cents, cost = world.formality.prefinance_cost_cents;
    frames[prefinance_owed_][0] = owed;
    frames[prefinance_cost_][0] = cost;
    frames[implied_rate_][0] = owed > 0 ? static_cast<double>(cost) / static_cast<double>(owed) : 0;
  }

 private:
  Counted const serving_ = stock({"lenders_serving", "lenders that have a window for miners"});
  Counted const applications_ = flow({"loan_applications", "applications for a loan", {"purpose"}});
  Counted const made_ = flow({"loans_approved", "loans made", {"purpose"}});
  Counted const lent_cents_ = flow({"loans_lent_cents", "money lent", {"purpose"}, "0.01 USD"});
  Counted const lost_ = flow({"loans_defaulted", "loans lost", {"purpose"}});
  Counted const lost_cents_ = flow({"loans_defaulted_cents", "balance of loans lost", {"purpose"}, "0.01 USD"});
  Counted const owed_cents_ = stock({"loans_outstanding_cents", "balance of open loans", {"purpose"}, "0.01 USD"});
  Counted const in_arrears_ = stock({"loans_in_arrears", "open loans in arrears", {"purpose"}});
  Counted const months_open_ = flow({"loan_months_open", "loans open at the end of the month", {"purpose"}});
  Counted const guaranteed_ = flow({"covered_loans", "loans made under a guarantee"});
  Counted const guaranteed_open_ = stock({"covered_loans_open", "open loans under a guarantee"});
  Counted const guaranteed_lost_ = flow({"covered_loans_defaulted", "loans under a guarantee that were lost"});
  Counted const borrowers_ = stock_by_group("borrowers", "people whose operation has a loan from a bank or fund");
  Counted const prefinance_owed_ =
      flow({"prefinance_owed_cents", "pre-finance owed when gold was sold", {}, "0.01 USD"});
  Counted const prefinance_cost_ =
      flow({"prefinance_cost_cents", "lost by operations in debt to a trader through the tied price", {}, "0.01 USD"});
  Measured const implied_rate_ =
      level({"implied_rate", "cost of pre-finance over what is owed, a month; 0 if nothing is owed"});
};

}  // namespace

void add_credit_observable(Registry& registry) {
  registry.observable<Credit>("credit", "loans by purpose, arrears, defaults, the cost of pre-finance");
}

}  // namespace tributer
