#pragma once
// All state of one replicate of one arm. It can be copied and has no behaviour.
#include <compare>
#include <cstdint>
#include <memory>
#include <vector>

#include "tributer/state/companies.hpp"
#include "tributer/state/concessions.hpp"
#include "tributer/state/finance.hpp"
#include "tributer/state/geography.hpp"
#include "tributer/state/ledger.hpp"
#include "tributer/state/miners.hpp"
#include "tributer/state/operations.hpp"
#include "tributer/state/option_values.hpp"

namespace tributer {

/// A person who applied for a rationed livelihood this month and has no answer yet.
struct Application {
  uint32_t row = 0;
  uint16_t location = 0;
  uint8_t livelihood = 0;
  uint8_t fallback = 0;  ///< livelihood of the best other option, taken if there is no opening
  uint16_t fallback_location = 0;
  uint8_t fallback_cause = 0;
  float fallback_cash_usd = 0;
  float gain = 0;        ///< utility above that of the fallback
  uint32_t lottery = 0;  ///< drawn for each applicant: the lowest comes first
};

/// One move.
struct Move {
  uint16_t from = 0, to = 0;
  uint8_t cause = 0;
  uint32_t row = 0;  ///< row of the person who moved
  uint8_t left = 0;  ///< livelihood that the person left
  friend auto operator<=>(Move const&, Move const&) = default;
};

struct World {
  std::shared_ptr<Geography const> geography;
  std::size_t n_livelihoods = 0;
  Miners miners;
  std::vector<uint32_t> free_rows;  ///< rows of people who left, to be used again
  Concessions concessions;
  std::vector<Company> companies;  ///< by location
  std::vector<Operation> operations;
  std::vector<uint32_t> free_operations;
  std::vector<Trader> traders;           ///< sorted by location
  std::vector<Cents> trader_flow_cents;  ///< [location] net cash to traders this month, before it is shared among them
  std::vector<Lender> lenders;
  std::vector<Loan> loans;
  std::vector<uint32_t> free_loans;
  std::vector<Claim> claims;
  std::vector<Promise> promises;
  std::vector<Package> packages;
  std::vector<Pledge> pledges;
  std::vector<HouseholdLoan> household_loans;
  std::vector<Programme> programmes;  ///< of this arm's instruments that handle money, by label
  FormalityTallies formality;         ///< of this month
  CreditTallies credit;               ///< of this month
  OptionValues values;
  std::vector<Application> applications;
  std::vector<Move> moves;  ///< moves of this month, in no order
  Harm harm;
  Ledger ledger;
  /// [country] log of the shared part of the hazard that operations fail, AR(1)
  std::vector<double> country_log_hazard;
  std::vector<double> price_usd_per_gram;  ///< [mineral] price on the world market
  std::vector<double> start_price_usd;  ///< [mineral] price when people were counted, at which the ground was inverted
  double price_level = 1;               ///< of need and of incomes outside mining, 1 at the start
  std::vector<double> mean_attachment;  ///< [part] mean taste for mining, found by the inversion
  std::vector<double> median_need_ratio;  ///< [part] median of need over means; frozen at the end of the burn-in
};

/// The part of the geography to which a person belongs; from outside, the one where he was last.
inline std::size_t part_of(World const& world, std::size_t row) {
  std::size_t const location = world.miners.location[row];
  return world.geography->part[location < world.geography->n ? location : world.miners.last_location[row]];
}

}  // namespace tributer
