#pragma once
// How the representative types move in one round of the search for the ground: everybody reconsiders once, and the
// expected people go where they would choose to go. All types of a concession are weighed side by side, so that the
// compiler can use vectors. Concessions do not wait for each other: what moves along a connection is written down by
// connection, and every concession then takes in what moved to it.
#include <array>
#include <vector>

#include "away_book.hpp"
#include "representative_types.hpp"

namespace tributer {

/// One number for each type.
using ByType = std::array<double, n_types>;

/// What the types can do outside the mines of this part of the geography.
struct WorkOutsideMines {
  std::vector<double> values;  ///< v of the livelihoods outside mining that exist
  std::size_t best = 0;        ///< position of the highest
  double outside = -1e9;       ///< v of the best work outside the region; far below all else if there is none
};

/// What mining at each concession is worth.
struct MineValues {
  std::vector<double> mining;   ///< v of the pay at the counted crowd
  std::vector<double> amenity;  ///< utility of what is not gold
  double mean_taste = 0;        ///< for mining, of all types
};

class TypeMoves {
 public:
  /// Begins with everybody at home. `people` by concession: those who belong to it. `leave`: share that is replaced by
  /// newcomers in a round. The geography and the parameters must exist longer than this.
  TypeMoves(Geography const& geography, ChoiceParameters const& choice, PeopleParameters const& people_parameters,
            NeedParameters const& need, WorkOutsideMines work, std::vector<double> people, double leave);

  void advance(MineValues const& values, Executor const& executor);

  double miners(std::size_t concession) const;
  double migrants(std::size_t concession) const;
  double migrants_outside() const;
  AwayBook const& away() const { return book_; }

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

}  // namespace tributer
