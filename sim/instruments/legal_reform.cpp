// A law lowers the liability of a large-scale mine for the tributers whom it engages, so that engaging costs it less.
// Tributers who come to harm then bear what the law no longer makes the company pay.
#include "tributer/model/programme.hpp"

namespace tributer {
namespace {

class LegalReform final : public AmountInstrument<LiabilityRelief> {
 public:
  LegalReform(InstrumentEntry const& entry, BuildContext const& context)
      : AmountInstrument(entry, context, 1200,
                         entry.table.real("relief", 0.7,
                                          {"1", 0, 1, "assumed: the study's choice",
                                           "share by which the chance of being held liable falls"})) {}
  std::vector<std::size_t> needs_mine() const override { return eligible_.concessions(); }
};

}  // namespace

void add_legal_reform_instrument(Registry& registry) {
  registry.instrument<LegalReform>("legal_reform", "less liability for a large-scale mine that engages", {});
}

}  // namespace tributer
