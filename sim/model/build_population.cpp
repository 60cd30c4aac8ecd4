// Draws the people and concessions of one replicate. A number of people belongs to each concession (counted miners x
// undercount, plus a reservoir). They get their attributes from the cohort tables, and are put where the inversion of
// the ground found people of that home to be when everybody has settled. At each concession the counted number mine:
// those to whom mining is worth most.
#include <algorithm>
#include <numeric>

#include "tributer/core/units.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/decision.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/initialisers.hpp"
#include "tributer/model/lending.hpp"
#include "tributer/model/licence.hpp"
#include "tributer/model/market.hpp"
#include "tributer/model/operation.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/trust.hpp"
#include "tributer/model/utility.hpp"

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

void open_ground(World& world, Ground const& ground, GroundParameters const& p, TraderParameters const& traders) {
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
    c.counted_veins[i] = c.veins[i] = counted_veins(p, world.geography->n_sites[i], world.geography->counted_miners[i]);
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

/// Opens an operation for every manager who mines. Its cash is drawn by the id of its manager.
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
    double const z = static_cast<double>(Luck::to_normal(luck.block(operation.owner_id, 0, streams::manager)[2]));
    operation.cash_cents = whole(cents_per_usd * p.opening_cash_usd * math::exp(p.opening_cash_log_sd * z));
    world.ledger.month.add(Category::pit_capital, operation.cash_cents);
    world.operations.push_back(operation);
    m.operation[i] = static_cast<uint32_t>(world.operations.size());
  }
}

