// A donor pays a share of the cost of a licence: with the application, when the licence is granted, or a year after
// that. He may add a reward in months of the operation's profit, or help that takes off part of the hassle. A share of
// each payment is lost to side payments. If the subsidy is announced before it starts, managers wait for it.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class FormalisationSubsidy final : public ProgrammeInstrument {
 public:
  FormalisationSubsidy(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    grant_ = read_grant(t, {0.8, 5000, "share of the cost of a licence"});
    grant_.label = label_;
    grant_.eligible = eligible_;
    grant_.profit_months =
        t.real("profit_months", 0, {"month", 0, 24, "V23", "reward in months of the operation's profit"});
    grant_.payment =
        t.member("payment", Payment::up_front, choice,
                 "when the grant is paid: with the application, when the licence is granted, or a year after that");
    grant_.poorest_first = t.word("targeting", "lottery", {"lottery", "poorest_first"}, choice,
                                  "which managers come first") == "poorest_first";
    grant_.hassle_relief = t.real("assistance", 0, {"1", 0, 1, "V24", "share of the hassle that assistance takes off"});
    announced_ = static_cast<int>(
        t.integer("announced_months", 0, {"month", 0, 60, choice, "months before the start at which it is announced"}));
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    bool const offers =
        grant_.budget_cents > 0 && (grant_.share > 0 || grant_.profit_months > 0 || grant_.hassle_relief > 0);
    int const opens_in = window_.first - month.since_start;
    if (!offers || month.since_start >= window_.end || opens_in > announced_) return;
    Grant grant = grant_;
    grant.opens_in = opens_in > 0 ? opens_in : 0;
    terms.add(std::move(grant));
  }

 private:
  Grant grant_;
  int announced_ = 0;
};

}  // namespace

void add_formalisation_subsidy_instrument(Registry& registry) {
  registry.instrument<FormalisationSubsidy>("formalisation_subsidy", "a grant of a share of the cost of a licence",
                                            {"budget_usd = 20_000\nprofit_months = 1\n"});
}

}  // namespace tributer
