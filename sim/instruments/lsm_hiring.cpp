// A large-scale mine hires miners and neighbours: it offers additional jobs in some of its phases, keeps openings for
// locals and women, and trains unskilled people for skilled jobs.
#include <algorithm>

#include "tributer/model/mine.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class LsmHiring final : public WindowedInstrument {
 public:
  LsmHiring(InstrumentEntry const& entry, BuildContext const& context) : WindowedInstrument(entry, context, 1200) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    hiring_.label = entry.id;
    hiring_.jobs = t.integer("jobs", 0, {"1", 0, 1e5, choice, "further jobs at each mine"}) / context.geography.weight;
    hiring_.local_share =
        t.real("local_share", 0.7, {"1", 0, 1, "P-74", "share of openings kept for locals while any apply"});
    hiring_.women_share =
        t.real("women_share", 0, {"1", 0, 1, choice, "share of openings kept for women while any apply"});
    hiring_.training =
        t.real("training", 0, {"1", 0, 1, choice, "share of skilled jobs for which unskilled people are trained"});
    auto const phases = t.words("phases", std::vector<std::string>{"construction", "operation"},
                                {"exploration", "construction", "operation"}, "phases in which the mine hires");
    for (std::size_t k = 0; k < n_phases; ++k)
      hiring_.in_phase[k] = std::find(phases.begin(), phases.end(), names_of<Phase>[k]) != phases.end();
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    for (std::size_t const c : eligible_.concessions()) terms.add(hiring_, c);
  }
  std::vector<std::size_t> needs_mine() const override { return eligible_.concessions(); }

 private:
  Hiring hiring_;
};

}  // namespace

void add_lsm_hiring_instrument(Registry& registry) {
  registry.instrument<LsmHiring>("lsm_hiring", "jobs, quotas and training at a large-scale mine",
                                 {"jobs = 20\nwomen_share = 0.5\n"});
}

}  // namespace tributer
