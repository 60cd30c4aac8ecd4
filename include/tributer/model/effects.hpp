#pragma once
// The amounts and settings that built-in instruments ask for, each with its unit and the process that applies it. An
// instrument with another effect declares a type for it in its own file, next to the process that applies the effect.
#include <cstdint>
#include <string>

#include "tributer/model/terms.hpp"

namespace tributer {

/// Presence at a concession: its share of the days of the month, and its force from 0 to 1. Applied by enforcement.
struct Presence {
  std::string label;
  double presence = 0;
  double force = 0;
};

/// A new tenure of a concession, as a position in the list of tenures. Applied by calendar.
struct TenureChange {
  uint8_t tenure = 0;
};

// Licences and declared gold: applied by takings, formalisation, export_tax and licence_office.
struct RoyaltyChange : Amount {};      ///< share of the value of declared gold, added to the royalty of the regime
struct ExportTaxRate : Amount {};      ///< share of the value of declared gold, paid by exporters
struct ExportTaxPassedOn : Amount {};  ///< part of the export tax that exporters take from the price of all sellers
struct DeclaredPremium : Amount {};    ///< paid on declared gold on top of its price, share of the price
struct OfficeDecisions : Amount {};    ///< further decisions of the licence office a month, added everywhere

// Trade: applied by calendar and by lenders.
struct WorldPriceShift : Amount {};  ///< change of the world price of a mineral, share of the price; by mineral
struct TradeDelay : Amount {};     ///< lengthens the months that traders' capital is tied up, share of the usual length
struct UntracedDelay : Amount {};  ///< the same for capital tied up in ore that is not traced
struct UntracedDiscount : Amount {};  ///< lost on the price of ore that is not traced, share of the price
struct LenderBelief : Amount {};      ///< raises the hazard of default that lenders believe, share of it

// Households and services: applied by expectations, calendar, schooling and concessions.
struct FarmIncomeChange : Amount {};   ///< share of farm income
struct NeedChange : Amount {};         ///< share of what a household needs
struct TravelCost : Amount {};         ///< utility lost by any move from or to a location
struct SchoolSeats : Amount {};        ///< seats added, children
struct SchoolSeatsClosed : Amount {};  ///< share of seats closed
struct SafetyTaught : Amount {};       ///< share of the miners of a concession trained this month

// People, companies and the state: applied by enforcement, placement, trust and companies.
struct Watched : Amount {};          ///< perceived monthly hazard of eviction because people know that they are seen
struct DialogueQuality : Amount {};  ///< how well the wishes of people are known, from 0 to 1
struct LiabilityRelief : Amount {};  ///< share of its liability that a large-scale mine need not fear when it engages

}  // namespace tributer
