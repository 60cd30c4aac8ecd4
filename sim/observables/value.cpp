// What each party gains: all that it receives less all that it pays, in present value, from the books. What a party
// spends on itself, and what its owners put in or take out, is no gain or loss and is not counted. Money that is still
// lent out at the end of the run counts as spent. The ore of companies is not in the books. The donor's side is the
// outlay (flows.cpp).
#include <algorithm>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct Party {
  char const* name;
  char const* label;
  std::vector<Account> accounts;
  std::vector<Category> own_use;  ///< between the party and its owners, or spent on itself
};

class ValueToParties final : public Observable {
 public:
  std::vector<Outcome> outcomes() const override {
    using enum Category;
    using enum Account;
    std::vector<Party> const parties{{"miners",
                                      "Gained by miners and others there",
                                      {households, operations},
                                      {consumption, school_fees, kin_claims, operation_kin_claims, opening_cash,
                                       arriving_cash, departing_cash, pit_capital, estates}},
                                     {"traders", "Gained by traders", {traders}, {trader_capital, trader_profit}},
                                     {"lenders", "Gained by lenders", {lenders}, {lender_capital}},
                                     {"companies", "Gained by companies, ore aside", {lsm}, {}},
                                     {"state", "Gained by the state", {state}, {}}};
    std::vector<Outcome> list;
    for (Party const& party : parties)
      list.push_back({.question = questions::finance,
                      .name = std::string("value_") + party.name,
                      .label = party.label,
                      .unit = "1,000 USD at start, {}% a year",
                      .scale = 1e-5,
                      .decimals = 1,
                      .numerator = {"ledger/flows", net_receipts(party), Total::Worth::present},
                      .better = Outcome::Better::higher,
                      .order = 2});
    return list;
  }

 private:
  static std::string net_receipts(Party const& party) {
    auto const has = [](auto const& list, auto const& item) {
      return std::find(list.begin(), list.end(), item) != list.end();
    };
    std::vector<Category> received, paid;
    for (CategoryEntry const& entry : categories) {
      bool const in = has(party.accounts, entry.payee), out = has(party.accounts, entry.payer);
      if (in == out || has(party.own_use, entry.category)) continue;
      (in ? received : paid).push_back(entry.category);
    }
    return of_categories(received, paid);
  }
};

}  // namespace

void add_value_observable(Registry& registry) {
  registry.observable<ValueToParties>("value", "what miners, traders, lenders, companies and the state gain");
}

}  // namespace tributer
