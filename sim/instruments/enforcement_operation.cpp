// Forces of the state are present at chosen concessions for some days of a month, every month or every few months, with
// a force from 0 to 1. The state pays for them. The effects on people are in processes/enforcement.
#include <algorithm>
#include <numeric>

#include "tributer/core/units.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/eligibility.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/support.hpp"

namespace tributer {
namespace {

/// The concessions named by id, or those of a territory, tenure or mineral, of which only the largest may be chosen.
std::vector<std::size_t> read_targets(TableReader const& t, Geography const& g) {
  auto const ids = t.words("concessions", std::vector<std::string>{}, {}, "ids of the concessions acted on");
  std::string const territory = t.text("territory", "", "territory of the concessions acted on");
  int64_t const largest = t.integer(
      "largest", 0, {"1", 0, 65000, "assumed: the study's choice", "how many of the largest concessions; 0 = all"});
  std::vector<std::string> tenures = labels_of<Tenure>();
  tenures.insert(tenures.begin(), "any");
  std::string const tenure =
      t.word("tenure", "any", tenures, "assumed: the study's choice", "tenure of the concessions acted on");
  std::vector<std::string> minerals{"any"};
  minerals.insert(minerals.end(), g.minerals.begin(), g.minerals.end());
  std::string const mineral = t.word("mineral", "any", Words::named_in_study(minerals), "assumed: the study's choice",
                                     "mineral of the concessions acted on");
  bool const by_rule = !territory.empty() || largest > 0 || tenure != "any" || mineral != "any";
  if (ids.empty() == !by_rule)
    t.fail("", ids.empty() ? "no concessions are chosen" : "concessions are named and also chosen by a rule",
           "write either concessions, or any of territory, tenure, mineral and largest");
  std::vector<std::size_t> out;
  if (!ids.empty()) {
    for (auto const& id : ids)
      if (auto const at = find_concession(t, "concessions", id, g)) out.push_back(*at);
    std::sort(out.begin(), out.end());
    if (std::adjacent_find(out.begin(), out.end()) != out.end())
      t.fail("concessions", "a concession is named twice", "name each concession once");
    return out;
  }
  for (std::size_t c = 0; c < g.n; ++c) {
    bool const here = territory.empty() || g.territory[c] == territory;
    if (here && (tenure == "any" || names_of<Tenure>[g.tenure[c]] == tenure) &&
        (mineral == "any" || g.minerals[g.mineral[c]] == mineral))
      out.push_back(c);
  }
  if ((territory.empty() || has_territory(t, territory, g)) && g.n > 0 && out.empty())
    t.fail("", "no concession matches",
           "choose a territory, tenure and mineral that at least one concession has together");
  if (largest > 0) {
    std::stable_sort(out.begin(), out.end(),
                     [&](std::size_t a, std::size_t b) { return g.counted_miners[a] > g.counted_miners[b]; });
    out.resize(std::min(out.size(), static_cast<std::size_t>(largest)));
  }
  return out;
}

class EnforcementOperation final : public Instrument {
 public:
  EnforcementOperation(InstrumentEntry const& entry, BuildContext const& context) : label_(entry.id) {
    TableReader const& t = entry.table;
    Start const start = read_start(t, context.time, "first month");
    start_ = start.first;
    months_ = static_cast<int>(
        t.integer("months", std::nullopt,
                  {"month", 1, 1200, "assumed: the study's choice", "months from the first to the last"}));
    every_ = static_cast<int>(t.integer(
        "every_months", 1,
        {"month", 1, 120, "assumed: the study's choice", "forces are present in one month out of this many"}));
    double const days =
        t.real("days_per_month", 30, {"day", 0, 30, "assumed: the study's choice", "days of presence in such a month"});
    presence_ = days / days_per_month *
                t.real("intensity", 1,
                       {"1", 0, 1, "assumed: the study's choice", "share of the ground under presence on such a day"});
    force_ = t.real("force", 0, {"1", 0, 1, "assumed: the study's choice", "force used, 0 (none) to 1 (full)"});
    targets_ = read_targets(t, context.geography);
    double const day_usd = t.real("usd_per_day", 500,
                                  {"USD", 0, 1e6, "assumed: pay and transport of thirty to fifty men",
                                   "what a day of presence at one concession costs the state"});
    cost_ = cents_from_usd(day_usd * presence_ * days_per_month) * static_cast<Cents>(targets_.size()) /
            context.geography.weight;
    check_start(t, context.time, start);
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    int const since = month.since_start - start_;
    if (since < 0 || since >= months_ || since % every_ != 0) return;
    for (std::size_t const c : targets_) terms.add(Presence{label_, presence_, force_}, c);
    if (cost_ > 0) terms.add(Outlay{label_, Payer::state, cost_, {}});
  }
  std::vector<std::size_t> targets() const override { return targets_; }
  bool handles_money() const override { return true; }
  std::pair<int, int> presence_window() const override {
    return presence_ > 0 ? std::pair(start_, start_ + months_ - 1) : std::pair(-1, -1);
  }

 private:
  std::string label_;
  int start_ = 0, months_ = 0, every_ = 1;
  double presence_ = 0, force_ = 0;
  Cents cost_ = 0;  ///< of a month with presence
  std::vector<std::size_t> targets_;
};

}  // namespace

void add_enforcement_operation_instrument(Registry& registry) {
  registry.instrument<EnforcementOperation>("enforcement_operation", "presence of the state's forces at concessions",
                                            {});
}

}  // namespace tributer
