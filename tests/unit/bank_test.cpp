// Tests a bank and the guarantees on offer: the loans that are made, their contracts, and their books.
#include <catch2/catch.hpp>
#include <memory>

#include "tributer/core/executor.hpp"
#include "tributer/model/bank.hpp"

using namespace tributer;

namespace {

Guarantee guarantee_of(GuaranteeKind kind, double coverage) {
  Guarantee out;
  out.label = "authority";
  out.purposes.fill(true);
  out.eligible.concession = {1};
  out.pays = loss_sharing(kind, coverage, 0.2);
  out.capital_cents = 1'000'000;
  out.leverage = 2;
  out.fee_up_front = 0.01, out.fee_yearly = 0.012;
  out.loan_cap_cents = 2'000'000;
  out.claim_wait_months = 3;
  out.honoured = 0.75;
  out.deposit = 0.1;
  return out;
}

/// One bank that agrees to every loan for which it has the money, one guarantee, and one operation without cash.
struct OneBank {
  ParameterBook book;
  CreditParameters p;
  Terms terms;
  SerialExecutor executor;
  World world;

  explicit OneBank(Guarantee const& guarantee) : p(read_credit(empty_document("study", book))) {
    p.lenders[0].cutoff_fixed = 1;
    terms.book_in(0);
    terms.add(guarantee);
    Geography geography;
    geography.n = 1;
    world.geography = std::make_shared<Geography const>(geography);
    world.lenders.resize(1);
    world.lenders[0].cash_cents = 100'000'000;
    world.operations.resize(1);
    world.programmes.resize(1);
    Programme& books = world.programmes[0];
    books.label = guarantee.label;
    books.last_active = 0;
    books.committed_cents = books.capital_cents = books.cash_cents = guarantee.capital_cents;
    books.leverage = guarantee.leverage;
    books.claim_cap = guarantee.pays.claim_cap;
  }
  MonthContext month() const { return {{}, 0, 0, Luck(1, 0), executor, terms}; }
  LoanApplication application(double principal_usd) const {
    LoanApplication a;
    a.borrower = 0;
    a.guarantee = &terms.all<Guarantee>()[0];
    a.principal_usd = principal_usd;
    a.own_hazard = 0.01;
    return a;
  }
  bool lends(double principal_usd) {
    MonthContext const now = month();
    return Bank(p, now, world).apply_for_loan(world, application(principal_usd)) == Answer::agreed;
  }
  double deposit() const {
    MonthContext const now = month();
    return Bank(p, now, world).deposit(0, &terms.all<Guarantee>()[0]);
  }
};

bool adds_up(Loan const& loan) {
  return loan.principal_cents + loan.revalued_cents == loan.repaid_cents + loan.written_off_cents + loan.balance_cents;
}

}  // namespace

TEST_CASE("Only a first loss pays the whole of a loss, and only a pari passu guarantee has no cap") {
  CHECK(loss_sharing(GuaranteeKind::pari_passu, 0.5, 0.2).coverage == 0.5);
  CHECK(loss_sharing(GuaranteeKind::pari_passu, 0.5, 0.2).exposure_share() == 0.5);
  CHECK(loss_sharing(GuaranteeKind::portfolio_cap, 0.5, 0.2).coverage == 0.5);
  CHECK(loss_sharing(GuaranteeKind::portfolio_cap, 0.5, 0.2).exposure_share() == Approx(0.1));
  CHECK(loss_sharing(GuaranteeKind::first_loss, 0.5, 0.2).coverage == 1);
  CHECK(loss_sharing(GuaranteeKind::first_loss, 0.5, 0.2).exposure_share() == Approx(0.2));
}

TEST_CASE("The deposit falls in proportion to the share of a loss that a guarantee pays") {
  auto const deposit_under = [](GuaranteeKind kind, double coverage) {
    return OneBank(guarantee_of(kind, coverage)).deposit();  // 0.4 without a guarantee, 0.1 at a coverage of 1
  };
  CHECK(deposit_under(GuaranteeKind::pari_passu, 0.5) == Approx(0.25));
  CHECK(deposit_under(GuaranteeKind::pari_passu, 1) == Approx(0.1));
  CHECK(deposit_under(GuaranteeKind::portfolio_cap, 0.5) == Approx(0.25));
  // A first loss is paid in full until its tranche is spent, whatever share of a loss the study writes.
  CHECK(deposit_under(GuaranteeKind::first_loss, 0.5) == Approx(0.1));
  CHECK(deposit_under(GuaranteeKind::first_loss, 1) == Approx(0.1));
}

