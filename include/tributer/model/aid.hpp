#pragma once
// What instruments offer to people and places in a month: new ground, help on a way, another livelihood. Shared
// processes apply the offers and book the money in the programme of the instrument; instruments edit nobody.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tributer/core/money.hpp"
#include "tributer/model/terms.hpp"
#include "tributer/state/finance.hpp"

namespace tributer {

/// Ground opened at a place beside its own: plots laid out, or a discovery.
struct NewGround {
  std::string label;
  double capacity = 0;  ///< diggers at which its yield per head halves
  double grade_mg = 0;  ///< as it is
  double told_mg = 0;   ///< as it is said to be
  double amenity = 0;   ///< utility of digging on it beyond pay
  bool fresh = false;   ///< made known this month
};

/// All new ground of a place: capacities, and what they hold weighted by them.
struct NewGrounds {
  double capacity = 0, grade = 0, amenity = 0;
  double fresh_capacity = 0, fresh_grade = 0, fresh_told = 0;  ///< of what is made known this month
};

/// All of 0 where there is none.
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

/// Help for diggers who leave certain places for one other, or for home.
struct Passage {
  std::string label;
  ProgrammeId programme = no_programme;  ///< in whose books its money is
  std::vector<uint8_t> from;             ///< by place: 1 where it is offered
  std::optional<uint16_t> to;            ///< none: home
  double relief = 0;                     ///< share of the utility cost of the way taken off
  Cents cash_cents = 0;                  ///< on arrival; the fare is paid out of it
  bool loan = false;                     ///< without interest, repaid out of surplus
  int64_t term_months = 12;
  Cents budget_cents = 0;
  double leakage = 0, administration = 0;
  bool serves(std::size_t location, std::size_t destination, std::size_t home) const {
    return location < from.size() && from[location] != 0 && destination == (to ? *to : home);
  }
};

/// A programme that gives some diggers a month the means of another livelihood.
struct Enrolment {
  std::string label;
  ProgrammeId programme = no_programme;  ///< in whose books its money is
  std::vector<uint8_t> concessions;      ///< by place: 1 where diggers may enrol
  int64_t slots = 0;                     ///< this month
  double training_gain = 0;              ///< on own-account income outside mining, share of it
  double capital_gain = 0;               ///< the same, of goods that the person owns
  double capital_loss = 0;               ///< monthly chance that who digs loses them
  Cents training_cents = 0, capital_cents = 0;
  Cents pledge_cents = 0;  ///< paid after so many months to who does not dig then
  int64_t pledge_months = 12;
  Cents budget_cents = 0;
  double leakage = 0, administration = 0;
  Cents per_head_cents() const { return training_cents + capital_cents + pledge_cents; }
};

}  // namespace tributer
