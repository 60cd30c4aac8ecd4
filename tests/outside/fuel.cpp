// A donor pays part of the fuel of miners' pumps and crushers. This effect does not exist in tributer: miners get a
// share of the month's mining income back. So this file contains the instrument, its term, and the process that pays.
//   fuel STUDY.toml OUT
#include <tributer/plugin.hpp>
#include <tributer/run.hpp>

#include <cstdio>

namespace {

using namespace tributer;

/// An offer of money: `label` is the id of its instrument, `programme` its books, set when the offer is added.
struct FuelRebate {
  std::string label;
  double share;  ///< of this month's mining income
  Eligibility eligible;
  ProgrammeId programme = no_programme;
};

class FuelInstrument final : public ProgrammeInstrument {
 public:
  FuelInstrument(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context),
        share_(entry.table.real(
            "share", 0.1, {"1", 0, 1, "assumed: fuel is a third of running costs", "income that fuel would take"})) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (window_.holds(month.since_start)) terms.add(FuelRebate{label_, share_, eligible_});
  }

 private:
  double share_;
};

/// Pays miners. A payment is one entry in the ledger, one change of cash or income, and one in the books of a
/// programme.
class PayFuel final : public Process {
 public:
  explicit PayFuel(BuildContext const& context) : axis_(context.axis) {}
  void step(MonthContext const& month, World& world) const override {
    Miners& m = world.miners;
    for (FuelRebate const& rebate : month.terms.all<FuelRebate>())
      for (std::size_t i = 0; i < m.size(); ++i) {
        if (!m.alive(i) || !axis_.traits[m.livelihood[i]].mining || m.income_cents[i] <= 0 ||
            !rebate.eligible.admits(m.location[i], m.sex[i]))
          continue;
        Cents const paid = whole(rebate.share * static_cast<double>(m.income_cents[i]));
        world.ledger.month.add(Category::aid_grants, paid);
        m.income_cents[i] = checked<int32_t>(m.income_cents[i] + paid);
        world.concessions.mining_income_cents[m.location[i]] += paid;
        world.programmes[rebate.programme].granted_cents += paid;
      }
  }

 private:
  LivelihoodAxis axis_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    Registry registry = built_in_registry();
    registry.instrument<FuelInstrument>("fuel_rebate", "part of what miners spend on fuel is paid", {"share = 0.2\n"});
    registry.process<PayFuel>("pay_fuel", "Pays miners part of what they spend on fuel.", MonthPart::work, {"work"});
    Study study(argv[1], {}, registry);
    Results const results = *run(study, argv[2]);
    PairedEstimate const income = results.outcome("income_miners", "fuel").estimate;
    std::printf("income of miners: %+.2f USD a head and month\n", income.difference);
    return income.difference > 0 ? 0 : 1;
  } catch (std::exception const& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 65;
  }
}