TEST_CASE("A guarantee acts on a bank through its cut-off, its rate, its deposit, and its decision to serve miners") {
  Guarantee guarantee = guarantee_of(GuaranteeKind::pari_passu, 0.8);
  guarantee.honoured = 1;
  struct Seen {
    double believed = 0, rate = 0, deposit = 0, prospects = 0;
  };
  auto const seen = [&guarantee](std::vector<GuaranteeChannel> const& channels) {
    guarantee.acts_on = {false, false, false, false};
    for (GuaranteeChannel const c : channels) guarantee.acts_on[c] = true;
    OneBank one(guarantee);
    one.world.lenders[0].serves = false;
    MonthContext const now = one.month();
    Bank const bank(one.p, now, one.world);
    Guarantee const* offered = &one.terms.all<Guarantee>()[0];
    CHECK(bank.apply_for_loan(one.world, one.application(5000)) == Answer::no_window);
    CHECK(one.world.loans.empty());
    CHECK(one.world.credit.applications[0] == 0);
    one.p.lenders[0].cutoff_fixed = -1;
    LoanApplication risky = one.application(5000);
    risky.own_hazard = 0.03;
    return Seen{static_cast<double>(bank.apply_for_loan(one.world, risky) == Answer::no_window),
                bank.repayment(0, offered).yearly_rate, bank.deposit(0, offered), one.world.lenders[0].prospects_usd};
  };
  Seen const none = seen({}), entry = seen({GuaranteeChannel::entry}), cutoff = seen({GuaranteeChannel::cutoff}),
             rate = seen({GuaranteeChannel::rate}), deposit = seen({GuaranteeChannel::deposit});
  CHECK(entry.prospects > none.prospects);
  CHECK(cutoff.believed > none.believed);
  CHECK(rate.rate < none.rate);
  CHECK(deposit.deposit < none.deposit);
  for (Seen const& other : {cutoff, deposit}) CHECK(other.rate == none.rate);
  for (Seen const& other : {entry, cutoff, rate}) CHECK(other.deposit == none.deposit);
  for (Seen const& other : {entry, rate, deposit}) CHECK(other.believed == none.believed);
}

TEST_CASE("A bank learns from its own loans and, less, from those of others") {
  OneBank one(guarantee_of(GuaranteeKind::pari_passu, 0.5));
  one.p.lenders.push_back(one.p.lenders[0]);
  one.world.lenders.push_back(one.world.lenders[0]);
  auto const rate = [&one](std::size_t lender) {
    MonthContext const now = one.month();
    return Bank(one.p, now, one.world).repayment(lender, nullptr).yearly_rate;
  };
  double const before = rate(1);
  CHECK(rate(0) == before);
  one.world.lenders[0].predicted_defaults = 100;  // of which none came true
  CHECK(rate(0) < rate(1));
  CHECK(rate(1) < before);
  one.p.lenders[1].learns_from_others = 0;
  CHECK(rate(1) == before);
}

