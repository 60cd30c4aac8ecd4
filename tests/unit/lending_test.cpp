// Tests that a lender values a loan by its formula and chooses the best effort of screening.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "tributer/model/lending.hpp"

using namespace tributer;

namespace {

std::vector<LenderParameters> lenders_of(std::string const& text, ParameterBook& book) {
  TableReader const root = parse_document(text, "study.toml", book);
  auto lenders = read_lenders(root);
  root.report_unknown_keys();
  return lenders;
}

LenderParameters usual_bank() {
  ParameterBook book;
  return read_lenders(empty_document("", book)).front();
}

ProposedLoan loan_of(double principal, double coverage = 0) {
  ProposedLoan loan;
  loan.principal_usd = principal;
  loan.yearly_rate = 0.30;
  loan.coverage = loan.exposure_share = coverage;
  return loan;
}

/// The sum in the header of lending.hpp, computed month by month.
double npv_by_hand(LenderParameters const& p, ProposedLoan const& t, double hazard, double effort) {
  double const v = std::pow(1 + p.funds_yearly, -1.0 / 12), h = hazard * std::exp(-p.effort_gain * effort);
  double const due = instalment_usd(t.principal_usd, t.yearly_rate, t.term_months);
  double balance = t.principal_usd;
  double npv = -t.principal_usd - p.effort_cost_usd * effort - t.fee_up_front * t.exposure_share * t.principal_usd;
  for (int month = 1; month <= t.grace_months + t.term_months; ++month) {
    double const paid = month > t.grace_months ? due : balance * t.yearly_rate / 12;
    double const claim = std::pow(v, static_cast<double>(t.claim_wait_months)) * t.honoured * t.coverage *
                         p.loss_given_default * balance;
    npv += std::pow(v, month) * (std::pow(1 - h, month) * (paid - t.fee_yearly / 12 * t.exposure_share * balance) +
                                 std::pow(1 - h, month - 1) * h * ((1 - p.loss_given_default) * balance + claim));
    balance = balance * (1 + t.yearly_rate / 12) - paid;
  }
  CHECK(balance == Approx(0).margin(1e-6 * t.principal_usd));
  return npv;
}

double best_npv(LenderParameters const& p, ProposedLoan const& loan, double hazard) {
  return expected_npv(p, loan, hazard, best_effort(p, loan, hazard));
}

/// The highest monthly hazard at which the loan is offered.
double accepted_hazard(LenderParameters const& p, ProposedLoan const& loan) {
  double low = 1e-5, high = 1;
  for (int i = 0; i < 60; ++i) {
    double const middle = std::sqrt(low * high);
    bool const offered = best_npv(p, loan, middle) - p.fixed_cost_usd >= p.margin * loan.principal_usd;
    (offered ? low : high) = middle;
  }
  return low;
}

}  // namespace

TEST_CASE("The instalment is the annuity") {
  CHECK(instalment_usd(2400, 0.30, 24) == Approx(134.20).margin(0.05));
  CHECK(instalment_usd(2400, 0, 24) == Approx(100));
  CHECK(instalment_usd(2400, 0.30, 1) == Approx(2400 * 1.025));
}

TEST_CASE("A loan without risk is worth its instalments") {
  LenderParameters p = usual_bank();
  ProposedLoan const loan = loan_of(2400);
  double const due = instalment_usd(2400, 0.30, 24);
  p.funds_yearly = 0;
  CHECK(expected_npv(p, loan, 0, 0) == Approx(24 * due - 2400));
  p.funds_yearly = 0.14;
  double const v = std::pow(1.14, -1.0 / 12);
  CHECK(expected_npv(p, loan, 0, 0) == Approx(due * v * (1 - std::pow(v, 24)) / (1 - v) - 2400));
  CHECK(expected_npv(p, loan, 0, 2) == Approx(expected_npv(p, loan, 0, 0) - 2 * p.effort_cost_usd));
  p.funds_yearly = 0.30;  // a yearly rate; the rate of the loan is monthly, so a small gain is left
  CHECK(expected_npv(p, loan, 0, 0) > 0);
}

TEST_CASE("A risky loan with a guarantee is worth the sum over its months") {
  LenderParameters const p = usual_bank();
  for (double const hazard : {0.001, 0.01, 0.2, 1.0}) {
    for (int64_t const grace : {0, 8}) {
      ProposedLoan loan = loan_of(3000, 0.6);
      loan.grace_months = grace;
      loan.fee_up_front = 0.01, loan.fee_yearly = 0.02;
      loan.claim_wait_months = 5, loan.honoured = 0.7;
      for (double const effort : {0.0, 1.5})
        CHECK(expected_npv(p, loan, hazard, effort) == Approx(npv_by_hand(p, loan, hazard, effort)).margin(1e-6));
    }
  }
}

