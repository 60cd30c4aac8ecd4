#pragma once
// One person's decision of one month: the highest of utility and luck (a Gumbel draw) over livelihoods here, mining
// here or at connected concessions (a nest), and going home. Luck is keyed by the names of livelihoods and
// destinations, so that making one option better moves nobody away from it, and an option that nobody has changes
// nothing.
#include <array>
#include <vector>

#include "tributer/model/choice_value.hpp"
#include "tributer/model/context.hpp"
#include "tributer/model/livelihood.hpp"
#include "tributer/model/person.hpp"
#include "tributer/scenario/world_folder.hpp"

namespace tributer {

struct Decision {
  uint16_t location = 0;
  uint8_t livelihood = 0;
  uint8_t cause = unmoved;  ///< MoveCause
  float cash_usd = 0;       ///< spent on travel
  bool applies = false;     ///< for an opening here; takes `fallback*` if refused
  uint16_t fallback_location = 0;
  uint8_t fallback = 0, fallback_cause = unmoved;
  float fallback_cash_usd = 0;
  float gain = 0;  ///< utility over that of the fallback, if it applies
};

/// Options of mining that a person weighs at most: here in every way of mining, and at connected concessions.
inline constexpr std::size_t most_mining_options = most_connections + most_livelihoods;

/// A concession to mine at, as one person sees it.
struct MiningOption {
  uint16_t location;
  float utility;
  float cash_usd;
  uint8_t livelihood;  ///< informal mining, or a rationed way of mining
};

/// What all decisions of a month have in common.
struct DecisionTables {
  /// `need` as of `need_by_dependants`, at this month's price level; it and the world must outlive this.
  DecisionTables(ChoiceParameters const& parameters, LivelihoodAxis const& livelihoods, World const& of_world,
                 std::vector<float> const& need);

  ChoiceParameters const& p;
  LivelihoodAxis const& axis;
  World const& world;
  std::vector<float> const& need_usd;
  std::size_t mining;                ///< position of informal mining
  std::vector<std::size_t> granted;  ///< positions of rationed ways of mining
  float alpha, gamma, typical, savings_months, lambda_ln2, disutility, switching, home_bias, tau, per_tau;
  std::vector<float> median;               ///< by part of the geography: median of need over means
  std::array<float, byte_values> aided{};  ///< by package: what it adds to v of own-account work outside mining
};

class Decider {
 public:
  Decider(ChoiceParameters const& p, LivelihoodAxis const& axis, World const& world, std::vector<float> const& need_usd)
      : t_(p, axis, world, need_usd) {}
  /// `waiting`: the person looks for work after an eviction, so that a move counts as a flight.
  Decision decide(MonthContext const& month, std::size_t row, bool waiting = false) const;
  /// a_i of a person.
  float sensitivity_of(std::size_t row) const;

 private:
  struct Nest {
    std::array<MiningOption, most_mining_options> locations;  ///< the first n are set
    std::size_t n;
    float inclusive;
  };
  Nest nest_of(std::size_t row, float a) const;
  struct Picked {
    MiningOption best, best_free;  ///< of all; of those that need no application
    float lead;                    ///< utility of the first over the second
  };
  Picked pick(MonthContext const& month, std::size_t row, Nest const& nest) const;

  DecisionTables t_;
};

/// Median of q_i in each part of the geography, for World::median_need_ratio.
std::vector<double> median_need_ratios(ChoiceParameters const& p, NeedParameters const& need, World const& world);

/// Changes the location and livelihood of a person, pays for the travel, and records the move.
void carry_out(Miners& miners, std::size_t row, uint16_t location, uint8_t livelihood, uint8_t cause, float cash_usd,
               Book& book, std::vector<Move>& moves);

}  // namespace tributer
