// The people and places of one replicate: so many belong to each concession (counted miners x
// undercount, plus a reservoir), with attributes from the cohort tables, standing where the inverted
// ground has them at rest. The counted number digs at each place: those to whom it is worth most.
#include <algorithm>
#include <numeric>

#include "tributer/core/units.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/initialisers.hpp"
#include "tributer/model/lending.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/trust.hpp"

namespace tributer {
namespace {

void size_tables(World& world, double trust, double opening_chance) {
  std::size_t const locations = world.geography->locations();
  TableSizes const sizes{locations, locations * world.n_livelihoods, locations * months_per_year,
                         world.geography->edge_to.size()};
  size_columns(world.concessions, sizes);
  size_columns(world.values, sizes);
  size_columns(world.harm, sizes);
  fill(world.concessions.trust, locations, trust);
  fill(world.concessions.chance, sizes[Entity::location_and_livelihood], opening_chance);
  world.concessions.tenure = world.geography->tenure;
  world.trader_flow_cents.assign(locations, 0);
  world.companies.assign(locations, {});
  world.country_log_hazard.assign(world.geography->countries.size(), 0);
}

/// Opening productivity is a draw from the rest of its process.
void open_ground(World& world, Ground const& ground, GroundParameters const& p, TraderParameters const& traders,
                 Luck const& luck) {
  auto& c = world.concessions;
  for (std::size_t i = 0; i < world.geography->n; ++i) {
    c.grade_mg[i] = ground.grade_mg[i];
    c.amenity[i] = ground.amenity[i];
    double const weight = static_cast<double>(world.geography->weight);
    c.capacity[i] = ground.capacity[i] / weight;
    c.start_miners[i] = ground.start_miners[i] / weight;
    c.start_people[i] = ground.people[i] / weight;
    double const output = site_output_mg(ground.grade_mg[i], c.start_miners[i], c.capacity[i], 1, 0);
    c.reserve_mg[i] = c.opening_reserve_mg[i] = c.full_reserve_mg[i] =
        whole(output * months_per_year * p.reserve_years);
    c.usual_output_mg[i] = output;
    c.site_price_usd[i] = site_price(traders, world_price(world, i), world.geography->hours_to_market[i]);
    c.yield_mg[i] = output / std::max(1.0 / weight, c.start_miners[i]) / mean_pay_weight;
    c.log_shock[i] = site_shock_sd(p, world.geography->n_sites[i]) *
                     static_cast<double>(Luck::to_normal(luck.block(i, 0, Stream::site_shock, 1)[0]));
  }
}

void open_beliefs(World& world, Livelihoods const& livelihoods, ChoiceParameters const& choice,
                  GroundParameters const& p) {
  auto& c = world.concessions;
  for (std::size_t location = 0; location < world.geography->locations(); ++location)
    for (std::size_t k = 0; k < livelihoods.size(); ++k) {
      std::size_t const cell = location * livelihoods.size() + k;
      bool const mining = livelihoods[k]->traits().mining;
      c.base_income_usd[cell] = livelihoods[k]->posted_usd(world, location);
      c.expected_usd[cell] =
          mining && location < world.geography->n
              ? net_pay_usd(c.yield_mg[location] * mean_pay_weight, c.site_price_usd[location], p.running_cost_share)
              : std::max(0.0, c.base_income_usd[cell]);
      if (mining && location < world.geography->n)
        world.values.mining_here[location] = static_cast<float>(pay_value(
            c.expected_usd[cell], choice.risk_discount, choice.income_lottery_log_sd * choice.income_lottery_log_sd));
    }
}

/// a_i of everybody: how much each minds what a living pays.
std::vector<float> opening_sensitivities(Miners const& m, ChoiceParameters const& p, NeedParameters const& need) {
  std::vector<float> ratios(m.size());
  for (std::size_t i = 0; i < m.size(); ++i)
    ratios[i] =
        need_ratio(static_cast<float>(need_usd(need, m.dependants[i])), static_cast<float>(p.typical_income_usd),
                   static_cast<float>(m.others_income_usd[i]),
                   static_cast<float>(m.cash_cents[i]) * usd_per_cent<float>, static_cast<float>(p.savings_months));
  std::vector<float> sorted = ratios;
  if (sorted.empty()) return sorted;
  auto const middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  for (float& q : ratios)
    q = sensitivity(static_cast<float>(p.income_sensitivity), static_cast<float>(p.need_strength), q / *middle);
  return ratios;
}

/// Every manager who digs runs a pit; its cash is drawn by his id.
void open_operations(World& world, OperationParameters const& p, FormalityParameters const& formality,
                     GroundParameters const& ground, std::size_t mining, Luck const& luck) {
  Miners& m = world.miners;
  for (uint32_t i = 0; i < m.size(); ++i) {
    if (m.rank[i] != manager || m.livelihood[i] != mining) continue;
    Operation operation;
    operation.open = 1;
    operation.owner = i;
    operation.owner_id = m.id[i];
    operation.location = m.location[i];
    meet_manager(operation, p, formality, luck);
    auto const& c = world.concessions;
    operation.expected_take_usd =
        static_cast<float>(c.yield_mg[operation.location] * manager_weight * static_cast<double>(operation.quality) /
                           mg_per_gram * c.site_price_usd[operation.location] * (1.0 - ground.running_cost_share));
    double const z = static_cast<double>(Luck::to_normal(luck.block(operation.owner_id, 0, Stream::manager)[2]));
    operation.cash_cents = whole(cents_per_usd * p.opening_cash_usd * math::exp(p.opening_cash_log_sd * z));
    world.ledger.month.add(Category::pit_capital, operation.cash_cents);
    world.operations.push_back(operation);
    m.operation[i] = static_cast<uint32_t>(world.operations.size());
  }
}

/// Traders by place, with the capital that usual purchases tie up; one `outside`, whom people there repay.
void open_traders(World& world, TradeParameters const& p) {
  std::vector<int64_t> operations(world.geography->locations());
  for (Operation const& operation : world.operations) ++operations[operation.location];
  for (std::size_t location = 0; location < world.geography->locations(); ++location) {
    int64_t const n = std::max<int64_t>(
        1, rounded(static_cast<double>(operations[location] * world.geography->weight) / p.operations_per_trader));
    double const usual = location < world.geography->n ? world.concessions.usual_output_mg[location] / mg_per_gram *
                                                             world_price(world, location) * cents_per_usd
                                                       : 0;
    Trader trader;
    trader.location = static_cast<uint16_t>(location);
    trader.cash_cents = whole(std::max(1.0, p.headroom) * p.turn_months * usual / static_cast<double>(n));
    for (int64_t k = 0; k < n; ++k) {
      world.traders.push_back(trader);
      world.ledger.month.add(Category::trader_capital, trader.cash_cents);
    }
  }
}

void open_lenders(World& world, std::vector<LenderParameters> const& lenders) {
  for (LenderParameters const& p : lenders) {
    Lender lender;
    lender.cash_cents = cents_from_usd(p.capital_usd) / world.geography->weight;
    world.ledger.month.add(Category::lender_capital, lender.cash_cents);
    world.lenders.push_back(lender);
  }
}

/// Where a person who belongs to `home` stands at the start.
class StartLocations {
 public:
  StartLocations(Ground const& ground, PeopleParameters const& p, std::size_t n)
      : ground_(ground), n_(n), migrants_total_(std::accumulate(ground.migrants.begin(), ground.migrants.end(), 0.0)) {
    locals_.resize(n);
    for (std::size_t h = 0; h < n; ++h) locals_[h] = ground.people[h] * (1.0 - p.migrant_share);
  }
  std::size_t of_local(std::size_t home, double u) const {
    double left = u * locals_[home];
    for (std::size_t location = 0; location < n_; ++location) {
      left -= ground_.away[location * n_ + home];
      if (left < 0) return location;
    }
    return home;
  }
  std::size_t of_migrant(double u) const {
    double left = u * migrants_total_;
    for (std::size_t location = 0; location < n_; ++location) {
      left -= ground_.migrants[location];
      if (left < 0) return location;
    }
    return n_;
  }

