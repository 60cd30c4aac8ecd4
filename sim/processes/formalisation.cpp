// Each manager decides once a quarter whether to be licensed, to buy better equipment, or both, and how to finance it:
// own cash, a grant, a loan of a fund, or a loan of a bank with or without a guarantee. He takes the option with the
// highest present value, at his own discount rate, that his cash allows and that is granted. For most managers no
// option has a positive value. In a month a lottery decides the order of managers; a programme may ask that the poorest
// come first. Managers who come late find budgets and capital spent. Managers wait for support that is announced. Own
// cash and bank loans buy crushers and pumps; programmes of donors buy mercury-free equipment.
// Leaves out: several supports for one licence; learning from neighbours.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "tributer/core/draws.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/bank.hpp"
#include "tributer/model/financing.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/trust.hpp"

namespace tributer {
namespace {

/// The lenders of this month: banks, with and without guarantees, and funds in the order of their labels.
struct LendersThisMonth {
  Bank bank;
  std::vector<RepaymentTerms> fund_terms;
};

class Formalisation final : public Process {
 public:
  explicit Formalisation(BuildContext const& context)
      : axis_(context.axis),
        trust_(context.parameters.trust),
        p_(context.parameters.operations),
        f_(context.parameters.formality),
        credit_(context.parameters.credit),
        cost_share_(context.parameters.ground.running_cost_share),
        waiting_months_(static_cast<double>(context.parameters.choice.waiting_months)) {}

  void step(MonthContext const& month, World& world) const override {
    LendersThisMonth lenders{Bank(credit_, month, world), {}};
    for (Fund const& fund : month.terms.all<Fund>())
      lenders.fund_terms.push_back({fund.yearly_rate, fund.term_months, fund.grace_months});
    bool const poorest_first = std::any_of(month.terms.all<Grant>().begin(), month.terms.all<Grant>().end(),
                                           [](Grant const& g) { return g.poorest_first; });
    std::vector<Declaring> const declaring = declaring_everywhere(f_, month.terms, world.geography->n);
    auto queue = month.executor.sum(
        world.operations.size(), Gathered<Applicant>{},
        [&](Gathered<Applicant>& out, std::size_t begin, std::size_t end) {
          std::vector<uint32_t> rows;
          for (std::size_t o = begin; o < end; ++o)
            if (thinks_again(month, world, world.operations[o])) rows.push_back(static_cast<uint32_t>(o));
          draw_each(
              month.luck, month.ordinal, streams::formality, 0, rows.size(),
              [&](std::size_t k) { return world.operations[rows[k]].owner_id; },
              [&](std::size_t k, PhiloxBlock const& words) {
                Operation const& operation = world.operations[rows[k]];
                Applicant applicant = describe(month, world, declaring[operation.location], rows[k], words[1]);
                applicant.turn = {poorest_first ? operation.cash_cents : 0, words[0], operation.owner_id, rows[k]};
                applicant.options = options_of(month, world, lenders, applicant);
                if (!applicant.options.empty()) out.all.push_back(std::move(applicant));
              });
        });
    std::ranges::sort(queue.all, {}, &Applicant::turn);
    for (Applicant const& applicant : queue.all) decide(month, world, lenders, applicant);
  }

 private:
  /// True if the manager of an operation decides this month, and something is open to him.
  bool thinks_again(MonthContext const& month, World const& world, Operation const& operation) const {
    uint64_t const every = static_cast<uint64_t>(f_.decides_every_months);
    if (!operation.open || operation.owner == no_row || operation.owner_id % every != month.ordinal % every)
      return false;
    auto const& livelihood = axis_.traits[world.miners.livelihood[operation.owner]];
    if (livelihood.rationed && !livelihood.licensed) return false;  // tributers have the mine's permission
    return operation.licence != Licence::applying &&
           (operation.licence != Licence::licensed || operation.technology == Technology::manual);
  }

