// What everybody earns this month.
// Mining gives yield x pay weight x a random factor with mean 1 and heavy but bounded tails (most months are poor,
// V18). Gold is rounded down to the milligram for each miner and sold at the local price, less running costs. People in
// debt to their trader get the tied price. Own-account work outside mining pays the posted income times a factor of
// rank; a posted wage is the same for all ranks. Miners have accidents (P-63). The random factor of a manager is one
// for the whole crew. His share goes to the cash of his operation, which pays him later (processes/takings, payout).
// Leaves out: skill.
#include <algorithm>
#include <array>

#include "tributer/core/draws.hpp"
#include "tributer/core/units.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

/// What the miners of a location do in a month.
struct Mined {
  Cents net = 0, margin = 0;  ///< net pay; gain of traders on the gold that they bought
  Milligrams gold = 0, formal = 0;
  int64_t accidents = 0;
};

struct Earned {
  Book book;
  std::vector<Mined> at;  ///< by location
  Earned& operator+=(Earned const& o) {
    book += o.book;
    for (std::size_t p = 0; p < at.size(); ++p) {
      at[p].net += o.at[p].net, at[p].margin += o.at[p].margin, at[p].gold += o.at[p].gold;
      at[p].formal += o.at[p].formal, at[p].accidents += o.at[p].accidents;
    }
    return *this;
  }
};

/// What a livelihood is, as far as its pay goes.
struct WorkKind {
  bool mines = false, own_account = false;
  bool formal = false;  ///< its gold counts as output of licensed operations
  bool cedes = false;   ///< owes the large-scale mine a share of each sale
};

/// What a livelihood pays at a location this month.
struct PayHere {
  std::array<Cents, n_ranks> posted{};    ///< outside mining
  std::array<double, n_ranks> gold_mg{};  ///< of a miner, before luck
  int64_t free = 0, tied = 0;             ///< prices of a miner's gold per milligram, in millionths of a cent
};
/// What gold is worth at a location this month, and what else depends on the location only.
struct GoldHere {
  int64_t world = 0, free = 0, tied = 0;  ///< prices per milligram in millionths of a cent
  int64_t tribute_bp = 0;
  float accident = 0;  ///< chance of an accident
};
struct PayTables {
  std::vector<PayHere> pay;      ///< by location and livelihood
  std::vector<GoldHere> ground;  ///< by location
};
Cents value_of(Milligrams gold, int64_t price) { return gold * price / per_million; }

