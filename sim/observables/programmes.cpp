// The books of each instrument that handles money, since the start: given, lent, covered, lost, returned.
// An arm without the instrument holds zeros.
#include <algorithm>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct Column {
  char const* name;
  char const* what;
  char const* unit;
  int64_t Programme::*value;
  bool held = false;  ///< at the end of the month; else since the start
};
constexpr char const* cents = "0.01 USD";
constexpr Column columns[] = {
    {"granted_cents", "grants paid, what leaks included", cents, &Programme::granted_cents},
    {"promised_cents", "grants promised and not yet paid", cents, &Programme::promised_cents, true},
    {"costs_cents", "spent on ground, services and observers", cents, &Programme::costs_cents},
    {"leaked_cents", "part of the grants lost to side payments", cents, &Programme::leaked_cents},
    {"administration_cents", "spent on administration", cents, &Programme::administration_cents},
    {"capital_cents", "capital paid in by the donor", cents, &Programme::capital_cents},
    {"other_capital_cents", "capital paid in by investors and large mines", cents, &Programme::other_capital_cents},
    {"fund_cash_cents", "cash held by the fund or guarantee", cents, &Programme::cash_cents, true},
    {"returned_cents", "returned to those who paid in", cents, &Programme::returned_cents},
    {"idle_yield_cents", "earned by idle capital", cents, &Programme::yield_cents},
    {"lent_cents", "lent", cents, &Programme::lent_cents},
    {"repaid_cents", "principal repaid", cents, &Programme::repaid_cents},
    {"interest_cents", "interest received", cents, &Programme::interest_cents},
    {"written_off_cents", "principal lost", cents, &Programme::written_off_cents},
    {"covered_cents", "covered part of loans by others, at face value", cents, &Programme::covered_cents},
    {"exposure_cents", "covered part of balances, and claims under way", cents, &Programme::exposure_cents, true},
    {"claims_cents", "claims paid", cents, &Programme::claims_cents},
    {"recoveries_cents", "recovered from defaulters", cents, &Programme::recoveries_cents},
    {"fees_cents", "fees received from lenders", cents, &Programme::fees_cents},
    {"supported", "operations and traders supported, each time", "1", &Programme::supported},
    {"refused", "refused for want of money or means", "1", &Programme::refused},
    {"programme_defaults", "loans lent or covered that were lost", "1", &Programme::defaults},
};

class Programmes final : public Observable {
 public:
  explicit Programmes(BuildContext const& context) : labels_(context.programmes) {}
  std::vector<Axis> own_axes() const override {
    return labels_.empty() ? std::vector<Axis>{} : std::vector<Axis>{{"programme", labels_}};
  }
  std::vector<Variable> variables() const override {
    std::vector<Variable> list;
    if (labels_.empty()) return list;
    for (Column const& c : columns)
      list.push_back({c.name,
                      std::string(c.what) + (c.held ? "" : ", since the start"),
                      c.unit,
                      {"programme"},
                      Variable::Kind::integer,
                      "time: point",
                      "finance"});
    return list;
  }
  void record(MonthContext const&, World const& world, Areas const&, std::span<Frame> frames) const override {
    if (labels_.empty()) return;
    for (Programme const& programme : world.programmes) {
      auto const at = std::find(labels_.begin(), labels_.end(), programme.label);
      if (at == labels_.end()) continue;
      for (std::size_t v = 0; v < std::size(columns); ++v)
        frames[v].integers[static_cast<std::size_t>(at - labels_.begin())] = programme.*columns[v].value;
    }
  }

 private:
  std::vector<std::string> labels_;
};

}  // namespace

void add_programmes_observable(Registry& registry) {
  registry.observable<Programmes>("programmes", "the money of each programme: given, lent, covered, lost, returned");
}

}  // namespace tributer
