// Ore is weighed, bagged and tagged where it is mined. Buyers abroad who ask where ore comes from accept tagged ore, so
// it escapes the discount and the slower trade of `buyers_leave` and `stigma`. Sellers pay a levy on tags; the donor
// pays for agents at the concession. If tags are worth more than they cost, ore of connected concessions gets them too.
// The tagged amount is therefore not the amount that a scheme keeps out of illicit trade. See model/market.hpp.
#include "tributer/model/market.hpp"
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class Traceability final : public ProgrammeInstrument {
 public:
  Traceability(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligible_concessions(entry.table, context.geography)) {
    auto const share = [&](std::string_view key, double usual, double most, std::string_view about) {
      return entry.table.real(key, usual, {"1", 0, most, "assumed: schemes publish tags, not shares", about});
    };
    tagging_.coverage = share("coverage", 0.8, 1, "share of the concession's own output that is tagged there");
    tagging_.levy = share("levy", 0.05, 0.5, "levy that sellers pay on tagged ore, share of the price");
    tagging_.leak =
        share("leak", 0.3, 1, "share of the ore of connected concessions that would get a tag if tags cost nothing");
    tagging_.tag_price =
        share("tag_price", 0.05, 0.5, "price of such a tag in addition to the levy, share of the price of ore");
    agents_cents_ =
        read_usd(entry.table, "agents_usd_per_place", 200, 1e5, "cost of agents and tags at a concession in a month");
  }
  Claimed claims() const override { return {"tags", eligible_.concessions(), window_}; }
  void contribute(MonthContext const& month, World const& world, Terms& terms) const override {
    if (!window_.holds(month.since_start)) return;
    auto const locations = eligible_.concessions();
    if (tagging_.coverage > 0)
      for (std::size_t const c : locations) terms.set(tagging_, c);
    Cents const agents = agents_cents_ * static_cast<Cents>(locations.size()) / world.geography->weight;
    terms.add(Outlay{label_, Payer::donor, agents, {}});
  }

 private:
  Tagging tagging_;
  Cents agents_cents_ = 0;
};

}  // namespace

void add_traceability_instrument(Registry& registry) {
  registry.instrument<Traceability>("traceability", "ore is tagged where it is mined",
                                    // Tags are worth nothing if ore without a tag has the same price.
                                    {"",
                                     "[[arm.instrument]]\ntype = \"buyers_leave\"\nstart = \"2015-02\"\nmonths = "
                                     "20\nshare = 0.5\n"});
}

}  // namespace tributer
