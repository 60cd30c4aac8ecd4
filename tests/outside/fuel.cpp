// A subsidy of fuel for pumps and crushers. Its effect does not exist in tributer: miners get back a share of the
// mining income of the month. This file therefore contains the instrument, its term, and the process that pays.
//   fuel STUDY.toml OUT
#include <tributer/plugin.hpp>
#include <tributer/run.hpp>

#include <cstdio>

namespace {

using namespace tributer;

/// The share of this month's mining income that the subsidy adds.
struct FuelSaved : Amount {};

class FuelSubsidy final : public WindowedInstrument {
 public:
  FuelSubsidy(InstrumentEntry const& entry, BuildContext const& context)
      : WindowedInstrument(entry, context, 12),
        share_(entry.table.real(
            "share", 0.1, {"1", 0, 1, "assumed: fuel is a third of running costs", "income that fuel would take"})) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const concession : eligible_.concessions()) terms.add(FuelSaved{share_}, concession);
  }

 private:
  double share_;
};

/// Pays miners what they save on fuel. The state pays for it.
class PayFuel final : public Process {
 public:
  explicit PayFuel(BuildContext const& context) : axis_(context.axis) {}
  void step(MonthContext const& month, World& world) const override {
    Miners& m = world.miners;
    for (std::size_t i = 0; i < m.size(); ++i) {
      if (!m.alive(i) || !axis_.traits[m.livelihood[i]].mining || m.income_cents[i] <= 0) continue;
      Cents const paid = whole(month.terms.of<FuelSaved>(m.location[i]) * static_cast<double>(m.income_cents[i]));
      m.income_cents[i] = checked<int32_t>(m.income_cents[i] + paid);
      world.ledger.month.add(Category::aid_grants, paid);
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
    registry.instrument<FuelSubsidy>("fuel_subsidy", "part of what miners spend on fuel is paid", {"share = 0.2\n"});
    registry.process<PayFuel>("pay_fuel", "Pays miners what the fuel subsidy saves them.", MonthPart::work, {"work"});
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
