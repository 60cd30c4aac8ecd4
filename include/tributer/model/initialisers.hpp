#pragma once
// How a world begins: the ground is inferred from where miners were counted, then people are drawn on it.
#include <memory>
#include <utility>
#include <vector>

#include "tributer/core/executor.hpp"
#include "tributer/model/registry.hpp"

namespace tributer {

/// Where the people of one part of the geography are when everybody has settled: concessions that connections join,
/// directly or not.
struct SettledPart {
  std::vector<std::size_t> concessions;  ///< of this part, in order; rows and columns below stand for these
  /// [home] locals away from home: positions of concessions, and people at each.
  using Away = std::vector<std::pair<std::size_t, double>>;
  std::vector<Away> away;
  std::vector<double> migrants;  ///< [location] migrants, people; then those who are outside
  double mean_attachment = 0;    ///< mean taste for mining
};

/// What the ground must be for people to be where they were counted, and where people of each home are then. Each part
/// of the geography is a world of its own: its counts, its mean pay, its taste for mining. Found without random draws.
struct Ground {
  std::vector<double> grade_mg, amenity, capacity;  ///< by concession
  std::vector<double> start_miners;                 ///< [concession] counts, drawn towards their mean
  std::vector<double> model_miners;                 ///< [concession] what the expected months come to rest at
  std::vector<double> people;                       ///< [concession] homes and migrants that belong to it
  std::vector<SettledPart> parts;
  int rounds = 0;          ///< of the part that took most
  double worst_error = 0;  ///< of log miners, concessions of 20 and more
};

/// Grams of gold that a miner recovers in a year on that ground; 0 if no concession yields gold.
double grams_a_miner_year(Ground const& ground, Geography const& geography);

/// What people can do outside mines.
struct WorkOutsideMines {
  std::vector<double> values;  ///< v of the livelihoods outside mining that exist
  std::size_t best = 0;        ///< position of the highest
  double outside = -1e9;       ///< v of the best work outside the region; far below all else if there is none
  friend bool operator==(WorkOutsideMines const&, WorkOutsideMines const&) = default;
};

/// Everything that the ground follows from. The same question has the same answer, to the bit.
struct GroundQuestion {
  ChoiceParameters choice;
  GroundParameters ground;
  TraderParameters traders;
  PeopleParameters people;
  NeedParameters need;
  Geography geography;
  std::vector<double> prices_usd;      ///< when people were counted, by mineral
  std::vector<WorkOutsideMines> work;  ///< by part of the geography
  friend bool operator==(GroundQuestion const&, GroundQuestion const&) = default;
};
GroundQuestion ground_question(BuildContext const& context, std::vector<double> const& prices_usd);

/// `start_offset` moves the starting point of the search: two starting points must agree.
Ground invert_ground(GroundQuestion const& question, double start_offset, Executor const& executor);

/// The people, operations, traders and lenders of one replicate on that ground.
World build_population(BuildContext const& context, std::shared_ptr<Geography const> geography, Ground const& ground,
                       std::vector<double> const& prices_usd, Luck const& luck, Executor const& executor);

}  // namespace tributer
