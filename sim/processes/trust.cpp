// Trust moves towards the share of due promises that were kept. It returns to its usual level while nothing is due.
// Broken promises raise grievance. Dialogue raises trust and lowers grievance. See model/trust.
#include <algorithm>

#include "tributer/core/units.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/trust.hpp"

namespace tributer {
namespace {

class Trust final : public Process {
 public:
  explicit Trust(BuildContext const& context) : p_(context.parameters.trust) {
    TableReader const t = context.study.table("grievance");
    per_broken_ = t.real("per_broken_promise", 1,
                         {"1", 0, 20, "assumed: riots follow what was promised and not kept (V7)",
                          "rise of grievance if every resident were promised something in vain each month of a year"});
    per_exclusion_ = t.real("per_exclusion", 0.5,
                            {"1/year", 0, 10, "assumed: ground lost without compensation (V7)",
                             "rise of grievance in a year in which all ground is closed to miners"});
  }

  void step(MonthContext const& month, World& world) const override {
    auto& c = world.concessions;
    for (std::size_t i = 0; i < world.geography->n; ++i) {
      double const due = static_cast<double>(c.promised[i]), kept = static_cast<double>(c.delivered[i]),
                   dialogue = std::clamp(month.terms.of<DialogueQuality>(i), 0.0, 1.0),
                   residents = static_cast<double>(std::max<int64_t>(1, c.residents[i]));
      if (due > 0)
        c.trust[i] += p_.speed * (kept / due - c.trust[i]);
      else
        c.trust[i] += (p_.usual - c.trust[i]) / p_.recovery_months;
      c.trust[i] += p_.dialogue_gain * dialogue * (1.0 - c.trust[i]);
      c.grievance[i] +=
          (per_broken_ * std::min(1.0, (due - kept) / residents) + per_exclusion_ * world.companies[i].excluded) /
          months_per_year;
      c.grievance[i] *= 1.0 - p_.dialogue_calm * dialogue;
    }
  }

 private:
  TrustParameters const& p_;
  double per_broken_ = 0, per_exclusion_ = 0;
};

}  // namespace

void add_trust_process(Registry& registry) {
  registry.process<Trust>("trust", "Updates trust by what was delivered of what was promised.", MonthPart::community,
                          {"concessions"});
}

}  // namespace tributer
