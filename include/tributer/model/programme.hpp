#pragma once
// What instruments that handle money have in common: who may take part, when, and where it is seen.
#include "tributer/model/instrument.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {

class ProgrammeInstrument : public Instrument {
 public:
  ProgrammeInstrument(InstrumentEntry const& entry, Geography const& g, TimeSpan const& time)
      : label_(entry.id), window_(read_window(entry.table, time, 36)), eligible_(read_eligibility(entry.table, g)) {}
  bool handles_money() const override { return true; }
  std::pair<int, int> programme_window() const override { return {window_.first, window_.end - 1}; }
  std::vector<std::size_t> targets() const override { return eligible_.confined_to(); }

 protected:
  std::string label_;
  Window window_;
  Eligibility eligible_;
};

/// An amount of money, in cents.
inline Cents read_usd(TableReader const& t, std::string_view key, std::optional<double> fallback, double most,
                      std::string_view about) {
  return cents_from_usd(t.real(key, fallback, {"USD", 0, most, "assumed: the study's choice", about}));
}
/// Purposes that loans may serve, by name.
std::array<bool, n_purposes> read_purposes(TableReader const& t, std::vector<std::string> const& fallback);

/// What a fund has whatever it lends for: its terms and its capital. Keys and defaults as given.
struct FundDefaults {
  double yearly_rate, deposit, enforcement, service_cap, cap_usd;
  int64_t term_months, grace_months;
  std::vector<std::string> purposes;
};
Fund read_fund(TableReader const& t, FundDefaults const& usual);

}  // namespace tributer
