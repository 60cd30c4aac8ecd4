// Managers decide, each once a quarter: to be licensed, to buy better equipment, or both, and how to pay
// for it: own cash, a grant, a loan of a fund, a loan of a bank with or without a cover. They take the way
// of the highest present value (at their own discount rate) that they can pay and that is granted; none is
// worth it for most. In a month they come in the order of a lottery, or the poorest first where a programme
// says so, so budgets and capital go to whom the lot favours. Announced support makes them wait for it.
// Managers buy crushers and pumps with their own or a bank's money; donors' money buys mercury-free
// equipment. Leaves out: several supports for one licence; learning from neighbours.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "tributer/core/units.hpp"
#include "tributer/model/bank.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/trust.hpp"

namespace tributer {
namespace {

enum class What : uint8_t { licence, both, equipment };

/// One way to do it, as the manager sees it.
struct Way {
  What what = What::licence;
  Technology technology = Technology::manual;
  double value = 0;    ///< USD, present
  double own_usd = 0;  ///< cash that must be there
  double principal_usd = 0;
  double grant_usd = 0;  ///< before leakage
  Grant const* grant = nullptr;
  Fund const* fund = nullptr;
  int lender = -1;
  Cover const* cover = nullptr;
};

/// What is the same for all ways of one manager.
struct Applicant {
  uint32_t row = 0;
  double profit = 0, discount = 0, hazard = 0, cash = 0;
  double delay = 0;                                        ///< months until the office decides
  double licence_cost = 0, licence_worth = 0, hassle = 0;  ///< worth before hassle, after running costs
  std::array<double, n_technologies> equipment_worth{};    ///< present value of what it adds, before its price
  bool licensed = false;
};

/// Terms of a loan; what an instalment of 1 a month repays is worked out once.
struct RepaymentTerms {
  double yearly_rate, months, grace_months, principal_per_instalment;
  RepaymentTerms(double rate, int64_t term, int64_t grace)
      : yearly_rate(rate),
        months(static_cast<double>(term)),
        grace_months(static_cast<double>(grace)),
        principal_per_instalment(1.0 / instalment_usd(1.0, rate, term)) {}
};

/// Who lends this month: banks with and without covers, and funds in the order of the terms.
struct Counters {
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
        cost_share_(context.parameters.ground.running_cost_share) {
    waiting_months_ = static_cast<double>(context.parameters.choice.waiting_months);
    for (LenderParameters const& lender : credit_.lenders)
      bank_terms_.push_back({lender.yearly_rate, lender.term_months, lender.grace_months});
  }

  void step(MonthContext const& month, World& world) const override {
    Counters counters{Bank(credit_, month), {}};
    for (Fund const& fund : month.terms.all<Fund>())
      counters.fund_terms.push_back({fund.yearly_rate, fund.term_months, fund.grace_months});
    bool const poorest_first = std::any_of(month.terms.all<Grant>().begin(), month.terms.all<Grant>().end(),
                                           [](Grant const& g) { return g.poorest_first; });
    std::vector<std::tuple<Cents, uint32_t, uint64_t, uint32_t>> queue;
    for (uint32_t o = 0; o < world.operations.size(); ++o) {
      Operation const& operation = world.operations[o];
      uint64_t const every = static_cast<uint64_t>(f_.decides_every_months);
      if (!operation.open || operation.owner == no_row || operation.owner_id % every != month.ordinal % every) continue;
      if (operation.licence == Licence::applying) continue;
      auto const& way = axis_.traits[world.miners.livelihood[operation.owner]];
      if (way.rationed && !way.licensed) continue;  // tributers dig by leave of the mine
      if (operation.licence == Licence::licensed && operation.technology != Technology::manual) continue;
      queue.emplace_back(poorest_first ? operation.cash_cents : 0,
                         month.luck.block(operation.owner_id, month.ordinal, Stream::formality)[0], operation.owner_id,
                         o);
    }
    std::sort(queue.begin(), queue.end());
    for (auto const& entry : queue) decide(month, world, counters, std::get<3>(entry));
  }

