// Finds what the ground must be like for people to be where they were counted (after Berry 1994).
// Representative types stand for people. They are spread evenly over taste, sex, need and means, without random draws.
// Each round moves them as one reconsideration of everybody would, and then moves the attractiveness of each concession
// by the gap between counted and expected log miners. Exits and entries per round are those of the months that a
// reconsideration takes. Parts of the geography that no connection joins are inverted one by one. This identifies the
// ground exactly; it validates nothing. Leaves out: perceived risk, jobs at large-scale mines, season.
//   ln attractiveness = ln grade + amenity, of which a stated share is gold, which answers to price
#include "expected_choice.hpp"
#include "representative_types.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "tributer/core/units.hpp"
#include "tributer/model/choice_value.hpp"
#include "tributer/model/ground.hpp"
#include "tributer/model/initialisers.hpp"
#include "tributer/model/livelihood.hpp"
#include "tributer/model/person.hpp"
#include "tributer/model/utility.hpp"

namespace tributer {
namespace {

constexpr int max_rounds = 200, least_rounds = 60;
constexpr double wanted_error = 0.002;  ///< of log miners, a fifth of what is promised
constexpr int first_rounds = 20;        ///< small steps, until people have left where the search put them
constexpr double first_step = 0.1, usual_step = 0.25;

/// People of one type: [location * n_k + k], and migrants outside by the concession where they were last.
struct Mass {
  std::vector<double> home, away, migrant, outside;
};

/// How locals who are away from home move on from one concession, by the connections of the concession. `c` stands for
/// those whose home is neighbour c (c = 0..degree-1), or none of the neighbours (c = degree).
struct AwayFlow {
  std::vector<double> mass, to, home;  ///< [c], [c][d], [c]
};

/// The inversion of a geography of one part.
class Inversion {
 public:
  Inversion(BuildContext const& context, Geography const& geography, std::vector<double> const& prices)
      : p_(context.parameters.choice),
        ground_(context.parameters.ground),
        traders_(context.parameters.traders),
        people_(context.parameters.people),
        need_(context.parameters.need),
        g_(geography),
        prices_(prices),
        axis_(context.axis) {
    World blank;
    blank.geography = std::make_shared<Geography const>(g_);
    blank.companies.assign(g_.locations(), {});
    blank.concessions.log_rain.assign(g_.locations(), 0);
    blank.concessions.local_multiplier.assign(g_.locations(), 1);
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      if (axis_.traits[k].mining || axis_.traits[k].rationed) continue;
      double const here = context.livelihoods[k]->posted_usd(blank, 0),
                   outside = context.livelihoods[k]->posted_usd(blank, g_.outside());
      if (here >= 0) values_.push_back(pay_value(here, 0, 0));
      if (outside >= 0) outside_value_ = std::max(outside_value_, pay_value(outside, 0, 0));
    }
    n_k_ = values_.size() + 1;
    best_ = static_cast<std::size_t>(std::max_element(values_.begin(), values_.end()) - values_.begin());
    target_ = shrunk_counts(g_, people_);
    for (double const t : target_) log_target_.push_back(math::log(t));
    types_ = representative_types(p_, people_, need_);
    mass_.resize(n_types);
    leave_ = std::min(0.5, monthly_exit_mean(people_) / p_.reconsider_per_month);
  }

  /// Searches, and writes what it found about each concession to the row of `members` that has it.
  void solve(double start_offset, Executor const& executor, std::vector<std::size_t> const& members, Ground& out) {
    std::size_t const n = g_.n;
    x_.resize(n);
    for (std::size_t c = 0; c < n; ++c) x_[c] = start_offset * (static_cast<double>(static_cast<int>(c % 3) - 1));
    level_ = -2 + start_offset;
    away_.assign(n * n, 0);
    for (Mass& mass : mass_) start(mass);
    double worst_error = 0;
    int round = 0;
    for (; round < max_rounds; ++round) {
      set_values();
      expected_round(executor);
      worst_error = follow(round < first_rounds ? first_step : usual_step);
      if (round > least_rounds && worst_error < wanted_error) break;
    }
    out.rounds = std::max(out.rounds, round);
    out.worst_error = std::max(out.worst_error, worst_error);
    fill(members, out);
  }

 private:
  double people(std::size_t c) const { return target_[c] * (1.0 + people_.reservoir_per_miner); }

