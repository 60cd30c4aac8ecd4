#pragma once
// Operations, each run by one manager with a crew, and the traders who buy their gold. Each has one row. A row with
// `open == 0` is free and is used again.
#include <cstdint>

#include "tributer/core/enumeration.hpp"
#include "tributer/core/money.hpp"

namespace tributer {

enum class Licence : uint8_t { none, applying, licensed, lapsed };
enum class Technology : uint8_t { manual, semi_mechanised, mercury_free };
inline constexpr std::size_t n_technologies = n_of<Technology>;
/// The money from which the running costs of the month were paid.
enum class Funding : uint8_t { idle, own_cash, working_capital, prefinance };

/// No month: a licence that was never granted, or a payment that is not due.
inline constexpr uint16_t never = 0xffff;
/// No row: an operation without a loan or trader.
inline constexpr uint32_t no_row = 0xffffffff;

struct Operation {
  uint64_t owner_id = 0;      ///< id of the manager, whose luck decides everything about the operation
  uint32_t owner = no_row;    ///< the manager's row among the miners
  uint32_t loan = no_row;     ///< open loan for a licence or equipment
  uint32_t working = no_row;  ///< open working-capital loan
  uint32_t trader = no_row;   ///< trader who pre-financed it and buys its gold at the tied price
  uint16_t location = 0;
  uint16_t decides = never;         ///< month of the run from which the office may decide an application
  uint16_t expires = never;         ///< month of the run in which the licence ends
  uint16_t licensed_since = never;  ///< month of the run of the first licence
  uint16_t asked = never;           ///< month in which a bank without a window last counted an application
  Cents cash_cents = 0;
  Cents prefinance_cents = 0;  ///< owed to the trader
  Cents sale_cents = 0;        ///< the manager's share of this month's gold, sold
  Cents take_cents = 0;        ///< the same, less running costs and tribute
  // Lasting traits of the manager, drawn from his luck.
  float quality = 1;            ///< productivity, mean about 1
  float hazard = 0;             ///< monthly chance that the operation fails
  float discount_rate = 0;      ///< yearly
  float hassle_z = 0;           ///< standard logistic number that sets the hassle of being licensed
  float noise_z = 0;            ///< standard normal number that sets his lasting misjudgement
  float weight = 0;             ///< pay weight of the manager's share this month: technology, crews, quality
  float expected_take_usd = 0;  ///< believed monthly take
  Licence licence = Licence::none;
  Technology technology = Technology::manual;
  Funding funding = Funding::idle;
  uint8_t idle_months = 0;
  uint8_t programme = 0;  ///< 1 + programme that supported the licence; 0 = none
  uint8_t open = 0;
  friend bool operator==(Operation const&, Operation const&) = default;
};

struct Trader {
  Cents cash_cents = 0;
  Cents prefinance_cents = 0;  ///< owed by operations
  // What was his alone this month. The other flows of money are shared by all traders of the location.
  Cents own_flow_cents = 0;     ///< gain of the tied price, less tax on gold that he declares; not yet in his cash
  Cents tied_gain_cents = 0;    ///< gain of the tied price, less pre-finance that was lost
  Cents turned_away_cents = 0;  ///< pre-finance that he was asked for and could not lend
  // Moving averages: what he is owed, what that gains a month, and what he turns away a month.
  double usual_lent_usd = 0, usual_gain_usd = 0, usual_shortage_usd = 0;
  uint32_t loan = no_row;
  uint16_t location = 0;
  uint16_t asked = never;      ///< month in which a bank without a window last counted an application
  uint16_t defaulted = never;  ///< month of the run of his last default
  uint8_t declares = 0;        ///< sells his gold through the legal channel
  friend bool operator==(Trader const&, Trader const&) = default;
};

}  // namespace tributer
