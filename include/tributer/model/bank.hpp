#pragma once
// Lending by banks in one month: what their loans are worth with and without each guarantee on offer, and how they
// answer an application. A bank scores the application (`scoring.hpp`), makes the contract and books the loan.
#include <map>

#include "tributer/model/credit.hpp"
#include "tributer/model/scoring.hpp"

namespace tributer {

struct LoanApplication {
  Purpose purpose = Purpose::licence;
  uint32_t borrower = no_row;
  uint64_t luck_id = 0;  ///< id whose luck decides what the application costs the lender
  uint8_t lender = 0;
  Guarantee const* guarantee = nullptr;
  double principal_usd = 0;
  double own_hazard = 0;  ///< monthly hazard of the applicant, which a lender who screens closely finds out
  std::size_t location = 0;
};

class Bank {
 public:
  Bank(CreditParameters const& p, MonthContext const& month);

  /// Guarantees on offer for a lender, purpose and borrower; the first entry stands for none.
  std::vector<Guarantee const*> guarantees(std::size_t lender, Purpose purpose, std::size_t location,
                                           uint8_t sex) const;
  /// Share of the cost that the borrower must bring. A guarantee lowers it in proportion to its coverage.
  double deposit(std::size_t lender, Guarantee const* guarantee) const;

  /// Scores the application. If the lender agrees, the loan is made and booked; otherwise a refusal is counted.
  bool apply_for_loan(World& world, LoanApplication const& application) const;

  /// True if the size of the loan, the lender's money and the exposure of the guarantee allow the loan.
  bool has_room(World const& world, LoanApplication const& application) const;
  Score score(World const& world, LoanApplication const& application) const;
  /// The contract of a loan that was agreed.
  Loan originate(LoanApplication const& application, Score const& score) const;

 private:
  double fixed_cost_usd(LoanApplication const& application) const;
  void book_origination(World& world, LoanApplication const& application, Score const& score, Loan const& loan) const;

  CreditParameters const& p_;
  MonthContext const& month_;
  std::map<Guarantee const*, OfferTable> guaranteed_offers_;  ///< by guarantee on offer this month
};

}  // namespace tributer