  void start(Mass& mass) const {
    mass.home.assign(g_.n * n_k_, 0), mass.away.assign(g_.n * n_k_, 0), mass.migrant.assign(g_.n * n_k_, 0),
        mass.outside.assign(g_.n, 0);
    for (std::size_t c = 0; c < g_.n; ++c)
      for (std::size_t k = 0; k < n_k_; ++k) {
        double const share = k + 1 == n_k_ ? 1.0 / (1.0 + people_.reservoir_per_miner)
                                           : people_.reservoir_per_miner / (1.0 + people_.reservoir_per_miner) /
                                                 static_cast<double>(n_k_ - 1);
        mass.home[c * n_k_ + k] = people(c) * share * (1.0 - people_.migrant_share) / n_types;
        mass.migrant[c * n_k_ + k] = people(c) * share * people_.migrant_share / n_types;
      }
  }

  /// Pay at the counted crowd, and what mining is worth, from attractiveness.
  void set_values() {
    double weighted = 0, total = 0;
    pay_.resize(g_.n), mining_.resize(g_.n), amenity_.resize(g_.n);
    for (std::size_t c = 0; c < g_.n; ++c) {
      double const k = capacity(c);
      pay_[c] = math::exp(ground_.grade_share * x_[c]) * k / (k + target_[c]);
      weighted += pay_[c] * target_[c];
      total += target_[c];
    }
    double const s2 = p_.income_lottery_log_sd * p_.income_lottery_log_sd;
    for (std::size_t c = 0; c < g_.n; ++c) {
      pay_[c] *= ground_.net_pay_usd * total / weighted;
      mining_[c] = pay_value(pay_[c], p_.risk_discount, s2);
      amenity_[c] = p_.income_sensitivity * (1.0 - ground_.grade_share) * x_[c];
    }
  }
  double capacity(std::size_t c) const {
    return ground_.capacity_per_peak_miner * std::max(target_[c], static_cast<double>(g_.peak_miners[c]));
  }

  void expected_round(Executor const& executor) {
    // Sums of doubles over types must not depend on threads: one slot a type, added in order.
    std::vector<std::vector<AwayFlow>> by_type(n_types, std::vector<AwayFlow>(g_.n));
    std::vector<std::vector<double>> left_home(n_types);
    far_away_ = away_;
    far_.assign(g_.n, 0), all_.assign(g_.n, 0);
    for (std::size_t c = 0; c < g_.n; ++c) {
      for (uint32_t e = g_.first_edge[c]; e < g_.first_edge[c + 1]; ++e) far_away_[c * g_.n + g_.edge_to[e]] = 0;
      for (std::size_t h = 0; h < g_.n; ++h) all_[c] += away_[c * g_.n + h], far_[c] += far_away_[c * g_.n + h];
    }
    executor.for_blocks(n_types, [&](std::size_t, std::size_t begin, std::size_t end) {
      for (std::size_t j = begin; j < end; ++j) advance(j, by_type[j], left_home[j]);
    });
    update_away(by_type, left_home);
  }

  void advance(std::size_t j, std::vector<AwayFlow>& flow, std::vector<double>& left_home) {
    Mass& old = mass_[j];
    Mass next;
    next.home.assign(old.home.size(), 0), next.away.assign(old.away.size(), 0),
        next.migrant.assign(old.migrant.size(), 0), next.outside.assign(g_.n, 0);
    left_home.assign(g_.edge_to.size(), 0);
    double const fare_home = types_[j].cash_usd >= p_.move_cash_usd ? 0 : impossible;
    for (std::size_t c = 0; c < g_.n; ++c) concession_step(j, c, fare_home, old, next, flow[c], left_home);
    old = std::move(next);
    double const keep = 1.0 - leave_;
    for (auto* part : {&old.home, &old.away, &old.migrant, &old.outside})
      for (double& m : *part) m *= keep;
    for (std::size_t c = 0; c < g_.n; ++c) {
      double const enter = leave_ * people(c) / n_types;
      old.home[c * n_k_ + best_] += enter * (1.0 - people_.migrant_share);
      old.migrant[c * n_k_ + best_] += enter * people_.migrant_share;
    }
  }