 private:
  Applicant describe(MonthContext const& month, World const& world, uint32_t row) const {
    Operation const& operation = world.operations[row];
    LicenceRegime const& regime = regime_at(month.terms, operation.location, f_.usual);
    Applicant out;
    out.row = row;
    out.profit = std::max(1.0, static_cast<double>(operation.expected_take_usd));
    out.discount = static_cast<double>(operation.discount_rate);
    out.hazard = static_cast<double>(operation.hazard);
    out.cash = static_cast<double>(operation.cash_cents - needed_cents(p_, cost_share_, operation)) / cents_per_usd;
    out.licensed = operation.licence == Licence::licensed;
    if (operation.technology == Technology::manual) {
      double const months = annuity(out.discount, out.hazard + p_.equipment_yearly_loss / months_per_year,
                                    static_cast<double>(f_.horizon_months));
      double const now = owner_weight(1, 1, f_.pass_through, p_.crew);
      for (std::size_t t = 1; t < n_technologies; ++t)
        out.equipment_worth[t] =
            out.profit * (owner_weight(1, p_.output[t], f_.pass_through, p_.crew) / now - 1.0) * months;
    }
    if (out.licensed) return out;
    LicenceCase lc =
        licence_case(p_, f_, cost_share_, regime, declaring_at(f_, month.terms, operation.location), operation);
    lc.eviction_risk = world.concessions.risk[operation.location];
    lc.eviction_months = waiting_months_;
    LicenceValue const value = licence_value(f_, regime, lc, out.discount);
    float const fresh = Luck::to_normal(month.luck.block(operation.owner_id, month.ordinal, Stream::formality)[1]);
    double const noise = f_.noise * value.benefits *
                         (std::sqrt(f_.lasting_noise) * static_cast<double>(operation.noise_z) +
                          std::sqrt(1.0 - f_.lasting_noise) * static_cast<double>(fresh));
    out.delay = static_cast<double>(regime.delay_months);
    out.licence_cost = regime.cost_usd();
    out.licence_worth = value.benefits + noise - value.running;
    out.hassle = hassle_usd(regime, operation.hassle_z, out.profit);
    return out;
  }

  void decide(MonthContext const& month, World& world, Counters const& counters, uint32_t row) const {
    Applicant const applicant = describe(month, world, row);
    bool const manual = world.operations[row].technology == Technology::manual;
    std::vector<Way> ways;
    for (What const what : {What::licence, What::both, What::equipment}) {
      if ((what != What::equipment && applicant.licensed) || (what != What::licence && !manual)) continue;
      if (is_conceivable(month, applicant, what)) list_ways(month, world, counters, applicant, what, ways);
    }
    // Who no longer believes what is announced, looks only at what he can pay himself or a bank lends.
    if (month.luck.uniform(world.operations[row].owner_id, month.ordinal, Stream::trust) >=
        take_up(trust_, world.concessions.trust[world.operations[row].location]))
      std::erase_if(ways, [](Way const& way) { return way.grant || way.fund || way.cover; });
    if (ways.empty()) return;
    std::stable_sort(ways.begin(), ways.end(), [](Way const& a, Way const& b) { return a.value > b.value; });
    double const waits_for = value_of_waiting(month, world, applicant);
    for (Way const& way : ways) {
      if (way.value <= 0 || way.value < waits_for) return;
      if (way.own_usd <= applicant.cash && take(month, world, counters.bank, applicant, way)) return;
    }
  }

  /// Could any support make it worth while? Cheap money is worth less than half of what it pays for; for most
  /// managers the answer is no.
  bool is_conceivable(MonthContext const& month, Applicant const& applicant, What what) const {
    double worth = 0;
    if (what != What::licence)
      worth += *std::max_element(applicant.equipment_worth.begin(), applicant.equipment_worth.end()) -
               0.5 * p_.equipment_usd;
    if (what != What::equipment) worth += applicant.licence_worth - applicant.hassle - 0.5 * applicant.licence_cost;
    double most = 0;
    for (Grant const& g : month.terms.all<Grant>())
      most = std::max(
          most, std::min(static_cast<double>(g.cap_cents) / cents_per_usd,
                         g.share * (applicant.licence_cost + p_.equipment_usd) + g.profit_months * applicant.profit) +
                    g.hassle_relief * applicant.hassle);
    return worth + most > 0;
  }

