// What exporters take from the price at the pit for an export tax. They buy before they know what will be
// declared, so part of the tax is spread over all they buy:
//   price x (1 - passed x tax x declared share of the place's gold last month);
// the rest is borne by gold that is declared (model/licence.hpp). Leaves out: that the part passed on may differ
// with how many buyers there are.
#include <algorithm>

#include "processes.hpp"
#include "tributer/model/ground.hpp"

namespace tributer {
namespace {

class ExportTax final : public Process {
 public:
  explicit ExportTax(Tables const& tables) : p_(read_traders(tables.study)) {}
  std::string_view name() const override { return "export_tax"; }
  std::string_view reads() const override { return "terms, gold declared last month"; }
  std::string_view writes() const override { return "price at the pit"; }

  void step(MonthContext const& month, World& world) const override {
    auto& c = world.concessions;
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      double const passed = month.terms.of(Lever::export_tax_passed, location);
      if (passed <= 0 || c.output_mg[location] <= 0) continue;
      double const declared = static_cast<double>(c.declared_mg[location]) / static_cast<double>(c.output_mg[location]);
      c.site_price_usd[location] *= std::max(p_.least_price, 1.0 - passed * declared);
    }
  }

 private:
  TraderParameters p_;
};

}  // namespace

std::unique_ptr<Process const> make_export_tax(Tables const& tables) { return std::make_unique<ExportTax>(tables); }

}  // namespace tributer
