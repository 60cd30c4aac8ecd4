// The loops over types are plain; the compiler makes vectors of them for each kind that a processor may have. Sums keep
// their order, so every kind gives the same bits.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/model/type_moves_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cmath>

#include "sim/model/type_moves.hpp"
#include "tributer/model/utility.hpp"

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {
namespace {

constexpr double impossible = -1e9;     // utility of what a type has no cash for
constexpr float least_log_weight = 80;  // what is worse than the best by more has next to no weight

/// e^x with the float kernel: the search for the ground needs no more.
inline double weight(double exponent) {
  float const x = static_cast<float>(exponent);
  return static_cast<double>(
      math::exp(x < -least_log_weight ? -least_log_weight : (x > least_log_weight ? least_log_weight : x)));
}
inline double logarithm(double x) { return static_cast<double>(math::log(static_cast<float>(x))); }

/// The sum over types, in an order that vectors of any width can keep.
double sum_of(ByType const& x) {
  std::array<double, 8> lanes{};
  for (std::size_t j = 0; j < n_types; j += lanes.size())
    for (std::size_t k = 0; k < lanes.size(); ++k) lanes[k] += x[j + k];
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

class VectorTypeMoves final : public TypeMoves {
 public:
  VectorTypeMoves(Geography const& geography, ChoiceParameters const& choice, PeopleParameters const& people_parameters,
                  NeedParameters const& need, WorkOutsideMines work, std::vector<double> people, double leave);

  void advance(MineValues const& values, Executor const& executor) override;

  double miners(std::size_t concession) const override;
  double migrants(std::size_t concession) const override;
  double migrants_outside() const override;
  AwayBook const& away() const override { return book_; }

 private:
  /// The weights of choices at one concession, by type.
  struct Weights;
  /// People by livelihood: those outside mining, then mining.
  using Livelihoods = std::vector<ByType>;
  /// What moves along a connection, by why.
  struct Moved {
    ByType away, home_to_mine, home_to_work, migrants;
  };

  ByType choose(Livelihoods const& people, double share, ByType const& sum, double away, ByType const& home,
                Weights& weights) const;
  void depart(std::size_t concession, MineValues const& values, Weights& weights);
  void depart_home(std::size_t concession, Weights& weights);
  void depart_migrants(std::size_t concession, Weights& weights);
  void depart_away(std::size_t concession, Weights& weights);
  void arrive(std::size_t concession);

  Geography const& g_;
  ChoiceParameters const& p_;
  WorkOutsideMines work_;
  std::vector<double> people_;
  double migrant_share_, leave_, switching_, away_from_home_, at_home_;
  std::size_t n_k_;  ///< livelihoods, mining included
  // Constants of the types.
  ByType sensitivity_{}, taste_{}, cash_{}, noise_{}, top_work_{};
  std::vector<ByType> work_weight_;  ///< of each livelihood outside mining, relative to the best
  ByType all_work_{}, return_home_{}, return_outside_{};
  // People, by concession.
  std::vector<Livelihoods> home_, away_, migrants_;
  std::vector<ByType> outside_;    ///< migrants outside, by the concession where they were last
  std::vector<ByType> far_home_;   ///< those who go back to a home that is no neighbour, in this round
  std::vector<Moved> moved_;       ///< by connection
  std::vector<uint32_t> reverse_;  ///< the same connection from the other end
  std::vector<AwayFlow> flows_;
  std::vector<double> left_home_;
  AwayBook book_;
};

struct VectorTypeMoves::Weights {
  std::vector<ByType> place;  ///< mining at each neighbour, then here, for those whose home is none of them
  ByType sum{};               ///< of `place`
  ByType base{};              ///< logarithm of the weight of all mining, without that of the sum
  Livelihoods next;           ///< people after the choice
  ByType gone{};              ///< people who go home, or outside
};

VectorTypeMoves::VectorTypeMoves(Geography const& geography, ChoiceParameters const& choice,
                                 PeopleParameters const& people_parameters, NeedParameters const& need,
                                 WorkOutsideMines work, std::vector<double> people, double leave)
    : g_(geography),
      p_(choice),
      work_(std::move(work)),
      people_(std::move(people)),
      migrant_share_(people_parameters.migrant_share),
      leave_(leave),
      switching_(weight(-choice.switching_cost)),
      away_from_home_(weight(-choice.home_bias)),
      at_home_(weight(choice.home_bias / choice.nest_scale)),
      n_k_(work_.values.size() + 1),
      work_weight_(work_.values.size()),
      outside_(g_.n),
      far_home_(g_.n),
      moved_(g_.edge_to.size()),
      flows_(g_.n),
      left_home_(g_.edge_to.size()),
      book_(g_) {
  auto const types = representative_types(choice, people_parameters, need);
  double const noise = choice.news_noise / choice.nest_scale;
  for (std::size_t j = 0; j < n_types; ++j) {
    double const a = sensitivity_[j] = types[j].a;
    taste_[j] = types[j].taste, cash_[j] = types[j].cash_usd;
    noise_[j] = weight(a * noise * a * noise / 2);
    top_work_[j] = utility_of_work(a, work_.values[work_.best], 0.0, 0.0, 0.0);
    for (std::size_t s = 0; s + 1 < n_k_; ++s)
      all_work_[j] += work_weight_[s][j] = weight(utility_of_work(a, work_.values[s], 0.0, 0.0, 0.0) - top_work_[j]);
    bool const has_fare = cash_[j] >= choice.move_cash_usd;
    return_home_[j] = has_fare ? weight(-choice.return_cost) : 0;
    return_outside_[j] =
        has_fare ? weight(utility_of_work(a, work_.outside, choice.return_cost, 0.0, 0.0) - top_work_[j]) : 0;
  }
  double const others = people_parameters.reservoir_per_miner, miners = 1.0 / (1.0 + others);
  for (auto* const who : {&home_, &away_, &migrants_}) who->assign(g_.n, Livelihoods(n_k_, ByType{}));
  for (std::size_t c = 0; c < g_.n; ++c) {
    for (std::size_t k = 0; k < n_k_; ++k) {
      double const share = k + 1 == n_k_ ? miners : others * miners / static_cast<double>(n_k_ - 1);
      home_[c][k].fill(people_[c] * share * (1.0 - migrant_share_) / n_types);
      migrants_[c][k].fill(people_[c] * share * migrant_share_ / n_types);
    }
    std::size_t const degree = g_.first_edge[c + 1] - g_.first_edge[c];
    flows_[c] = {std::vector<double>(degree + 1), std::vector<double>(degree + 1),
                 std::vector<double>((degree + 1) * degree)};
  }
  for (std::size_t c = 0; c < g_.n; ++c)
    for (uint32_t e = g_.first_edge[c]; e < g_.first_edge[c + 1]; ++e)
      reverse_.push_back(g_.first_edge[g_.edge_to[e]] + static_cast<uint32_t>(book_.neighbour(g_.edge_to[e], c)));
}

void VectorTypeMoves::advance(MineValues const& values, Executor const& executor) {
  executor.for_blocks(g_.n, [&](std::size_t, std::size_t begin, std::size_t end) {
    Weights weights;
    for (std::size_t c = begin; c < end; ++c) depart(c, values, weights);
  });
  executor.for_blocks(g_.n, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c) arrive(c);
  });
  book_.advance(flows_, left_home_, leave_, people_, executor);
}

void VectorTypeMoves::depart(std::size_t c, MineValues const& values, Weights& w) {
  std::size_t const first = g_.first_edge[c], degree = g_.first_edge[c + 1] - first;
  w.place.resize(degree + 1);
  ByType top;
  double const here = values.mining[c], here_amenity = values.amenity[c];
  for (std::size_t j = 0; j < n_types; ++j)
    top[j] = w.place[degree][j] = utility_of_mining(sensitivity_[j], here, here_amenity, 0.0, 0.0, 0.0);
  for (std::size_t d = 0; d < degree; ++d) {
    std::size_t const there = g_.edge_to[first + d];
    double const hours = g_.edge_hours[first + d], cash = p_.move_cash_usd + p_.move_cash_usd_per_hour * hours;
    double const travel = utility_of_travel(p_.move_cost, p_.distance_cost_per_hour, hours, 0.0);
    double const mining = values.mining[there], amenity = values.amenity[there];
    for (std::size_t j = 0; j < n_types; ++j) {
      double const u = utility_of_mining(sensitivity_[j], mining, amenity, 0.0, travel, 0.0);
      w.place[d][j] = cash_[j] >= cash ? u : impossible;
      top[j] = top[j] > w.place[d][j] ? top[j] : w.place[d][j];
    }
  }
  double const by_scale = 1.0 / p_.nest_scale;
  for (std::size_t j = 0; j < n_types; ++j)
    w.sum[j] = w.place[degree][j] = weight((w.place[degree][j] - top[j]) * by_scale);
  for (std::size_t d = 0; d < degree; ++d)
    for (std::size_t j = 0; j < n_types; ++j) {
      // News is noisy: the mean of a log-normal weight is above the weight of the mean.
      double const u = w.place[d][j];
      w.place[d][j] = u > impossible ? noise_[j] * weight((u - top[j]) * by_scale) : 0;
      w.sum[j] += w.place[d][j];
    }
  for (std::size_t j = 0; j < n_types; ++j)
    w.base[j] = taste_[j] + values.mean_taste - p_.home_bias + top[j] - top_work_[j];

  depart_home(c, w);
  depart_away(c, w);
  depart_migrants(c, w);  // last: those who go outside in this round are `gone`
  // Migrants outside consider the concession where they were last.
  for (std::size_t j = 0; j < n_types; ++j) {
    double const there = taste_[j] + values.mean_taste - p_.home_bias - p_.return_cost - p_.switching_cost +
                         utility_of_mining(sensitivity_[j], here, here_amenity, 0.0, 0.0, 0.0),
                 stay = utility_of_work(sensitivity_[j], work_.outside, 0.0, 0.0, 0.0);
    double const comes = cash_[j] >= p_.move_cash_usd ? outside_[c][j] / (1.0 + weight(stay - there)) : 0;
    outside_[c][j] += w.gone[j] - comes;
    migrants_[c][n_k_ - 1][j] += comes;
  }
}

/// What a share of `people` choose: work goes to `w.next`, those who go home to `w.gone`. Returns those who mine
/// somewhere, over the sum of the weights of places. `away` is the weight that work loses where it is away from home,
/// `home` the weight of going home.
ByType VectorTypeMoves::choose(Livelihoods const& people, double share, ByType const& sum, double away,
                               ByType const& home, Weights& w) const {
  std::size_t const mine = n_k_ - 1;
  ByType nest, all, weighed{}, mining{};
  w.gone.fill(0);
  for (std::size_t j = 0; j < n_types; ++j) {
    nest[j] = weight(w.base[j] + p_.nest_scale * logarithm(sum[j]));
    all[j] = switching_ * (away * all_work_[j] + nest[j] + home[j]);
  }
  // The livelihood that somebody has now weighs more, since a change costs something: `kept` is what it weighs more.
  for (std::size_t k = 0; k < n_k_; ++k) {
    double const goes_home_gladly = k == work_.best ? 1.0 - switching_ : 0;
    for (std::size_t j = 0; j < n_types; ++j) {
      double const kept = (1.0 - switching_) * (k == mine ? nest[j] : away * work_weight_[k][j]);
      double const by_weight = share * people[k][j] / (all[j] + kept + goes_home_gladly * home[j]);
      (k == mine ? mining : w.next[k])[j] += by_weight * kept;
      w.gone[j] += by_weight * goes_home_gladly * home[j];
      weighed[j] += by_weight * switching_;
    }
  }
  for (std::size_t k = 0; k < mine; ++k)
    for (std::size_t j = 0; j < n_types; ++j) w.next[k][j] += weighed[j] * away * work_weight_[k][j];
  for (std::size_t j = 0; j < n_types; ++j) {
    w.gone[j] += weighed[j] * home[j];
    mining[j] = (mining[j] + weighed[j] * nest[j]) / sum[j];
  }
  return mining;
}

/// At home, mining here is without the loss by living away from home.
void VectorTypeMoves::depart_home(std::size_t c, Weights& w) {
  std::size_t const first = g_.first_edge[c], degree = w.place.size() - 1;
  ByType sum;
  for (std::size_t j = 0; j < n_types; ++j) sum[j] = w.sum[j] + w.place[degree][j] * (at_home_ - 1.0);
  w.next.assign(n_k_, ByType{});
  ByType const mining = choose(home_[c], 1.0, sum, 1.0, ByType{}, w);
  for (std::size_t j = 0; j < n_types; ++j) w.next.back()[j] = mining[j] * w.place[degree][j] * at_home_;
  for (std::size_t d = 0; d < degree; ++d) {
    Moved& moved = moved_[first + d];
    moved = {};
    for (std::size_t j = 0; j < n_types; ++j) moved.away[j] = mining[j] * w.place[d][j];
    left_home_[first + d] = sum_of(moved.away);
  }
  home_[c].swap(w.next);
}

/// Locals away from home, by where their home is: mining at home is without that loss.
void VectorTypeMoves::depart_away(std::size_t c, Weights& w) {
  std::size_t const first = g_.first_edge[c], degree = w.place.size() - 1;
  AwayFlow& flow = flows_[c];
  for (auto* const part : {&flow.people, &flow.home, &flow.to}) std::fill(part->begin(), part->end(), 0);
  far_home_[c].fill(0);
  ByType all{};
  for (ByType const& people : away_[c])
    for (std::size_t j = 0; j < n_types; ++j) all[j] += people[j];
  double const people = sum_of(all);
  w.next.assign(n_k_, ByType{});
  for (std::size_t x = 0; x <= degree; ++x) {
    double const share = book_.shares(c)[x];
    if (share <= 0 || people <= 0) continue;
    ByType sum = w.sum, moved;
    for (std::size_t j = 0; x < degree && j < n_types; ++j) sum[j] += w.place[x][j] * (at_home_ - 1.0);
    ByType const mining = choose(away_[c], share, sum, away_from_home_, return_home_, w);
    flow.people[x] = people * share;
    flow.home[x] = sum_of(w.gone);
    (x < degree ? moved_[first + x].home_to_work : far_home_[c]) = w.gone;
    for (std::size_t j = 0; j < n_types; ++j) w.next.back()[j] += mining[j] * w.place[degree][j];
    for (std::size_t d = 0; d < degree; ++d) {
      Moved& on = moved_[first + d];
      if (d == x) {
        for (std::size_t j = 0; j < n_types; ++j) on.home_to_mine[j] = mining[j] * w.place[d][j] * at_home_;
        flow.home[x] += sum_of(on.home_to_mine);
        continue;
      }
      for (std::size_t j = 0; j < n_types; ++j) on.away[j] += moved[j] = mining[j] * w.place[d][j];
      flow.to[x * degree + d] = sum_of(moved);
    }
  }
  away_[c].swap(w.next);
}

void VectorTypeMoves::depart_migrants(std::size_t c, Weights& w) {
  std::size_t const first = g_.first_edge[c], degree = w.place.size() - 1;
  w.next.assign(n_k_, ByType{});
  ByType const mining = choose(migrants_[c], 1.0, w.sum, away_from_home_, return_outside_, w);
  for (std::size_t j = 0; j < n_types; ++j) w.next.back()[j] = mining[j] * w.place[degree][j];
  for (std::size_t d = 0; d < degree; ++d)
    for (std::size_t j = 0; j < n_types; ++j) moved_[first + d].migrants[j] = mining[j] * w.place[d][j];
  migrants_[c].swap(w.next);
}

/// Takes in those who moved here, and replaces the share of people who leave for good by newcomers.
void VectorTypeMoves::arrive(std::size_t c) {
  std::size_t const mine = n_k_ - 1;
  auto const take = [](ByType& to, ByType const& from, double share) {
    for (std::size_t j = 0; j < n_types; ++j) to[j] += share * from[j];
  };
  for (std::size_t e = g_.first_edge[c]; e < g_.first_edge[c + 1]; ++e) {
    Moved const& here = moved_[reverse_[e]];
    take(home_[c][mine], here.home_to_mine, 1), take(home_[c][work_.best], here.home_to_work, 1);
    take(away_[c][mine], here.away, 1), take(migrants_[c][mine], here.migrants, 1);
  }
  for (AwayBook::Stay const& stay : book_.of_home(c))
    if (book_.neighbour(stay.location, c) + 1 == book_.shares(stay.location).size())
      take(home_[c][work_.best], far_home_[stay.location], stay.people / book_.far(stay.location));
  for (auto* const who : {&home_[c], &away_[c], &migrants_[c]})
    for (ByType& people : *who)
      for (double& x : people) x *= 1.0 - leave_;
  for (double& x : outside_[c]) x *= 1.0 - leave_;
  double const newcomers = leave_ * people_[c] / n_types;
  for (double& x : home_[c][work_.best]) x += newcomers * (1.0 - migrant_share_);
  for (double& x : migrants_[c][work_.best]) x += newcomers * migrant_share_;
}

double VectorTypeMoves::miners(std::size_t c) const {
  return sum_of(home_[c].back()) + sum_of(away_[c].back()) + sum_of(migrants_[c].back());
}

double VectorTypeMoves::migrants(std::size_t c) const {
  double sum = 0;
  for (ByType const& people : migrants_[c]) sum += sum_of(people);
  return sum;
}

double VectorTypeMoves::migrants_outside() const {
  double sum = 0;
  for (ByType const& people : outside_) sum += sum_of(people);
  return sum;
}

}  // namespace

std::unique_ptr<TypeMoves> make(Geography const& geography, ChoiceParameters const& choice,
                                PeopleParameters const& people_parameters, NeedParameters const& need,
                                WorkOutsideMines work, std::vector<double> people, double leave) {
  return std::make_unique<VectorTypeMoves>(geography, choice, people_parameters, need, std::move(work),
                                           std::move(people), leave);
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {
HWY_EXPORT(make);
}  // namespace

std::unique_ptr<TypeMoves> make_type_moves(Geography const& geography, ChoiceParameters const& choice,
                                           PeopleParameters const& people_parameters, NeedParameters const& need,
                                           WorkOutsideMines work, std::vector<double> people, double leave) {
  return HWY_DYNAMIC_DISPATCH(make)(geography, choice, people_parameters, need, std::move(work), std::move(people),
                                    leave);
}

}  // namespace tributer
#endif