 private:
  Ground const& ground_;
  std::size_t n_;
  double migrants_total_;
  std::vector<double> locals_;
};

}  // namespace

World build_population(BuildContext const& context, std::shared_ptr<Geography const> geography, Ground const& ground,
                       std::vector<double> const& prices_usd, Luck const& luck) {
  World world;
  world.geography = std::move(geography);
  world.n_livelihoods = context.livelihoods.size();
  world.mean_attachment = ground.mean_attachment;
  world.price_usd_per_gram = world.start_price_usd = prices_usd;
  size_tables(world, context.parameters.trust.usual, context.parameters.beliefs.opening_chance);
  ChoiceParameters const choice = context.parameters.choice;
  GroundParameters const g = context.parameters.ground;
  PeopleParameters const people = context.parameters.people;
  open_ground(world, ground, g, context.parameters.traders, luck);
  open_beliefs(world, context.livelihoods, choice, g);

  LivelihoodAxis const& axis = context.axis;
  std::size_t const n = world.geography->n, mining = axis.find("informal_mining");
  std::size_t best = 0;  // livelihood of those who do not dig
  for (std::size_t k = 0; k < axis.size(); ++k)
    if (!axis.traits[k].mining && !axis.traits[k].rationed &&
        world.concessions.expected_usd[k] > world.concessions.expected_usd[best])
      best = k;
  std::size_t const outside_work = axis.find("other_work");
  std::vector<int64_t> belonging(n);
  std::size_t total = 0;
  for (std::size_t c = 0; c < n; ++c)
    total += static_cast<std::size_t>(belonging[c] = rounded(world.concessions.start_people[c]));
  world.miners.resize(total);
  StartLocations const locations(ground, people, n);
  std::vector<std::vector<std::pair<float, uint32_t>>> liking(n);  // of digging, by place
  for (std::size_t row = 0, c = 0; c < n; ++c)
    for (int64_t k = 0; k < belonging[c]; ++k, ++row) {
      Person const person = make_person(person_luck(luck, row), people, {ground.mean_attachment}, false);
      auto const words = luck.block(row, 0, Stream::start_location);
      double const u = static_cast<double>(Luck::to_uniform(words[0]));
      std::size_t const location = person.origin == migrant ? locations.of_migrant(u) : locations.of_local(c, u);
      settle(world.miners, row, row, person, static_cast<uint16_t>(person.origin == migrant ? n : c),
             static_cast<uint16_t>(location));
      if (location == n) world.miners.last_location[row] = static_cast<uint16_t>(c);
      world.miners.livelihood[row] = static_cast<uint8_t>(location < n ? best : outside_work);
      if (location < n)
        liking[location].emplace_back(Luck::to_gumbel(words[1]) - Luck::to_gumbel(words[2]),
                                      static_cast<uint32_t>(row));
      world.ledger.month.add(Category::opening_cash, person.cash_cents);
    }
  std::vector<float> const sensitivities = opening_sensitivities(world.miners, choice, context.parameters.need);
  for (std::size_t location = 0; location < n; ++location) {
    auto& here = liking[location];
    float const gain =
        world.values.mining_here[location] -
        static_cast<float>(pay_value(world.concessions.expected_usd[location * axis.size() + best], 0, 0));
    // Who has long been free to come and go is sorted twice as sharply as by one choice: odds of coming over odds
    // of leaving, near even odds.
    for (auto& [like, row] : here) {
      float const taste =
          world.miners.attachment[row] - static_cast<float>(world.miners.legitimacy_milli[row]) * utility_per_milli;
      like = -(like + 2.0f * (taste + sensitivities[row] * gain));
    }
    std::size_t const digging =
        std::min(here.size(), static_cast<std::size_t>(rounded(world.concessions.start_miners[location])));
    std::sort(here.begin(), here.end());
    for (std::size_t k = 0; k < digging; ++k) world.miners.livelihood[here[k].second] = static_cast<uint8_t>(mining);
  }
  open_operations(world, context.parameters.operations, context.parameters.formality, g, mining, luck);
  open_traders(world, context.parameters.trade);
  open_lenders(world, context.parameters.credit.lenders);
  check(world.ledger.close() == 0, "the opening books do not balance");
  return world;
}

}  // namespace tributer