  void list_ways(MonthContext const& month, World const& world, Counters const& counters, Applicant const& applicant,
                 What what, std::vector<Way>& ways) const {
    Operation const& operation = world.operations[applicant.row];
    uint8_t const sex = world.miners.sex[operation.owner];
    double const licence = what == What::equipment ? 0 : applicant.licence_cost,
                 licence_value = what == What::equipment ? 0 : applicant.licence_worth - applicant.hassle,
                 equipment = what == What::licence ? 0 : p_.equipment_usd;
    auto const add = [&](Way way, Technology technology) {
      way.what = what;
      way.technology = what == What::licence ? Technology::manual : technology;
      double const gear = what == What::licence ? 0 : applicant.equipment_worth[static_cast<std::size_t>(technology)];
      way.value += licence_value + gear - licence - equipment;
      way.own_usd += licence + equipment;
      ways.push_back(way);
    };
    add({}, Technology::semi_mechanised);
    for (Grant const& g : month.terms.all<Grant>()) {
      bool const for_licence = g.purpose == Purpose::licence;
      if (g.opens_in > 0 || (for_licence ? what == What::equipment : what == What::licence)) continue;
      if (!g.eligible.admits(operation.location, sex)) continue;
      add(granted(applicant, g, for_licence ? licence : equipment),
          for_licence ? Technology::semi_mechanised : Technology::mercury_free);
    }
    bool const may_borrow = operation.loan == no_row && (what != What::equipment || applicant.licensed);
    if (!may_borrow) return;
    Purpose const purpose = what == What::licence ? Purpose::licence : Purpose::equipment;
    for (std::size_t k = 0; k < counters.fund_terms.size(); ++k) {
      Fund const& fund = month.terms.all<Fund>()[k];
      bool const lends = fund.lends_for[static_cast<std::size_t>(purpose)];
      if (!lends || !fund.eligible.admits(operation.location, sex)) continue;
      RepaymentTerms const& terms = counters.fund_terms[k];
      double const bears = fund.service_cap * applicant.profit * terms.principal_per_instalment;
      Way way = borrowed(applicant,
                         std::min({(1.0 - fund.deposit) * (licence + equipment), bears,
                                   static_cast<double>(fund.cap_cents) / cents_per_usd}),
                         terms);
      way.fund = &fund;
      add(way, Technology::mercury_free);
    }
    for (std::size_t k = 0; k < credit_.lenders.size(); ++k) {
      LenderParameters const& lender = credit_.lenders[k];
      RepaymentTerms const& terms = bank_terms_[k];
      double const bears =
          lender.service_cap * lender.income_counted * applicant.profit * terms.principal_per_instalment;
      for (Cover const* const cover : counters.bank.covers(k, purpose, operation.location, sex)) {
        double most = std::min(bears, lender.largest_loan_usd);
        if (cover) most = std::min(most, static_cast<double>(cover->loan_cap_cents) / cents_per_usd);
        Way way =
            borrowed(applicant, std::min((1.0 - counters.bank.deposit(k, cover)) * (licence + equipment), most), terms);
        way.lender = static_cast<int>(k);
        way.cover = cover;
        add(way, Technology::semi_mechanised);
      }
    }
  }

  static Way granted(Applicant const& applicant, Grant const& g, double cost) {
    Way way;
    way.grant = &g;
    way.grant_usd =
        std::min(static_cast<double>(g.cap_cents) / cents_per_usd, g.share * cost + g.profit_months * applicant.profit);
    double const received = way.grant_usd * (1.0 - g.leakage);
    double const wait = g.payment == Payment::up_front
                            ? 0
                            : applicant.delay + (g.payment == Payment::on_results ? months_per_year : 0.0);
    way.value =
        received * math::power(1.0 + applicant.discount / months_per_year, -wait) + g.hassle_relief * applicant.hassle;
    way.own_usd = g.payment == Payment::up_front ? -received : 0;
    return way;
  }

  static Way borrowed(Applicant const& applicant, double principal, RepaymentTerms const& terms) {
    Way way;
    way.principal_usd = std::max(0.0, principal);
    double const instalment = principal > 0 ? principal / terms.principal_per_instalment : 0;
    double const later =
        math::power((1.0 - applicant.hazard) / (1.0 + applicant.discount / months_per_year), terms.grace_months);
    way.value = way.principal_usd -
                way.principal_usd * terms.yearly_rate / months_per_year *
                    annuity(applicant.discount, applicant.hazard, terms.grace_months) -
                instalment * later * annuity(applicant.discount, applicant.hazard, terms.months);
    way.own_usd = -way.principal_usd;
    return way;
  }