class Work final : public Process {
 public:
  explicit Work(BuildContext const& context)
      : choice_(context.parameters.choice),
        ground_(context.parameters.ground),
        traders_(context.parameters.traders),
        livelihoods_(&context.livelihoods),
        axis_(context.axis),
        random_factor_(choice_.income_lottery_log_sd, choice_.lottery_cut_sd),
        manager_random_factor_(context.parameters.operations.luck_log_sd, choice_.lottery_cut_sd) {
    TableReader const t = context.study.table("accidents");
    double const yearly =
        t.real("per_year", 0.289, {"1/year", 0, 0.6, "P-63", "injuries of a miner in a year of work"});
    accident_ = static_cast<float>(yearly / months_per_year);
    training_effect_ = static_cast<float>(
        t.real("training_effect", 0.3,
               {"1", 0, 1, "assumed: P-64 has no figure for training", "share of accidents that training prevents"}));
    months_off_ = t.integer("months_off", 1,
                            {"month", 0, 12, "assumed: most are hurt lightly", "months without work after an injury"});
    cost_bp_ = rounded(ground_.running_cost_share * per_ten_thousand);
    for (int rank = 0; rank < n_ranks; ++rank)
      rank_factor_[static_cast<std::size_t>(rank)] = math::exp(choice_.rank_permanence * math::ln_2 * rank);
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      LivelihoodTraits const& t_k = axis_.traits[k];
      kinds_[k] = {t_k.mining, t_k.own_account, !t_k.unlicensed, t_k.rationed && !t_k.licensed};
    }
  }

  void step(MonthContext const& month, World& world) const override {
    std::size_t const locations = world.geography->locations();
    PayTables const tables = tables_of(month, world);
    Earned const earned =
        month.executor.sum(world.miners.size(), Earned{{}, std::vector<Mined>(locations)},
                           [&](Earned& out, std::size_t begin, std::size_t end) {
                             Rows rows(month.ordinal);
                             for (std::size_t i = begin; i < end; i += Draws::most)
                               earn(month, world, tables, i, std::min(end, i + Draws::most), rows, out);
                           });
    world.ledger.month += earned.book;
    auto& c = world.concessions;
    for (std::size_t p = 0; p < locations; ++p) {
      Mined const& mined = earned.at[p];
      c.mining_income_cents[p] = mined.net, c.output_mg[p] = mined.gold, c.formal_mg[p] = mined.formal;
      world.harm.accidents[p] = mined.accidents;
    }
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      // A reserve is an estimate: what is mined beyond it in its last month counts as discovered, like new ground.
      Milligrams const gold = earned.at[p].gold,
                       of_new_ground = whole(c.new_ground_share[p] * static_cast<double>(gold)),
                       opened = std::max(of_new_ground, gold - c.reserve_mg[p]);
      c.reserve_mg[p] -= gold - opened;
      c.discovered_mg[p] += opened;
      c.rent_cents[p] = value_of(gold, tables.ground[p].free);
      world.trader_flow_cents[p] += earned.at[p].margin;
    }
  }

 private:
  Cents posted_cents(MonthContext const& month, World const& world, std::size_t cell, std::size_t rank) const {
    std::size_t const k = cell % axis_.size();
    double const usd = world.concessions.base_income_usd[cell];
    if (axis_.traits[k].mining || usd < 0) return 0;
    double const factor =
        axis_.traits[k].own_account ? rank_factor_[rank] * (*livelihoods_)[k]->season(month.calendar) : 1.0;
    return whole(usd * factor * cents_per_usd);
  }

  PayTables tables_of(MonthContext const& month, World const& world) const {
    std::size_t const locations = world.geography->locations(), n_k = axis_.size();
    PayTables tables{std::vector<PayHere>(locations * n_k), std::vector<GoldHere>(locations)};
    for (std::size_t cell = 0; cell < locations * n_k; ++cell)
      for (std::size_t rank = 0; rank < n_ranks; ++rank)
        tables.pay[cell].posted[rank] = posted_cents(month, world, cell, rank);
    auto const millionths = [](double usd_per_gram) {
      return whole(usd_per_gram * cents_per_usd / mg_per_gram * per_million);
    };
    auto const& c = world.concessions;
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      double const free = c.site_price_usd[p], tied = free * (1.0 - tied_discount(traders_, c.traders[p]));
      float const careful = 1.0f - training_effect_ * static_cast<float>(c.safety_trained[p]);
      tables.ground[p] = {millionths(world_price(world, p) * c.kept_share[p]), millionths(free), millionths(tied),
                          rounded(world.companies[p].tribute * per_ten_thousand), accident_ * careful};
      for (std::size_t k = 0; k < n_k; ++k) {
        std::size_t const cell = p * n_k + k;
        PayHere& pay = tables.pay[cell];
        pay.free = millionths(free * c.crew_price[cell]), pay.tied = millionths(tied * c.crew_price[cell]);
        for (std::size_t rank = 0; rank < n_ranks; ++rank)
          pay.gold_mg[rank] = c.yield_mg[p] * pay_weight[rank] * c.crew_output[cell];
      }
    }
    return tables;
  }

  using RowList = std::array<std::size_t, Draws::most>;
  /// The rows of people who mine this month, of few rows at a time, and their luck.
  struct Rows {
    RowList mining, miners, managers;
    Draws luck;
    explicit Rows(uint32_t month) : luck(month) {}
  };

  /// The month of the people of the rows from `begin` to `end`.
  void earn(MonthContext const& month, World& world, PayTables const& tables, std::size_t begin, std::size_t end,
            Rows& rows, Earned& out) const {
    Miners& m = world.miners;
    std::size_t const n_mining = pay_outside_mining(world, tables, begin, end, rows, out.book);
    std::size_t n_miners = 0, n_managers = 0;
    for (std::size_t j = 0; j < n_mining; ++j) {
      std::size_t const i = rows.mining[j];
      bool const manages = m.operation[i] != 0;
      rows.miners[n_miners] = i, rows.managers[n_managers] = i;
      n_miners += !manages, n_managers += manages;
    }
    draw(month, world, rows.miners, n_miners, random_factor_, rows.luck);
    mine(world, tables, rows.miners, n_miners, rows.luck, out);
    draw(month, world, rows.managers, n_managers, manager_random_factor_, rows.luck);
    work_operations(world, tables, rows.managers, n_managers, rows.luck, out);
  }

  /// Pays people who do not mine, and lists the others. Returns how many these are.
  std::size_t pay_outside_mining(World& world, PayTables const& tables, std::size_t begin, std::size_t end, Rows& rows,
                                 Book& book) const {
    Miners& m = world.miners;
    std::size_t const n_k = axis_.size();
    uint8_t const* const livelihood = m.livelihood.data();
    uint8_t const* const package = m.package.data();
    uint8_t const* const rank = m.rank.data();
    uint8_t* const months_injured = m.months_injured.data();
    uint8_t* const absence = m.absence.data();
    uint16_t const* const location = m.location.data();
    int32_t* const income_cents = m.income_cents.data();
    PayHere const* const pays = tables.pay.data();
    std::size_t n_mining = 0;
    Cents paid = 0, own_account = 0;
    for (std::size_t i = begin; i < end; ++i) {
      std::size_t const k = livelihood[i];
      if (k == gone) continue;
      income_cents[i] = 0;
      if (months_injured[i] > 0) {
        --months_injured[i];
        if (absence[i] == present) absence[i] = injured;
        continue;
      }
      if (absence[i] != present) continue;
      WorkKind const& kind = kinds_[k];
      Cents pay = pays[location[i] * n_k + k].posted[rank[i]];  // of those who mine: 0
      if (package[i] != 0 && kind.own_account)
        pay += whole(static_cast<double>(world.packages[package[i] - 1u].gain) * static_cast<double>(pay));
      income_cents[i] = checked<int32_t>(pay);
      paid += pay;
      own_account += pay * Cents{kind.own_account};
      rows.mining[n_mining] = i;
      n_mining += kind.mines;
    }
    book.add(Category::own_account_income, own_account);
    book.add(Category::lsm_wages, paid - own_account);
    return n_mining;
  }

  static void draw(MonthContext const& month, World const& world, RowList const& rows, std::size_t n,
                   RandomFactor const& factor, Draws& luck) {
    luck.clear();
    uint64_t const* const id = world.miners.id.data();
    for (std::size_t j = 0; j < n; ++j) luck.add(id[rows[j]]);
    luck.draw_uniforms(month.luck, streams::accident);
    luck.draw_factors(month.luck, streams::income, factor);
  }

  void mine(World& world, PayTables const& tables, RowList const& rows, std::size_t n, Draws const& luck,
            Earned& out) const {
    Miners& m = world.miners;
    std::size_t const n_k = axis_.size();
    uint8_t const* const livelihood = m.livelihood.data();
    uint8_t const* const rank = m.rank.data();
    uint16_t const* const location = m.location.data();
    int32_t const* const debt_cents = m.debt_cents.data();
    int32_t* const income_cents = m.income_cents.data();
    PayHere const* const pays = tables.pay.data();
    GoldHere const* const grounds = tables.ground.data();
    Mined* const mined = out.at.data();
    Cents sales = 0, costs = 0, tributes = 0, exports = 0;
    for (std::size_t j = 0; j < n; ++j) {
      std::size_t const i = rows[j], p = location[i], k = livelihood[i];
      PayHere const& pay = pays[p * n_k + k];
      Milligrams const gold = whole(pay.gold_mg[rank[i]] * static_cast<double>(luck.factor(j)));
      Cents const sale = value_of(gold, debt_cents[i] > 0 ? pay.tied : pay.free), cost = basis_points(sale, cost_bp_),
                  tribute = kinds_[k].cedes ? basis_points(sale, grounds[p].tribute_bp) : 0,
                  net = sale - cost - tribute;
      income_cents[i] = checked<int32_t>(net);
      sales += sale, costs += cost, tributes += tribute;
      exports += book_gold(grounds[p], k, gold, sale, net, mined[p]);
      if (luck.uniform(j) < grounds[p].accident) have_accident(m, i, mined[p]);
    }
    out.book.add(Category::gold_bought, sales);
    out.book.add(Category::running_costs, costs);
    out.book.add(Category::tribute, tributes);
    out.book.add(Category::gold_sold, exports);
  }

  /// A manager's share of the gold goes to the cash of his operation, which pays him later.
  void work_operations(World& world, PayTables const& tables, RowList const& rows, std::size_t n, Draws const& luck,
                       Earned& out) const {
    Miners& m = world.miners;
    for (std::size_t j = 0; j < n; ++j) {
      std::size_t const i = rows[j], p = m.location[i], k = m.livelihood[i];
      Operation& operation = world.operations[m.operation[i] - 1];
      GoldHere const& ground = tables.ground[p];
      Milligrams const gold = whole(world.concessions.yield_mg[p] * static_cast<double>(operation.weight) *
                                    static_cast<double>(luck.factor(j)));
      operation.sale_cents = value_of(gold, operation.trader != no_row ? ground.tied : ground.free);
      Cents const cost = basis_points(operation.sale_cents, cost_bp_),
                  tribute = kinds_[k].cedes ? basis_points(operation.sale_cents, ground.tribute_bp) : 0;
      operation.take_cents = operation.sale_cents - cost - tribute;
      operation.cash_cents += operation.take_cents;
      out.book.add(Category::operation_gold, operation.sale_cents);
      out.book.add(Category::operation_costs, cost);
      out.book.add(Category::pit_tribute, tribute);
      out.book.add(Category::gold_sold,
                   book_gold(ground, k, gold, operation.sale_cents, operation.take_cents, out.at[p]));
      if (luck.uniform(j) < ground.accident) have_accident(m, i, out.at[p]);
    }
  }

  /// Books gold that is sold at a location, and returns what it brings in the world.
  Cents book_gold(GoldHere const& ground, std::size_t k, Milligrams gold, Cents sale, Cents net, Mined& mined) const {
    Cents const exported = value_of(gold, ground.world);
    mined.margin += exported - sale;
    mined.gold += gold;
    mined.formal += gold * Milligrams{kinds_[k].formal};
    mined.net += net;
    return exported;
  }

  void have_accident(Miners& m, std::size_t i, Mined& mined) const {
    ++mined.accidents;
    m.months_injured[i] = checked<uint8_t>(months_off_);
  }

  ChoiceParameters const& choice_;
  GroundParameters const& ground_;
  TraderParameters const& traders_;
  Livelihoods const* livelihoods_;
  LivelihoodAxis axis_;
  RandomFactor random_factor_, manager_random_factor_;
  float accident_ = 0, training_effect_ = 0;
  int64_t months_off_ = 1, cost_bp_ = 0;
  std::array<double, n_ranks> rank_factor_{};
  std::array<WorkKind, most_livelihoods> kinds_{};
};

}  // namespace

void add_work_process(Registry& registry) {
  registry.process<Work>("work", "Pays everybody for the work of the month; miners may have accidents.",
                         MonthPart::work, {"site_yield"});
}

}  // namespace tributer
