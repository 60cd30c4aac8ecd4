// A lottery chooses miners who get the means of another livelihood: training, goods, and a later payment if they do not
// mine then. In Liberia 1,275 USD per person moved hours of work to farming, above all while a payment was expected;
// training alone had a small effect (V29). Few people join schemes that pay less than mining (V15).
// Leaves out: that trained people crowd a small market; people who refuse to be enrolled.
#include "tributer/core/units.hpp"
#include "tributer/model/aid.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class AlternativeLivelihoods final : public ProgrammeInstrument {
 public:
  AlternativeLivelihoods(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)),
        weight_(context.geography.weight) {
    TableReader const& t = entry.table;
    offer_.label = label_;
    offer_.concessions = eligible_.concession;
    slots_ = t.integer("slots_per_month", 100,
                       {"person", 0, 1'000'000, "assumed: the study's choice", "miners enrolled in a month"});
    offer_.training_gain = t.real("training_gain", 0.05,
                                  {"1", 0, 2, "assumed: skills alone earn little (V29)",
                                   "rise of own-account income outside mining by training, share of it"});
    offer_.training_cents = read_usd(t, "training_usd", 600, 5e4, "cost of training one miner");
    offer_.capital_cents = read_usd(t, "capital_usd", 0, 5e4, "value of the goods given to one miner");
    double const gain = t.real("capital_gain", 0.2,
                               {"1", 0, 5, "assumed: tools, seed and stock carry the gain (V29)",
                                "rise of the same income by the goods, while they are kept"});
    offer_.capital_gain = offer_.capital_cents > 0 ? gain : 0.0;
    double const loss = t.real("capital_loss_per_year", 0.5,
                               {"1/year", 0, 1, "assumed: sold or spoilt within a few years",
                                "chance that somebody who mines loses the goods in a year"});
    offer_.capital_loss = monthly_chance(loss);
    offer_.pledge_cents = read_usd(t, "pledge_usd", 0, 5e4, "paid later to each participant who does not mine then");
    offer_.pledge_months =
        t.integer("pledge_months", 24, {"month", 1, 120, "assumed: the study's choice", "months until that payment"});
    offer_.budget_cents = read_usd(t, "budget_usd", std::nullopt, 1e9, "largest sum spent in all");
    Losses const losses = read_losses(t);
    offer_.leakage = losses.leakage, offer_.administration = losses.administration;
  }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    bool const offers = slots_ > 0 && (offer_.training_gain > 0 || offer_.capital_gain > 0 || offer_.pledge_cents > 0);
    if (!offers || !window_.holds(month.since_start) ||
        budget_left(world, terms.programme(), offer_.budget_cents) < std::max<Cents>(1, offer_.per_head_cents()))
      return;
    // A simulated person stands for several people: the monthly number is rounded so that the sum over months is right.
    int64_t const months = month.since_start - window_.first;
    Enrolment offer = offer_;
    offer.slots = slots_ * (months + 1) / weight_ - slots_ * months / weight_;
    terms.add(std::move(offer));
  }

 private:
  Enrolment offer_;
  int64_t slots_ = 0, weight_ = 1;
};

}  // namespace

void add_alternative_livelihoods_instrument(Registry& registry) {
  registry.instrument<AlternativeLivelihoods>(
      "alternative_livelihoods", "training, goods and a pledged payment for miners chosen by lottery",
      {"slots_per_month = 20\ncapital_usd = 200\npledge_usd = 100\npledge_months = 8\nbudget_usd = 100_000\n"});
}

}  // namespace tributer