  Applicant describe(MonthContext const& month, World const& world, Declaring const& declaring, uint32_t row,
                     uint32_t luck) const {
    Operation const& operation = world.operations[row];
    LicenceRegime const& regime = regime_at(month.terms, operation.location, f_.usual);
    Applicant out;
    out.row = row;
    out.profit = std::max(1.0, static_cast<double>(operation.expected_take_usd));
    out.discount = static_cast<double>(operation.discount_rate);
    out.hazard = static_cast<double>(operation.hazard);
    out.cash = static_cast<double>(operation.cash_cents - needed_cents(p_, cost_share_, operation)) / cents_per_usd;
    out.licensed = operation.licence == Licence::licensed;
    out.manual = operation.technology == Technology::manual;
    if (out.manual) {
      double const months = annuity(out.discount, out.hazard + p_.equipment_yearly_loss / months_per_year,
                                    static_cast<double>(f_.horizon_months));
      double const now = owner_weight(1, 1, f_.pass_through, p_.crew);
      for (std::size_t t = 1; t < n_technologies; ++t)
        out.equipment_worth[t] =
            out.profit * (owner_weight(1, p_.output[t], f_.pass_through, p_.crew) / now - 1.0) * months;
    }
    if (out.licensed) return out;
    LicenceCase lc = licence_case(p_, f_, cost_share_, regime, declaring, operation);
    lc.eviction_risk = world.concessions.risk[operation.location];
    lc.eviction_months = waiting_months_;
    LicenceValue const value = licence_value(f_, regime, lc, out.discount);
    double const noise = f_.noise * value.benefits *
                         (std::sqrt(f_.lasting_noise) * static_cast<double>(operation.noise_z) +
                          std::sqrt(1.0 - f_.lasting_noise) * static_cast<double>(Luck::to_normal(luck)));
    out.delay = static_cast<double>(regime.delay_months);
    out.licence_cost = regime.cost_usd();
    out.licence_worth = value.benefits + noise - value.running;
    out.hassle = hassle_usd(regime, operation.hassle_z, out.profit);
    return out;
  }

  /// What the manager can pay for and gains by, the best first.
  std::vector<FinancingOption> options_of(MonthContext const& month, World const& world,
                                          LendersThisMonth const& lenders, Applicant const& applicant) const {
    Operation const& operation = world.operations[applicant.row];
    std::vector<FinancingOption> options;
    for (Upgrade const upgrade : upgrades)
      if (considers(month, applicant, upgrade)) list_options(month, world, lenders, applicant, upgrade, options);
    if (options.empty()) return options;
    // Managers who do not believe in programmes consider only their own cash and bank loans without a guarantee.
    if (month.luck.uniform(operation.owner_id, month.ordinal, streams::trust) >=
        take_up(trust_, world.concessions.trust[operation.location]))
      std::erase_if(options,
                    [](FinancingOption const& option) { return option.grant || option.fund || option.guarantee; });
    std::stable_sort(options.begin(), options.end(),
                     [](FinancingOption const& a, FinancingOption const& b) { return a.value > b.value; });
    return options;
  }

  void decide(MonthContext const& month, World& world, LendersThisMonth const& lenders,
              Applicant const& applicant) const {
    double const waits_for = value_of_waiting(month, world, applicant);
    std::vector<int> without_window;  // lenders who would lend, but do not serve miners; they count an applicant once
    for (FinancingOption const& option : applicant.options) {
      if (option.value < waits_for) return;
      bool const asked = std::find(without_window.begin(), without_window.end(), option.lender) != without_window.end();
      if (asked) continue;
      Answer const answer = carry_out(month, world, lenders.bank, applicant, option);
      if (answer == Answer::agreed) return;
      if (answer == Answer::no_window) without_window.push_back(option.lender);
    }
  }

  /// True if the upgrade is open to the manager, and support could give it a positive value. A cheap loan is worth less
  /// than half of what it pays for. For most managers the answer is no, and the options need not be listed.
  bool considers(MonthContext const& month, Applicant const& applicant, Upgrade upgrade) const {
    if ((upgrade != Upgrade::equipment && applicant.licensed) || (upgrade != Upgrade::licence && !applicant.manual))
      return false;
    double worth = 0;
    if (upgrade != Upgrade::licence)
      worth += *std::max_element(applicant.equipment_worth.begin(), applicant.equipment_worth.end()) -
               0.5 * p_.equipment_usd;
    if (upgrade != Upgrade::equipment)
      worth += applicant.licence_worth - applicant.hassle - 0.5 * applicant.licence_cost;
    double most = 0;
    for (Grant const& g : month.terms.all<Grant>())
      most = std::max(
          most, std::min(static_cast<double>(g.cap_cents) / cents_per_usd,
                         g.share * (applicant.licence_cost + p_.equipment_usd) + g.profit_months * applicant.profit) +
                    g.hassle_relief * applicant.hassle);
    return worth + most > 0;
  }

