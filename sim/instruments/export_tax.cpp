// A tax on gold declared for export, for some months. It drives gold from the declared channel as a royalty does
// (V10), but exporters pay it, also on gold of unlicensed pits that they are bound to declare, and they take part of
// it from the price of all sellers; a royalty is paid by licensed pits alone. See processes/export_tax.cpp.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class ExportTax final : public WindowedInstrument {
 public:
  ExportTax(InstrumentEntry const& entry, BuildContext const& context)
      : WindowedInstrument(entry, context, 1200),
        rate_(entry.table.real("rate", std::nullopt, {"1", 0, 0.3, "P-23", "tax, share of the value of exports"})),
        passed_(entry.table.real("passed_on", 0.5,
                                 {"1", 0, 1, "assumed: who bears it was not measured",
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
