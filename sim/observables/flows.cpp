// The books: transfers of the month by category, each with one payer and one payee, and what accounts
// hold.
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Flows final : public Observable {
 public:
  std::vector<Axis> own_axes() const override {
    Axis category{"category", {}}, account{"account", {}};
    for (auto const& entry : categories)
      category.labels.push_back(std::string(entry.label) + ": " +
                                std::string(account_labels[static_cast<std::size_t>(entry.payer)]) + " to " +
                                std::string(account_labels[static_cast<std::size_t>(entry.payee)]));
    for (auto const label : account_labels) account.labels.emplace_back(label);
    return {category, account};
  }
  std::vector<Variable> variables() const override {
    return {
        {"flows", "transfers of the month", "0.01 USD", {"category"}, Variable::Kind::integer, "time: sum", "ledger"},
        {"balances",
         "cash held by accounts at the end of the month",
         "0.01 USD",
         {"account"},
         Variable::Kind::integer,
         "time: point",
         "ledger"}};
  }
  void record(MonthContext const&, World const& world, Areas const&, std::span<Frame> frames) const override {
    for (std::size_t c = 0; c < n_categories; ++c) frames[0].integers[c] = world.ledger.month.cents[c];
    for (std::size_t a = 0; a < n_accounts; ++a) frames[1].integers[a] = world.ledger.balance[a];
  }
};

}  // namespace

void add_flows_observable(Registry& registry) {
  registry.observable<Flows>("flows", "transfers by category, balances of accounts");
}

}  // namespace tributer