TEST_CASE("A contract contains its terms and its guarantee") {
  OneBank bank(guarantee_of(GuaranteeKind::portfolio_cap, 0.5));
  MonthContext const now = bank.month();
  Score score;
  score.predicted_hazard = 0.02;
  Loan const loan = Bank(bank.p, now, bank.world).originate(bank.application(5000), score);
  LenderParameters const& lender = bank.p.lenders[0];
  CHECK(loan.principal_cents == 500'000);
  CHECK(loan.predicted_hazard == Approx(0.02));
  CHECK(loan.terms.monthly_rate ==
        Approx(Bank(bank.p, now, bank.world).repayment(0, bank.application(1).guarantee).yearly_rate / 12));
  CHECK(loan.terms.monthly_rate < lender.yearly_rate / 12);  // part of the lower loss is passed on
  CHECK(loan.terms.term_months == lender.term_months);
  CHECK(loan.terms.grace_months == lender.grace_months);
  CHECK(loan.guarantee.coverage == Approx(0.5));
  CHECK(loan.guarantee.exposure_share == Approx(0.1));
  CHECK(loan.guarantee.honoured == Approx(0.75));
  CHECK(loan.guarantee.claim_wait_months == 3);
  CHECK(loan.guarantee.monthly_fee == Approx(0.001));
  CHECK(loan.exposure_cents == 50'000);
  // All instalments repay the loan, and the last one is the rest.
  CHECK(loan.instalment_cents * loan.terms.term_months > loan.principal_cents);

  LoanApplication plain = bank.application(5000);
  plain.guarantee = nullptr;
  CHECK_FALSE(Bank(bank.p, now, bank.world).originate(plain, score).guaranteed());
}

TEST_CASE("A guarantee's exposure stays within its leverage of its capital") {
  OneBank bank(guarantee_of(GuaranteeKind::pari_passu, 0.5));  // 10,000 USD at a leverage of 2: exposure 20,000 USD
  for (int i = 0; i < 4; ++i) {
    CHECK(bank.lends(10000));  // exposure of 5,000 USD each
    bank.world.operations[0].loan = no_row;
  }
  CHECK(bank.world.programmes[0].exposure_cents == 2'000'000);
  CHECK_FALSE(bank.lends(100));
  CHECK(bank.world.programmes[0].refused == 1);
  CHECK(bank.world.programmes[0].supported == 4);
  CHECK(bank.world.credit.applications[0] == 5);
  CHECK(bank.world.credit.approved[0] == 4);
}

TEST_CASE("A contract adds up from disbursement to its last instalment") {
  OneBank bank(guarantee_of(GuaranteeKind::pari_passu, 0.5));
  REQUIRE(bank.lends(6000));
  World& world = bank.world;
  Loan& loan = world.loans[0];
  Programme const& guarantee = world.programmes[0];
  CHECK(world.operations[0].cash_cents == 600'000);
  CHECK(guarantee.fees_cents == 3'000);  // 1% of the exposure
  world.operations[0].cash_cents += 600'000;
  for (int month = 0; month < 40 && loan.open; ++month) {
    if (month == 10) revalue(world, loan, 1.1);
    if (month == 20) revalue(world, loan, 0.8);
    Cents const balance = loan.balance_cents;
    collect_instalment(world, loan);
    CHECK(adds_up(loan));
    CHECK((month < 8 ? loan.balance_cents == balance : loan.balance_cents < balance));  // eight months of grace
    CHECK(loan.exposure_cents <= whole(0.5 * static_cast<double>(loan.balance_cents)));
    CHECK(guarantee.exposure_cents == loan.exposure_cents);
    CHECK(world.lenders[0].outstanding_cents == loan.balance_cents);
  }
  CHECK_FALSE(loan.open);
  CHECK(loan.arrears == 0);
  CHECK(world.operations[0].loan == no_row);
  CHECK(guarantee.claimed_cents == 0);
}

TEST_CASE("A loss is claimed by coverage, after its wait, and within the cap on all claims") {
  for (auto const& [kind, claimed] :
       {std::pair(GuaranteeKind::pari_passu, 75'000), std::pair(GuaranteeKind::portfolio_cap, 20'000),
        std::pair(GuaranteeKind::first_loss, 40'000)}) {
    OneBank bank(guarantee_of(kind, 0.5));
    REQUIRE(bank.lends(2000));
    World& world = bank.world;
    world.operations[0].cash_cents = 0;  // nothing to recover
    write_off(world, 0, 5, 0.25);
    Programme const& guarantee = world.programmes[0];
    CHECK(adds_up(world.loans[0]));
    CHECK(world.loans[0].written_off_cents == 200'000);
    CHECK(guarantee.claimed_cents == claimed);  // 0.75 of coverage x loss, or the cap: 0.2 of what is covered
    CHECK(guarantee.exposure_cents == claimed);
    Cents const cash = world.lenders[0].cash_cents;
    settle_claims(world, 7);
    CHECK(guarantee.claims_paid_cents == 0);
    settle_claims(world, 8);
    CHECK(guarantee.claims_paid_cents == claimed);
    CHECK(guarantee.exposure_cents == 0);
    CHECK(world.lenders[0].cash_cents == cash + claimed);
    CHECK(world.claims.empty());
  }
}