  void list_options(MonthContext const& month, World const& world, LendersThisMonth const& lenders,
                    Applicant const& applicant, Upgrade upgrade, std::vector<FinancingOption>& options) const {
    Operation const& operation = world.operations[applicant.row];
    uint8_t const sex = world.miners.sex[operation.owner];
    double const licence = upgrade == Upgrade::equipment ? 0 : applicant.licence_cost,
                 licence_value = upgrade == Upgrade::equipment ? 0 : applicant.licence_worth - applicant.hassle,
                 equipment = upgrade == Upgrade::licence ? 0 : p_.equipment_usd;
    auto const worth = [&](Technology technology) {
      double const gear =
          upgrade == Upgrade::licence ? 0 : applicant.equipment_worth[static_cast<std::size_t>(technology)];
      return licence_value + gear - licence - equipment;
    };
    auto const add = [&](FinancingOption option, Technology technology) {
      option.upgrade = upgrade;
      option.technology = upgrade == Upgrade::licence ? Technology::manual : technology;
      option.value += worth(technology);
      option.own_usd += licence + equipment;
      if (option.value > 0 && option.own_usd <= applicant.cash) options.push_back(option);
    };
    // A loan is worth less than its principal. For most managers that or their cash is the end of the matter.
    auto const may_help = [&](double principal, Technology technology) {
      double const lent = std::max(0.0, principal);
      return lent + worth(technology) > 0 && -lent + (licence + equipment) <= applicant.cash;
    };
    add({}, Technology::semi_mechanised);
    for (Grant const& g : month.terms.all<Grant>()) {
      bool const for_licence = g.purpose == Purpose::licence;
      if (g.opens_in > 0 || (for_licence ? upgrade == Upgrade::equipment : upgrade == Upgrade::licence)) continue;
      if (!g.eligible.admits(operation.location, sex)) continue;
      add(by_grant(applicant, g, for_licence ? licence : equipment),
          for_licence ? Technology::semi_mechanised : Technology::mercury_free);
    }
    bool const may_borrow = operation.loan == no_row && (upgrade != Upgrade::equipment || applicant.licensed);
    if (!may_borrow) return;
    Purpose const purpose = upgrade == Upgrade::licence ? Purpose::licence : Purpose::equipment;
    for (std::size_t k = 0; k < lenders.fund_terms.size(); ++k) {
      Fund const& fund = month.terms.all<Fund>()[k];
      bool const lends = fund.lends_for[static_cast<std::size_t>(purpose)];
      if (!lends || !fund.eligible.admits(operation.location, sex)) continue;
      RepaymentTerms const& terms = lenders.fund_terms[k];
      double const bears = fund.service_cap * applicant.profit * terms.principal_per_instalment;
      double const principal = std::min(
          {(1.0 - fund.deposit) * (licence + equipment), bears, static_cast<double>(fund.cap_cents) / cents_per_usd});
      if (!may_help(principal, Technology::mercury_free)) continue;
      FinancingOption option = by_loan(applicant, principal, terms);
      option.fund = &fund;
      add(option, Technology::mercury_free);
    }
    for (std::size_t k = 0; k < credit_.lenders.size(); ++k) {
      LenderParameters const& lender = credit_.lenders[k];
      for (Guarantee const* const guarantee : lenders.bank.guarantees(k, purpose, operation.location, sex)) {
        RepaymentTerms const& terms = lenders.bank.repayment(k, guarantee);
        double const bears =
            lender.service_cap * lender.income_counted * applicant.profit * terms.principal_per_instalment;
        double most = std::min(bears, lender.largest_loan_usd);
        if (guarantee) most = std::min(most, static_cast<double>(guarantee->loan_cap_cents) / cents_per_usd);
        double const principal = std::min((1.0 - lenders.bank.deposit(k, guarantee)) * (licence + equipment), most);
        if (!may_help(principal, Technology::semi_mechanised)) continue;
        FinancingOption option = by_loan(applicant, principal, terms);
        option.lender = static_cast<int>(k);
        option.guarantee = guarantee;
        add(option, Technology::semi_mechanised);
      }
    }
  }

  /// The present value of waiting for support that has been announced.
  double value_of_waiting(MonthContext const& month, World const& world, Applicant const& applicant) const {
    double best = 0;
    if (applicant.licensed) return best;
    Operation const& operation = world.operations[applicant.row];
    for (Grant const& g : month.terms.all<Grant>()) {
      if (g.opens_in == 0 || g.opens_in > f_.waits_for_support_months || g.purpose != Purpose::licence) continue;
      if (!g.eligible.admits(operation.location, world.miners.sex[operation.owner])) continue;
      FinancingOption const option = by_grant(applicant, g, applicant.licence_cost);
      double const then = applicant.licence_worth - applicant.hassle - applicant.licence_cost + option.value;
      best = std::max(best,
                      then * math::power(1.0 + applicant.discount / months_per_year, -static_cast<double>(g.opens_in)));
    }
    return best;
  }

