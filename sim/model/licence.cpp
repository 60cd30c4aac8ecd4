#include "tributer/model/licence.hpp"
#include "tributer/core/units.hpp"

#include <algorithm>

namespace tributer {

LicenceRegime read_regime(TableReader const& t, LicenceRegime const* usual) {
  auto const real = [&](std::string_view key, double LicenceRegime::*field, double fallback, Spec const& spec) {
    return t.real(key, usual ? usual->*field : fallback, spec);
  };
  using R = LicenceRegime;
  R r{};
  r.fee_usd = real("fee_usd", &R::fee_usd, 1000, {"USD", 0, 20000, "P-28", "fee of the application"});
  r.permit_usd = real("permit_usd", &R::permit_usd, 1500, {"USD", 0, 20000, "P-28", "environmental permit"});
  r.title_usd =
      real("title_usd", &R::title_usd, 1500, {"USD", 0, 20000, "P-28", "cost of survey and title of the ground"});
  r.renewal_usd =
      real("renewal_usd", &R::renewal_usd, 800, {"USD", 0, 20000, "assumed: a fifth of the cost", "fee of a renewal"});
  r.compliance_usd_per_month =
      real("compliance_usd_per_month", &R::compliance_usd_per_month, 50,
           {"USD/month", 0, 1000, "assumed: reports, safety and a clerk for some days", "cost of keeping the rules"});
  r.royalty = real("royalty", &R::royalty, 0.015, {"1", 0, 0.3, "P-23", "tax on the value of declared gold"});
  r.delay_cost = real("delay_cost", &R::delay_cost, 0,
                      {"1", 0, 0.1, "assumed: declared gold is sold as fast as other gold",
                       "cost of waiting when gold is declared, share of value"});
  r.crew_gain = real("crew_gain", &R::crew_gain, 0.05,
                     {"1", 0, 0.3, "assumed: 0 to 10%", "output gained because crews stay together, share of it"});
  r.hassle_mean_months =
      real("hassle_mean_months", &R::hassle_mean_months, 2,
           {"month", -5, 24, "V23", "mean hassle of being licensed, in months of profit; 0.1-0.5 without tax (V24)"});
  r.hassle_scale_months = real("hassle_scale_months", &R::hassle_scale_months, 0.9,
                               {"month", 0, 6, "V23", "logistic scale of hassle among managers"});
  r.free_ground_share = real("free_ground_share", &R::free_ground_share, 0.5,
                             {"1", 0, 1, "assumed: much ground is titled to others (P-40)",
                              "share of a concession's operations for which there is free ground"});
  r.office_per_month = real("office_per_month", &R::office_per_month, 60,
                            {"1/month", 0, 1e6, "assumed: a small office of a few officers",
                             "applications that the office decides in a month"});
  r.delay_months = t.integer("delay_months", usual ? usual->delay_months : 8,
                             {"month", 0, 60, "P-29", "months from application to decision: about 230 days"});
  r.valid_months = t.integer("valid_months", usual ? usual->valid_months : 24,
                             {"month", 1, 240, "assumed: two years are common", "months until renewal"});
  return r;
}

FormalityParameters read_formality(TableReader const& study) {
  FormalityParameters p{};
  p.usual = read_regime(study.table("licence"));
  TableReader const t = study.table("formality");
  p.declaring_advantage = t.real("declaring_advantage", 0.0108,
                                 {"1", -0.1, 0.1, "calibrated",
                                  "gain of declaring over smuggling before tax, share of value; with the scale, fitted "
                                  "to exports at a 3% tax (V10)"});
  p.declaring_scale = t.real("declaring_scale", 0.00655,
                             {"1", 0.001, 0.05, "calibrated", "spread of that gain among sales; 0.5 to 0.7 points"});
  p.noise = t.real("noise", 0.35,
                   {"1", 0, 1, "assumed: 0.2 to 0.7", "sd of a manager's misjudgement over the gross benefits"});
  p.lasting_noise = t.real("lasting_noise", 0.8,
                           {"1", 0, 1, "assumed: people seldom change their minds",
                            "share of the variance of that misjudgement that stays with the manager"});
  p.discount_rate =
      t.real("discount_rate", 0.45, {"1/year", 0.02, 1.5, "assumed: 0.2 to 0.8", "managers' median discount rate"});
  p.discount_log_sd = t.real("discount_log_sd", 0.3,
                             {"1", 0, 1, "assumed: most are within a third of the median", "log-sd of discount rates"});
  p.harassment_per_year = t.real(
      "harassment_per_year", 0.06,
      {"1/year", 0, 1, "assumed: order of P-77", "yearly chance that officials make an unlicensed operation pay"});
  p.perceived_harassment =
      t.real("perceived_harassment", 3,
             {"1", 0, 10, "assumed: 0.05 to 0.3 a year", "how many times likelier managers think this is"});
  p.harassment_months =
      t.real("harassment_months", 6,
             {"month", 0, 36, "assumed: payments, gear and idle weeks", "months of profit that such a case costs"});
  p.harassment_paid_share = t.real("harassment_paid_share", 1.0 / 6,
                                   {"1", 0, 1, "assumed: the rest is lost gear and idle weeks",
                                    "share of that cost that is paid to officials in cash"});
  p.pass_through =
      t.real("pass_through", 0.3, {"1", 0, 0.7, "assumed: 0 to 0.7", "share of formal gains passed on to the crew"});
  p.renewal_willingness = t.real("renewal_willingness", 0.5,
                                 {"1", 0, 5, "assumed: a licence once held is worth keeping",
                                  "least benefits over the fee for which a licence is renewed"});
  p.horizon_months = t.integer(
      "horizon_months", 60,
      {"month", 6, 240, "assumed: managers look ahead for five years", "months over which a manager counts benefits"});
  p.waits_for_support_months = t.integer("waits_for_support_months", 12,
                                         {"month", 0, 60, "assumed: nobody waits longer than a year",
                                          "months for which managers wait for announced support"});
  p.decides_every_months = t.integer("decides_every_months", 3,
                                     {"month", 1, 24, "assumed: managers have other things to do",
                                      "months after which a manager thinks again about a licence and equipment"});
  return p;
}

double declared_share(double u, double scale) { return math::logistic(u / scale); }

double price_gain(double u, double scale) {
  double const x = u / scale;
  return x > 30 ? u : scale * math::log(1.0 + math::exp(x));
}

Declaring declaring_at(FormalityParameters const& p, Terms const& terms, std::size_t location) {
  LicenceRegime const& regime = regime_at(terms, location, p.usual);
  Declaring d;
  d.royalty = std::max(0.0, regime.royalty + terms.of<RoyaltyChange>(location));
  d.export_tax = terms.of<ExportTaxRate>(location);
  d.passed = terms.of<ExportTaxPassedOn>(location);
  d.premium = terms.of<DeclaredPremium>(location);
  double const u = p.declaring_advantage + d.premium - d.royalty - d.export_tax - regime.delay_cost;
  d.share = declared_share(u, p.declaring_scale);
  d.gain = price_gain(u + d.passed, p.declaring_scale);
  return d;
}

std::vector<Declaring> declaring_everywhere(FormalityParameters const& p, Terms const& terms, std::size_t n) {
  std::vector<Declaring> at;
  for (std::size_t location = 0; location < n; ++location) at.push_back(declaring_at(p, terms, location));
  return at;
}

double annuity(double yearly_rate, double monthly_hazard, double months) {
  double const keep = (1.0 - (monthly_hazard < 1 ? monthly_hazard : 1)) / (1.0 + yearly_rate / months_per_year);
  return keep >= 1.0 ? months : keep * (1.0 - math::power(keep, months)) / (1.0 - keep);
}

void meet_manager(Operation& operation, OperationParameters const& p, FormalityParameters const& f, Luck const& luck) {
  auto const words = luck.block(operation.owner_id, 0, streams::manager, 1);
  operation.quality = quality_of(p, luck, operation.owner_id);
  operation.hazard = static_cast<float>(failure_hazard(p, luck, operation.owner_id));
  operation.discount_rate = static_cast<float>(f.discount_rate) *
                            math::exp(static_cast<float>(f.discount_log_sd) * Luck::to_normal(words[0]));
  float const u = Luck::to_uniform(words[1]);
  operation.hassle_z = math::log(u / (1.0f - u));
  operation.noise_z = Luck::to_normal(words[2]);
}

LicenceValue licence_value(FormalityParameters const& p, LicenceRegime const& regime, LicenceCase const& operation,
                           double discount_rate) {
  double const price = (1.0 - p.pass_through) * operation.sales_usd * operation.gain;
  double const crews = operation.profit_usd * operation.crew_weight_gain;
  double const harassment = p.harassment_per_year * p.perceived_harassment / months_per_year * p.harassment_months;
  double const safety = operation.profit_usd * (harassment + operation.eviction_risk * operation.eviction_months);
  double const months = annuity(discount_rate, operation.hazard, static_cast<double>(p.horizon_months));
  double const renewals = regime.renewal_usd / static_cast<double>(regime.valid_months);
  return {(price + crews + safety) * months, (regime.compliance_usd_per_month + renewals) * months};
}

LicenceCase licence_case(OperationParameters const& o, FormalityParameters const& p, double running_cost_share,
                         LicenceRegime const& regime, Declaring const& declaring, Operation const& operation) {
  double const factor = o.output[static_cast<std::size_t>(operation.technology)];
  double const plain = owner_weight(1, factor, p.pass_through, o.crew),
               licensed = owner_weight(1, factor * (1.0 + regime.crew_gain), p.pass_through, o.crew);
  LicenceCase out;
  out.profit_usd = std::max(1.0, static_cast<double>(operation.expected_take_usd));
  out.sales_usd = out.profit_usd * sales_per_take(running_cost_share, o.crew);
  out.crew_weight_gain = operation.licence == Licence::licensed ? 1.0 - plain / licensed : licensed / plain - 1.0;
  out.gain = declaring.gain;
  out.hazard = static_cast<double>(operation.hazard);
  return out;
}

double hassle_usd(LicenceRegime const& regime, float logistic_z, double profit_usd) {
  double const months = regime.hassle_mean_months + regime.hassle_scale_months * static_cast<double>(logistic_z);
  return months > 0 ? months * profit_usd : 0;
}

}  // namespace tributer
