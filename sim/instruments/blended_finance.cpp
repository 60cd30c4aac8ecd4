// A pool of donor, company and private money lends for licences and equipment. The tranche of the donor bears losses
// first: repayments go to the other investors, with the yield that they were promised, before the donor gets any.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class BlendedFinance final : public FundInstrument {
 public:
  BlendedFinance(InstrumentEntry const& entry, BuildContext const& context)
      : FundInstrument(entry, context, {0.15, 0.1, 0.7, 0.5, 15000, 24, 8, {"licence", "equipment"}}) {
    TableReader const& t = entry.table;
    fund_.lsm_cents = read_usd(t, "lsm_usd", 0, 1e9, "capital paid in by a large-scale mine");
    fund_.private_cents = read_usd(t, "private_usd", 0, 1e9, "capital paid in by private investors");
    fund_.private_yearly_rate = t.real(
        "investor_yearly_rate", 0.08,
        {"1/year", 0, 0.5, "assumed: below the rate on loans, above that on idle capital", "yield promised to both"});
  }
};

}  // namespace

void add_blended_finance_instrument(Registry& registry) {
  registry.instrument<BlendedFinance>("blended_finance", "a pool of donor, company and private money that lends",
                                      {"capital_usd = 5_000\nlsm_usd = 4_000\nprivate_usd = 3_000\n"});
}

}  // namespace tributer