  void concession_step(std::size_t j, std::size_t c, double fare_home, Mass const& old, Mass& next, AwayFlow& flow,
                       std::vector<double>& left_home) {
    RepresentativeType const& t = types_[j];
    std::size_t const first = g_.first_edge[c], degree = g_.first_edge[c + 1] - first, mine = n_k_ - 1;
    double const taste = t.taste + level_, tau = p_.nest_scale, bias = p_.home_bias;
    // Weights of the concessions in the nest, for somebody whose home is none of them; `degree` stands for this one.
    std::vector<double> w(degree + 1), to(degree + 1);
    auto const worth = [&](std::size_t at, double travel) {
      return utility_of_mining(t.a, mining_[at], amenity_[at], 0.0, travel, 0.0);
    };
    double const here = worth(c, 0);
    double top = here;
    for (std::size_t d = 0; d < degree; ++d) {
      std::size_t const location = g_.edge_to[first + d];
      double const hours = g_.edge_hours[first + d], cash = p_.move_cash_usd + p_.move_cash_usd_per_hour * hours;
      double const travel = utility_of_travel(p_.move_cost, p_.distance_cost_per_hour, hours, 0.0);
      w[d] = t.cash_usd >= cash ? worth(location, travel) : impossible;
      top = std::max(top, w[d]);
    }
    // News is noisy: the mean of a log-normal weight is above the weight of the mean.
    double const rumour = t.a * p_.news_noise / tau, noisy = weight(std::min(least_log_weight, rumour * rumour / 2));
    for (std::size_t d = 0; d < degree; ++d) w[d] = w[d] > impossible ? noisy * weight((w[d] - top) / tau) : 0;
    w[degree] = weight((here - top) / tau);
    double const sum = std::accumulate(w.begin(), w.end(), 0.0), relief = weight(bias / tau);
    auto const inclusive = [&](double weights) { return taste - bias + utility_of_nest(top, tau, weights); };

    // At home, mining here is without the loss by living away from home.
    ExpectedChoice o(values_, p_.switching_cost);
    double const home_sum = sum + w[degree] * (relief - 1.0), home_value = inclusive(home_sum);
    for (std::size_t k = 0; k < n_k_; ++k) {
      double const mass = old.home[c * n_k_ + k];
      if (mass <= 0) continue;
      o.choose(t.a, home_value, 0, k, impossible);
      for (std::size_t s = 0; s + 1 < n_k_; ++s) next.home[c * n_k_ + s] += mass * o.stay[s];
      next.home[c * n_k_ + mine] += mass * o.mine * w[degree] * relief / home_sum;
      for (std::size_t d = 0; d < degree; ++d) {
        double const gone_there = mass * o.mine * w[d] / home_sum;
        next.away[g_.edge_to[first + d] * n_k_ + mine] += gone_there;
        left_home[first + d] += gone_there;
      }
    }
    migrants_step(t, c, inclusive(sum), sum, w, fare_home, old, next);
    away_step(t, c, inclusive, sum, relief, w, fare_home, old, next, flow);
    // Migrants outside consider the concession where they were last.
    double const comeback = old.outside[c];
    if (comeback > 0) {
      double const there = taste - bias + worth(c, -p_.return_cost) - p_.switching_cost + fare_home,
                   stay = utility_of_work(t.a, outside_value_, 0.0, 0.0, 0.0);
      double const p_back = 1.0 / (1.0 + weight(std::clamp(stay - there, -least_log_weight, least_log_weight)));
      next.migrant[c * n_k_ + mine] += comeback * p_back;
      next.outside[c] += comeback * (1.0 - p_back);
    }
  }

  void migrants_step(RepresentativeType const& t, std::size_t c, double value, double sum, std::vector<double> const& w,
                     double fare_home, Mass const& old, Mass& next) const {
    std::size_t const first = g_.first_edge[c], degree = w.size() - 1, mine = n_k_ - 1;
    ExpectedChoice o(values_, p_.switching_cost);
    for (std::size_t k = 0; k < n_k_; ++k) {
      double const mass = old.migrant[c * n_k_ + k];
      if (mass <= 0) continue;
      double const change = k == best_ ? 0 : p_.switching_cost;
      double const back = utility_of_work(t.a, outside_value_, p_.return_cost - fare_home, 0.0, change);
      o.choose(t.a, value, p_.home_bias, k, back);
      for (std::size_t s = 0; s + 1 < n_k_; ++s) next.migrant[c * n_k_ + s] += mass * o.stay[s];
      for (std::size_t d = 0; d < degree; ++d)
        next.migrant[g_.edge_to[first + d] * n_k_ + mine] += mass * o.mine * w[d] / sum;
      next.migrant[c * n_k_ + mine] += mass * o.mine * w[degree] / sum;
      next.outside[c] += mass * o.back;
    }
  }

