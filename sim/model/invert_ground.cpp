// Finds what the ground must be like for people to be where they were counted (after Berry 1994).
// Representative types stand for people. They are spread evenly over taste, sex, need and means, without random draws.
// Each round moves them as one reconsideration of everybody would, and then moves the attractiveness of each concession
// by the gap between counted and expected log miners. Exits and entries per round are those of the months that a
// reconsideration takes. Parts of the geography that no connection joins are inverted one by one. This identifies the
// ground exactly; it validates nothing. Leaves out: perceived risk, jobs at large-scale mines, season.
//   ln attractiveness = ln grade + amenity, of which a stated share is gold, which answers to price

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
#include "type_moves.hpp"

namespace tributer {
namespace {

constexpr int max_rounds = 200, least_rounds = 60;
constexpr double wanted_error = 0.002;  ///< of log miners, a fifth of what is promised
constexpr int first_rounds = 20;        ///< small steps, until people have left where the search put them
constexpr double first_step = 0.1, usual_step = 0.25;

/// The inversion of a geography of one part.
class Inversion {
 public:
  Inversion(GroundQuestion const& question, Geography geography, WorkOutsideMines work)
      : p_(question.choice),
        ground_(question.ground),
        traders_(question.traders),
        people_(question.people),
        need_(question.need),
        g_(std::move(geography)),
        prices_(question.prices_usd),
        work_(std::move(work)) {
    target_ = shrunk_counts(g_, people_);
    for (double const t : target_) log_target_.push_back(math::log(t));
  }

  /// Searches, and writes what it found about each concession to the row of `members` that has it.
  void solve(double start_offset, Executor const& executor, std::vector<std::size_t> const& members, Ground& out) {
    for (std::size_t c = 0; c < g_.n; ++c)
      x_.push_back(start_offset * (static_cast<double>(static_cast<int>(c % 3)) - 1));
    values_.mean_taste = -2 + start_offset;
    std::vector<double> people;
    for (std::size_t c = 0; c < g_.n; ++c) people.push_back(belonging(c));
    auto const moves = make_type_moves(g_, p_, people_, need_, work_, people,
                                       std::min(0.5, monthly_exit_mean(people_) / p_.reconsider_per_month));
    double worst_error = 0;
    int round = 0;
    for (; round < max_rounds; ++round) {
      set_values();
      moves->advance(values_, executor);
      worst_error = follow(*moves, round < first_rounds ? first_step : usual_step);
      if (round > least_rounds && worst_error < wanted_error) break;
    }
    out.rounds = std::max(out.rounds, round);
    out.worst_error = std::max(out.worst_error, worst_error);
    fill(members, *moves, out);
  }

 private:
  double belonging(std::size_t c) const { return target_[c] * (1.0 + people_.reservoir_per_miner); }

  /// Pay at the counted crowd, and what mining is worth, from attractiveness.
  void set_values() {
    double weighted = 0, total = 0;
    pay_.resize(g_.n), values_.mining.resize(g_.n), values_.amenity.resize(g_.n);
    for (std::size_t c = 0; c < g_.n; ++c) {
      double const k = capacity(c);
      pay_[c] = math::exp(ground_.grade_share * x_[c]) * k / (k + target_[c]);
      weighted += pay_[c] * target_[c];
      total += target_[c];
    }
    double const s2 = p_.income_lottery_log_sd * p_.income_lottery_log_sd;
    for (std::size_t c = 0; c < g_.n; ++c) {
      pay_[c] *= ground_.net_pay_usd * total / weighted;
      values_.mining[c] = pay_value(pay_[c], p_.risk_discount, s2);
      values_.amenity[c] = p_.income_sensitivity * (1.0 - ground_.grade_share) * x_[c];
    }
  }
  double capacity(std::size_t c) const {
    return ground_.capacity_per_peak_miner * std::max(target_[c], static_cast<double>(g_.peak_miners[c]));
  }

