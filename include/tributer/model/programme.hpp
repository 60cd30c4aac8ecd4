#pragma once
// What instruments have in common, above all those that handle money: eligibility, the window of time, and books.
#include "tributer/model/credit.hpp"
#include "tributer/model/effects.hpp"
#include "tributer/model/instrument.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {

/// Acts at some concessions for some months.
class WindowedInstrument : public Instrument {
 public:
  WindowedInstrument(Window window, Eligibility eligible) : window_(window), eligible_(std::move(eligible)) {}
  /// Reads `start`, `months` and `eligible` of the instrument.
  WindowedInstrument(InstrumentEntry const& entry, BuildContext const& context, std::optional<int64_t> default_months)
      : WindowedInstrument(read_window(entry.table, context.time, default_months),
                           read_eligible_concessions(entry.table, context.geography)) {}
  std::vector<std::size_t> targets() const override { return eligible_.confined_to(); }

 protected:
  Window window_;
  Eligibility eligible_;
};

/// Adds one amount of type `T` at each of its concessions in every month of its window.
template <AmountTerm T>
class AmountInstrument : public WindowedInstrument {
 public:
  AmountInstrument(InstrumentEntry const& entry, BuildContext const& context, std::optional<int64_t> default_months,
                   double amount)
      : WindowedInstrument(entry, context, default_months), amount_(amount) {}
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    if (!window_.holds(month.since_start) || amount_ == 0) return;
    for (std::size_t const c : eligible_.concessions()) terms.add(T{amount_}, c);
  }

 private:
  double amount_;
};

/// What it costs to prepare a programme and to run its office, however much it gives or lends. It is paid in addition
/// to the costs that grow with the programme, such as `administration`.
struct Office {
  Cents setup_cents = 0, yearly_cents = 0;
};
Office read_office(TableReader const& t);

/// Handles money, which is booked in a programme with the label of the instrument. Its office is paid for while it is
/// open, and afterwards until it has collected or paid all that is outstanding.
class ProgrammeInstrument : public WindowedInstrument {
 public:
  ProgrammeInstrument(InstrumentEntry const& entry, BuildContext const& context)
      : ProgrammeInstrument(entry, context, read_eligibility(entry.table, context.geography)) {}
  ProgrammeInstrument(InstrumentEntry const& entry, BuildContext const& context, Eligibility eligible)
      : WindowedInstrument(read_window(entry.table, context.time, 36), std::move(eligible)),
        label_(entry.id),
        office_(read_office(entry.table)) {}
  void add_running_costs(MonthContext const& month, World const& world, Terms& terms) const override;
  bool handles_money() const override { return true; }
  std::pair<int, int> programme_window() const override { return {window_.first, window_.end - 1}; }

 protected:
  std::string label_;
  Payer payer_ = Payer::donor;  ///< who pays for the office

 private:
  Office office_;
};

/// An amount of money, in cents.
inline Cents read_usd(TableReader const& t, std::string_view key, std::optional<double> fallback, double most,
                      std::string_view about) {
  return cents_from_usd(t.real(key, fallback, {"USD", 0, most, "assumed: the study's choice", about}));
}
/// Purposes that loans may serve, by name.
std::array<bool, n_purposes> read_purposes(TableReader const& t, std::vector<std::string> const& fallback);

/// Defaults of the keys that every fund has, whatever it lends for: terms and capital.
struct FundDefaults {
  double yearly_rate, deposit, enforcement, service_cap, cap_usd;
  int64_t term_months, grace_months;
  std::vector<std::string> purposes;
};
Fund read_fund(TableReader const& t, FundDefaults const& usual);

/// Lends its own capital while its window is open.
class FundInstrument : public ProgrammeInstrument {
 public:
  FundInstrument(InstrumentEntry const& entry, BuildContext const& context, FundDefaults const& usual)
      : ProgrammeInstrument(entry, context), fund_(read_fund(entry.table, usual)) {
    fund_.label = label_;
    fund_.eligible = eligible_;
  }
  void contribute(MonthContext const& month, World const&, Terms& terms) const override {
    bool const funded = fund_.capital_cents + fund_.private_cents + fund_.lsm_cents > 0;
    if (window_.holds(month.since_start) && funded) terms.add(fund_);
  }

 protected:
  Fund fund_;
};

/// Leakage and administration of money given to people, as shares of it.
struct Losses {
  double leakage, administration;
};
Losses read_losses(TableReader const& t);
/// A concession named by the key `key`; reports names unknown to the world.
std::size_t read_concession(TableReader const& t, std::string_view key, Geography const& g, std::string_view about);

/// Defaults of the keys that every grant has, whatever it pays for. `share_of` explains the key `share`.
struct GrantDefaults {
  double share, cap_usd;
  std::string_view share_of;
};
Grant read_grant(TableReader const& t, GrantDefaults const& usual);

}  // namespace tributer