  template <class Inclusive>
  void away_step(RepresentativeType const& t, std::size_t c, Inclusive const& inclusive, double sum, double relief,
                 std::vector<double> const& w, double fare_home, Mass const& old, Mass& next, AwayFlow& flow) const {
    std::size_t const first = g_.first_edge[c], degree = w.size() - 1, mine = n_k_ - 1;
    flow.mass.assign(degree + 1, 0), flow.to.assign((degree + 1) * degree, 0), flow.home.assign(degree + 1, 0);
    double const all = all_[c];
    ExpectedChoice o(values_, p_.switching_cost);
    double near = 0;
    for (std::size_t x = 0; x <= degree; ++x) {
      double const share =
          x == degree ? std::max(0.0, 1.0 - near) : (all > 0 ? away_[c * g_.n + g_.edge_to[first + x]] / all : 0);
      near += x < degree ? share : 0;
      if (share <= 1e-6) continue;
      double const case_sum = x < degree ? sum + w[x] * (relief - 1.0) : sum, value = inclusive(case_sum);
      for (std::size_t k = 0; k < n_k_; ++k) {
        double const mass = old.away[c * n_k_ + k] * share;
        if (mass <= 0) continue;
        double const change = k == best_ ? 0 : p_.switching_cost;
        double const back = utility_of_work(t.a, values_[best_], p_.return_cost - fare_home, 0.0, change);
        o.choose(t.a, value, p_.home_bias, k, back);
        flow.mass[x] += mass;
        for (std::size_t s = 0; s + 1 < n_k_; ++s) next.away[c * n_k_ + s] += mass * o.stay[s];
        next.away[c * n_k_ + mine] += mass * o.mine * w[degree] / case_sum;
        for (std::size_t d = 0; d < degree; ++d) {
          double const moved = mass * o.mine * w[d] * (d == x ? relief : 1.0) / case_sum;
          if (d == x)
            next.home[g_.edge_to[first + d] * n_k_ + mine] += moved;
          else
            next.away[g_.edge_to[first + d] * n_k_ + mine] += moved, flow.to[x * degree + d] += moved;
          if (d == x) flow.home[x] += moved;
        }
        flow.home[x] += mass * o.back;
        if (x < degree) {
          next.home[g_.edge_to[first + x] * n_k_ + best_] += mass * o.back;
          continue;
        }
        double const far = far_[c];
        for (std::size_t h = 0; far > 0 && h < g_.n; ++h)
          if (double const m = far_away_[c * g_.n + h]; m > 0) next.home[h * n_k_ + best_] += mass * o.back * m / far;
      }
    }
  }
  /// Moves the book of who is away from which home along with the masses.
  void update_away(std::vector<std::vector<AwayFlow>> const& by_type,
                   std::vector<std::vector<double>> const& left_home) {
    std::size_t const n = g_.n;
    std::vector<double> next(n * n, 0);
    for (std::size_t c = 0; c < n; ++c) {
      std::size_t const first = g_.first_edge[c], degree = g_.first_edge[c + 1] - first;
      AwayFlow all{std::vector<double>(degree + 1, 0), std::vector<double>((degree + 1) * degree, 0),
                   std::vector<double>(degree + 1, 0)};
      for (auto const& type : by_type) {
        for (std::size_t x = 0; x < all.mass.size(); ++x)
          all.mass[x] += type[c].mass[x], all.home[x] += type[c].home[x];
        for (std::size_t x = 0; x < all.to.size(); ++x) all.to[x] += type[c].to[x];
      }
      for (std::size_t h = 0; h < n; ++h) {
        double const there = away_[c * n + h];
        if (there <= 0) continue;
        std::size_t x = degree;
        for (std::size_t d = 0; d < degree; ++d)
          if (g_.edge_to[first + d] == h) x = d;
        if (all.mass[x] <= 0) continue;
        double stay = 1.0 - all.home[x] / all.mass[x];
        for (std::size_t d = 0; d < degree; ++d) {
          double const part = all.to[x * degree + d] / all.mass[x];
          next[g_.edge_to[first + d] * n + h] += there * part;
          stay -= part;
        }
        next[c * n + h] += there * std::max(0.0, stay);
      }
      for (std::size_t d = 0; d < degree; ++d)
        for (auto const& type : left_home) next[g_.edge_to[first + d] * n + c] += type[first + d];
    }
    for (double& m : next) m *= 1.0 - leave_;
    away_ = std::move(next);
  }

