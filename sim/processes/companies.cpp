// Large-scale mines: the phase and the jobs of each mine this month, and how its company treats the miners around it.
// A mine goes through exploration, construction, operation and closure, each with its jobs. It closes ground to miners,
// takes farm land, buys locally, and attracts migrants by the jobs that it announces. The posture is set by the study,
// or the company chooses once a year the one with the lowest cost:
//   tolerate  trespass x miners + incident x riots
//   secure    guards x miners + incident x riots (1 + e)
//   engage    help x openings + liability (1 - relief) + incident x riots (1 - e)
//   partner   the same + support - margin on the tributers' ore
// These are costs of a year, to which the cost of a change and random numbers with a Gumbel distribution are added: one
// that stays with the company, and one of the year. The posture takes effect after some months. Under engage and
// partner the company offers openings for tributers on ground that it cedes. The effects of guards are in
// processes/enforcement. Leaves out: profit, taxes and environment of the mine; companies that learn from others.
#include <algorithm>
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/company.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/mine.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class Companies final : public Process {
 public:
  explicit Companies(BuildContext const& context) : p_(context.parameters.companies) {}

  void step(MonthContext const& month, World& world) const override {
    for (std::size_t location = 0; location < world.geography->n; ++location) {
      Mine const plan = planned(month, world, location);
      Company& company = world.companies[location];
      bool const was_none = company.phase == Phase::none && company.slots == 0;
      if (plan.phase == Phase::none && was_none && month.terms.all<TributeOffer>(location).empty()) continue;
      update_mine(month, world, location, plan);
      if (company.phase != Phase::none) choose_posture(month, world, location, plan);
      apply_posture(month, world, location, plan);
      pay(month, world, location, plan);
    }
  }

 private:
  /// The mine that the study plans. Without one it is the mine of the world, which is in operation and closes no
  /// ground.
  Mine planned(MonthContext const& month, World const& world, std::size_t location) const {
    if (Mine const* const mine = month.terms.setting<Mine>(location)) return *mine;
    Mine mine;
    if (world.geography->lsm_jobs[location] == 0) return mine;
    mine.phase = Phase::operation;
    mine.jobs = world.geography->lsm_jobs[location];
    mine.wage_usd = world.geography->lsm_wage_usd[location];
    mine.posture = Posture::tolerate;
    return mine;
  }

  void update_mine(MonthContext const& month, World& world, std::size_t location, Mine const& plan) const {
    Company& company = world.companies[location];
    company.phase = plan.phase;
    company.jobs = plan.jobs;
    company.skilled_share = plan.skilled_share;
    company.wage_usd = plan.wage_usd;
    company.local_share = -1, company.women_share = 0;
    double training = 0;
    for (Hiring const& hiring : month.terms.all<Hiring>(location)) {
      if (!hiring.in_phase[static_cast<std::size_t>(plan.phase)]) continue;
      company.jobs += hiring.jobs;
      company.local_share = std::max(company.local_share, hiring.local_share);
      company.women_share = std::max(company.women_share, hiring.women_share);
      training = std::max(training, hiring.training);
    }
    company.skilled_share *= 1.0 - training;
    company.excluded = plan.excluded;
    company.land_taken = std::max(company.land_taken, plan.land_taken);
    bool const expected = plan.phase == Phase::exploration || plan.phase == Phase::construction;
    double const arrivals = p_.in_migrants_per_job * static_cast<double>(plan.promised_jobs) *
                            world.concessions.trust[location] / static_cast<double>(p_.in_migration_months);
    int const k = plan.months_since_announced;
    company.in_migrants =
        expected && k < p_.in_migration_months ? whole(arrivals * (k + 1.0)) - whole(arrivals * k) : 0;
  }

  void choose_posture(MonthContext const& month, World& world, std::size_t location, Mine const& plan) const {
    Company& company = world.companies[location];
    auto const& c = world.concessions;
    if (plan.posture) {
      company.posture = *plan.posture;
      return;
    }
    if (company.changes <= month.ordinal) company.posture = company.next_posture, company.changes = never;
    if (month.calendar.month_of_year() != 1 || company.changes != never) return;
    auto const cost =
        posture_costs(p_, static_cast<double>(c.workers[location]) * static_cast<double>(world.geography->weight),
                      static_cast<double>(own_slots(world, location) * world.geography->weight), company.riots_a_year,
                      relief_at(month, world, location),
                      world_price(world, location) * grams_worth_one(world, location, Geography::gold) *
                          world.concessions.kept_share[location]);
    uint64_t const key = world.geography->key[location];
    auto const lasting = month.luck.block(key, 0, streams::company_taste),
               yearly = month.luck.block(key, month.ordinal, streams::company);
    std::size_t best = 0;
    std::array<double, n_postures> value{};
    for (std::size_t k = 0; k < n_postures; ++k) {
      double const change = k == static_cast<std::size_t>(company.posture) ? 0 : p_.change_usd;
      value[k] = p_.lasting_share * static_cast<double>(Luck::to_gumbel(lasting[k])) +
                 (1.0 - p_.lasting_share) * static_cast<double>(Luck::to_gumbel(yearly[k])) -
                 (cost[k] + change) / p_.scale_usd;
      if (value[k] > value[best]) best = k;
    }
    company.next_posture = static_cast<Posture>(best);
    if (company.next_posture != company.posture)
      company.changes = static_cast<uint16_t>(month.ordinal + static_cast<uint32_t>(p_.delay_months));
  }

  /// Openings for tributers that a company offers under engage or partner.
  int64_t own_slots(World const& world, std::size_t location) const {
    return whole(p_.slots_share * world.concessions.start_miners[location]);
  }

  void apply_posture(MonthContext const& month, World& world, std::size_t location, Mine const& plan) const {
    Company& company = world.companies[location];
    bool const works = company.phase == Phase::construction || company.phase == Phase::operation;
    bool const engages = works && company.posture >= Posture::engage,
               partner = engages && company.posture == Posture::partner;
    company.presence = works && company.posture == Posture::secure ? p_.guard_presence : 0;
    company.force = p_.guard_force;
    company.slots = engages ? own_slots(world, location) : 0;
    company.tribute = p_.tribute;
    company.tribute_output = partner ? p_.partner_output : 1;
    company.tribute_price = partner ? 1.0 + p_.partner_price : 1;
    for (TributeOffer const& offer : month.terms.all<TributeOffer>(location)) {
      company.tribute = company.slots > 0 ? std::min(company.tribute, offer.tribute) : offer.tribute;
      company.slots += offer.slots;
      company.tribute_output = std::max(company.tribute_output, offer.output);
    }
    // Ground that is ceded to tributers is open again.
    double const ceded =
        std::min(1.0, static_cast<double>(company.slots) / std::max(1.0, world.concessions.start_miners[location]));
    company.excluded *= 1.0 - ceded;
    // Promised jobs fall due while the mine is in operation.
    if (company.phase == Phase::operation && plan.promised_jobs > 0) {
      world.concessions.promised[location] += plan.promised_jobs;
      world.concessions.delivered[location] += std::min(plan.promised_jobs, company.jobs);
    }
  }

  void pay(MonthContext const& month, World& world, std::size_t location, Mine const& plan) const {
    Company& company = world.companies[location];
    auto const& c = world.concessions;
    Book& book = world.ledger.month;
    double const cents = cents_per_usd * world.price_level;
    company.riots_a_year += static_cast<double>(c.riots[location]) - company.riots_a_year / months_per_year;
    company.procurement_cents = whole(plan.procurement_usd_per_job * static_cast<double>(company.jobs) * cents);
    book.add(Category::lsm_procurement, company.procurement_cents);
    if (company.phase == Phase::none) return;
    if (company.presence > 0)
      book.add(Category::lsm_security,
               whole(p_.guard_usd * static_cast<double>(c.workers[location]) / months_per_year * cents));
    book.add(Category::lsm_incidents, whole(p_.incident_usd * static_cast<double>(c.riots[location]) * cents /
                                            static_cast<double>(world.geography->weight)));
    if (company.posture < Posture::engage || company.slots == 0) return;
    double const support = company.posture == Posture::partner ? p_.partner_usd : 0;
    book.add(Category::lsm_engagement,
             whole((p_.engagement_usd + support) * static_cast<double>(company.slots) / months_per_year * cents));
    // A tributer comes to harm if this is below 1. The law may relieve the company of part of such cases.
    double const harm =
        static_cast<double>(month.luck.uniform(world.geography->key[location], month.ordinal, streams::company, 1)) /
        (p_.liability_per_year / months_per_year);
    if (harm >= 1) return;
    Cents const claim = whole(p_.liability_usd * cents / static_cast<double>(world.geography->weight));
    if (harm < 1.0 - std::min(1.0, month.terms.of<LiabilityRelief>(location)))
      pay_liability(month, world, location, claim);
    else
      world.harm.uncompensated_cents[location] += claim;
  }

  void pay_liability(MonthContext const& month, World& world, std::size_t location, Cents claim) const {
    world.ledger.month.add(Category::lsm_incidents, claim);
    for (LiabilityGuarantee const& guarantee : month.terms.all<LiabilityGuarantee>()) {
      if (guarantee.eligible.concession[location] == 0) continue;
      Cents const paid = draw_on(world, guarantee.programme, guarantee.budget_cents,
                                 whole(guarantee.coverage * static_cast<double>(claim)));
      world.ledger.month.add(Category::liability_claims, paid);
    }
  }

  /// Share of liability that a company expects not to bear.
  static double relief_at(MonthContext const& month, World const& world, std::size_t location) {
    double borne = 1.0 - std::min(1.0, month.terms.of<LiabilityRelief>(location));
    for (LiabilityGuarantee const& guarantee : month.terms.all<LiabilityGuarantee>())
      if (guarantee.eligible.concession[location] != 0 &&
          budget_left(world, guarantee.programme, guarantee.budget_cents) > 0)
        borne *= 1.0 - guarantee.coverage;
    return 1.0 - borne;
  }

  CompanyParameters const& p_;
};

}  // namespace

void add_companies_process(Registry& registry) {
  registry.process<Companies>(
      "companies", "Moves large-scale mines through their phases and lets companies choose how they treat miners.",
      MonthPart::powers);
}

}  // namespace tributer
