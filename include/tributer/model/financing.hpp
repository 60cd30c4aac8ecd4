#pragma once
// How a manager may finance a licence or equipment, and what that is worth to him.
#include <array>
#include <cstdint>
#include <tuple>
#include <vector>

#include "tributer/model/lending.hpp"
#include "tributer/model/support.hpp"
#include "tributer/state/operations.hpp"

namespace tributer {

/// What a manager may do.
enum class Upgrade : uint8_t { licence, both, equipment };
inline constexpr std::array upgrades{Upgrade::licence, Upgrade::both, Upgrade::equipment};

/// An upgrade and how it is financed, as the manager sees it.
struct FinancingOption {
  Upgrade upgrade = Upgrade::licence;
  Technology technology = Technology::manual;
  double value = 0;    ///< present value, USD
  double own_usd = 0;  ///< cash that the manager must have
  double principal_usd = 0;
  double grant_usd = 0;  ///< before leakage
  Grant const* grant = nullptr;
  Fund const* fund = nullptr;
  int lender = -1;
  Guarantee const* guarantee = nullptr;
};

/// A manager who decides, and what is the same for all his options.
struct Applicant {
  std::tuple<Cents, uint32_t, uint64_t, uint32_t> turn;  ///< cash if the poorest come first, lot, id, row
  uint32_t row = 0;
  double profit = 0, discount = 0, hazard = 0, cash = 0;
  double delay = 0;                                        ///< months until the office decides
  double licence_cost = 0, licence_worth = 0, hassle = 0;  ///< worth: before hassle and after running costs
  std::array<double, n_technologies> equipment_worth{};    ///< present value of what equipment adds, before its price
  bool licensed = false, manual = true;
  std::vector<FinancingOption> options;  ///< that he can pay for and gains by, the best first
};

/// What a grant towards a cost is worth, and the cash that it leaves to the manager to find.
FinancingOption by_grant(Applicant const& applicant, Grant const& g, double cost);
/// The same of a loan. It is worth less than its principal.
FinancingOption by_loan(Applicant const& applicant, double principal, RepaymentTerms const& terms);

}  // namespace tributer