  double miners(std::size_t c) const {
    double sum = 0;
    std::size_t const cell = c * n_k_ + n_k_ - 1;
    for (Mass const& m : mass_) sum += m.home[cell] + m.away[cell] + m.migrant[cell];
    return sum;
  }

  /// Moves attractiveness towards the counts. Returns the worst log error of concessions of 20 miners and more.
  double follow(double step) {
    double worst = 0, total = 0, wanted = 0, mean = 0;
    for (std::size_t c = 0; c < g_.n; ++c) {
      double const m = miners(c), gap = log_target_[c] - math::log(std::max(1e-3, m));
      total += m, wanted += target_[c];
      if (target_[c] >= 20) worst = std::max(worst, std::abs(gap));
      x_[c] += step * std::clamp(gap, -1.0, 1.0);
      mean += x_[c] * target_[c];
    }
    mean /= wanted;
    for (double& x : x_) x -= mean;
    level_ += 2.0 * step * std::clamp(math::log(wanted / std::max(1.0, total)), -1.0, 1.0) +
              p_.income_sensitivity * (1.0 - ground_.grade_share) * mean;
    return worst;
  }

  void fill(std::vector<std::size_t> const& members, Ground& out) const {
    std::size_t const n = g_.n;
    SettledPart part{members, away_, std::vector<double>(n + 1, 0), level_};
    for (std::size_t c = 0; c < n; ++c) {
      double const price = site_price(traders_, prices_[g_.mineral[c]], g_.hours_to_market[c]), k = capacity(c);
      double const gold_mg = pay_[c] / (price * (1.0 - ground_.running_cost_share)) * mg_per_gram;
      std::size_t const row = members[c];
      out.start_miners[row] = target_[c];
      out.amenity[row] = amenity_[c];
      out.capacity[row] = k;
      out.grade_mg[row] = gold_mg * (k + target_[c]) / k;
      out.people[row] = people(c);
      out.model_miners[row] = miners(c);
      for (Mass const& m : mass_) {
        for (std::size_t s = 0; s < n_k_; ++s) part.migrants[c] += m.migrant[c * n_k_ + s];
        part.migrants[n] += m.outside[c];
      }
    }
    out.parts.push_back(std::move(part));
  }

  ChoiceParameters p_;
  GroundParameters ground_;
  TraderParameters traders_;
  PeopleParameters people_;
  NeedParameters need_;
  Geography const g_;
  std::vector<double> const& prices_;  ///< by mineral
  LivelihoodAxis axis_;
  std::vector<double> values_;  ///< of livelihoods outside mining that exist; mining comes after them
  double outside_value_ = impossible;
  std::size_t n_k_ = 0, best_ = 0;
  std::vector<double> log_target_, target_, x_, pay_, mining_, amenity_, away_;
  std::vector<double> far_away_, all_, far_;  ///< of away_: homes that are no neighbour; sums by location of both
  std::array<RepresentativeType, n_types> types_{};
  std::vector<Mass> mass_;
  double level_ = 0, leave_ = 0;
};

}  // namespace

Ground invert_ground(BuildContext const& context, std::vector<double> const& prices_usd, double start_offset,
                     Executor const& executor) {
  Geography const& g = context.geography;
  Ground out;
  for (auto* const column :
       {&out.grade_mg, &out.amenity, &out.capacity, &out.start_miners, &out.model_miners, &out.people})
    column->assign(g.n, 0);
  std::vector<std::vector<std::size_t>> parts(g.n_parts);
  for (std::size_t c = 0; c < g.n; ++c) parts[g.part[c]].push_back(c);
  for (auto const& members : parts)
    Inversion(context, part_alone(g, members), prices_usd).solve(start_offset, executor, members, out);
  return out;
}

}  // namespace tributer
