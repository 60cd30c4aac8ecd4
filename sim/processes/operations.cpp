// Opens, closes and passes on operations, and finds the money that each needs to work.
// Each manager who mines runs one operation, and founds it with a share of his savings. An operation ends when its
// manager moves or leaves mining, and when it fails. When the manager dies or retires, it may pass to another manager
// or a lead at the same concession. Work needs a part of a month's running costs in cash. The operation takes it from
// its own cash, else from a line of working capital, else from a trader, who then buys at the tied price until the
// pre-finance is repaid. Otherwise the operation is idle, and after some idle months it closes. Operations are served
// in the order of a lottery. The hazard of failure may move together within a country; lenders do not foresee that.
// Officials ask unlicensed operations for payments now and then.
// Leaves out: operations of several managers; crews that follow one manager.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "tributer/core/draws.hpp"
#include "tributer/core/few_rows.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/credit.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/lottery.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

/// Operations that end, and what was booked on the way.
struct Ending {
  Gathered<uint32_t> rows;
  Book book;
  Ending& operator+=(Ending const& o) {
    rows += o.rows;
    book += o.book;
    return *this;
  }
};

class OperationsProcess final : public Process {
 public:
  explicit OperationsProcess(BuildContext const& context)
      : p_(context.parameters.operations),
        trade_(context.parameters.trade),
        formality_(context.parameters.formality),
        credit_(context.parameters.credit),
        cost_share_(context.parameters.ground.running_cost_share),
        axis_(context.axis),
        informal_(context.axis.find("informal_mining")),
        formal_(context.axis.find("formal_mining")) {
    TableReader const t = context.study.table("operations");
    founding_share_ = t.real("founding_share", 0.5,
                             {"1", 0, 1, "assumed: the household keeps the rest",
                              "share of a manager's savings that goes into a new operation"});
    lost_share_ = t.real("failure_lost_share", 0.5,
                         {"1", 0, 1, "assumed: tools and stores are lost, some cash is saved",
                          "share of an operation's cash lost when it fails"});
    country_log_sd_ = t.real(
        "country_log_sd", 0,
        {"1", 0, 2, "assumed: operations fail one by one", "log-sd of the hazard that operations of a country share"});
    country_months_ =
        t.real("country_months", 12, {"month", 1, 60, "assumed: a bad year", "correlation time of that shared hazard"});
  }

  void step(MonthContext const& month, World& world) const override {
    std::vector<float> const shared = shared_hazards(month, world);
    for (uint32_t const o : by_lottery(month, world, ending(month, world, shared))) close(month, world, o);
    fill_vacancies(month, world);
    std::vector<uint32_t> const without_cash =
        open_operations(month, world, [&](uint32_t o) { return !has_cash(world, world.operations[o]); });
    for (uint32_t const o : by_lottery(month, world, without_cash)) find_money(month, world, o);
  }

 private:
  bool runs_it(World const& world, uint32_t o) const {
    Operation const& operation = world.operations[o];
    Miners const& m = world.miners;
    return is_known(world, o) && m.location[operation.owner] == operation.location &&
           axis_.traits[m.livelihood[operation.owner]].mining;
  }
  bool is_known(World const& world, uint32_t o) const {
    Operation const& operation = world.operations[o];
    Miners const& m = world.miners;
    return operation.owner < m.size() && m.alive(operation.owner) && m.id[operation.owner] == operation.owner_id;
  }

  /// Open operations that end this month, apart from those that find no money.
  std::vector<uint32_t> ending(MonthContext const& month, World& world, std::vector<float> const& shared) const {
    auto const found =
        month.executor.sum(world.operations.size(), Ending{}, [&](Ending& out, std::size_t begin, std::size_t end) {
          draw_each(
              month.luck, month.ordinal, streams::operation, 0, end - begin,
              [&](std::size_t k) { return world.operations[begin + k].owner_id; },
              [&](std::size_t k, PhiloxBlock const& words) {
                uint32_t const o = static_cast<uint32_t>(begin + k);
                if (world.operations[o].open && !goes_on(world, o, words, shared[country_of(world, o)], out.book))
                  out.rows.all.push_back(o);
              });
        });
    world.ledger.month += found.book;
    return found.rows.all;
  }

