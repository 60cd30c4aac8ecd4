// A donor or state pays a share of what a licence costs: with the application, once it is granted, or a year
// after, and may add a reward in months of the pit's profit, or help that takes off part of the hassle.
// A share of each payment is lost to side payments. Announced beforehand, it makes managers wait for it.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class FormalisationSubsidy final : public ProgrammeInstrument {
 public:
  FormalisationSubsidy(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : ProgrammeInstrument(entry, g, time) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    grant_.label = label_;
    grant_.eligible = eligible_;
    grant_.budget_cents =
        read_usd(t, "budget_usd", std::nullopt, 1e9, "most that is paid in all, administration apart");
    grant_.cap_cents = read_usd(t, "cap_usd", 5000, 1e6, "most for one pit");
    grant_.share = t.real("share", 0.8, {"1", 0, 1, choice, "share of the cost of a licence"});
    grant_.profit_months = t.real("profit_months", 0, {"month", 0, 24, "V23", "reward in months of the pit's profit"});
    std::string const payment = t.word("payment", "up_front", {"up_front", "reimbursed", "on_results"}, choice,
                                       "when it is paid: on results is a year after the licence");
    grant_.payment = payment == "up_front" ? Payment::up_front
                                           : (payment == "reimbursed" ? Payment::reimbursed : Payment::on_results);
    grant_.poorest_first =
        t.word("targeting", "lottery", {"lottery", "poorest_first"}, choice, "who comes first") == "poorest_first";
    grant_.hassle_relief = t.real("assistance", 0, {"1", 0, 1, "V24", "share of the hassle taken off by help"});
    grant_.leakage = t.real("leakage", 0.3, {"1", 0, 0.6, "assumed: 0.2 to 0.5", "share lost to side payments"});
    grant_.administration =
        t.real("administration", 0.2, {"1", 0, 0.5, "assumed: 15 to 30%", "administration over what is paid"});
    announced_ = static_cast<int>(
        t.integer("announced_months", 0, {"month", 0, 60, choice, "months before the start at which it is known"}));
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    bool const offers =
        grant_.budget_cents > 0 && (grant_.share > 0 || grant_.profit_months > 0 || grant_.hassle_relief > 0);
    int const opens_in = window_.first - month.since_start;
    if (!offers || month.since_start >= window_.end || opens_in > announced_) return;
    Grant grant = grant_;
    grant.opens_in = opens_in > 0 ? opens_in : 0;
    terms.add_grant(std::move(grant));
  }

 private:
  Grant grant_;
  int announced_ = 0;
};

}  // namespace

void add_formalisation_subsidy(Registry& registry) {
  registry.instruments["formalisation_subsidy"] = {
      "a share of the cost of a licence paid",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<FormalisationSubsidy const>(entry, g, time);
      }};
}

}  // namespace tributer
