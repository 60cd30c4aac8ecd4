#pragma once
// A lender's desk for one month: its tables of what loans are worth, with and without each cover on offer,
// and its answer to an application.
#include <map>

#include "tributer/model/credit.hpp"

namespace tributer {

struct LoanApplication {
  Purpose purpose = Purpose::licence;
  uint32_t borrower = no_row;
  uint64_t luck_id = 0;  ///< whose luck decides what the application costs the lender
  uint8_t lender = 0;
  Cover const* cover = nullptr;
  double principal_usd = 0;
  double own_hazard = 0;  ///< a month, known to who looks closely
  std::size_t location = 0;
  uint8_t sex = 0;
};

class Bank {
 public:
  Bank(CreditParameters const& p, MonthContext const& month);

  /// Covers on offer for a lender, purpose and borrower; the first entry stands for none.
  std::vector<Cover const*> covers(std::size_t lender, Purpose purpose, std::size_t location, uint8_t sex) const;
  /// Deposit asked: relief in proportion to cover.
  double deposit(std::size_t lender, Cover const* cover) const;
  /// Issues the loan if the lender agrees, and books its costs and fees.
  bool ask(World& world, LoanApplication const& application) const;

 private:
  OfferTable const& table(std::size_t lender, Cover const* cover) const {
    return cover ? covered_.at(cover) : p_.plain_offers[lender];
  }
  static Cents room(World const& world, Cover const& cover);

  CreditParameters const& p_;
  MonthContext const& month_;
  std::map<Cover const*, OfferTable> covered_;  ///< on offer this month
};

}  // namespace tributer
