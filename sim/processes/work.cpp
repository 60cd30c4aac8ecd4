// What everybody earns this month.
// Mining gives yield x pay weight x a random factor with mean 1 and heavy but bounded tails (most months are poor,
// V18). Gold is rounded down to the milligram for each miner and sold at the local price, less running costs. People in
// debt to their trader get the tied price. Own-account work outside mining pays the posted income times a factor of
// rank; a posted wage is the same for all ranks. Miners have accidents (P-63). The random factor of a manager is one
// for the whole crew. His share goes to the cash of his operation, which pays him later (processes/takings, payout).
// Leaves out: skill.
#include <array>

#include "tributer/core/units.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {
namespace {

/// A log-normal random factor, cut at a number of standard deviations and scaled to mean 1.
struct RandomFactor {
  float sd = 0, most = 0, shift = 0;
  RandomFactor(double log_sd, double cut_sd) : sd(static_cast<float>(log_sd)), most(static_cast<float>(cut_sd)) {
    double sum = 0;
    constexpr int n = 4096;
    for (int i = 0; i < n; ++i)
      sum += math::exp(log_sd * cut(math::inverse_normal((static_cast<float>(i) + 0.5f) / n)));
    shift = static_cast<float>(-math::log(sum / n));
  }
  float cut(float z) const { return z < -most ? -most : (z > most ? most : z); }
  float draw(uint32_t word) const { return math::exp(sd * cut(Luck::to_normal(word)) + shift); }
};

struct Earned {
  Book book;
  std::vector<Cents> mining, margin;  ///< by location: net pay; gain of traders on the gold that they bought
  std::vector<Milligrams> gold, formal;
  std::vector<int64_t> accidents;
  explicit Earned(std::size_t n) : mining(n), margin(n), gold(n), formal(n), accidents(n) {}
  Earned& operator+=(Earned const& o) {
    book += o.book;
    for (std::size_t i = 0; i < mining.size(); ++i) {
      mining[i] += o.mining[i], margin[i] += o.margin[i], gold[i] += o.gold[i];
      formal[i] += o.formal[i], accidents[i] += o.accidents[i];
    }
    return *this;
  }
};

/// Prices per milligram in millionths of a cent, by location, and by location and livelihood for crews.
struct GoldPrices {
  std::vector<int64_t> world, free, tied, crew_free, crew_tied;
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
  }

  void step(MonthContext const& month, World& world) const override {
    std::size_t const locations = world.geography->locations(), n_k = axis_.size();
    GoldPrices const prices = gold_prices(world);
    std::vector<Cents> posted(locations * n_k * n_ranks);
    for (std::size_t cell = 0; cell < locations * n_k; ++cell)
      for (std::size_t rank = 0; rank < n_ranks; ++rank)
        posted[cell * n_ranks + rank] = posted_cents(month, world, cell, rank);
    Earned earned = month.executor.sum(world.miners.size(), Earned(locations),
                                       [&](Earned& out, std::size_t begin, std::size_t end) {
                                         for (std::size_t i = begin; i < end; ++i)
                                           earn(month, world, prices, posted, i, out);
                                       });
    world.ledger.month += earned.book;
    world.concessions.mining_income_cents = std::move(earned.mining);
    world.harm.accidents = std::move(earned.accidents);
    auto& c = world.concessions;
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      // A reserve is an estimate: what is mined beyond it in its last month counts as discovered, like new ground.
      Milligrams const of_new_ground = whole(c.new_ground_share[p] * static_cast<double>(earned.gold[p])),
                       opened = std::max(of_new_ground, earned.gold[p] - c.reserve_mg[p]);
      c.reserve_mg[p] -= earned.gold[p] - opened;
      c.discovered_mg[p] += opened;
      c.rent_cents[p] = value_of(earned.gold[p], prices.free[p]);
      world.trader_flow_cents[p] += earned.margin[p];
    }
    c.output_mg = std::move(earned.gold);
    c.formal_mg = std::move(earned.formal);
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

  GoldPrices gold_prices(World const& world) const {
    GoldPrices prices;
    auto const millionths = [](double usd_per_gram) {
      return whole(usd_per_gram * cents_per_usd / mg_per_gram * per_million);
    };
    for (std::size_t p = 0; p < world.geography->n; ++p) {
      double const free = world.concessions.site_price_usd[p],
                   tied = free * (1.0 - tied_discount(traders_, world.concessions.traders[p]));
      prices.world.push_back(millionths(world_price(world, p) * world.concessions.kept_share[p]));
      prices.free.push_back(millionths(free));
      prices.tied.push_back(millionths(tied));
      for (std::size_t k = 0; k < axis_.size(); ++k) {
        double const crew = world.concessions.crew_price[p * axis_.size() + k];
        prices.crew_free.push_back(millionths(free * crew));
        prices.crew_tied.push_back(millionths(tied * crew));
      }
    }
    return prices;
  }

