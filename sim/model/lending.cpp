#include "tributer/model/lending.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>

#include "tributer/core/math.hpp"

namespace tributer {
namespace {

constexpr double least_size = 100, most_size = 20000;
constexpr double table_least_hazard = 0.0005, table_most_hazard = 0.2;
constexpr std::size_t most_lenders = 100;

/// Reads the keys of one lender. A key that is not written has its value in `usual`.
class LenderReader {
 public:
  LenderReader(TableReader const& table, LenderParameters const* usual) : t_(table), usual_(usual) {}

  LenderParameters read(std::string name) const {
    LenderParameters p{};
    p.name = std::move(name);
    read_costs(p);
    read_rules(p);
    return p;
  }

 private:
  using P = LenderParameters;

  void real(P& p, std::string_view key, double P::*field, double fallback, Spec const& spec) const {
    p.*field = t_.real(key, usual_ ? usual_->*field : fallback, spec);
  }
  void integer(P& p, std::string_view key, int64_t P::*field, int64_t fallback, Spec const& spec) const {
    p.*field = t_.integer(key, usual_ ? usual_->*field : fallback, spec);
  }

  void read_costs(P& p) const {
    real(p, "yearly_rate", &P::yearly_rate, 0.30, {"1/year", 0, 1, "P-54", "interest on loans; up to 35%"});
    real(p, "funds_yearly", &P::funds_yearly, 0.14,
         {"1/year", 0, 0.5, "assumed: below the rate on loans", "yearly cost of the money that the lender lends"});
    real(p, "margin", &P::margin, 0.03,
         {"1", 0, 0.3, "assumed: a small profit",
          "smallest expected gain that a lender accepts, share of the principal"});
    real(p, "fixed_cost_usd", &P::fixed_cost_usd, 300,
         {"USD", 0, 2000, "calibrated",
          "with the prior hazard, fitted to the share of applications that is approved (P-49); mean cost of a loan of "
          "any size"});
    real(p, "fixed_cost_log_sd", &P::fixed_cost_log_sd, 0.6,
         {"1", 0, 1.5, "assumed: some operations are far away", "log-sd of that cost among applications"});
    real(p, "effort_cost_usd", &P::effort_cost_usd, 40,
         {"USD", 1, 500, "assumed: a day of an officer", "cost of one unit of screening and monitoring"});
    real(p, "effort_gain", &P::effort_gain, 0.25,
         {"1", 0, 5, "assumed: one unit lowers the hazard by a fifth", "fall of the log hazard by one unit of effort"});
    real(p, "most_effort", &P::most_effort, 6,
         {"1", 0, 50, "assumed: a week of an officer", "most units of screening and monitoring on one loan"});
    real(p, "loss_given_default", &P::loss_given_default, 0.75,
         {"1", 0, 1, "assumed: little can be seized", "share of the balance that a default loses"});
    real(p, "enforcement", &P::enforcement, 0.8,
         {"1", 0, 1, "assumed: courts and seizure", "share of the balance that a defaulter loses in any case"});
    real(p, "capital_usd", &P::capital_usd, 2'000'000,
         {"USD", 0, 1e9, "assumed: a credit line for miners", "largest sum that is lent at the same time"});
  }

