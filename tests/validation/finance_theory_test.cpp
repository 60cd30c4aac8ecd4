// Tests predictions of the theory of credit: which managers grants, direct loans and guarantees reach (Li 1998,
// scenarios/li_1998.toml), and how coverage changes the screening of a lender (V27). Both are held out: no default was
// chosen by them. The study of Li was chosen so that the conditions of the theory hold. If effort and cut-off are
// fixed, coverage has no effect at all, because the same applicants are accepted.
#include <catch2/catch.hpp>
#include <unordered_map>

#include "finance_lab.hpp"
#include "tributer/model/bank.hpp"
#include "tributer/model/operation.hpp"

using namespace lab;

namespace {

/// The operations that one way of paying reaches, compared with all operations at their opening.
struct Reach {
  double takers = 0, precision = 0, recall = 0, hazard = 0, hazard_error = 0, cash_rank = 0;
};

class StaticWorld {
 public:
  explicit StaticWorld(std::vector<std::string> const& set = {}) : study_(open("scenarios/li_1998.toml", set)) {
    auto const p = read_operations(model().context().study);
    start_ = std::make_unique<Simulation>(model(), 0u, executor_);
    std::vector<double> quality, cash;
    for (Operation const& operation : start_->world().operations) {
      quality.push_back(static_cast<double>(operation.quality));
      cash.push_back(static_cast<double>(operation.cash_cents) / 100);
    }
    std::vector<double> best = quality, richest = cash;
    std::sort(best.begin(), best.end()), std::sort(richest.begin(), richest.end());
    double const top = best[best.size() * 7 / 10];
    for (std::size_t i = 0; i < quality.size(); ++i) {
      Operation const& operation = start_->world().operations[i];
      auto const rank = std::lower_bound(richest.begin(), richest.end(), cash[i]) - richest.begin();
      managers_[operation.owner_id] = {cash[i] < 4225 && quality[i] >= top,
                                       12 * failure_hazard(p, start_->luck(), operation.owner_id),
                                       static_cast<double>(rank) / static_cast<double>(richest.size())};
      targets_ += managers_[operation.owner_id].target;
    }
  }
  std::size_t operations() const { return managers_.size(); }
  Reach reach(std::string const& name) const {
    Simulation run(model(), start_->luck(), start_->world(), 0, arm(model(), name), executor_);
    std::unordered_map<uint64_t, bool> takers;
    for (int m = 0; m < model().study.time.months; ++m) {
      run.step();
      for (Operation const& operation : run.world().operations)
        if (operation.open && operation.licence == Licence::applying && operation.programme > 0 &&
            managers_.contains(operation.owner_id))
          takers[operation.owner_id] = true;
    }
    Reach out;
    double squares = 0;
    for (auto const& [id, yes] : takers) {
      Opening const& operation = managers_.at(id);
      out.takers += 1, out.precision += operation.target, out.hazard += operation.hazard,
          out.cash_rank += operation.cash_rank;
      squares += operation.hazard * operation.hazard;
    }
    double const n = std::max(1.0, out.takers);
    out.recall = out.precision / targets_;
    out.precision /= n, out.hazard /= n, out.cash_rank /= n;
    out.hazard_error = std::sqrt((squares / n - out.hazard * out.hazard) / n);
    return out;
  }

 private:
  struct Opening {
    bool target = false;
    double hazard = 0, cash_rank = 0;
  };
  Model const& model() const { return *study_.model; }
  Opened study_;
  SerialExecutor executor_;
  std::unique_ptr<Simulation> start_;
  std::unordered_map<uint64_t, Opening> managers_;
  double targets_ = 0;
};

/// Yearly hazard of failure of the borrowers whom a bank accepts from the same applicants, by coverage.
struct Portfolio {
  std::vector<double> hazard;  ///< of each applicant; negative if refused
  double loans = 0, rate = 0;
};

/// Hazards of applicants are drawn like those of managers; sizes are log-uniform from 500 to 15,000 USD.
Portfolio lend(std::vector<std::string> const& set, double coverage) {
  auto const study = open("scenarios/subsidy_loan_guarantee.toml", set, false);
  Luck const luck(7, 0);
  SerialExecutor const executor;
  Terms terms;
  Guarantee guarantee;
  guarantee.label = "guarantee";
  guarantee.purposes.fill(true);
  guarantee.eligible.concession = {1};
  guarantee.pays = loss_sharing(GuaranteeKind::pari_passu, coverage, 1);
  guarantee.capital_cents = cents_from_usd(1e9);
  guarantee.leverage = 10;
  guarantee.fee_up_front = guarantee.fee_yearly = 0;
  guarantee.loan_cap_cents = cents_from_usd(20000);
  guarantee.claim_wait_months = 6;
  guarantee.honoured = 0.9;
  terms.book_in(0);
  terms.add(guarantee);
  MonthContext const month{{}, 0, 0, luck, executor, terms};
  CreditParameters p = read_credit(study.model->context().study);
  auto const managers = read_operations(study.model->context().study);
  Portfolio out;
  constexpr uint32_t applicants = 60000;
  World world;
  world.geography = study.model->geography;
  world.operations.resize(1);
  world.lenders.resize(p.lenders.size());
  world.programmes.resize(1);
  world.programmes[0].label = "guarantee";
  world.programmes[0].last_active = 0;
  world.programmes[0].committed_cents = guarantee.capital_cents;
  Bank const bank(p, month, world);
  for (uint32_t i = 0; i < applicants; ++i) {
    world.lenders[0] = {};  // each applicant is the first: the lender learns nothing and has all its money
    world.lenders[0].cash_cents = cents_from_usd(1e8);
    world.programmes[0].exposure_cents = 0;
    world.loans.clear(), world.free_loans.clear();
    double const hazard = failure_hazard(managers, luck, i);
    LoanApplication a;
    a.borrower = 0;
    a.luck_id = i;
    a.guarantee = coverage > 0 ? &terms.all<Guarantee>()[0] : nullptr;
    a.principal_usd = 500 * std::pow(30.0, static_cast<double>(luck.uniform(i, 0, streams::panel)));
    a.own_hazard = hazard + 0.25 * p.service_hazard;
    bool const agreed = bank.apply_for_loan(world, a) == Answer::agreed;
    out.hazard.push_back(agreed ? 12 * hazard : -1);
    out.loans += agreed, out.rate += agreed ? 12 * hazard : 0;
  }
  out.rate /= std::max(1.0, out.loans);
  return out;
}

/// Difference of the rates, with its standard error over the applicants they share.
std::pair<double, double> rise(Portfolio const& without, Portfolio const& with) {
  double squares = 0;
  for (std::size_t i = 0; i < with.hazard.size(); ++i) {
    double const a = with.hazard[i] < 0 ? 0 : (with.hazard[i] - with.rate) / with.loans,
                 b = without.hazard[i] < 0 ? 0 : (without.hazard[i] - without.rate) / without.loans;
    squares += (a - b) * (a - b);
  }
  return {with.rate - without.rate, std::sqrt(squares)};
}

}  // namespace

