// The licence office decides a number of applications a month, in lottery order, after the statutory delay. It refuses
// if no ground is free or the tenure allows no licence. A licence makes the operation and its manager formal until it
// expires. Managers renew it if they can pay and if its value is at least a certain share of the fee; otherwise it
// lapses. Promised grants are paid here, or cancelled.
// Leaves out: evictions that a renewal avoids.
#include <algorithm>
#include <tuple>

#include "tributer/model/credit.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

class LicenceOffice final : public Process {
 public:
  explicit LicenceOffice(BuildContext const& context)
      : p_(context.parameters.operations),
        f_(context.parameters.formality),
        cost_share_(context.parameters.ground.running_cost_share),
        informal_(context.axis.find("informal_mining")),
        formal_(context.axis.find("formal_mining")) {}

  void step(MonthContext const& month, World& world) const override {
    decide(month, world);
    for (Operation& operation : world.operations)
      if (operation.open && operation.licence == Licence::licensed && operation.expires <= month.ordinal)
        renew(month, world, operation);
    settle_promises(world);
    offer_openings(world);
  }

 private:
  void decide(MonthContext const& month, World& world) const {
    std::vector<std::tuple<uint32_t, uint64_t, uint32_t>> due;
    for (uint32_t o = 0; o < world.operations.size(); ++o) {
      Operation const& operation = world.operations[o];
      if (operation.open && operation.owner != no_row && operation.licence == Licence::applying &&
          operation.decides <= month.ordinal)
        due.emplace_back(month.luck.block(operation.owner_id, month.ordinal, streams::formality)[2], operation.owner_id,
                         o);
    }
    std::sort(due.begin(), due.end());
    std::vector<int64_t> operations(world.geography->n), licensed(world.geography->n);
    for (Operation const& operation : world.operations)
      if (operation.open)
        ++operations[operation.location], licensed[operation.location] += operation.licence == Licence::licensed;
    double const per_month = decisions_per_month(month, operations) / static_cast<double>(world.geography->weight);
    int64_t left = whole(per_month * (month.ordinal + 1.0)) - whole(per_month * month.ordinal);
    for (auto const& [lot, id, row] : due) {
      if (left-- <= 0) break;
      Operation& operation = world.operations[row];
      LicenceRegime const& regime = regime_at(month.terms, operation.location, f_.usual);
      uint8_t const tenure = world.concessions.tenure[operation.location];
      bool const free =
          tenure <= 1 && static_cast<double>(licensed[operation.location]) <
                             regime.free_ground_share * static_cast<double>(operations[operation.location]);
      operation.decides = never;
      if (!free) {
        operation.licence = Licence::none;
        ++world.formality.refused;
        continue;
      }
      operation.licence = Licence::licensed;
      operation.expires = static_cast<uint16_t>(month.ordinal + regime.valid_months);
      if (operation.licensed_since == never) operation.licensed_since = static_cast<uint16_t>(month.ordinal);
      world.miners.livelihood[operation.owner] = static_cast<uint8_t>(formal_);
      ++licensed[operation.location];
      ++world.formality.granted;
    }
  }

  /// Decisions a month: the mean of the regimes over operations, and the further decisions that instruments pay for.
  double decisions_per_month(MonthContext const& month, std::vector<int64_t> const& operations) const {
    double beyond = 0, all = 0;
    for (std::size_t location = 0; location < operations.size(); ++location) {
      double const here = static_cast<double>(operations[location]);
      beyond += here * (regime_at(month.terms, location, f_.usual).office_per_month - f_.usual.office_per_month);
      all += here;
    }
    return f_.usual.office_per_month + (all > 0 ? beyond / all : 0.0) + month.terms.everywhere<OfficeDecisions>();
  }

  void renew(MonthContext const& month, World& world, Operation& operation) const {
    LicenceRegime const& regime = regime_at(month.terms, operation.location, f_.usual);
    LicenceCase const lc =
        licence_case(p_, f_, cost_share_, regime, declaring_at(f_, month.terms, operation.location), operation);
    LicenceValue const value = licence_value(f_, regime, lc, static_cast<double>(operation.discount_rate));
    double const period = static_cast<double>(regime.valid_months) / static_cast<double>(f_.horizon_months);
    double const renewals = regime.renewal_usd * period;
    double const worth =
        (value.benefits * (1.0 + f_.noise * static_cast<double>(operation.noise_z)) - value.running) * period +
        renewals;
    Cents const fee = cents_from_usd(regime.renewal_usd);
    if (operation.cash_cents >= fee && worth >= f_.renewal_willingness * regime.renewal_usd) {
      operation.cash_cents -= fee;
      world.ledger.month.add(Category::licence_costs, fee);
      operation.expires = static_cast<uint16_t>(month.ordinal + regime.valid_months);
      ++world.formality.renewed;
      return;
    }
    operation.licence = Licence::lapsed;
    operation.expires = never;
    if (operation.owner != no_row) world.miners.livelihood[operation.owner] = static_cast<uint8_t>(informal_);
    ++world.formality.lapsed;
  }

  /// Sets the room on licensed crews for the next month. A crew therefore has room as soon as its licence is granted
  /// and takes on nobody after the licence has lapsed.
  void offer_openings(World& world) const {
    auto& openings = world.concessions.crew_openings;
    std::fill(openings.begin(), openings.end(), 0);
    for (Operation const& operation : world.operations)
      if (operation.open && operation.licence == Licence::licensed) openings[operation.location] += p_.crew;
  }

  static void settle_promises(World& world) {
    for (Promise& promise : world.promises) {
      Operation const& operation = world.operations[promise.operation];
      bool const same = operation.open && operation.owner_id == promise.owner_id &&
                        operation.licence != Licence::none && operation.licence != Licence::lapsed;
      if (!same) {
        withdraw_promise(world, promise);
        promise.operation = no_row;
      } else if (operation.licence == Licence::licensed) {
        if (promise.after_licence > 0) {
          --promise.after_licence;
          continue;
        }
        pay_promise(world, promise);
        promise.operation = no_row;
      }
    }
    std::erase_if(world.promises, [](Promise const& promise) { return promise.operation == no_row; });
  }

  OperationParameters const& p_;
  FormalityParameters const& f_;
  double cost_share_;
  std::size_t informal_, formal_;
};

}  // namespace

void add_licence_office_process(Registry& registry) {
  registry.process<LicenceOffice>("licence_office",
                                  "Grants, refuses, renews and ends licences; pays what was promised for them.",
                                  MonthPart::finance, {"formalisation"});
}

}  // namespace tributer