  void read_rules(P& p) const {
    real(p, "deposit", &P::deposit, 0.4,
         {"1", 0, 0.9, "assumed: in place of collateral", "share of the cost that the borrower brings"});
    real(p, "service_cap", &P::service_cap, 0.3,
         {"1", 0.05, 1, "assumed: 0.25 to 0.35", "largest instalment over the income that the lender counts"});
    real(p, "income_counted", &P::income_counted, 0.5,
         {"1", 0.1, 1, "assumed: no books are kept", "share of a miner's income that the lender believes"});
    real(p, "largest_loan_usd", &P::largest_loan_usd, 20000,
         {"USD", 100, 1e6, "assumed: as the leases of P-52", "largest loan"});
    real(p, "prior_hazard_yearly", &P::prior_hazard_yearly, 0.13,
         {"1/year", 0.001, 0.9, "assumed: 5 to 22%, from 10 to 40% over a loan of two years (P-57)",
          "yearly hazard of default of an applicant who was not examined; 10-40% over a loan"});
    real(p, "prior_weight", &P::prior_weight, 200,
         {"1", 0.1, 1000, "assumed: a large portfolio is needed to change a bank's mind",
          "weight of that prior in the lender's experience, in expected defaults"});
    integer(p, "term_months", &P::term_months, 24,
            {"month", 1, 120, "assumed: as the leases of P-52", "number of instalments"});
    integer(p, "grace_months", &P::grace_months, 8,
            {"month", 0, 36, "assumed: at least the delay of a licence", "months before the first instalment"});
    real(p, "most_insight", &P::most_insight, 0.5,
         {"1", 0, 1, "assumed: no books, no registry of debtors",
          "share of an applicant's risk that the closest screening reveals; 1 = all of it"});
    real(p, "learns_from_others", &P::learns_from_others, 0.3,
         {"1", 0, 1, "assumed: results of others are seen late and in part",
          "weight of other lenders' loans in the lender's experience"});
    real(p, "rate_passed_on", &P::rate_passed_on, 0.5,
         {"1", 0, 1, "assumed: few banks compete for miners",
          "share of a change of expected losses and of fees that the rate passes on to borrowers"});
    real(p, "window_usd_per_year", &P::window_usd_per_year, 4'000,
         {"USD/year", 0, 1e6, "assumed: some months of an officer and travel",
          "yearly cost of a window for miners; a lender without prospects of that gain closes it"});
    real(p, "screening_fixed", &P::screening_fixed, -1,
         {"1", -1, 10, "assumed: the study's choice, by default that of the lender",
          "units of screening on every loan; negative = the lender chooses"});
    real(p, "cutoff_fixed", &P::cutoff_fixed, -1,
         {"1/month", -1, 1, "assumed: the study's choice, by default that of the lender",
          "highest hazard that the lender accepts; negative = it decides by expected gain"});
  }

  TableReader const& t_;
  LenderParameters const* usual_;
};

/// A loan of 1 USD. With s = 1 - h the expected value is a polynomial,
///   NPV = -1 - f0 x + sum_k C_k s^k,   C_t has v^t (A_t - f1/12 x B_t - y B_t), C_(t-1) has v^t y B_t,
/// where y = 1 - l + v^w pi c l is the share of the balance that is left to the lender after a default.
class UnitLoan {
 public:
  UnitLoan(LenderParameters const& p, ProposedLoan const& loan)
      : coefficients_(static_cast<std::size_t>(loan.grace_months + loan.term_months) + 1, 0.0),
        at_once_(1.0 + loan.fee_up_front * loan.exposure_share) {
    double const v = math::power(1.0 + p.funds_yearly, -1.0 / 12.0);
    double const growth = 1.0 + loan.yearly_rate / 12.0;
    double const instalment = instalment_usd(1, loan.yearly_rate, loan.term_months);
    double const fee = loan.fee_yearly / 12.0 * loan.exposure_share;
    double claim = loan.honoured * loan.coverage * p.loss_given_default;
    for (int64_t month = 0; month < loan.claim_wait_months; ++month) claim *= v;
    double const left = 1.0 - p.loss_given_default + claim;
    double balance = 1, discount = 1;
    for (std::size_t t = 1; t < coefficients_.size(); ++t) {
      double const paid = static_cast<int64_t>(t) > loan.grace_months ? instalment : balance * (growth - 1.0);
      discount *= v;
      coefficients_[t] += discount * (paid - fee * balance - left * balance);
      coefficients_[t - 1] += discount * left * balance;
      balance = balance * growth - paid;
    }
  }

  struct Value {
    double npv;   ///< n(h)
    double gain;  ///< -dn/dh
    double bend;  ///< d gain / dh
  };
  Value at(double hazard) const {
    double const s = 1.0 - hazard;
    double value = 0, slope = 0, half_curve = 0;
    for (std::size_t k = coefficients_.size(); k-- > 0;) {
      half_curve = half_curve * s + slope;
      slope = slope * s + value;
      value = value * s + coefficients_[k];
    }
    return {value - at_once_, slope, -2.0 * half_curve};
  }

