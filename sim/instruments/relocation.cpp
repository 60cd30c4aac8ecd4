// Miners are offered ground at another concession: plots whose grade may differ from what was announced, services that
// raise amenity towards the level at the concessions that people leave, and help with the move (V16, V30). The plots
// stay when the help ends.
// Leaves out: plots given to people by name; the later use of the ground that they left.
#include <algorithm>

#include "tributer/model/aid.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Relocation final : public ProgrammeInstrument {
 public:
  Relocation(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    TableReader const& t = entry.table;
    std::string_view const choice = "assumed: the study's choice";
    to_ = read_concession(t, "to", context.geography,
                          "id of the concession with the plots; it must be connected with one that miners leave");
    bool connected = false;
    for (uint32_t e = 0; e < context.geography.edge_to.size(); ++e) {
      std::size_t const from = static_cast<std::size_t>(std::upper_bound(context.geography.first_edge.begin(),
                                                                         context.geography.first_edge.end(), e) -
                                                        context.geography.first_edge.begin()) -
                               1;
      connected |= context.geography.edge_to[e] == to_ && eligible_.concession[from] != 0;
    }
    if (!connected && context.geography.n > 0)  // n = 0: the world could not be read
      t.fail("to", "no eligible concession is connected with it",
             "choose a concession that connections.csv joins to them");
    double const plots =
        t.real("plots", std::nullopt, {"person", 0, 1e7, choice, "miners for whom ground is laid out"});
    capacity_ =
        plots * context.parameters.ground.capacity_per_peak_miner / static_cast<double>(context.geography.weight);
    geology_ = t.real("geology", 1,
                      {"1", 0, 5, "assumed: often poor or unknown (V16)",
                       "grade of the plots over the grade where miners come from"});
    stated_ = t.real("stated_geology", 1, {"1", 0, 5, choice, "the same ratio as it is announced"});
    services_ = t.real("services", 0,
                       {"1", 0, 1, "assumed: water, clinic, market, road (V30)",
                        "share of the gap in amenity that services on the plots close"});
    double const per_plot = t.real(
                     "usd_per_plot", 100,
                     {"USD", 0, 5e4, "assumed: surveyors and marking", "cost of prospecting and laying out a plot"}),
                 serving = t.real("services_usd_per_plot", 400,
                                  {"USD", 0, 5e4, "assumed: wells, a clinic and a road for many plots",
                                   "cost of full services for a plot"});
    ground_cents_ = cents_from_usd(plots * (per_plot + services_ * serving));
    passage_.label = label_;
    passage_.to = static_cast<uint16_t>(to_);
    passage_.relief = t.real("relief", 0.3,
                             {"1", 0, 1, "assumed: transport and housing are given",
                              "share of the utility cost of the move that is taken off"});
    passage_.cash_cents = read_usd(t, "cash_usd", 20, 5e4, "paid on arrival; the fare is paid out of it");
    passage_.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum paid to movers in all");
    Losses const losses = read_losses(t);
    passage_.leakage = losses.leakage, passage_.administration = losses.administration;
    passage_.from = eligible_.concession;
    passage_.from.resize(context.geography.locations());
    passage_.from[to_] = 0;
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (month.since_start < window_.first) return;
    bool const opens = month.since_start == window_.first;
    if (capacity_ > 0) {
      terms.add(describe_plots(world, opens), to_);
      if (opens) terms.add(Outlay{label_, Payer::donor, ground_cents_ / world.geography->weight, {}});
    }
    bool const helps = passage_.relief > 0 || passage_.cash_cents > 0;
    if (helps && window_.holds(month.since_start) &&
        budget_left(world, terms.programme(), passage_.budget_cents) >= std::max<Cents>(1, passage_.cash_cents))
      terms.add(passage_);
  }

 private:
  /// The plots follow the mean grade and amenity of the concessions that people leave, weighted by their miners at the
  /// start. Another mineral is converted by its price at the start.
  NewGround describe_plots(World const& world, bool opens) const {
    auto const& c = world.concessions;
    double grade = 0, amenity = 0, miners = 0;
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      if (passage_.from[p] == 0) continue;
      grade += c.start_miners[p] * c.grade_mg[p] * grams_worth_one(world, to_, world.geography->mineral[p]);
      amenity += c.start_miners[p] * c.amenity[p];
      miners += c.start_miners[p];
    }
    double const shared_by = miners > 0 ? miners : 1;  // plots of grade 0 where nobody mined
    double const gap = std::max(0.0, amenity / shared_by - c.amenity[to_]);
    return {
        label_, capacity_, geology_ * grade / shared_by, stated_ * grade / shared_by, c.amenity[to_] + services_ * gap,
        opens};
  }

  std::size_t to_ = 0;
  double capacity_ = 0, geology_ = 0, stated_ = 0, services_ = 0;
  Cents ground_cents_ = 0;
  Passage passage_;
};

}  // namespace

void add_relocation_instrument(Registry& registry) {
  registry.instrument<Relocation>("relocation", "ground offered to miners at another concession, with help to move",
                                  {"to = \"c5\"\nplots = 300\nservices = 0.5\nbudget_usd = 50_000\n"});
}

}  // namespace tributer