  /// Open operations for which is_wanted(operation) holds. It is called from several threads.
  template <class F>
  static std::vector<uint32_t> open_operations(MonthContext const& month, World const& world, F const& is_wanted) {
    return month.executor
        .sum(world.operations.size(), Gathered<uint32_t>{},
             [&](Gathered<uint32_t>& out, std::size_t begin, std::size_t end) {
               for (std::size_t o = begin; o < end; ++o)
                 if (world.operations[o].open && is_wanted(static_cast<uint32_t>(o)))
                   out.all.push_back(static_cast<uint32_t>(o));
             })
        .all;
  }

  /// Capital may run out, and rows must not decide for whom.
  static std::vector<uint32_t> by_lottery(MonthContext const& month, World const& world,
                                          std::vector<uint32_t> const& rows) {
    return in_lottery_order(month, streams::operation, rows,
                            [&world](uint32_t o) { return world.operations[o].owner_id; });
  }

  static std::size_t country_of(World const& world, uint32_t o) {
    return world.geography->country[world.operations[o].location];
  }

  /// By country, over the hazard of each operation: a keyed log-AR(1) of mean 1, the same in every arm.
  std::vector<float> shared_hazards(MonthContext const& month, World& world) const {
    double const keep = math::exp(-1.0 / country_months_);
    std::vector<float> out;
    for (std::size_t k = 0; k < world.country_log_hazard.size(); ++k) {
      double& log_hazard = world.country_log_hazard[k];
      double const news = static_cast<double>(
          Luck::to_normal(month.luck.block(world.geography->country_key[k], month.ordinal, streams::country)[0]));
      log_hazard = keep * log_hazard + country_log_sd_ * std::sqrt(1.0 - keep * keep) * news;
      out.push_back(static_cast<float>(math::exp(log_hazard - country_log_sd_ * country_log_sd_ / 2)));
    }
    return out;
  }

  /// Lets an operation fail, lose its manager or its equipment, or pay officials. False if it ends.
  bool goes_on(World& world, uint32_t o, PhiloxBlock const& words, float shared_hazard, Book& book) const {
    Operation& operation = world.operations[o];
    if (!runs_it(world, o)) {
      bool const alive = is_known(world, o);
      operation.owner = alive ? operation.owner : no_row;
      // If its manager has died or left for good, it may wait for a successor.
      return !alive && static_cast<double>(Luck::to_uniform(words[1])) < p_.succession;
    }
    if (Luck::to_uniform(words[0]) < operation.hazard * shared_hazard) {
      Cents const lost = whole(lost_share_ * static_cast<double>(std::max<Cents>(0, operation.cash_cents)));
      operation.cash_cents -= lost;
      book.add(Category::lost_capital, lost);
      return false;
    }
    if (operation.technology != Technology::manual &&
        static_cast<double>(Luck::to_uniform(words[2])) < p_.equipment_yearly_loss / months_per_year)
      operation.technology = Technology::manual;
    if (operation.licence != Licence::licensed &&
        static_cast<double>(Luck::to_uniform(words[3])) < formality_.harassment_per_year / months_per_year) {
      Cents const asked = whole(formality_.harassment_paid_share * formality_.harassment_months *
                                static_cast<double>(operation.expected_take_usd) * cents_per_usd);
      Cents const paid = std::min(std::max<Cents>(0, operation.cash_cents), asked);
      operation.cash_cents -= paid;
      book.add(Category::harassment, paid);
    }
    return true;
  }

  /// Ends an operation. Those who lent to it lose what it cannot repay. Its manager takes the rest of its cash.
  void close(MonthContext const& month, World& world, uint32_t o) const {
    Operation& operation = world.operations[o];
    for (uint32_t const loan : {operation.loan, operation.working})
      if (loan != no_row && !repay_in_full(world, world.loans[loan]))
        write_off(world, loan, month.ordinal, recovery_sought(credit_, world.loans[loan]));
    if (operation.trader != no_row) {
      Trader& trader = world.traders[operation.trader];
      Cents const back = std::min(std::max<Cents>(0, operation.cash_cents), operation.prefinance_cents);
      operation.cash_cents -= back;
      world.ledger.month.add(Category::prefinance_repaid, back);
      trader.cash_cents += back;
      trader.prefinance_cents -= operation.prefinance_cents;
      trader.tied_gain_cents -= operation.prefinance_cents - back;
      world.formality.prefinance_lost_cents += operation.prefinance_cents - back;
    }
    Miners& m = world.miners;
    if (is_known(world, o)) {
      m.cash_cents[operation.owner] = checked<int32_t>(m.cash_cents[operation.owner] + operation.cash_cents);
      world.ledger.month.add(Category::closing_capital, operation.cash_cents);
      m.operation[operation.owner] = 0;
      if (formal_ < axis_.size() && m.livelihood[operation.owner] == formal_)
        m.livelihood[operation.owner] = static_cast<uint8_t>(informal_);
    } else {
      world.ledger.month.add(Category::estates, operation.cash_cents);
    }
    operation = {};
    world.free_operations.push_back(o);
    ++world.formality.closed;
  }