TEST_CASE("held out: loans reach the good and poor, grants the rich, guarantees the risky (Li 1998)") {
  StaticWorld const world;
  Reach const grant = world.reach("grant"), direct = world.reach("direct"), guarantee = world.reach("guarantee");
  for (auto const& [name, r] :
       {std::pair("grant", grant), std::pair("direct", direct), std::pair("guarantee", guarantee)})
    WARN(name << ": " << r.takers << " takers, precision " << r.precision << ", recall " << r.recall << ", hazard "
              << r.hazard << " +- " << r.hazard_error << ", rank of cash " << r.cash_rank);
  CHECK(world.operations() >= 50000);
  CHECK(direct.precision - grant.precision > 0.15);
  CHECK(direct.recall > 2 * guarantee.recall);
  // 3.1 standard errors: a false alarm in 1,000
  CHECK(guarantee.hazard - direct.hazard - 3.1 * std::hypot(guarantee.hazard_error, direct.hazard_error) > 0.03);
  CHECK(grant.cash_rank - direct.cash_rank > 0.1);
  CHECK(grant.cash_rank - guarantee.cash_rank > 0.1);
}

TEST_CASE("planted: a direct loan with a deposit does not reach the poor") {
  StaticWorld const world({"arm.direct.interest_free_loan.deposit=0.4"});
  Reach const grant = world.reach("grant"), direct = world.reach("direct");
  bool const good = direct.precision - grant.precision > 0.15, poor = grant.cash_rank - direct.cash_rank > 0.1;
  WARN("with a deposit: precision " << direct.precision << " against " << grant.precision << ", rank of cash "
                                    << direct.cash_rank << " against " << grant.cash_rank);
  CHECK_FALSE((good && poor));
}

TEST_CASE("held out: with coverage a bank screens less, unless its effort and its cut-off are fixed (V27)") {
  Portfolio const bare = lend({}, 0), half = lend({}, 0.5), most = lend({}, 0.9);
  auto const [up, error] = rise(bare, most);
  WARN("yearly hazard of borrowers by coverage: 0 " << bare.rate << " (" << bare.loans << " loans), 0.5 " << half.rate
                                                    << " (" << half.loans << "), 0.9 " << most.rate << " ("
                                                    << most.loans << "); rise " << up << " +- " << error);
  CHECK(up - 3.1 * error > 0);  // a false alarm in 1,000
  CHECK(half.rate > bare.rate);
  CHECK(most.loans > bare.loans);

  std::vector<std::string> const fixed{"bank.screening_fixed=2", "bank.cutoff_fixed=0.0095"};
  Portfolio const bare_fixed = lend(fixed, 0), most_fixed = lend(fixed, 0.9);
  auto const [flat, width] = rise(bare_fixed, most_fixed);
  WARN("fixed: " << bare_fixed.rate << " to " << most_fixed.rate << " (" << bare_fixed.loans << " loans), 95% interval "
                 << flat - 1.96 * width << " to " << flat + 1.96 * width);
  CHECK(bare_fixed.loans > 1000);
  CHECK(flat + 1.96 * width < up - 3.1 * error);  // no effect, although there are enough applicants
  CHECK(flat - 1.96 * width > -(up - 3.1 * error));

  std::vector<std::string> const effort_only{"bank.screening_fixed=2"};  // the planted fault: only the effort is fixed
  auto const [still, its_error] = rise(lend(effort_only, 0), lend(effort_only, 0.9));
  WARN("effort fixed, cut-off free: rise " << still << " +- " << its_error);
  CHECK_FALSE(still - 1.96 * its_error < 0);
}
