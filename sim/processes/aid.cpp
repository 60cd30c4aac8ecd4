// Help to people: programmes support miners who move and enrol miners in other livelihoods.
//
// Supported movers are paid when they arrive, less the fare, in lottery order until the budget ends. A mover who is not
// paid counts as a broken promise. If the support is a loan, the household repays an instalment in each month in which
// it consumes at least its need and has the cash. The donor pays in what is lent and gets back what is repaid.
// A lottery also decides which miners are enrolled. Goods that they are given raise own-account income; a person who
// mines again may lose them. A pledged payment goes to a person by name if he does not mine in the month in which it
// falls due (V29).
// Leaves out: refusing support to people who return and ask again; loans that are collected by force.
#include <algorithm>
#include <tuple>

#include "tributer/core/units.hpp"
#include "tributer/model/aid.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/registry.hpp"
#include "tributer/model/trust.hpp"

namespace tributer {
namespace {

using Lot = std::tuple<uint32_t, uint64_t, uint32_t>;  // number drawn in the lottery, id, row

/// The `most` lowest lots among those that were added.
struct LowestLots {
  std::size_t most = 0;
  std::vector<Lot> lots;
  void trim() {
    if (lots.size() <= most) return;
    std::nth_element(lots.begin(), lots.begin() + static_cast<std::ptrdiff_t>(most), lots.end());
    lots.resize(most);
  }
  LowestLots& operator+=(LowestLots const& o) {
    lots.insert(lots.end(), o.lots.begin(), o.lots.end());
    trim();
    return *this;
  }
};

class AidProcess final : public Process {
 public:
  explicit AidProcess(BuildContext const& context)
      : choice_(context.parameters.choice),
        need_(context.parameters.need),
        trust_(context.parameters.trust),
        axis_(context.axis) {}

  void step(MonthContext const& month, World& world) const override {
    for (Passage const& passage : month.terms.all<Passage>()) pay_movers(month, world, passage);
    collect_loans(world);
    pay_pledges(month, world);
    if (!world.packages.empty()) lose_goods(month, world);
    for (Enrolment const& offer : month.terms.all<Enrolment>()) enrol(month, world, offer);
  }

 private:
  /// Pays out of the budget of a programme. Returns what reaches the person after leakage.
  static Cents pay_out(World& world, uint8_t programme, Category as, Cents amount, double leakage,
                       double administration) {
    Programme& p = world.programmes[programme];
    Cents const leaked = whole(leakage * static_cast<double>(amount)),
                paid_in_addition = whole(administration * static_cast<double>(amount));
    p.granted_cents += amount;
    p.leaked_cents += leaked;
    p.administration_cents += paid_in_addition;
    Book& book = world.ledger.month;
    book.add(as, amount - leaked);
    book.add(Category::grant_leakage, leaked);
    book.add(Category::administration, paid_in_addition);
    return amount - leaked;
  }

  static void add_cash(World& world, uint32_t row, Cents amount) {
    world.miners.cash_cents[row] = checked<int32_t>(world.miners.cash_cents[row] + amount);
  }

  bool mines(World const& world, uint32_t row) const { return axis_.traits[world.miners.livelihood[row]].mining; }

  static bool is_same_person(World const& world, uint32_t row, uint64_t id) {
    return world.miners.alive(row) && world.miners.id[row] == id;
  }

  Cents fare_cents(Geography const& g, Move const& move, Passage const& passage) const {
    double usd = choice_.move_cash_usd;
    if (passage.to)
      for (uint32_t e = g.first_edge[move.from]; e < g.first_edge[move.from + 1]; ++e)
        if (g.edge_to[e] == move.to) usd += choice_.move_cash_usd_per_hour * g.edge_hours[e];
    return cents_from_usd(usd);
  }

