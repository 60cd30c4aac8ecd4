// The books: transfers of the month by category, each with one payer and one payee, and the balances of accounts.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Flows final : public Observable {
 public:
  explicit Flows(BuildContext const& context)
      : formal_(those_with(context.axis, [](LivelihoodTraits const& t) { return t.licensed; })) {}
  std::vector<Axis> own_axes() const override {
    Axis category{"category", {}};
    for (auto const& entry : categories)
      category.labels.push_back(std::string(entry.label()) + ": " + std::string(name_of(entry.payer)) + " to " +
                                std::string(name_of(entry.payee)));
    return {category, {"account", labels_of<Account>()}};
  }
  std::vector<Outcome> outcomes() const override {
    auto const supported = Outcome::Arms::with_programme;
    auto const lower = Outcome::Better::lower;
    using enum Category;
    return {
        {.question = questions::finance,
         .name = "outlay",
         .label = "Donor's outlay, in cash",
         .unit = "1,000 USD",
         .form = Form::own_share,
         .scale = 1e-5,
         .decimals = 1,
         .numerator = outlay(Total::Worth::plain),
         .arms = supported,
         .better = lower,
         .headline = {.programme = 6}},
        {.question = questions::finance,
         .name = "outlay_present",
         .label = "Donor's outlay, present value",
         .unit = "1,000 USD at start, {}% a year",
         .form = Form::own_share,
         .scale = 1e-5,
         .decimals = 1,
         .numerator = outlay(present),
         .arms = supported,
         .better = lower},
        {.question = questions::finance,
         .name = "cost_per_miner_year",
         .label = "Cost of one more, in cash",
         .unit = "USD a formal miner-year",
         .form = Form::per_addition,
         .scale = 0.12,
         .numerator = outlay(Total::Worth::plain),
         .denominator = {"people", formal_},
         .arms = supported,
         .better = lower},
        present_cost("cost_per_miner_year_present", "Cost of one more, present value", Period::run, {.programme = 2}),
        present_cost("cost_five_years", "Cost of one more, in five years", Period::first_5_years),
        present_cost("cost_ten_years", "Cost of one more, in ten years", Period::first_10_years),
        present_cost("cost_twenty_years", "Cost of one more, in twenty years", Period::first_20_years),
        {.question = questions::finance,
         .name = "private_per_donor_dollar",
         .label = "Private money, in addition",
         .unit = "USD per donor USD paid in",
         .form = Form::per_addition,
         .decimals = 2,
         .numerator = {"ledger/flows", of_categories({bank_loans, trader_loans, private_capital, lsm_capital})},
         .denominator = {"ledger/flows", of_categories(paid_by(Account::donor))},
         .arms = supported,
         .better = Outcome::Better::higher,
         .order = 1},
        {.question = questions::sector,
         .name = "company_cost",
         .label = "Companies' cost of neighbours",
         .unit = "1,000 USD a year, less tribute",
         .scale = 1e-5,
         .decimals = 1,
         .numerator = {"ledger/flows",
                       of_categories({lsm_security, lsm_engagement, lsm_incidents}, {tribute, pit_tribute})},
         .denominator = {"years"},
         .better = lower}};
  }
  void record(MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    for (std::size_t c = 0; c < n_categories; ++c) frames[flows_][c] = world.ledger.month.cents[c];
    for (std::size_t a = 0; a < n_accounts; ++a) frames[balances_][a] = world.ledger.balance[a];
  }

 private:
  /// What one more formal miner-year has cost by the end of a period, in present value. Gains decay, and capital that
  /// is still out counts as spent.
  Outcome present_cost(std::string const& name, std::string const& label, Period period,
                       Outcome::Headline headline = {}) const {
    return {.question = questions::finance,
            .name = name,
            .label = label,
            .unit = "USD, both at {}% a year",
            .form = Form::per_addition,
            .period = period,
            .scale = 0.12,
            .numerator = outlay(present),
            .denominator = {"people", formal_, present},
            .arms = Outcome::Arms::with_programme,
            .better = Outcome::Better::lower,
            .headline = headline};
  }
  static Total outlay(Total::Worth worth) {
    return {"ledger/flows", of_categories(paid_by(Account::donor), received_by(Account::donor)), worth};
  }

  static constexpr auto present = Total::Worth::present;
  Counted const flows_ = flow({"flows", "transfers of the month", {"category"}, "0.01 USD", "ledger"});
  Counted const balances_ =
      stock({"balances", "cash held by accounts at the end of the month", {"account"}, "0.01 USD", "ledger"});
  std::string formal_;
};

}  // namespace

void add_flows_observable(Registry& registry) {
  registry.observable<Flows>("flows", "transfers by category, balances of accounts");
}

}  // namespace tributer
