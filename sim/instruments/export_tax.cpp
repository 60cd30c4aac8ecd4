// A tax on gold that is declared for export, for some months. Like a royalty it drives gold out of the legal channel
// (V10). A royalty is paid by licensed operations only. The tax is paid by exporters, also on gold of unlicensed
// operations that they must declare, and they take part of it from the price of all sellers. See
// processes/export_tax.cpp.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class ExportTax final : public WindowedInstrument {
 public:
  ExportTax(InstrumentEntry const& entry, BuildContext const& context)
      : WindowedInstrument(entry, context, 1200),
        rate_(entry.table.real("rate", std::nullopt, {"1", 0, 0.3, "P-23", "tax, share of the value of exports"})),
        passed_(entry.table.real("passed_on", 0.5,
                                 {"1", 0, 1, "assumed: nobody has measured who bears it",
                                  "share of the tax that all sellers bear through the price"})) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start) || rate_ == 0) return;
    for (std::size_t const c : eligible_.concessions()) {
      terms.add(ExportTaxRate{rate_}, c);
      terms.add(ExportTaxPassedOn{rate_ * passed_}, c);
    }
  }

 private:
  double rate_, passed_;
};

}  // namespace

void add_export_tax_instrument(Registry& registry) {
  registry.instrument<ExportTax>("export_tax", "a tax on exports of gold, paid by exporters", {"rate = 0.01\n"});
}

}  // namespace tributer
