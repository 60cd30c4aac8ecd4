// The books of each instrument that handles money, since the start: money given, lent, guaranteed, lost and returned.
// An arm without the instrument has zeros.
#include <algorithm>

#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

struct Column {
  char const* name;
  char const* what;
  char const* unit;
  int64_t Programme::*value;
  bool held = false;  ///< true: held at the end of the month; false: sum since the start
};
constexpr char const* in_cents = "0.01 USD";
constexpr Column columns[] = {
    {"granted_cents", "grants paid, leakage included", in_cents, &Programme::granted_cents},
    {"promised_cents", "grants promised and not yet paid", in_cents, &Programme::promised_cents, true},
    {"costs_cents", "spent on offices, ground, services and observers", in_cents, &Programme::costs_cents},
    {"leaked_cents", "part of the grants lost to side payments", in_cents, &Programme::leaked_cents},
    {"administration_cents", "spent on administration", in_cents, &Programme::administration_cents},
    {"committed_cents", "capital promised by the donor", in_cents, &Programme::committed_cents},
    {"capital_cents", "capital paid in by the donor", in_cents, &Programme::capital_cents},
    {"other_capital_cents", "capital paid in by private investors and large-scale mines", in_cents,
     &Programme::other_capital_cents},
    {"fund_cash_cents", "cash held by the fund or guarantee", in_cents, &Programme::cash_cents, true},
    {"returned_cents", "returned to those who paid in", in_cents, &Programme::returned_cents},
    {"idle_yield_cents", "earned by idle capital", in_cents, &Programme::yield_cents},
    {"lent_cents", "money lent", in_cents, &Programme::lent_cents},
    {"repaid_cents", "principal repaid", in_cents, &Programme::repaid_cents},
    {"interest_cents", "interest received", in_cents, &Programme::interest_cents},
    {"written_off_cents", "principal lost", in_cents, &Programme::written_off_cents},
    {"covered_cents", "coverage times principal of the loans guaranteed", in_cents, &Programme::covered_cents},
    {"exposure_cents", "exposure of the guarantee to open loans and unpaid claims", in_cents,
     &Programme::exposure_cents, true},
    {"claims_cents", "claims paid", in_cents, &Programme::claims_paid_cents},
    {"recoveries_cents", "recovered from defaulters", in_cents, &Programme::recoveries_cents},
    {"fees_cents", "fees received from lenders", in_cents, &Programme::fees_cents},
    {"supported", "operations and traders supported, each time", "1", &Programme::supported},
    {"refused", "applicants refused because money or means were short", "1", &Programme::refused},
    {"programme_defaults", "loans lent or guaranteed that were lost", "1", &Programme::defaults},
};

class Programmes final : public Observable {
 public:
  explicit Programmes(BuildContext const& context) : labels_(context.programmes) {
    if (labels_.empty()) return;
    for (Column const& c : columns)
      declared_.push_back(
          stock({c.name, std::string(c.what) + (c.held ? "" : ", since the start"), {"programme"}, c.unit, "finance"}));
  }
  std::vector<Axis> own_axes() const override {
    return labels_.empty() ? std::vector<Axis>{} : std::vector<Axis>{{"programme", labels_}};
  }
  std::vector<Outcome> outcomes() const override {
    if (labels_.empty()) return {};
    std::vector<Outcome> list = of_all();
    auto const guarantees = of_guarantees();
    list.insert(list.end(), guarantees.begin(), guarantees.end());
    return list;
  }
  void record(MonthContext const&, World const& world, Areas const&, Frames frames) const override {
    if (labels_.empty()) return;
    for (Programme const& programme : world.programmes) {
      auto const at = std::find(labels_.begin(), labels_.end(), programme.label);
      if (at == labels_.end()) continue;
      for (std::size_t v = 0; v < declared_.size(); ++v)
        frames[declared_[v]][static_cast<std::size_t>(at - labels_.begin())] = programme.*columns[v].value;
    }
  }

 private:
  static std::vector<Outcome> of_all() {
    return {{.question = questions::finance,
             .name = "supported",
             .label = "Supported",
             .unit = "operations, traders, each time",
             .form = Form::own_share,
             .period = Period::end,
             .numerator = {"finance/supported"},
             .arms = Outcome::Arms::with_programme},
            {.question = questions::finance,
             .name = "state_costs",
             .label = "Cost to the state of what it does",
             .unit = "USD a year",
             .scale = 0.01,
             .numerator = {"ledger/flows", of_categories({Category::state_costs})},
             .denominator = {"years"},
             .given = {"ledger/flows", of_categories({Category::state_costs})},
             .better = Outcome::Better::lower,
             .headline = {.presence = 5}},
            {.question = questions::finance,
             .name = "fund_lost",
             .label = "Lost by the programme's fund",
             .unit = "% of money lent",
             .form = Form::own_share,
             .period = Period::end,
             .scale = 100,
             .decimals = 2,
             .numerator = {"finance/written_off_cents"},
             .denominator = {"finance/lent_cents"},
             .arms = Outcome::Arms::with_programme,
             .better = Outcome::Better::lower,
             .order = 1}};
  }
  /// An outcome that only arms in which a guarantee was used have.
  static Outcome of_guarantee(std::string const& name, std::string const& label, std::string const& unit, Period period,
                              double scale, int decimals, Total numerator, Total denominator = {}) {
    return {.question = questions::finance,
            .name = name,
            .label = label,
            .unit = unit,
            .form = Form::own_share,
            .period = period,
            .scale = scale,
            .decimals = decimals,
            .numerator = std::move(numerator),
            .denominator = std::move(denominator),
            .arms = Outcome::Arms::with_programme,
            .given = {.variable = "finance/covered_cents", .period = Period::end},
            .order = 1};
  }
  static std::vector<Outcome> of_guarantees() {
    using enum Period;
    Total const exposure{"finance/exposure_cents"};
    std::string const unit = "exposure, 1,000 USD";
    return {of_guarantee("guarantee_used", "Guarantee in use", "exposure, % of capital", programme, 100, 1, exposure,
                         {"finance/committed_cents"}),
            of_guarantee("absorbed_1", "In use after one year", unit, programme_year_1, 1e-5, 1, exposure),
            of_guarantee("absorbed_3", "In use after three years", unit, programme_year_3, 1e-5, 1, exposure),
            of_guarantee("absorbed_5", "In use after five years", unit, programme_year_5, 1e-5, 1, exposure),
            of_guarantee("absorbed_10", "In use after ten years", unit, programme_year_10, 1e-5, 1, exposure),
            of_guarantee("claims", "Claims paid", "1,000 USD", end, 1e-5, 1, {"finance/claims_cents"}),
            of_guarantee("cover_per_donor_dollar", "Loans guaranteed", "USD per donor USD paid in", run, 1, 2,
                         {.variable = "finance/covered_cents", .period = end},
                         {"ledger/flows", of_categories(paid_by(Account::donor))})};
  }
  std::vector<Counted> declared_;  ///< in the order of `columns`
  std::vector<std::string> labels_;
};

}  // namespace

void add_programmes_observable(Registry& registry) {
  registry.observable<Programmes>("programmes", "the money of each programme: given, lent, guaranteed, lost, returned");
}

}  // namespace tributer