 private:
  std::vector<double> coefficients_;
  double at_once_;
};

double screened(LenderParameters const& p, double hazard, double effort) {
  return std::min(1.0, hazard * math::exp(-p.effort_gain * effort));
}

/// Chooses the effort of screening for loans of one size. The marginal gain equals the cost where
/// -h n'(h) = k1 / (g P), whatever the hazard of the applicant was. The left side first rises with h and then falls, at
/// hazards at which most loans fail at once. The best hazard is the lowest root, which Newton's method finds from
/// below. If the applicant's hazard is too high, no effort may be worth its cost.
class Screening {
 public:
  Screening(LenderParameters const& p, UnitLoan const& loan, double principal)
      : p_(p), loan_(loan), cost_(principal > 0 ? p.effort_cost_usd / principal : 0) {
    if (principal <= 0 || p.effort_gain <= 0 || p.screening_fixed >= 0) return;
    double const price = cost_ / p.effort_gain, steepest = loan.at(0).gain;
    if (steepest <= price) return;
    double h = price / steepest;
    for (int i = 0; i < 24; ++i) {
      UnitLoan::Value const value = loan.at(h);
      double const gap = price - h * value.gain, slope = value.gain + h * value.bend;
      if (gap < 1e-13 * price && gap > -1e-13 * price) break;
      if (slope <= 0) return;
      h += gap / slope;
      if (h >= 1) return;
    }
    target_ = h;
    target_npv_ = loan.at(h).npv;
  }

  struct Choice {
    double effort, npv;  ///< npv per USD of principal, after the cost of effort
  };
  /// `unscreened` is the value at that hazard without effort.
  Choice at(double hazard, double unscreened) const {
    if (p_.screening_fixed >= 0) return spent(hazard, p_.screening_fixed);
    if (target_ >= std::min(1.0, hazard)) return {0, unscreened};
    double const effort = math::log(std::min(1.0, hazard) / target_) / p_.effort_gain;
    Choice const choice = effort > p_.most_effort ? spent(std::min(1.0, hazard), p_.most_effort)
                                                  : Choice{effort, target_npv_ - cost_ * effort};
    return choice.npv > unscreened ? choice : Choice{0, unscreened};
  }

 private:
  Choice spent(double hazard, double effort) const {
    return {effort, loan_.at(screened(p_, hazard, effort)).npv - cost_ * effort};
  }

  LenderParameters const& p_;
  UnitLoan const& loan_;
  double cost_;        ///< cost of a unit of effort, per USD of principal
  double target_ = 1;  ///< hazard at which screening stops; 1 = no screening
  double target_npv_ = 0;
};

/// Offers have a kink where effort begins. The grid is fine enough that interpolation errs by less than 1% of a loan.
constexpr std::size_t size_cuts = 6, hazard_cuts = 3;
constexpr std::size_t cut(std::size_t n, std::size_t cuts) { return (n - 1) * cuts + 1; }

double log_node(std::size_t i, double least, double most, std::size_t n) {
  return least * math::exp(math::log(most / least) * static_cast<double>(i) / static_cast<double>(n - 1));
}

/// Position of x on a logarithmic grid of n nodes, clamped to its ends: the node below x and the weight of the next.
struct GridPosition {
  std::size_t below = 0;
  double next = 0;

