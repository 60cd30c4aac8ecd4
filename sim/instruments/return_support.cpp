// Miners away from home are helped to go back: the fare is paid, part of the utility cost of the move is taken off, and
// money is given or lent without interest on arrival (P-82b).
// Leaves out: information, which alone had no effect there; and a check whether people return to mining.
#include <algorithm>

#include "tributer/model/aid.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class ReturnSupport final : public ProgrammeInstrument {
 public:
  ReturnSupport(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    passage_.label = label_;
    passage_.from = eligible_.concession;
    passage_.loan =
        t.word("mode", "cash", {"cash", "loan"}, "P-82b", "money is given, or lent without interest") == "loan";
    passage_.cash_cents = read_usd(t, "cash_usd", 20, 5e4, "paid on arrival; the fare is paid out of it");
    passage_.relief = t.real("relief", 0.03,
                             {"1", 0, 1, "assumed: with the fare, the rise in P-82b",
                              "share of the utility cost of going home that is taken off"});
    passage_.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum paid in all");
    if (passage_.loan)
      passage_.term_months = t.integer("term_months", 12, {"month", 1, 120, choice, "monthly instalments of a loan"});
    Losses const losses = read_losses(t);
    passage_.leakage = losses.leakage, passage_.administration = losses.administration;
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    bool const helps = passage_.relief > 0 || passage_.cash_cents > 0;
    if (helps && window_.holds(month.since_start) &&
        budget_left(world, terms.programme(), passage_.budget_cents) >= std::max<Cents>(1, passage_.cash_cents))
      terms.add(passage_);
  }

 private:
  Passage passage_;
};

}  // namespace

void add_return_support_instrument(Registry& registry) {
  registry.instrument<ReturnSupport>("return_support", "help to go home, as a grant or a loan",
                                     {"budget_usd = 50_000\n"});
}

}  // namespace tributer
