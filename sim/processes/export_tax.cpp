// The part of an export tax that exporters take from the local price. They buy before they know how much gold will be
// declared, so they spread a part of the tax over all the gold that they buy:
//   price x (1 - passed x tax x declared share of the concession's gold last month)
// Declared gold bears the rest of the tax (model/licence.hpp). Leaves out: that the part may depend on the number of
// traders.
#include <algorithm>

#include "tributer/model/effects.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class ExportTaxProcess final : public Process {
 public:
  explicit ExportTaxProcess(BuildContext const& context) : p_(context.parameters.traders) {}
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
  registry.process<ExportTaxProcess>("export_tax",
                                     "Takes part of an export tax from the price paid at each concession.",
                                     MonthPart::prices, {"calendar"});
}

}  // namespace tributer