  /// Moves attractiveness towards the counts. Returns the worst log error of concessions of 20 miners and more.
  double follow(TypeMoves const& moves, double step) {
    double worst = 0, total = 0, wanted = 0, mean = 0;
    for (std::size_t c = 0; c < g_.n; ++c) {
      double const m = moves.miners(c), gap = log_target_[c] - math::log(std::max(1e-3, m));
      total += m, wanted += target_[c];
      if (target_[c] >= 20) worst = std::max(worst, std::abs(gap));
      x_[c] += step * std::clamp(gap, -1.0, 1.0);
      mean += x_[c] * target_[c];
    }
    mean /= wanted;
    for (double& x : x_) x -= mean;
    values_.mean_taste += 2.0 * step * std::clamp(math::log(wanted / std::max(1.0, total)), -1.0, 1.0) +
                          p_.income_sensitivity * (1.0 - ground_.grade_share) * mean;
    return worst;
  }

  void fill(std::vector<std::size_t> const& members, TypeMoves const& moves, Ground& out) const {
    SettledPart part{members, std::vector<SettledPart::Away>(g_.n), {}, values_.mean_taste};
    for (std::size_t c = 0; c < g_.n; ++c) {
      double const price = site_price(traders_, prices_[g_.mineral[c]], g_.hours_to_market[c]), k = capacity(c);
      double const gold_mg = pay_[c] / (price * (1.0 - ground_.running_cost_share)) * mg_per_gram;
      std::size_t const row = members[c];
      out.start_miners[row] = target_[c];
      out.amenity[row] = values_.amenity[c];
      out.capacity[row] = k;
      out.grade_mg[row] = gold_mg * (k + target_[c]) / k;
      out.people[row] = belonging(c);
      out.model_miners[row] = moves.miners(c);
      for (AwayBook::Stay const& stay : moves.away().of_home(c)) part.away[c].push_back({stay.location, stay.people});
      part.migrants.push_back(moves.migrants(c));
    }
    part.migrants.push_back(moves.migrants_outside());
    out.parts.push_back(std::move(part));
  }

  ChoiceParameters p_;
  GroundParameters ground_;
  TraderParameters traders_;
  PeopleParameters people_;
  NeedParameters need_;
  Geography const g_;
  std::vector<double> const& prices_;  ///< by mineral
  WorkOutsideMines work_;
  MineValues values_;
  std::vector<double> log_target_, target_, x_, pay_;
};

}  // namespace

namespace {

/// The concessions of each part of the geography.
std::vector<std::vector<std::size_t>> members_of_parts(Geography const& g) {
  std::vector<std::vector<std::size_t>> parts(g.n_parts);
  for (std::size_t c = 0; c < g.n; ++c) parts[g.part[c]].push_back(c);
  return parts;
}

WorkOutsideMines work_outside_mines(BuildContext const& context, Geography part) {
  World blank;
  blank.geography = std::make_shared<Geography const>(std::move(part));
  Geography const& g = *blank.geography;
  blank.companies.assign(g.locations(), {});
  blank.concessions.log_rain.assign(g.locations(), 0);
  blank.concessions.local_multiplier.assign(g.locations(), 1);
  WorkOutsideMines work;
  for (std::size_t k = 0; k < context.axis.size(); ++k) {
    if (context.axis.traits[k].mining || context.axis.traits[k].rationed) continue;
    double const here = context.livelihoods[k]->posted_usd(blank, 0),
                 outside = context.livelihoods[k]->posted_usd(blank, g.outside());
    if (here >= 0) work.values.push_back(pay_value(here, 0, 0));
    if (outside >= 0) work.outside = std::max(work.outside, pay_value(outside, 0, 0));
  }
  work.best = static_cast<std::size_t>(std::max_element(work.values.begin(), work.values.end()) - work.values.begin());
  return work;
}

}  // namespace

GroundQuestion ground_question(BuildContext const& context, std::vector<double> const& prices_usd) {
  Parameters const& p = context.parameters;
  GroundQuestion question{p.choice, p.ground, p.traders, p.people, p.need, context.geography, prices_usd, {}};
  for (auto const& members : members_of_parts(context.geography))
    question.work.push_back(work_outside_mines(context, part_alone(context.geography, members)));
  return question;
}

Ground invert_ground(GroundQuestion const& question, double start_offset, Executor const& executor) {
  Geography const& g = question.geography;
  Ground out;
  for (auto* const column :
       {&out.grade_mg, &out.amenity, &out.capacity, &out.start_miners, &out.model_miners, &out.people})
    column->assign(g.n, 0);
  std::size_t part = 0;
  for (auto const& members : members_of_parts(g))
    Inversion(question, part_alone(g, members), question.work[part++]).solve(start_offset, executor, members, out);
  return out;
}

}  // namespace tributer
