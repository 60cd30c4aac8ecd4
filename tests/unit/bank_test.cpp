// A bank and the guarantees on offer: what does a borrower bring, and what does a guarantee stand for?
#include <catch2/catch.hpp>

#include "tributer/core/executor.hpp"
#include "tributer/model/bank.hpp"

using namespace tributer;

namespace {

/// The deposit that the usual bank (0.4 without a guarantee) asks under a guarantee that asks for 0.1 at full coverage.
double deposit_under(Cover::Kind kind, double coverage) {
  ParameterBook book;
  CreditParameters const p = read_credit(empty_document("study", book));
  Terms terms;
  Cover guarantee;
  guarantee.kind = kind;
  guarantee.share = coverage;
  guarantee.cap_share = 0.2;
  guarantee.deposit = 0.1;
  terms.add(guarantee);
  SerialExecutor const executor;
  MonthContext const month{{}, 0, 0, Luck(1, 0), executor, terms};
  return Bank(p, month).deposit(0, &terms.all<Cover>()[0]);
}

}  // namespace

TEST_CASE("The deposit falls in proportion to the share of a loss that a guarantee pays") {
  CHECK(deposit_under(Cover::Kind::pari_passu, 0.5) == Approx(0.25));
  CHECK(deposit_under(Cover::Kind::pari_passu, 1) == Approx(0.1));
  CHECK(deposit_under(Cover::Kind::portfolio_cap, 0.5) == Approx(0.25));
  // A first loss is paid in full until its tranche is spent, whatever share of a loss the study writes.
  CHECK(deposit_under(Cover::Kind::first_loss, 0.5) == Approx(0.1));
  CHECK(deposit_under(Cover::Kind::first_loss, 1) == Approx(0.1));
}