  /// Managers who mine and run no operation take over one at their concession that has lost its manager, or found a
  /// new one. Leads take over those that are left. Operations without a successor close.
  void fill_vacancies(MonthContext const& month, World& world) const {
    Miners& m = world.miners;
    std::vector<uint32_t> const without_manager =
        open_operations(month, world, [&](uint32_t o) { return world.operations[o].owner == no_row; });
    std::vector<std::tuple<uint16_t, uint32_t, uint64_t, uint32_t>> left;  // location, lot, id, row
    // The least rank that may run an operation: a lead only where one is left.
    std::vector<uint8_t> least_rank(world.geography->locations(), manager);
    draw_each(
        month.luck, month.ordinal, streams::operation, 1, without_manager.size(),
        [&](std::size_t k) { return world.operations[without_manager[k]].owner_id; },
        [&](std::size_t k, PhiloxBlock const& lot) {
          Operation const& operation = world.operations[without_manager[k]];
          left.emplace_back(operation.location, lot[0], operation.owner_id, without_manager[k]);
          least_rank[operation.location] = lead;
        });
    std::vector<uint32_t> const able = candidates(month, world, least_rank);
    std::vector<std::tuple<uint16_t, int, uint32_t, uint64_t, uint32_t>> heirs;  // location, rank down, lot, id, row
    draw_each(
        month.luck, month.ordinal, streams::operation, 1, able.size(), [&](std::size_t k) { return m.id[able[k]]; },
        [&](std::size_t k, PhiloxBlock const& lot) {
          heirs.emplace_back(m.location[able[k]], manager - m.rank[able[k]], lot[1], m.id[able[k]], able[k]);
        });
    std::sort(heirs.begin(), heirs.end());
    std::sort(left.begin(), left.end());
    auto operation = left.begin();
    for (auto const& [location, below, lot, id, row] : heirs) {
      for (; operation != left.end() && std::get<0>(*operation) < location; ++operation)
        close(month, world, std::get<3>(*operation));
      if (operation != left.end() && std::get<0>(*operation) == location)
        succeed(world, month, std::get<3>(*operation++), row);
      else if (below == 0 && !is_barren(world.concessions, location))
        found(world, month, row);
    }
    for (; operation != left.end(); ++operation) close(month, world, std::get<3>(*operation));
  }

  /// People of rank who mine and run no operation.
  std::vector<uint32_t> candidates(MonthContext const& month, World const& world,
                                   std::vector<uint8_t> const& least_rank) const {
    Miners const& m = world.miners;
    return month.executor
        .sum(m.size(), Gathered<uint32_t>{},
             [&](Gathered<uint32_t>& out, std::size_t begin, std::size_t end) {
               for_few_rows(
                   begin, end, [&](std::size_t i) { return m.rank[i] >= lead; },
                   [&](FewRows& able) {
                     able.keep([&](uint32_t i) {
                       return (m.rank[i] >= least_rank[m.location[i]]) & (m.operation[i] == 0) & m.alive(i);
                     });
                     for (uint32_t const i : able)
                       if (axis_.traits[m.livelihood[i]].mining && m.absence[i] == present && m.months_injured[i] == 0)
                         out.all.push_back(i);
                   });
             })
        .all;
  }

  void succeed(World& world, MonthContext const& month, uint32_t o, uint32_t row) const {
    Operation& operation = world.operations[o];
    Miners& m = world.miners;
    m.rank[row] = manager;
    m.operation[row] = o + 1;
    operation.owner = row;
    operation.owner_id = m.id[row];
    meet_manager(operation, p_, formality_, month.luck);
    bool const licensed = operation.licence == Licence::licensed && formal_ < axis_.size();
    m.livelihood[row] = static_cast<uint8_t>(licensed ? formal_ : informal_);
    ++world.formality.succeeded;
  }

