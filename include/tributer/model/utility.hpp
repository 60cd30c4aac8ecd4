#pragma once
// What an option is worth to a person, before the luck of the month. Every part of the program that asks this calls
// these functions: the monthly choice, the inversion of the ground, the first population and the survey question.
// (docs/model/choice.md has the equations.) `a` is the person's sensitivity to pay, `value` is v of the expected pay
// (model/choice_value.hpp); everything else is in units of utility.
#include "tributer/core/math.hpp"

namespace tributer {

/// The loss by taking a posted wage. A wage does not grow with rank, so the rank's premium on own-account pay is given
/// up. People also dislike being employed.
template <class Real>
constexpr Real loss_by_posted_wage(Real a, Real rank_premium, Real disutility) {
  return a * rank_premium + disutility;
}

/// Work outside mining. `away`: the loss by living away from home; `change`: the loss by changing livelihood.
template <class Real>
constexpr Real utility_of_work(Real a, Real value, Real posted_wage_loss, Real away, Real change) {
  return a * value - posted_wage_loss - away - change;
}

/// Mining at one concession, before the taste for mining that is the same at all of them. `risk` is the loss by the
/// perceived risk of eviction, `travel` is 0 or negative for somebody who has to travel there.
template <class Real>
constexpr Real utility_of_mining(Real a, Real value, Real amenity, Real risk, Real travel, Real away) {
  return a * value + amenity - risk + travel - away;
}

/// A person's lasting liking for mining; unlicensed work costs those who mind the law.
template <class Real>
constexpr Real taste_for_mining(Real attachment, Real legitimacy) {
  return attachment - legitimacy;
}

/// Travel to a connected concession; support takes the share `relief` off its cost.
template <class Real>
constexpr Real utility_of_travel(Real move_cost, Real cost_per_hour, Real hours, Real relief) {
  return (relief - 1) * (move_cost + cost_per_hour * hours);
}

/// The best of several concessions, whose tastes have the scale `scale`: `weights` is the sum of e^((u - top) / scale).
template <class Real>
Real utility_of_nest(Real top, Real scale, Real weights) {
  return top + scale * math::log(weights);
}

}  // namespace tributer