  /// What support that has been announced will be worth, seen from now.
  double value_of_waiting(MonthContext const& month, World const& world, Applicant const& applicant) const {
    double best = 0;
    if (applicant.licensed) return best;
    Operation const& operation = world.operations[applicant.row];
    for (Grant const& g : month.terms.all<Grant>()) {
      if (g.opens_in == 0 || g.opens_in > f_.waits_for_support_months || g.purpose != Purpose::licence) continue;
      if (!g.eligible.admits(operation.location, world.miners.sex[operation.owner])) continue;
      Way const way = granted(applicant, g, applicant.licence_cost);
      double const then = applicant.licence_worth - applicant.hassle - applicant.licence_cost + way.value;
      best = std::max(best,
                      then * math::power(1.0 + applicant.discount / months_per_year, -static_cast<double>(g.opens_in)));
    }
    return best;
  }

  /// Carries it out if whoever pays agrees.
  bool take(MonthContext const& month, World& world, Bank const& bank, Applicant const& applicant,
            Way const& way) const {
    Operation& operation = world.operations[applicant.row];
    uint8_t programme = 0;
    Purpose const purpose = way.what == What::licence ? Purpose::licence : Purpose::equipment;
    if (way.grant) {
      if (!promise(month, world, applicant, way)) return false;
      programme = static_cast<uint8_t>(1 + programme_of(world, way.grant->label));
    } else if (way.fund) {
      if (!lend(world, *way.fund, purpose, applicant.row, whole(way.principal_usd * cents_per_usd), month.ordinal))
        return false;
      programme = static_cast<uint8_t>(1 + programme_of(world, way.fund->label));
    } else if (way.lender >= 0) {
      if (!borrow(world, bank, applicant, way, purpose)) return false;
      if (way.cover) programme = static_cast<uint8_t>(1 + programme_of(world, way.cover->label));
    }
    Book& book = world.ledger.month;
    if (way.what != What::equipment) {
      Cents const cost = cents_from_usd(applicant.licence_cost);
      operation.cash_cents -= cost;
      book.add(Category::licence_costs, cost);
      operation.licence = Licence::applying;
      operation.decides =
          static_cast<uint16_t>(month.ordinal + regime_at(month.terms, operation.location, f_.usual).delay_months);
      operation.programme = programme;
      ++world.formality.applications;
    }
    if (way.what != What::licence) {
      Cents const cost = cents_from_usd(p_.equipment_usd);
      operation.cash_cents -= cost;
      book.add(Category::equipment, cost);
      operation.technology = way.technology;
      ++world.formality.upgrades;
    }
    return true;
  }

  /// A grant goes out at once, or is promised; a promise is part of what is spent.
  static bool promise(MonthContext const& month, World& world, Applicant const& applicant, Way const& way) {
    Grant const& g = *way.grant;
    uint8_t const at = programme_of(world, g.label);
    Programme& p = world.programmes[at];
    Cents const amount = whole(way.grant_usd * cents_per_usd);
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

  bool borrow(World& world, Bank const& bank, Applicant const& applicant, Way const& way, Purpose purpose) const {
    Operation const& operation = world.operations[applicant.row];
    LenderParameters const& lender = credit_.lenders[static_cast<std::size_t>(way.lender)];
    LoanApplication a;
    a.purpose = purpose;
    a.borrower = applicant.row;
    a.luck_id = operation.owner_id;
    a.lender = static_cast<uint8_t>(way.lender);
    a.cover = way.cover;
    a.principal_usd = way.principal_usd;
    double const service = way.principal_usd /
                           bank_terms_[static_cast<std::size_t>(way.lender)].principal_per_instalment /
                           (lender.income_counted * lender.service_cap * applicant.profit);
    a.own_hazard = applicant.hazard + credit_.service_hazard * service * service;
    a.location = operation.location;
    return bank.ask(world, a);
  }

  LivelihoodAxis axis_;
  TrustParameters const& trust_;
  OperationParameters const& p_;
  FormalityParameters const& f_;
  CreditParameters const& credit_;
  std::vector<RepaymentTerms> bank_terms_;
  double cost_share_, waiting_months_ = 0;
};

}  // namespace

void add_formalisation_process(Registry& registry) {
  registry.process<Formalisation>("formalisation",
                                  "Lets managers decide on licences and equipment, and how to pay for them.",
                                  MonthPart::finance, {"programmes"});
}

}  // namespace tributer