TEST_CASE("A lender counts the fees of a guarantee on its exposure, like the guarantee does") {
  LenderParameters const p = usual_bank();
  ProposedLoan loan = loan_of(3000, 1);
  double const without = expected_npv(p, loan, 0.01, 0);
  loan.fee_up_front = 0.02;
  CHECK(without - expected_npv(p, loan, 0.01, 0) == Approx(0.02 * 3000));
  loan.exposure_share = 0.2;  // a first loss whose tranche is a fifth of what is covered
  CHECK(without - expected_npv(p, loan, 0.01, 0) == Approx(0.02 * 0.2 * 3000));
}

TEST_CASE("Coverage raises what a loan is worth and lowers the effort spent on it") {
  LenderParameters p = usual_bank();
  for (bool const looks : {true, false}) {
    if (looks) p.effort_gain = 0.8;  // a bank that learns much by screening spends effort
    for (double const hazard : {0.005, 0.0087, 0.03}) {
      double npv = -1e9, effort = 1e9;
      for (double const coverage : {0.0, 0.3, 0.5, 0.7, 0.9}) {
        ProposedLoan const loan = loan_of(3000, coverage);
        CHECK(best_npv(p, loan, hazard) > npv);
        double const spent = best_effort(p, loan, hazard);
        CHECK((looks ? spent < effort : spent <= effort));  // effort cannot fall below 0
        npv = best_npv(p, loan, hazard);
        effort = spent;
      }
    }
    p = usual_bank();
  }
}

TEST_CASE("Because of the fixed cost, small loans are not made at any coverage") {
  LenderParameters const p = usual_bank();
  for (double const coverage : {0.0, 0.5, 0.9, 1.0}) {
    CHECK(best_npv(p, loan_of(1000, coverage), 0.0005) < p.fixed_cost_usd + p.margin * 1000);
    CHECK(best_npv(p, loan_of(8000, coverage), 0.0005) > p.fixed_cost_usd + p.margin * 8000);
  }
}

TEST_CASE("The chosen effort has no marginal value left, and no other effort is better") {
  LenderParameters p = usual_bank();
  for (double const gain : {0.3, 0.8, 4.0}) {
    p.effort_gain = gain;
    for (double const principal : {150.0, 700.0, 3000.0, 15000.0}) {
      for (double const hazard : {0.001, 0.01, 0.05, 0.3}) {
        ProposedLoan const loan = loan_of(principal, 0.4);
        double const effort = best_effort(p, loan, hazard), step = 1e-4;
        double const there = expected_npv(p, loan, hazard, effort);
        double const more = expected_npv(p, loan, hazard, effort + step);
        double const less = expected_npv(p, loan, hazard, effort - step);
        if (effort > 0 && effort < 6)
          CHECK((more - less) / (2 * step) == Approx(0).margin(1e-3));
        else
          CHECK((effort == 0 ? more : less) <= there);
        double best = -1e9;
        for (int i = 0; i <= 600; ++i) best = std::max(best, expected_npv(p, loan, hazard, 0.01 * i));
        CHECK(there >= best - 1e-9);
      }
    }
  }
}

TEST_CASE("A fixed effort is spent even if it gains nothing") {
  LenderParameters p = usual_bank();
  p.screening_fixed = 1.25;
  CHECK(best_effort(p, loan_of(100, 1), 0.0005) == 1.25);
  CHECK(OfferTable(p, loan_of(0)).at(900, 0.02).effort == Approx(1.25));
}

TEST_CASE("The table agrees with the formula between its nodes") {
  LenderParameters const p = usual_bank();
  for (int64_t const grace : {0, 8}) {
    for (double const coverage : {0.0, 0.5, 0.9}) {
      ProposedLoan loan = loan_of(0, coverage);
      loan.grace_months = grace;
      loan.fee_yearly = 0.01;
      OfferTable const table(p, loan);
      double worst = 0, wasted = 0;
      for (double principal = 103; principal < 20000; principal *= 1.137) {
        for (double hazard = 0.00052; hazard < 0.2; hazard *= 1.119) {
          loan.principal_usd = principal;
          OfferTable::Offer const offer = table.at(principal, hazard);
          worst = std::max(worst, std::abs(offer.npv_usd - expected_npv(p, loan, hazard, 0)) / principal);
          // Near the kink where effort begins, the table has a little effort where none is best.
          wasted =
              std::max(wasted, (best_npv(p, loan, hazard) - expected_npv(p, loan, hazard, offer.effort)) / principal);
        }
      }
      CHECK(worst < 0.001);
      CHECK(wasted < 0.03);
    }
  }
}

