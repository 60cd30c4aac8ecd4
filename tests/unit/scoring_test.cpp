// Tests scoring: what a lender believes about an applicant, and whether the lender agrees to the loan.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tributer/model/scoring.hpp"

using namespace tributer;

namespace {

LenderParameters usual_bank() {
  ParameterBook book;
  return read_lenders(empty_document("", book)).front();
}

/// The score of an application for 8,000 USD at a lender whose loans have the given coverage.
Score scored(LenderParameters const& p, ScoringInput input, double coverage = 0) {
  ProposedLoan loan;
  loan.yearly_rate = p.yearly_rate;
  loan.coverage = coverage;
  input.principal_usd = 8000;
  return score(p, OfferTable(p, loan), input);
}

}  // namespace

TEST_CASE("The score of an applicant lies between the prior and his own hazard") {
  LenderParameters const p = usual_bank();
  CHECK(insight(p, 0) == 0);
  CHECK(insight(p, 1) == Approx(p.most_insight * (1 - std::exp(-p.effort_gain))));
  CHECK(insight(p, 1000) == Approx(p.most_insight));  // screening cannot reveal all of the risk
  CHECK(scored_hazard(0.04, 0.01, 0) == Approx(0.01));
  CHECK(scored_hazard(0.04, 0.01, 0.5) == Approx(0.02));
  CHECK(scored_hazard(0.04, 0.01, 1) == Approx(0.04));
  CHECK(scored_hazard(0, 0.01, 1) < 0.0001);
}

TEST_CASE("A lender learns by comparing defaults with its predictions") {
  LenderParameters const p = usual_bank();  // its prior is worth 200 expected defaults
  CHECK(learned_ratio(p, 0, 0) == 1);
  CHECK(learned_ratio(p, 10, 10) == 1);
  CHECK(learned_ratio(p, 220, 10) == Approx(2));
  CHECK(learned_ratio(p, 0, 200) == Approx(0.5));
}

TEST_CASE("A lender that does not screen scores everybody by the prior") {
  LenderParameters p = usual_bank();
  p.screening_fixed = 0;
  Score const safe = scored(p, {.own_hazard = 0.001}), risky = scored(p, {.own_hazard = 0.2});
  CHECK(safe.predicted_hazard == Approx(p.prior_hazard_yearly / 12));
  CHECK(risky.predicted_hazard == safe.predicted_hazard);
  CHECK(risky.cost_usd == 0);
}

TEST_CASE("Experience and repute change the believed hazard, not the predicted hazard") {
  LenderParameters p = usual_bank();
  p.screening_fixed = 2;
  Score const plain = scored(p, {.own_hazard = 0.01, .fixed_cost_usd = 100});
  Score const wary = scored(p, {.own_hazard = 0.01, .learned = 2, .ill_repute = 0.5, .fixed_cost_usd = 100});
  CHECK(wary.predicted_hazard == plain.predicted_hazard);
  CHECK(plain.believed_hazard == plain.predicted_hazard);
  CHECK(wary.believed_hazard == Approx(3 * plain.believed_hazard));
  CHECK(wary.npv_usd < plain.npv_usd);
  CHECK(plain.cost_usd == Approx(100 + 2 * p.effort_cost_usd));
  CHECK(scored(p, {.own_hazard = 1, .learned = 1000, .most_hazard = 0.5}).believed_hazard == 0.5);
}

TEST_CASE("A loan is agreed if its value leaves the margin after all costs") {
  LenderParameters const p = usual_bank();
  Score const free = scored(p, {.own_hazard = 0.002});
  double const spare = free.npv_usd - p.margin * 8000;
  REQUIRE(spare > 0);
  CHECK(free.agreed);
  CHECK(scored(p, {.own_hazard = 0.002, .fixed_cost_usd = spare - 1}).agreed);
  CHECK_FALSE(scored(p, {.own_hazard = 0.002, .fixed_cost_usd = spare + 1}).agreed);
}

TEST_CASE("Whoever is believed to fail within the year gets no loan, however closely the lender has looked") {
  LenderParameters p = usual_bank();
  double const nine_in_ten = 0.175;  // a month; 90% within a year
  for (double const gain : {0.25, 0.8}) {
    p.effort_gain = gain;
    for (double const effort : {0.0, 1.0, 6.0}) {
      p.screening_fixed = effort;
      p.most_insight = 1;
      ScoringInput const applicant{.own_hazard = nine_in_ten, .learned = nine_in_ten / (p.prior_hazard_yearly / 12)};
      CHECK(scored(p, applicant).believed_hazard >= nine_in_ten);
      CHECK_FALSE(scored(p, applicant).agreed);
    }
  }
}

TEST_CASE("A lender with a cut-off refuses by the hazard only") {
  LenderParameters p = usual_bank();
  p.screening_fixed = 0;
  p.cutoff_fixed = p.prior_hazard_yearly / 12 + 1e-6;
  CHECK(scored(p, {.own_hazard = 0.01, .fixed_cost_usd = 1e6}).agreed);
  CHECK_FALSE(scored(p, {.own_hazard = 0.01, .learned = 1.1}).agreed);
}

TEST_CASE("With coverage a lender screens less and agrees to more loans") {
  LenderParameters p = usual_bank();
  p.effort_gain = 0.8;  // a bank that learns much by screening spends effort
  double effort = 1e9, npv = -1e9;
  for (double const coverage : {0.0, 0.5, 0.9}) {
    Score const s = scored(p, {.own_hazard = 0.0083}, coverage);
    CHECK(s.effort < effort);
    CHECK(s.npv_usd > npv);
    effort = s.effort, npv = s.npv_usd;
  }
}