/// Opens traders by location, with the capital that their usual purchases need. People outside repay the one there.
void open_traders(World& world, TradeParameters const& p) {
  std::vector<int64_t> operations(world.geography->locations());
  for (Operation const& operation : world.operations) ++operations[operation.location];
  for (std::size_t location = 0; location < world.geography->locations(); ++location) {
    double const weight = static_cast<double>(world.geography->weight);
    int64_t const all =
        std::max<int64_t>(1, rounded(static_cast<double>(operations[location]) * weight / p.operations_per_trader));
    // As with operations, one row stands for several traders and has the capital of one, if there are so many.
    int64_t const n = std::max<int64_t>(1, rounded(static_cast<double>(all) / weight));
    world.concessions.traders[location] = all;
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

/// Draws where people of one part of the geography are at the start.
class StartLocations {
 public:
  StartLocations(SettledPart const& part, std::vector<double> const& people, double migrant_share) : part_(part) {
    for (std::size_t const c : part.concessions) locals_.push_back(people[c] * (1.0 - migrant_share));
    std::partial_sum(part.migrants.begin(), part.migrants.end(), std::back_inserter(migrants_));
  }
  /// A concession, for a local whose home is the concession at `home` of this part.
  std::size_t of_local(std::size_t home, double u) const {
    double left = u * locals_[home];
    for (auto const& [at, people] : part_.away[home]) {
      left -= people;
      if (left < 0) return part_.concessions[at];
    }
    return part_.concessions[home];
  }
  /// A concession, or `outside`, for a migrant.
  std::size_t of_migrant(double u, std::size_t outside) const {
    auto const at = static_cast<std::size_t>(
        std::upper_bound(migrants_.begin(), migrants_.end(), u * migrants_.back()) - migrants_.begin());
    return at < part_.concessions.size() ? part_.concessions[at] : outside;
  }

 private:
  SettledPart const& part_;
  std::vector<double> locals_;    ///< by home
  std::vector<double> migrants_;  ///< summed up to each concession of the part; then all, with those outside
};

/// Puts everybody who belongs to a concession into the table, without a livelihood.
void settle_people(World& world, Ground const& ground, PeopleParameters const& people, Luck const& luck,
                   Executor const& executor) {
  Geography const& g = *world.geography;
  std::vector<StartLocations> locations;
  std::vector<std::size_t> position(g.n);  // of a concession in its part
  for (SettledPart const& part : ground.parts) {
    locations.emplace_back(part, ground.people, people.migrant_share);
    for (std::size_t k = 0; k < part.concessions.size(); ++k) position[part.concessions[k]] = k;
  }
  std::vector<std::size_t> first{0};  // row of those who belong to a concession
  for (std::size_t c = 0; c < g.n; ++c)
    first.push_back(first[c] + static_cast<std::size_t>(rounded(world.concessions.start_people[c])));
  world.miners.start_with(first.back());
  Cents const cash = executor.sum(first.back(), Cents{0}, [&](Cents& sum, std::size_t begin, std::size_t end) {
    std::size_t c = 0;
    for (std::size_t row = begin; row < end; ++row) {
      if (row == begin || row == first[c + 1])
        c = static_cast<std::size_t>(std::upper_bound(first.begin(), first.end(), row) - first.begin()) - 1;
      uint64_t const id = person_id(g.key[c], 0, static_cast<uint32_t>(row - first[c]));
      Person const person = make_person(person_luck(luck, id), people, {world.mean_attachment[g.part[c]]}, false);
      double const u = static_cast<double>(luck.uniform(id, 0, streams::start_location));
      bool const migrates = person.origin == migrant;
      std::size_t const location =
          migrates ? locations[g.part[c]].of_migrant(u, g.outside()) : locations[g.part[c]].of_local(position[c], u);
      settle(world.miners, row, id, person, static_cast<uint16_t>(migrates ? g.outside() : c),
             static_cast<uint16_t>(location));
      if (location == g.outside()) world.miners.last_location[row] = static_cast<uint16_t>(c);
      sum += person.cash_cents;
    }
  });
  world.ledger.month.add(Category::opening_cash, cash);
}

/// Gives everybody a livelihood: at each concession the counted number mine, those to whom it is worth most.
void open_livelihoods(World& world, LivelihoodAxis const& axis, ChoiceParameters const& choice,
                      NeedParameters const& need, Luck const& luck, Executor const& executor) {
  Miners& m = world.miners;
  std::size_t const n = world.geography->n, mining = axis.find("informal_mining");
  std::vector<std::size_t> best(world.geography->locations(), axis.find("other_work"));  // of work without rations
  for (std::size_t location = 0; location < n; ++location)
    for (std::size_t k = 0; k < axis.size(); ++k) {
      double const* const expected = &world.concessions.expected_usd[location * axis.size()];
      if (!axis.traits[k].mining && !axis.traits[k].rationed && expected[k] > expected[best[location]])
        best[location] = k;
    }
  std::vector<float> const need_usd = need_by_dependants(need, world.price_level);
  Decider const decider(choice, axis, world, need_usd);
  std::vector<float> dislike(m.size());  // of mining
  executor.for_blocks(m.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      std::size_t const location = m.location[i];
      m.livelihood[i] = static_cast<uint8_t>(best[location]);
      if (location == n) continue;
      auto const words = luck.block(m.id[i], 0, streams::start_location);
      float const a = decider.sensitivity_of(i),
                  work = static_cast<float>(
                      pay_value(world.concessions.expected_usd[location * axis.size() + best[location]], 0, 0)),
                  legitimacy = static_cast<float>(m.legitimacy_milli[i]) * utility_per_milli;
      float const gain =
          utility_of_mining(a, world.values.mining_here[location], world.values.amenity[location], 0.0f, 0.0f, 0.0f) +
          taste_for_mining(m.attachment[i], legitimacy) - utility_of_work(a, work, 0.0f, 0.0f, 0.0f);
      // People who have long been free to come and go are sorted twice as sharply as by one choice: odds of coming over
      // odds of leaving, near even odds.
      dislike[i] = -(Luck::to_gumbel(words[1]) - Luck::to_gumbel(words[2]) + 2.0f * gain);
    }
  });
  std::vector<std::vector<uint32_t>> there(n);  // rows, by location
  for (uint32_t i = 0; i < m.size(); ++i)
    if (m.location[i] < n) there[m.location[i]].push_back(i);
  executor.for_blocks(n, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t location = begin; location < end; ++location) {
      auto& rows = there[location];
      auto const miners = static_cast<std::ptrdiff_t>(
          std::min(rows.size(), static_cast<std::size_t>(rounded(world.concessions.start_miners[location]))));
      std::nth_element(rows.begin(), rows.begin() + miners, rows.end(),
                       [&](uint32_t a, uint32_t b) { return std::pair(dislike[a], a) < std::pair(dislike[b], b); });
      for (std::ptrdiff_t k = 0; k < miners; ++k)
        m.livelihood[rows[static_cast<std::size_t>(k)]] = static_cast<uint8_t>(mining);
    }
  });
}

}  // namespace

World build_population(BuildContext const& context, std::shared_ptr<Geography const> geography, Ground const& ground,
                       std::vector<double> const& prices_usd, Luck const& luck, Executor const& executor) {
  World world;
  world.geography = std::move(geography);
  world.n_livelihoods = context.livelihoods.size();
  for (SettledPart const& part : ground.parts) world.mean_attachment.push_back(part.mean_attachment);
  world.price_usd_per_gram = world.start_price_usd = prices_usd;
  size_tables(world, context.parameters.trust.usual, context.parameters.beliefs.opening_chance);
  ChoiceParameters const choice = context.parameters.choice;
  GroundParameters const g = context.parameters.ground;
  open_ground(world, ground, g, context.parameters.traders);
  open_beliefs(world, context.livelihoods, choice, g);

  settle_people(world, ground, context.parameters.people, luck, executor);
  world.median_need_ratio = median_need_ratios(choice, context.parameters.need, world);
  open_livelihoods(world, context.axis, choice, context.parameters.need, luck, executor);
  open_operations(world, context.parameters.operations, context.parameters.formality, g,
                  context.axis.find("informal_mining"), luck);
  open_traders(world, context.parameters.trade);
  open_lenders(world, context.parameters.credit.lenders);
  check(world.ledger.close() == 0, "the opening books do not balance");
  return world;
}

}  // namespace tributer
