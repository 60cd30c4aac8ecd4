// A donor pays a share of the claims for which a large-scale mine is liable when it engages with miners.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class LiabilityCover final : public ProgrammeInstrument {
 public:
  LiabilityCover(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    guarantee_.label = label_;
    guarantee_.eligible = eligible_;
    guarantee_.coverage = entry.table.real(
        "share", 0.5, {"1", 0, 1, "assumed: the study's choice", "share of a claim that the donor pays"});
    guarantee_.budget_cents = read_usd(entry.table, "budget_usd", std::nullopt, 1e9, "most that is paid in all");
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    bool const pays = guarantee_.coverage > 0 && guarantee_.budget_cents > 0;
    if (window_.holds(month.since_start) && pays) terms.add(guarantee_);
  }
  std::vector<std::size_t> needs_mine() const override { return eligible_.concessions(); }

 private:
  LiabilityGuarantee guarantee_;
};

}  // namespace

void add_liability_cover_instrument(Registry& registry) {
  registry.instrument<LiabilityCover>("liability_cover", "a donor bears part of a large-scale mine's liability",
                                      {"budget_usd = 1_000_000\n"});
}

}  // namespace tributer
