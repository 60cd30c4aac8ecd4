#pragma once
// What instruments offer to people and concessions in a month: new ground, help with a move, another livelihood.
// Instruments do not change people themselves: shared processes apply the offers and book the money in the programme
// of the instrument.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tributer/core/money.hpp"
#include "tributer/model/terms.hpp"
#include "tributer/state/finance.hpp"

namespace tributer {

/// Ground opened at a concession in addition to its own: plots laid out, or a discovery.
struct NewGround {
  std::string label;
  double capacity = 0;  ///< miners at which its yield per head halves
  double grade_mg = 0;  ///< what the ground really yields
  double told_mg = 0;   ///< what people are told that it yields
  double amenity = 0;   ///< utility of mining on it beyond pay
  bool fresh = false;   ///< true in the month in which people hear of it
};

/// All new ground of a concession: the sum of its capacities, and grade and amenity weighted by capacity.
struct NewGrounds {
  double capacity = 0, grade = 0, amenity = 0;
  double fresh_capacity = 0, fresh_grade = 0, fresh_told = 0;  ///< of the ground that people hear of this month
};

/// All numbers are 0 where there is no new ground.
inline NewGrounds new_grounds(Terms const& terms, std::size_t concession) {
  NewGrounds sum;
  for (NewGround const& ground : terms.all<NewGround>(concession)) {
    double const k = ground.capacity, fresh = ground.fresh ? k : 0.0;
    sum.capacity += k, sum.grade += k * ground.grade_mg, sum.amenity += k * ground.amenity;
    sum.fresh_capacity += fresh, sum.fresh_grade += fresh * ground.grade_mg;
    sum.fresh_told += fresh * ground.told_mg;
  }
  return sum;
}

/// Help for miners who leave certain concessions for one destination, or for their home.
struct Passage {
  std::string label;
  ProgrammeId programme = no_programme;  ///< books the money
  std::vector<uint8_t> from;             ///< by concession: 1 where it is offered
  std::optional<uint16_t> to;            ///< the destination; none: the person's home
  double relief = 0;                     ///< share of the utility cost of travel that is taken off
  Cents cash_cents = 0;                  ///< paid on arrival; the fare is taken out of it
  bool loan = false;                     ///< the cash is a loan without interest, repaid out of surplus
  int64_t term_months = 12;
  Cents budget_cents = 0;
  double leakage = 0, administration = 0;
  bool serves(std::size_t location, std::size_t destination, std::size_t home) const {
    return location < from.size() && from[location] != 0 && destination == (to ? *to : home);
  }
};

/// A programme that enrols some miners each month and gives them the means of another livelihood.
struct Enrolment {
  std::string label;
  ProgrammeId programme = no_programme;  ///< books the money
  std::vector<uint8_t> concessions;      ///< by concession: 1 where miners may enrol
  int64_t slots = 0;                     ///< people who may enrol this month
  double training_gain = 0;              ///< rise of own-account income outside mining, share of it
  double capital_gain = 0;               ///< further rise while the person owns the goods that he was given
  double capital_loss = 0;               ///< monthly chance that a person who mines loses the goods
  Cents training_cents = 0, capital_cents = 0;
  Cents pledge_cents = 0;  ///< paid after `pledge_months` if the person does not mine then
  int64_t pledge_months = 12;
  Cents budget_cents = 0;
  double leakage = 0, administration = 0;
  Cents per_head_cents() const { return training_cents + capital_cents + pledge_cents; }
};

}  // namespace tributer