  void pay_movers(MonthContext const& month, World& world, Passage const& passage) const {
    uint8_t const at = passage.programme;
    Programme& p = world.programmes[at];
    p.budget_cents = passage.budget_cents / world.geography->weight;
    std::vector<std::pair<Lot, Move>> movers;
    for (Move const& move : world.moves)
      if (axis_.traits[move.left].mining && passage.serves(move.from, move.to, world.miners.home[move.row])) {
        uint64_t const id = world.miners.id[move.row];
        movers.emplace_back(Lot{month.luck.block(id, month.ordinal, streams::aid)[0], id, move.row}, move);
      }
    std::sort(movers.begin(), movers.end());
    for (auto const& [lot, move] : movers) {
      ++world.concessions.promised[move.from];
      if (p.granted_cents + p.promised_cents + p.lent_cents + passage.cash_cents > p.budget_cents) {
        ++p.refused;
        continue;
      }
      Cents got = passage.cash_cents;
      if (passage.loan)
        lend_to(world, move.row, at, passage);
      else
        got = pay_out(world, at, Category::aid_grants, got, passage.leakage, passage.administration);
      Cents const fare = std::min(got, fare_cents(*world.geography, move, passage));
      world.ledger.month.add(Category::travel, fare);
      add_cash(world, move.row, got - fare);
      ++p.supported;
      ++world.concessions.delivered[move.from];
      ++world.concessions.helped[move.from];
    }
  }

  static void lend_to(World& world, uint32_t row, uint8_t at, Passage const& passage) {
    Programme& p = world.programmes[at];
    Cents const amount = passage.cash_cents,
                paid_in_addition = whole(passage.administration * static_cast<double>(amount));
    p.lent_cents += amount;
    p.administration_cents += paid_in_addition;
    p.committed_cents += amount;
    p.capital_cents += amount;
    world.ledger.month.add(Category::fund_capital, amount);
    world.ledger.month.add(Category::aid_loans, amount);
    world.ledger.month.add(Category::administration, paid_in_addition);
    Cents const instalment = (amount + passage.term_months - 1) / passage.term_months;
    if (amount > 0) world.household_loans.push_back({row, world.miners.id[row], at, amount, instalment});
  }

  void collect_loans(World& world) const {
    Miners& m = world.miners;
    for (HouseholdLoan& loan : world.household_loans) {
      Programme& p = world.programmes[loan.programme];
      if (!is_same_person(world, loan.row, loan.id)) {
        p.written_off_cents += loan.balance_cents;
        loan.balance_cents = 0;
        continue;
      }
      Cents const due = std::min(loan.balance_cents, loan.instalment_cents);
      Cents const need = whole(need_usd(need_, m.dependants[loan.row]) * world.price_level * cents_per_usd);
      if (m.consumption_cents[loan.row] < need || m.cash_cents[loan.row] < due) continue;
      add_cash(world, loan.row, -due);
      loan.balance_cents -= due;
      p.repaid_cents += due;
      p.returned_cents += due;
      world.ledger.month.add(Category::aid_repaid, due);
      world.ledger.month.add(Category::capital_returned, due);
    }
    std::erase_if(world.household_loans, [](HouseholdLoan const& loan) { return loan.balance_cents == 0; });
  }

  /// Pays pledges that fall due. A person who mines, has died or has left loses the pledge.
  void pay_pledges(MonthContext const& month, World& world) const {
    Miners& m = world.miners;
    for (Pledge const& pledge : world.pledges) {
      if (pledge.due != month.ordinal) continue;
      world.programmes[pledge.programme].promised_cents -= pledge.amount_cents;
      if (!is_same_person(world, pledge.row, pledge.id)) continue;
      if (m.package[pledge.row] > 0) m.package[pledge.row] = world.packages[m.package[pledge.row] - 1u].without_pledge;
      if (mines(world, pledge.row)) continue;
      add_cash(world, pledge.row,
               pay_out(world, pledge.programme, Category::aid_grants, pledge.amount_cents,
                       static_cast<double>(pledge.leakage), static_cast<double>(pledge.administration)));
      ++world.concessions.promised[m.location[pledge.row]];
      ++world.concessions.delivered[m.location[pledge.row]];
    }
    std::erase_if(world.pledges, [&month](Pledge const& pledge) { return pledge.due <= month.ordinal; });
  }

  /// People who mine may lose the goods that they were given.
  void lose_goods(MonthContext const& month, World& world) const {
    Miners& m = world.miners;
    month.executor.for_blocks(m.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        if (m.package[i] == 0 || !m.alive(i) || !axis_.traits[m.livelihood[i]].mining) continue;
        Package const& package = world.packages[m.package[i] - 1u];
        if (package.capital_loss > 0 &&
            month.luck.uniform(m.id[i], month.ordinal, streams::aid, 1) < package.capital_loss)
          m.package[i] = package.without_capital;
      }
    });
  }

