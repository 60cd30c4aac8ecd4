// What exporters take from the price at the pit for an export tax. They buy before they know what will be
// declared, so part of the tax is spread over all they buy:
//   price x (1 - passed x tax x declared share of the place's gold last month);
// the rest is borne by gold that is declared (model/licence.hpp). Leaves out: that the part passed on may differ
// with how many buyers there are.
#include <algorithm>

#include "tributer/model/effects.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class ExportTax final : public Process {
 public:
  explicit ExportTax(BuildContext const& context) : p_(context.parameters.traders) {}
  void step(MonthContext const& month, World& world) const override {
    auto& c = world.concessions;
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      double const passed = month.terms.of<ExportTaxPassedOn>(location);
      if (passed <= 0 || c.output_mg[location] <= 0) continue;
      double const declared = static_cast<double>(c.declared_mg[location]) / static_cast<double>(c.output_mg[location]);
      c.site_price_usd[location] *= std::max(p_.least_price, 1.0 - passed * declared);
    }
  }

 private:
  TraderParameters const& p_;
};

}  // namespace

void add_export_tax_process(Registry& registry) {
  registry.process<ExportTax>("export_tax", "Takes part of an export tax from the price paid at each concession.",
                              MonthPart::prices, {"calendar"});
}

}  // namespace tributer
