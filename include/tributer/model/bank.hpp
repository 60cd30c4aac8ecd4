#pragma once
// Lending by banks in one month: the rates that they ask, what their loans are worth with and without each guarantee on
// offer, and how they answer an application. A bank scores the application (`scoring.hpp`), makes the contract and
// books the loan. A bank without a window for miners counts what it would have gained: that decides whether it opens
// one (processes/lending_windows).
#include <map>
#include <optional>

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

/// `no_window`: the bank would have lent if it served miners.
enum class Answer : uint8_t { agreed, refused, no_window };

class Bank {
 public:
  Bank(CreditParameters const& p, MonthContext const& month, World const& world);

  /// Guarantees on offer for a lender, purpose and borrower; the first entry stands for none.
  std::vector<Guarantee const*> guarantees(std::size_t lender, Purpose purpose, std::size_t location,
                                           uint8_t sex) const;
  /// Share of the cost that the borrower must bring. A guarantee lowers it in proportion to its coverage.
  double deposit(std::size_t lender, Guarantee const* guarantee) const;

  RepaymentTerms const& repayment(std::size_t lender, Guarantee const* guarantee) const {
    return offer(lender, guarantee).repayment;
  }

  /// Scores the application. If the lender agrees, the loan is made and booked; otherwise a refusal is counted. A
  /// lender without a window notes what it would have gained.
  Answer apply_for_loan(World& world, LoanApplication const& application) const;

  /// True if the size of the loan, the lender's money and the exposure of the guarantee allow the loan.
  bool has_room(World const& world, LoanApplication const& application) const;
  Score score(LoanApplication const& application, OfferTable const& worth) const;
  /// The contract of a loan that was agreed.
  Loan originate(LoanApplication const& application, Score const& score) const;

 private:
  /// A lender's loans under one guarantee, or under none.
  struct Offer {
    RepaymentTerms repayment;
    OfferTable decides;  ///< what the lender believes a loan to be worth when he decides on it
    /// What he believes it to be worth when he decides whether to serve miners, if that is not the same.
    std::optional<OfferTable> gains{};
  };
  Offer make_offer(std::size_t lender, Guarantee const* guarantee) const;
  Offer const& offer(std::size_t lender, Guarantee const* guarantee) const {
    return guarantee ? guaranteed_.at(guarantee) : plain_[lender];
  }
  /// Gain expected of a loan that was agreed, as it counts in the decision to serve miners.
  double prospect_usd(LoanApplication const& application, Score const& score) const;
  /// Notes that the applicant asks in vain, unless he did so within the time that a loan lasts.
  bool is_new_demand(World& world, LoanApplication const& application) const;
  double fixed_cost_usd(LoanApplication const& application) const;
  void book_origination(World& world, LoanApplication const& application, Score const& score, Loan const& loan) const;

  CreditParameters const& p_;
  MonthContext const& month_;
  std::vector<double> learned_;                   ///< by lender: ratio of defaults that experience has taught
  std::vector<Offer> plain_;                      ///< by lender: without a guarantee
  std::map<Guarantee const*, Offer> guaranteed_;  ///< by guarantee on offer this month
};

}  // namespace tributer
