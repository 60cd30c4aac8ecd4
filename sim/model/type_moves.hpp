#pragma once
// How the representative types move in one round of the search for the ground: everybody reconsiders once, and the
// expected people go where they would choose to go. All types of a concession are weighed side by side, so that the
// compiler can use the vectors of the processor. Concessions do not wait for each other: what moves along a connection
// is written down by connection, and every concession then takes in what moved to it.
#include <array>
#include <memory>
#include <vector>

#include "away_book.hpp"
#include "representative_types.hpp"
#include "tributer/model/initialisers.hpp"

namespace tributer {

/// One number for each type.
using ByType = std::array<double, n_types>;

/// What mining at each concession is worth.
struct MineValues {
  std::vector<double> mining;   ///< v of the pay at the counted crowd
  std::vector<double> amenity;  ///< utility of what is not gold
  double mean_taste = 0;        ///< for mining, of all types
};

class TypeMoves {
 public:
  virtual ~TypeMoves() = default;
  virtual void advance(MineValues const& values, Executor const& executor) = 0;
  virtual double miners(std::size_t concession) const = 0;
  virtual double migrants(std::size_t concession) const = 0;
  virtual double migrants_outside() const = 0;
  virtual AwayBook const& away() const = 0;
};

/// Begins with everybody at home. `people` by concession: those who belong to it. `leave`: share that is replaced by
/// newcomers in a round. The geography and the parameters must exist longer than this.
std::unique_ptr<TypeMoves> make_type_moves(Geography const& geography, ChoiceParameters const& choice,
                                           PeopleParameters const& people_parameters, NeedParameters const& need,
                                           WorkOutsideMines work, std::vector<double> people, double leave);

}  // namespace tributer