  void found(World& world, MonthContext const& month, uint32_t row) const {
    Miners& m = world.miners;
    uint32_t o = static_cast<uint32_t>(world.operations.size());
    if (world.free_operations.empty()) {
      world.operations.emplace_back();
    } else {
      o = world.free_operations.back();
      world.free_operations.pop_back();
    }
    Operation& operation = world.operations[o];
    operation.open = 1;
    operation.owner = row;
    operation.owner_id = m.id[row];
    operation.location = m.location[row];
    meet_manager(operation, p_, formality_, month.luck);
    operation.expected_take_usd =
        static_cast<float>(usual_take(world, operation.location, static_cast<double>(operation.quality)));
    Cents const capital = whole(founding_share_ * static_cast<double>(m.cash_cents[row]));
    m.cash_cents[row] -= static_cast<int32_t>(capital);
    operation.cash_cents = capital;
    world.ledger.month.add(Category::founding_capital, capital);
    m.operation[row] = o + 1;
    if (axis_.traits[m.livelihood[row]].licensed) m.livelihood[row] = static_cast<uint8_t>(informal_);
    ++world.formality.founded;
  }

  double usual_take(World const& world, std::size_t location, double quality) const {
    auto const& c = world.concessions;
    return c.yield_mg[location] * manager_weight * quality / mg_per_gram * c.site_price_usd[location] *
           (1.0 - cost_share_);
  }

  /// Begins the month of an operation. True if it can work, and its own cash is enough.
  bool has_cash(World const& world, Operation& operation) const {
    operation.sale_cents = operation.take_cents = 0;
    if (is_barren(world.concessions, operation.location)) return false;
    if (operation.cash_cents < needed_cents(p_, cost_share_, operation)) return false;
    operation.funding = Funding::own_cash;
    operation.idle_months = 0;
    return true;
  }

  void find_money(MonthContext const& month, World& world, uint32_t o) const {
    Operation& operation = world.operations[o];
    Cents const needed = needed_cents(p_, cost_share_, operation);
    bool const bears = !is_barren(world.concessions, operation.location);
    if (bears && borrow_working_capital(month, world, o, needed - operation.cash_cents)) {
      operation.funding = Funding::working_capital;
    } else if (bears && prefinance(world, trade_, operation, needed - operation.cash_cents)) {
      operation.funding = Funding::prefinance;
    } else {
      operation.funding = Funding::idle;
      if (++operation.idle_months < p_.closes_after_idle_months) return;
      if (is_known(world, o)) world.miners.waiting[operation.owner] = 1;  // the manager reconsiders what to do
      return close(month, world, o);
    }
    operation.idle_months = 0;
  }

  bool borrow_working_capital(MonthContext const& month, World& world, uint32_t o, Cents missing) const {
    Operation const& operation = world.operations[o];
    if (operation.working != no_row) return false;
    for (Fund const& fund : month.terms.all<Fund>()) {
      if (!fund.lends_for[static_cast<std::size_t>(Purpose::working_capital)] ||
          !fund.eligible.admits(operation.location, world.miners.sex[operation.owner]))
        continue;
      // The line lends what the operation lacks over some months, to managers who bring their deposit and can bear
      // the instalments.
      Cents const amount = std::min(fund.cap_cents, whole(p_.line_months * static_cast<double>(missing)));
      double const instalment =
          instalment_usd(static_cast<double>(amount) / cents_per_usd, fund.yearly_rate, fund.term_months);
      bool const bears = instalment <= fund.service_cap * static_cast<double>(operation.expected_take_usd);
      bool const brings = static_cast<double>(operation.cash_cents) >=
                          fund.deposit * static_cast<double>(operation.cash_cents + missing);
      if (amount < missing || !bears || !brings) {
        ++world.credit.applications[static_cast<std::size_t>(Purpose::working_capital)];
        ++world.programmes[fund.programme].refused;
      } else if (apply_for_loan(world, fund, Purpose::working_capital, o, amount, month.ordinal)) {
        return true;
      }
    }
    return false;
  }

  OperationParameters const& p_;
  TradeParameters const& trade_;
  FormalityParameters const& formality_;
  CreditParameters const& credit_;
  double cost_share_;
  LivelihoodAxis axis_;
  std::size_t informal_, formal_;
  double founding_share_ = 0, lost_share_ = 0, country_log_sd_ = 0, country_months_ = 0;
};

}  // namespace

void add_operations_process(Registry& registry) {
  registry.process<OperationsProcess>(
      "operations", "Opens, closes and passes on operations, and finds the money for their work of the month.",
      MonthPart::work);
}

}  // namespace tributer