  void earn(MonthContext const& month, World& world, GoldPrices const& prices, std::vector<Cents> const& posted,
            std::size_t i, Earned& out) const {
    Miners& m = world.miners;
    if (!m.alive(i)) return;
    m.income_cents[i] = 0;
    if (m.months_injured[i] > 0) {
      --m.months_injured[i];
      if (m.absence[i] == present) m.absence[i] = injured;
      return;
    }
    if (m.absence[i] != present) return;
    std::size_t const location = m.location[i], k = m.livelihood[i];
    if (!axis_.traits[k].mining) {
      Cents pay = posted[(location * axis_.size() + k) * n_ranks + m.rank[i]];
      if (m.package[i] != 0 && axis_.traits[k].own_account)
        pay += whole(static_cast<double>(world.packages[m.package[i] - 1u].gain) * static_cast<double>(pay));
      m.income_cents[i] = checked<int32_t>(pay);
      out.book.add(axis_.traits[k].own_account ? Category::own_account_income : Category::lsm_wages, pay);
      return;
    }
    uint32_t const word = month.luck.block(m.id[i], month.ordinal, streams::income)[0];
    if (m.operation[i] != 0)
      work_operation(world, prices, world.operations[m.operation[i] - 1], i, word, out);
    else
      mine(world, prices, i, word, out);
    float const careful = 1.0f - training_effect_ * static_cast<float>(world.concessions.safety_trained[location]);
    if (month.luck.uniform(m.id[i], month.ordinal, streams::accident) < accident_ * careful) {
      ++out.accidents[location];
      m.months_injured[i] = checked<uint8_t>(months_off_);
    }
  }

  void mine(World& world, GoldPrices const& prices, std::size_t i, uint32_t word, Earned& out) const {
    Miners& m = world.miners;
    auto const& c = world.concessions;
    std::size_t const location = m.location[i], cell = location * axis_.size() + m.livelihood[i];
    Milligrams const gold = whole(c.yield_mg[location] * pay_weight[m.rank[i]] * c.crew_output[cell] *
                                  static_cast<double>(random_factor_.draw(word)));
    Cents const sale = value_of(gold, m.debt_cents[i] > 0 ? prices.crew_tied[cell] : prices.crew_free[cell]);
    Cents const cost = basis_points(sale, cost_bp_), tribute = tribute_on(world, i, sale);
    m.income_cents[i] = checked<int32_t>(sale - cost - tribute);
    out.book.add(Category::gold_bought, sale);
    out.book.add(Category::running_costs, cost);
    out.book.add(Category::tribute, tribute);
    book_gold(world, prices, i, gold, sale, sale - cost - tribute, out);
  }

  /// The share of a sale that a tributer owes to the large-scale mine.
  Cents tribute_on(World const& world, std::size_t i, Cents sale) const {
    auto const& traits = axis_.traits[world.miners.livelihood[i]];
    if (!traits.rationed || traits.licensed) return 0;
    return basis_points(sale, rounded(world.companies[world.miners.location[i]].tribute * per_ten_thousand));
  }

  /// A manager's share of the gold goes to the cash of his operation, which pays him later.
  void work_operation(World& world, GoldPrices const& prices, Operation& operation, std::size_t i, uint32_t word,
                      Earned& out) const {
    std::size_t const location = world.miners.location[i];
    Milligrams const gold = whole(world.concessions.yield_mg[location] * static_cast<double>(operation.weight) *
                                  static_cast<double>(manager_random_factor_.draw(word)));
    operation.sale_cents = value_of(gold, operation.trader != no_row ? prices.tied[location] : prices.free[location]);
    Cents const cost = basis_points(operation.sale_cents, cost_bp_),
                tribute = tribute_on(world, i, operation.sale_cents);
    operation.take_cents = operation.sale_cents - cost - tribute;
    operation.cash_cents += operation.take_cents;
    out.book.add(Category::operation_gold, operation.sale_cents);
    out.book.add(Category::operation_costs, cost);
    out.book.add(Category::pit_tribute, tribute);
    book_gold(world, prices, i, gold, operation.sale_cents, operation.take_cents, out);
  }

  void book_gold(World const& world, GoldPrices const& prices, std::size_t i, Milligrams gold, Cents sale, Cents net,
                 Earned& out) const {
    std::size_t const location = world.miners.location[i];
    Cents const exported = value_of(gold, prices.world[location]);
    out.book.add(Category::gold_sold, exported);
    out.margin[location] += exported - sale;
    out.gold[location] += gold;
    if (!axis_.traits[world.miners.livelihood[i]].unlicensed) out.formal[location] += gold;
    out.mining[location] += net;
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
};

}  // namespace

void add_work_process(Registry& registry) {
  registry.process<Work>("work", "Pays everybody for the work of the month; miners may have accidents.",
                         MonthPart::work, {"site_yield"});
}

}  // namespace tributer