  /// 1 + the row of the full package. The four states of a programme's package have consecutive rows.
  static uint8_t package_of(World& world, uint8_t programme, Enrolment const& offer) {
    for (std::size_t k = 0; k < world.packages.size(); ++k)
      if (world.packages[k].programme == programme) return static_cast<uint8_t>(k + 1);
    std::size_t const first = world.packages.size() + 1;
    check(first + 3 < 256, "there are more programmes of other livelihoods than the column of packages can number");
    float const pledge =
        static_cast<float>(offer.pledge_cents) * usd_per_cent<float> / static_cast<float>(offer.pledge_months);
    for (std::size_t k = 0; k < 4; ++k) {
      bool const capital = k < 2, pending = k % 2 == 0;
      world.packages.push_back({programme, static_cast<uint8_t>(first + 2 + k % 2),
                                static_cast<uint8_t>(first + k / 2 * 2 + 1),
                                static_cast<float>(offer.training_gain + (capital ? offer.capital_gain : 0.0)),
                                pending ? pledge : 0.0f, capital ? static_cast<float>(offer.capital_loss) : 0.0f});
    }
    return static_cast<uint8_t>(first);
  }

  /// True if the person believes this month that the programme keeps its promise.
  bool believes(MonthContext const& month, World const& world, std::size_t i) const {
    return static_cast<double>(month.luck.uniform(world.miners.id[i], month.ordinal, streams::trust)) <
           take_up(trust_, world.concessions.trust[world.miners.location[i]]);
  }

  void enrol(MonthContext const& month, World& world, Enrolment const& offer) const {
    Miners& m = world.miners;
    uint8_t const at = offer.programme, package = package_of(world, at, offer);
    Programme& p = world.programmes[at];
    p.budget_cents = offer.budget_cents / world.geography->weight;
    LowestLots drawn =
        month.executor.sum(m.size(), LowestLots{static_cast<std::size_t>(offer.slots), {}},
                           [&](LowestLots& out, std::size_t begin, std::size_t end) {
                             for (std::size_t i = begin; i < end; ++i)
                               if (m.alive(i) && m.package[i] == 0 && m.location[i] < offer.concessions.size() &&
                                   offer.concessions[m.location[i]] != 0 && axis_.traits[m.livelihood[i]].mining &&
                                   believes(month, world, i))
                                 out.lots.emplace_back(month.luck.block(m.id[i], month.ordinal, streams::aid)[1],
                                                       m.id[i], static_cast<uint32_t>(i));
                             out.trim();
                           });
    std::sort(drawn.lots.begin(), drawn.lots.end());
    for (auto const& [lot, id, row] : drawn.lots) {
      ++world.concessions.promised[m.location[row]];
      if (p.granted_cents + p.promised_cents + p.lent_cents + offer.per_head_cents() > p.budget_cents) {
        ++p.refused;
        continue;
      }
      pay_out(world, at, Category::aid_goods, offer.training_cents + offer.capital_cents, offer.leakage,
              offer.administration);
      if (offer.pledge_cents > 0) {
        p.promised_cents += offer.pledge_cents;
        world.pledges.push_back({row, id, static_cast<uint16_t>(month.ordinal + offer.pledge_months), at,
                                 offer.pledge_cents, static_cast<float>(offer.leakage),
                                 static_cast<float>(offer.administration)});
      }
      m.package[row] = package;
      m.waiting[row] = std::max<uint8_t>(m.waiting[row], 1);
      ++p.supported;
      ++world.concessions.delivered[m.location[row]];
    }
  }

  ChoiceParameters const& choice_;
  NeedParameters const& need_;
  TrustParameters const& trust_;
  LivelihoodAxis axis_;
};

}  // namespace

void add_aid_process(Registry& registry) {
  registry.process<AidProcess>("aid",
                               "Pays supported movers, collects their loans, and enrols miners in other livelihoods.",
                               MonthPart::decisions, {"placement"});
}

}  // namespace tributer
