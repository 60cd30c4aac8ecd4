#pragma once
// Who lives away from which home while the ground is inverted: expected people by home and location.
//
// People move on from one connection to the next, so in time a few people of each home are everywhere. The book keeps
// the places where they matter: what falls below a millionth of the people of a home is counted at the others. Its size
// then grows with the concessions and not with their square.
#include <cstdint>
#include <vector>

#include "tributer/core/executor.hpp"
#include "tributer/state/geography.hpp"

namespace tributer {

/// How locals who are away move on from one concession in a round, by where their home is: at neighbour x of the
/// concession (x = 0..degree-1), or at none of them (x = degree).
struct AwayFlow {
  std::vector<double> people, home;  ///< [x] people; those of them who go home
  std::vector<double> to;            ///< [x * degree + d] those who move to neighbour d
};

class AwayBook {
 public:
  /// People of one home at one location.
  struct Stay {
    uint16_t location;
    double people;
  };

  explicit AwayBook(Geography const& geography);

  std::vector<Stay> const& of_home(std::size_t home) const { return homes_[home]; }
  /// Share of those away at a concession whose home is its neighbour x; the last is the share of all others.
  std::vector<double> const& shares(std::size_t location) const { return shares_[location]; }
  /// People away at a location whose home is none of its neighbours.
  double far(std::size_t location) const { return far_[location]; }
  /// Position of `to` among the neighbours of `from`; their number if it is none of them.
  std::size_t neighbour(std::size_t from, std::size_t to) const;

  /// Moves the book by one round: `flows` by location, `left_home` by connection, and a share `leave` of everybody is
  /// replaced by people who are at home. `people` by home.
  void advance(std::vector<AwayFlow> const& flows, std::vector<double> const& left_home, double leave,
               std::vector<double> const& people, Executor const& executor);

 private:
  void count();

  Geography const& g_;
  std::vector<std::vector<Stay>> homes_;
  std::vector<std::vector<double>> shares_;
  std::vector<double> far_;
};

}  // namespace tributer
