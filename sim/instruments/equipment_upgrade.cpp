// Mercury-free equipment for operations: a grant of a share of the price, or a lease to own with a deposit (P-52).
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class EquipmentUpgrade final : public ProgrammeInstrument {
 public:
  EquipmentUpgrade(InstrumentEntry const& entry, BuildContext const& context) : ProgrammeInstrument(entry, context) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    leases_ = t.word("mode", "lease", {"grant", "lease"}, choice,
                     "a grant of a share of the price, or a lease to own") == "lease";
    if (leases_) {
      fund_ = read_fund(t, {0.2, 0.1, 0.8, 0.6, 20000, 24, 2, {"equipment"}});
      fund_.label = label_;
      fund_.eligible = eligible_;
      return;
    }
    grant_ = read_grant(t, {0.5, 8000, "share of the price of the equipment"});
    grant_.label = label_;
    grant_.eligible = eligible_;
    grant_.purpose = Purpose::equipment;
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    if (leases_ && fund_.capital_cents > 0) terms.add(fund_);
    if (!leases_ && grant_.budget_cents > 0 && grant_.share > 0) terms.add(grant_);
  }

 private:
  bool leases_ = true;
  Grant grant_;
  Fund fund_;
};

}  // namespace

void add_equipment_upgrade_instrument(Registry& registry) {
  registry.instrument<EquipmentUpgrade>("equipment_upgrade", "better, mercury-free equipment by grant or lease",
                                        {"capital_usd = 20_000\n"});
}

}  // namespace tributer
