#pragma once
// What a licence is worth to a manager, and what he gains by declaring gold.
//
//   declared share    d = 1 / (1 + exp(-u / s)),  u = advantage + premium - royalty - export tax - cost of delay
//   gain of the price g = s ln(1 + exp(u / s))                                       (never negative)
//   gross benefits    B = annuity (price gain + better crews + safety from harassment and eviction)
//   value of a licence  = B + noise - annuity (compliance + renewal) - up-front cost - hassle x profit
//
// s and the advantage are shares of value, fitted to exports at a withholding tax of 3% (V10). Noise is proportional to
// B, so that nobody misjudges a licence that has no benefits; most of the noise is drawn once for each manager. Hassle
// is a number of months of profit with a logistic distribution. Sources: V10, V23-V26.
#include "tributer/model/effects.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/support.hpp"
#include "tributer/scenario/table_reader.hpp"

namespace tributer {

struct FormalityParameters {
  LicenceRegime usual;
  double declaring_advantage, declaring_scale;
  double noise, lasting_noise;
  double discount_rate, discount_log_sd;
  double harassment_per_year, perceived_harassment, harassment_months, harassment_paid_share;
  double pass_through;
  double renewal_willingness;
  int64_t horizon_months, waits_for_support_months, decides_every_months;
};
FormalityParameters read_formality(TableReader const& study);
/// Reads the keys of a regime from the table of the study, or from an instrument with the study's regime as default.
LicenceRegime read_regime(TableReader const& table, LicenceRegime const* usual = nullptr);

/// The regime of a concession this month: the usual one, unless an instrument sets another.
inline LicenceRegime const& regime_at(Terms const& terms, std::size_t concession, LicenceRegime const& usual) {
  LicenceRegime const* const set = terms.setting<LicenceRegime>(concession);
  return set != nullptr ? *set : usual;
}

/// The functions d and g above. `u` and the scale s are shares of value.
double declared_share(double u, double scale);
double price_gain(double u, double scale);
/// What declaring gold costs and gains at a concession this month. Royalty is never below 0; the gain is net of it.
struct Declaring {
  double royalty = 0, export_tax = 0, premium = 0;  ///< shares of the value declared
  double passed = 0;                                ///< part of the export tax that lowers the price of all sellers
  double share = 0;                                 ///< share of their gold that licensed operations declare
  double gain = 0;                                  ///< rise of the price, share of value
};
Declaring declaring_at(FormalityParameters const& p, Terms const& terms, std::size_t location);
/// The same at each of `n` concessions.
std::vector<Declaring> declaring_everywhere(FormalityParameters const& p, Terms const& terms, std::size_t n);

/// Value now of 1 USD a month for `months`, at a yearly rate and a monthly hazard of losing it.
double annuity(double yearly_rate, double monthly_hazard, double months);

/// Gives an operation the lasting traits of its manager.
void meet_manager(Operation& operation, OperationParameters const& p, FormalityParameters const& f, Luck const& luck);

/// What a licence does to one operation, a month, in USD.
struct LicenceCase {
  double profit_usd = 0;        ///< believed take of the manager
  double sales_usd = 0;         ///< believed sales of the whole operation
  double crew_weight_gain = 0;  ///< rise of the manager's share by better crews, over his share
  double gain = 0;              ///< rise of the price by declaring, share of value
  double eviction_risk = 0;     ///< perceived, a month
  double eviction_months = 0;   ///< months of profit lost by one eviction
  double hazard = 0;            ///< monthly hazard of losing the operation anyway
};

struct LicenceValue {
  double benefits = 0;  ///< B, gross
  double running = 0;   ///< compliance and renewals, present value
};
LicenceValue licence_value(FormalityParameters const& p, LicenceRegime const& regime, LicenceCase const& operation,
                           double discount_rate);

/// What a licence does to this operation. The gain from a better crew is measured against the manager's present share.
LicenceCase licence_case(OperationParameters const& o, FormalityParameters const& p, double running_cost_share,
                         LicenceRegime const& regime, Declaring const& declaring, Operation const& operation);

/// Hassle in USD of a manager under a regime.
double hassle_usd(LicenceRegime const& regime, float logistic_z, double profit_usd);

}  // namespace tributer
