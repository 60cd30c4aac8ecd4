// A donor pays a share of the fees of children who go to school, until the budget is spent.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class SchoolFeesProgramme final : public ProgrammeInstrument {
 public:
  SchoolFeesProgramme(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    TableReader const& t = entry.table;
    aid_.label = label_;
    aid_.eligible = eligible_;
    aid_.share =
        t.real("share", 1, {"1", 0, 1, "assumed: the study's choice", "share of the fee that the programme pays"});
    aid_.administration =
        t.real("administration", 0.2, {"1", 0, 0.5, "assumed: 15 to 30%", "cost of administration over what is paid"});
    aid_.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum paid in all, without administration");
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    bool const pays = aid_.share > 0 && aid_.budget_cents > 0;
    if (window_.holds(month.since_start) && pays) terms.add(aid_);
  }

 private:
  SchoolFees aid_;
};

}  // namespace

void add_school_fees_instrument(Registry& registry) {
  registry.instrument<SchoolFeesProgramme>("school_fees", "payment of school fees", {"budget_usd = 100_000\n"});
}

}  // namespace tributer
