// The licence office: it decides a number of applications a month, in the order of a lottery, once the
// statutory delay is over; it refuses where no ground is free or the tenure allows none. Granted licences
// make the pit and its manager formal, until they expire: managers renew if they can pay and think it worth
// some part of the fee, else the licence lapses. Support that was promised is paid here, or withdrawn.
// Leaves out: what a renewal saves in evictions.
#include <algorithm>
#include <tuple>

#include "processes.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/operation.hpp"

namespace tributer {
namespace {

class LicenceOffice final : public Process {
 public:
  LicenceOffice(Tables const& tables, LivelihoodAxis const& axis)
      : p_(read_operations(tables.study)),
        f_(read_formality(tables.study)),
        cost_share_(read_ground(tables.study).running_cost_share),
        informal_(axis.find("informal_mining")),
        formal_(axis.find("formal_mining")) {}
  std::string_view name() const override { return "licence_office"; }
  std::string_view reads() const override { return "applications, terms, cash of pits, promises"; }
  std::string_view writes() const override { return "licences, livelihood of managers, grants paid"; }

  void step(MonthContext const& month, World& world) const override {
    decide(month, world);
    for (Operation& pit : world.operations)
      if (pit.open && pit.licence == Licence::licensed && pit.expires <= month.ordinal) renew(month, world, pit);
    keep_promises(world);
    offer_places(world);
  }

 private:
  void decide(MonthContext const& month, World& world) const {
    std::vector<std::tuple<uint32_t, uint64_t, uint32_t>> due;
    for (uint32_t o = 0; o < world.operations.size(); ++o) {
      Operation const& pit = world.operations[o];
      if (pit.open && pit.owner != no_row && pit.licence == Licence::applying && pit.decides <= month.ordinal)
        due.emplace_back(month.luck.block(pit.owner_id, month.ordinal, Stream::formality)[2], pit.owner_id, o);
    }
    std::sort(due.begin(), due.end());
    std::vector<int64_t> pits(world.geography->n), licensed(world.geography->n);
    for (Operation const& pit : world.operations)
      if (pit.open) ++pits[pit.place], licensed[pit.place] += pit.licence == Licence::licensed;
    double const per_month = pace(month, pits) / static_cast<double>(world.geography->weight);
    int64_t left = whole(per_month * (month.ordinal + 1.0)) - whole(per_month * month.ordinal);
    for (auto const& [lot, id, row] : due) {
      if (left-- <= 0) break;
      Operation& pit = world.operations[row];
      LicenceRegime const& regime = month.terms.regime(pit.place, f_.usual);
      uint8_t const tenure = world.concessions.tenure[pit.place];
      bool const free = tenure <= 1 && static_cast<double>(licensed[pit.place]) <
                                           regime.free_ground_share * static_cast<double>(pits[pit.place]);
      pit.decides = never;
      if (!free) {
        pit.licence = Licence::none;
        ++world.formality.refused;
        continue;
      }
      pit.licence = Licence::licensed;
      pit.expires = static_cast<uint16_t>(month.ordinal + regime.valid_months);
      if (pit.licensed_since == never) pit.licensed_since = static_cast<uint16_t>(month.ordinal);
      world.miners.livelihood[pit.owner] = static_cast<uint8_t>(formal_);
      ++licensed[pit.place];
      ++world.formality.granted;
    }
  }

  /// Decisions a month: where regimes differ, their mean over pits; and what is paid for beside them.
  double pace(MonthContext const& month, std::vector<int64_t> const& pits) const {
    double beyond = 0, all = 0;
    for (std::size_t place = 0; place < pits.size(); ++place) {
      double const here = static_cast<double>(pits[place]);
      beyond += here * (month.terms.regime(place, f_.usual).office_per_month - f_.usual.office_per_month);
      all += here;
    }
    return f_.usual.office_per_month + (all > 0 ? beyond / all : 0.0) + month.terms.everywhere(Lever::office_decisions);
  }

  void renew(MonthContext const& month, World& world, Operation& pit) const {
    LicenceRegime const& regime = month.terms.regime(pit.place, f_.usual);
    LicenceCase const lc = licence_case(p_, f_, cost_share_, regime, declaring_at(f_, month.terms, pit.place), pit);
    LicenceValue const value = licence_value(f_, regime, lc, static_cast<double>(pit.discount_rate));
    double const period = static_cast<double>(regime.valid_months) / static_cast<double>(f_.horizon_months);
    double const renewals = regime.renewal_usd * period;
    double const worth =
        (value.benefits * (1.0 + f_.noise * static_cast<double>(pit.noise_z)) - value.running) * period + renewals;
    Cents const fee = cents_from_usd(regime.renewal_usd);
    if (pit.cash_cents >= fee && worth >= f_.renewal_willingness * regime.renewal_usd) {
      pit.cash_cents -= fee;
      world.ledger.month.add(Category::licence_costs, fee);
      pit.expires = static_cast<uint16_t>(month.ordinal + regime.valid_months);
      ++world.formality.renewed;
      return;
    }
    pit.licence = Licence::lapsed;
    pit.expires = never;
    if (pit.owner != no_row) world.miners.livelihood[pit.owner] = static_cast<uint8_t>(informal_);
    ++world.formality.lapsed;
  }

  /// Next month's places on licensed crews, so that a crew neither loses a member to its manager's new licence nor
  /// takes one on after it has lapsed.
  void offer_places(World& world) const {
    auto& places = world.concessions.crew_places;
    std::fill(places.begin(), places.end(), 0);
    for (Operation const& pit : world.operations)
      if (pit.open && pit.licence == Licence::licensed) places[pit.place] += p_.crew;
  }

  static void keep_promises(World& world) {
    for (Promise& promise : world.promises) {
      Operation const& pit = world.operations[promise.operation];
      bool const same = pit.open && pit.owner_id == promise.owner_id && pit.licence != Licence::none &&
                        pit.licence != Licence::lapsed;
      if (!same) {
        withdraw_promise(world, promise);
        promise.operation = no_row;
      } else if (pit.licence == Licence::licensed) {
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

  OperationParameters p_;
  FormalityParameters f_;
  double cost_share_;
  std::size_t informal_, formal_;
};

}  // namespace

std::unique_ptr<Process const> make_licence_office(Tables const& tables, LivelihoodAxis const& axis) {
  return std::make_unique<LicenceOffice>(tables, axis);
}

}  // namespace tributer
