#pragma once
// The amounts and settings that built-in instruments ask for, each with its unit and the process that applies it. An
// instrument whose effect is not here declares a type of its own in its own file, beside the process that applies it.
#include <cstdint>
#include <string>

#include "tributer/model/terms.hpp"

namespace tributer {

/// Enforcement at a concession: share of the month's days under presence, and force in [0, 1]. Applied by enforcement.
struct Presence {
  std::string label;
  double presence = 0;
  double force = 0;
};

/// Another tenure of a concession: position in the tenure labels. Applied by calendar.
struct TenureChange {
  uint8_t tenure = 0;
};

// Licences and declared gold: applied by takings, formalisation, export_tax and licence_office.
struct RoyaltyChange : Amount {};      ///< share of the value of declared gold, beside the royalty of the regime
struct ExportTaxRate : Amount {};      ///< share of the value of declared gold, paid by exporters
struct ExportTaxPassedOn : Amount {};  ///< part of the export tax that exporters take from the price of all sellers
struct DeclaredPremium : Amount {};    ///< paid on declared gold beside its price, share of the price
struct OfficeDecisions : Amount {};    ///< further decisions of the licence office a month, added everywhere

// Trade: applied by calendar and by lenders.
struct WorldPriceShift : Amount {};   ///< change of the world price of a mineral, share of the price; by mineral
struct TradeDelay : Amount {};        ///< lengthens the turn of traders' capital, share of its usual length
struct UntracedDelay : Amount {};     ///< lengthens the turn of capital in ore that is not traced, share of it
struct UntracedDiscount : Amount {};  ///< lost on the price of ore that is not traced, share of the price
struct LenderBelief : Amount {};      ///< raises the hazard that lenders believe of borrowers, share of it

// Households and services: applied by expectations, calendar, schooling and concessions.
struct FarmIncomeChange : Amount {};   ///< share of farm income
struct NeedChange : Amount {};         ///< share of what a household needs
struct TravelCost : Amount {};         ///< utility lost by any move from or to a location
struct SchoolSeats : Amount {};        ///< seats added, children
struct SchoolSeatsClosed : Amount {};  ///< share of seats closed
struct SafetyTaught : Amount {};       ///< share of the miners of a concession trained this month

// People, companies and the state: applied by enforcement, placement, trust and companies.
struct Watched : Amount {};          ///< perceived monthly hazard of eviction that comes of being seen
struct DialogueQuality : Amount {};  ///< of 1: how well people's wishes are known
struct LiabilityRelief : Amount {};  ///< of 1: what a large-scale mine need not fear when it engages

}  // namespace tributer