  /// Carries out an option if the programme or lender that finances it agrees.
  Answer carry_out(MonthContext const& month, World& world, Bank const& bank, Applicant const& applicant,
                   FinancingOption const& option) const {
    Operation& operation = world.operations[applicant.row];
    uint8_t programme = 0;
    Purpose const purpose = option.upgrade == Upgrade::licence ? Purpose::licence : Purpose::equipment;
    if (option.grant) {
      if (!award_grant(month, world, applicant, option)) return Answer::refused;
      programme = static_cast<uint8_t>(1 + option.grant->programme);
    } else if (option.fund) {
      if (!apply_for_loan(world, *option.fund, purpose, applicant.row, whole(option.principal_usd * cents_per_usd),
                          month.ordinal))
        return Answer::refused;
      programme = static_cast<uint8_t>(1 + option.fund->programme);
    } else if (option.lender >= 0) {
      Answer const answer = apply_to_bank(world, bank, applicant, option, purpose);
      if (answer != Answer::agreed) return answer;
      if (option.guarantee) programme = static_cast<uint8_t>(1 + option.guarantee->programme);
    }
    Book& book = world.ledger.month;
    if (option.upgrade != Upgrade::equipment) {
      Cents const cost = cents_from_usd(applicant.licence_cost);
      operation.cash_cents -= cost;
      book.add(Category::licence_costs, cost);
      operation.licence = Licence::applying;
      operation.decides =
          static_cast<uint16_t>(month.ordinal + regime_at(month.terms, operation.location, f_.usual).delay_months);
      operation.programme = programme;
      ++world.formality.applications;
    }
    if (option.upgrade != Upgrade::licence) {
      Cents const cost = cents_from_usd(p_.equipment_usd);
      operation.cash_cents -= cost;
      book.add(Category::equipment, cost);
      operation.technology = option.technology;
      ++world.formality.upgrades;
    }
    return Answer::agreed;
  }

  /// Pays a grant at once, or promises it. The budget keeps promised money.
  static bool award_grant(MonthContext const& month, World& world, Applicant const& applicant,
                          FinancingOption const& option) {
    Grant const& g = *option.grant;
    uint8_t const at = g.programme;
    Programme& p = world.programmes[at];
    Cents const amount = whole(option.grant_usd * cents_per_usd);
    if (amount <= 0 && g.hassle_relief <= 0) return false;
    if (p.granted_cents + p.promised_cents + amount > p.budget_cents) {
      ++p.refused;
      return false;
    }
    ++p.supported;
    p.last_active = static_cast<uint16_t>(month.ordinal);
    Promise promise;
    promise.operation = applicant.row;
    promise.owner_id = world.operations[applicant.row].owner_id;
    promise.programme = at;
    promise.after_licence = g.payment == Payment::on_results ? months_per_year : 0;
    promise.amount_cents = amount;
    promise.leakage = static_cast<float>(g.leakage);
    promise.administration = static_cast<float>(g.administration);
    p.promised_cents += amount;
    if (g.payment == Payment::up_front)
      pay_promise(world, promise);
    else
      world.promises.push_back(promise);
    return true;
  }

  Answer apply_to_bank(World& world, Bank const& bank, Applicant const& applicant, FinancingOption const& option,
                       Purpose purpose) const {
    Operation const& operation = world.operations[applicant.row];
    LenderParameters const& lender = credit_.lenders[static_cast<std::size_t>(option.lender)];
    LoanApplication a;
    a.purpose = purpose;
    a.borrower = applicant.row;
    a.luck_id = operation.owner_id;
    a.lender = static_cast<uint8_t>(option.lender);
    a.guarantee = option.guarantee;
    a.principal_usd = option.principal_usd;
    double const service =
        option.principal_usd /
        bank.repayment(static_cast<std::size_t>(option.lender), option.guarantee).principal_per_instalment /
        (lender.income_counted * lender.service_cap * applicant.profit);
    a.own_hazard = applicant.hazard + credit_.service_hazard * service * service;
    a.location = operation.location;
    return bank.apply_for_loan(world, a);
  }

  LivelihoodAxis axis_;
  TrustParameters const& trust_;
  OperationParameters const& p_;
  FormalityParameters const& f_;
  CreditParameters const& credit_;
  double cost_share_, waiting_months_;
};

}  // namespace

void add_formalisation_process(Registry& registry) {
  registry.process<Formalisation>("formalisation",
                                  "Lets managers decide on licences and equipment, and how to pay for them.",
                                  MonthPart::finance, {"programmes"});
}

}  // namespace tributer