TEST_CASE("The rate falls with coverage and rises with fees and with the losses that experience has taught") {
  LenderParameters p = usual_bank();
  CHECK(asked_rate(p, loan_of(0), 1) == Approx(p.yearly_rate));
  CHECK(asked_rate(p, loan_of(0, 0.5), 1) < p.yearly_rate);
  CHECK(asked_rate(p, loan_of(0, 0.9), 1) < asked_rate(p, loan_of(0, 0.5), 1));
  CHECK(asked_rate(p, loan_of(0), 1.5) > p.yearly_rate);
  CHECK(asked_rate(p, loan_of(0), 0.5) < p.yearly_rate);
  ProposedLoan costly = loan_of(0, 0.5);
  costly.fee_yearly = 0.02;
  CHECK(asked_rate(p, costly, 1) == Approx(asked_rate(p, loan_of(0, 0.5), 1) + p.rate_passed_on * 0.5 * 0.02));
  // A loss of 13% a year, three quarters of the balance, half of it covered, half of that passed on.
  CHECK(p.yearly_rate - asked_rate(p, loan_of(0, 0.5), 1) == Approx(0.13 * 0.75 * 0.5 * 0.5));
  CHECK(asked_rate(p, loan_of(0), 1000) == 1);
  p.rate_passed_on = 0;
  CHECK(asked_rate(p, loan_of(0, 0.9), 3) == p.yearly_rate);
}

TEST_CASE("Beyond its ends the table has the values at its ends") {
  LenderParameters const p = usual_bank();
  OfferTable const table(p, loan_of(0));
  CHECK(table.at(3000, 0.2).npv_usd == table.at(3000, 0.9).npv_usd);
  CHECK(table.at(3000, 0.0005).npv_usd == table.at(3000, 0).npv_usd);
  CHECK(table.at(20000, 0.01).npv_usd == Approx(expected_npv(p, loan_of(20000), 0.01, 0)).epsilon(0.01));
  CHECK(table.at(40000, 0.01).npv_usd == Approx(2 * table.at(20000, 0.01).npv_usd));
  CHECK(table.at(50, 0.01).effort == table.at(100, 0.01).effort);
}

TEST_CASE("The hazard accepted rises with coverage, before screening and after") {
  LenderParameters const p = usual_bank();
  double accepted = 0, left = 0;
  for (double const coverage : {0.0, 0.5, 0.9}) {
    ProposedLoan const loan = loan_of(3000, coverage);
    double const hazard = accepted_hazard(p, loan);
    double const after = hazard * std::exp(-p.effort_gain * best_effort(p, loan, hazard));
    CHECK(hazard > accepted);
    CHECK(after > left);
    accepted = hazard;
    left = after;
  }
  CHECK(accepted < 1);
}

TEST_CASE("Without lenders there is one bank, and lenders take the keys that they do not set from the bank") {
  ParameterBook book;
  auto const one = lenders_of("[bank]\nmargin = 0.05\n", book);
  REQUIRE(one.size() == 1);
  CHECK(one[0].name == "bank");
  CHECK(one[0].margin == 0.05);
  CHECK(one[0].term_months == 24);

  ParameterBook second;
  auto const two = lenders_of(
      "[bank]\nmargin = 0.05\ngrace_months = 3\n"
      "[[lender]]\nname = \"rural\"\nmargin = 0.01\n[[lender]]\nname = \"national\"\n",
      second);
  CHECK_FALSE(second.has_problems());
  REQUIRE(two.size() == 2);
  CHECK(two[0].name == "rural");
  CHECK(two[0].margin == 0.01);
  CHECK(two[0].grace_months == 3);
  CHECK(two[1].margin == 0.05);
}

TEST_CASE("Lenders without a name of their own and impossible numbers are refused") {
  auto const problems = [](std::string const& text) {
    ParameterBook book;
    lenders_of(text, book);
    return book.problems().size();
  };
  CHECK(problems("[[lender]]\nname = \"a\"\n[[lender]]\nname = \"a\"\n") == 1);
  CHECK(problems("[[lender]]\nname = \"\"\n") == 1);
  CHECK(problems("[[lender]]\nmargin = 0.1\n") == 1);
  CHECK(problems("[bank]\nyearly_rate = 1.2\n") == 1);
  CHECK(problems("[bank]\nyearly_rat = 0.2\n") == 1);
}