  GridPosition(double x, double least, double most, std::size_t n) {
    if (x <= least) return;
    double const location = math::log(x / least) / math::log(most / least) * static_cast<double>(n - 1);
    below = x < most ? std::min(static_cast<std::size_t>(location), n - 2) : n - 2;
    next = std::min(1.0, location - static_cast<double>(below));
  }
};

}  // namespace

std::vector<LenderParameters> read_lenders(TableReader const& study) {
  TableReader const bank = study.table("bank");
  LenderParameters const usual = LenderReader(bank, nullptr).read("bank");
  std::vector<LenderParameters> lenders;
  std::set<std::string> names;
  auto const tables = study.tables("lender");
  if (tables.size() > most_lenders)
    study.fail("lender",
               fmt::format("the study has {} lenders, but at most {} are possible", tables.size(), most_lenders),
               "merge lenders that are alike");
  for (TableReader const& t : tables) {
    if (lenders.size() == most_lenders) {
      t.leave_unread();
      continue;
    }
    std::string const name = t.text("name", std::nullopt, "name of the lender");
    if (name.empty() && t.has("name"))
      t.fail("name", "a lender has an empty name", "use the letters a-z, digits, _ and -");
    else if (!name.empty() && !names.insert(name).second)
      t.fail("name", fmt::format("two lenders have the name '{}'", name), "give each lender a name of its own");
    lenders.push_back(LenderReader(t, &usual).read(name));
  }
  if (lenders.empty()) lenders.push_back(usual);
  return lenders;
}

double instalment_usd(double principal_usd, double yearly_rate, int64_t term_months) {
  double const rate = yearly_rate / 12.0;
  double kept = 1;
  for (int64_t month = 0; month < term_months; ++month) kept /= 1.0 + rate;
  return rate > 0 ? principal_usd * rate / (1.0 - kept) : principal_usd / static_cast<double>(term_months);
}

double expected_npv(LenderParameters const& p, ProposedLoan const& loan, double hazard, double effort) {
  return loan.principal_usd * UnitLoan(p, loan).at(screened(p, hazard, effort)).npv - p.effort_cost_usd * effort;
}

double best_effort(LenderParameters const& p, ProposedLoan const& loan, double hazard) {
  UnitLoan const unit(p, loan);
  return Screening(p, unit, loan.principal_usd).at(hazard, unit.at(std::min(1.0, hazard)).npv).effort;
}

double asked_rate(LenderParameters const& p, ProposedLoan const& loan, double learned) {
  double const years = (static_cast<double>(loan.grace_months) + 0.5 * static_cast<double>(loan.term_months)) / 12.0;
  double const losses =
      p.prior_hazard_yearly * p.loss_given_default * (learned * (1.0 - loan.honoured * loan.coverage) - 1.0);
  double const fees = loan.exposure_share * (loan.fee_yearly + loan.fee_up_front / years);
  return std::clamp(p.yearly_rate + p.rate_passed_on * (losses + fees), std::min(p.yearly_rate, p.funds_yearly), 1.0);
}

// The table holds NPV per USD of principal, which is also used beyond the ends of the table.
struct OfferTable::Table {
  static constexpr std::size_t sizes = cut(n_sizes, size_cuts), hazards = cut(n_hazards, hazard_cuts);
  using ByHazard = std::array<double, hazards>;
  LenderParameters const& p;
  UnitLoan unit;
  ByHazard hazard, npv;

  Table(LenderParameters const& of, ProposedLoan const& loan) : p(of), unit(of, loan), efforts_(sizes) {
    for (std::size_t j = 0; j < hazards; ++j) {
      hazard[j] = log_node(j, table_least_hazard, table_most_hazard, hazards);
      npv[j] = unit.at(hazard[j]).npv;
    }
  }
  ByHazard const& effort(std::size_t size) {
    if (efforts_[size]) return *efforts_[size];
    ByHazard& effort = efforts_[size].emplace();
    Screening const screening(p, unit, log_node(size, least_size, most_size, sizes));
    for (std::size_t j = 0; j < hazards; ++j) effort[j] = screening.at(hazard[j], npv[j]).effort;
    return effort;
  }

 private:
  std::vector<std::optional<ByHazard>> efforts_;  ///< by size
};

OfferTable::Offer OfferTable::at(double principal_usd, double monthly_hazard) const {
  if (!table_) table_ = std::make_shared<Table>(*p_, loan_);
  GridPosition const size(principal_usd, least_size, most_size, Table::sizes);
  GridPosition const hazard(monthly_hazard, table_least_hazard, table_most_hazard, Table::hazards);
  auto const between = [&hazard](Table::ByHazard const& of) {
    double const low = of[hazard.below];
    return low + hazard.next * (of[hazard.below + 1] - low);
  };
  double const small = between(table_->effort(size.below)), large = between(table_->effort(size.below + 1));
  return {principal_usd * between(table_->npv), small + size.next * (large - small)};
}

}  // namespace tributer
