// A fund of a donor or state lends for licences and equipment without interest, to whom the lot favours and whose
// takings bear the instalments; what is repaid is lent again. How much comes back depends on enforcement (V20b).
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class InterestFreeLoan final : public ProgrammeInstrument {
 public:
  InterestFreeLoan(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : ProgrammeInstrument(entry, g, time),
        fund_(read_fund(entry.table, {0, 0.1, 0.6, 0.35, 10000, 24, 8, {"licence", "equipment"}})) {
    fund_.label = label_;
    fund_.eligible = eligible_;
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (window_.holds(month.since_start) && fund_.capital_cents > 0) terms.add_fund(fund_);
  }

 private:
  Fund fund_;
};

}  // namespace

void add_interest_free_loan(Registry& registry) {
  registry.instruments["interest_free_loan"] = {
      "a fund that lends without interest",
      [](InstrumentEntry const& entry, Tables const&, Geography const& g, TimeSpan const& time) {
        return std::make_unique<InterestFreeLoan const>(entry, g, time);
      }};
}

}  // namespace tributer
