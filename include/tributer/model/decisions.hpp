#pragma once
// Many people's decisions of one month at once, side by side in the vectors of the processor: who reconsiders, and what
// they choose. The bits are those of Reconsideration::holds_for and Decider, on every processor; these define them.
#include <span>
#include <vector>

#include "tributer/model/decision.hpp"

namespace tributer {

/// Who reconsiders this month: with a monthly probability, or every month while a person waits after an eviction or
/// mines where there is nothing to mine. Nobody who is injured.
class Reconsideration {
 public:
  Reconsideration(ChoiceParameters const& p, LivelihoodAxis const& axis, World const& world, MonthContext const& month);
  bool holds_for(std::size_t row) const;
  /// Writes those of the rows [begin, end) that reconsider, in order.
  void find(std::size_t begin, std::size_t end, std::vector<uint32_t>& rows) const;

  /// What kernels read.
  struct Tables {
    Miners const& miners;
    uint64_t luck_key;
    uint32_t month;
    float usual, managers;        ///< chance of a month
    std::vector<int32_t> barren;  ///< by location: 1 if there is nothing to mine
    bool any_barren;
    std::array<int32_t, byte_values> mines{};  ///< by livelihood: 1 if it is a way of mining
  };

 private:
  Luck luck_;
  Tables t_;
};

/// A person who decides, and all that the decision depends on. People are collected in the order of the table, and
/// weighed by where they stand.
struct Asker {
  uint64_t id;
  uint32_t row;
  uint32_t standpoint;  ///< a location; of people outside, the number of locations plus where they were last
  int32_t cash_cents;
  float attachment;
  uint16_t home, others_income_usd;
  int16_t risk_aversion_milli, legitimacy_milli;
  uint8_t dependants, rank, package, livelihood;
  bool mines;  ///< the livelihood is a way of mining
  bool owner;  ///< runs an operation
  bool flees;  ///< so that a move counts as a flight
};
inline Asker asker_of(DecisionTables const& tables, std::size_t i, bool waiting) {
  Miners const& m = tables.world.miners;
  Geography const& g = *tables.world.geography;
  std::size_t const standpoint = m.location[i] < g.n ? m.location[i] : g.locations() + m.last_location[i];
  return {m.id[i],
          static_cast<uint32_t>(i),
          static_cast<uint32_t>(standpoint),
          m.cash_cents[i],
          m.attachment[i],
          m.home[i],
          m.others_income_usd[i],
          m.risk_aversion_milli[i],
          m.legitimacy_milli[i],
          m.dependants[i],
          m.rank[i],
          m.package[i],
          m.livelihood[i],
          tables.axis.traits[m.livelihood[i]].mining,
          m.operation[i] != 0,
          waiting || m.absence[i] == evicted};
}

/// An option of mining, as all see it who stand at one place.
struct NestOption {
  uint64_t luck;  ///< index of its draws
  float value, amenity, risk;
  float chance;                           ///< of an opening, in a rationed way of mining
  std::array<float, 2> travel, cash_usd;  ///< [whether a programme helps]
  uint16_t location;
  uint8_t livelihood;
};

/// Some people of one standpoint, at least one.
using Crowd = std::span<Asker const* const>;
inline constexpr std::size_t most_in_crowd = 64;

/// By person of a crowd: the best of all options, and of those without rations. Without any, the number of the
/// option is -1.
struct Chosen {
  alignas(64) float utility[most_in_crowd], unrationed_utility[most_in_crowd];
  alignas(64) int32_t option[most_in_crowd], unrationed_option[most_in_crowd];
};

/// What people of one standpoint have in common. The options of mining stand in the order of Decider: informal mining
/// here, rationed ways of mining here, connected concessions.
class Standpoint {
 public:
  Standpoint(DecisionTables const& tables, std::size_t number);
  static std::size_t count(Geography const& g) { return g.locations() + g.n; }

  std::size_t here;
  float usual_need, median;
  std::vector<NestOption> nest;
  bool informal_here = false;   ///< then it is the first option
  std::size_t first_elsewhere;  ///< options before it are here

  /// Options have numbers: livelihoods outside mining their own, then those of the nest, then going home.
  Decision decision(DecisionTables const& tables, Asker const& asker, Chosen const& chosen, std::size_t k) const;
};

/// The kernel of `decide`.
void choose(DecisionTables const& tables, MonthContext const& month, Standpoint const& standpoint, Crowd crowd,
            Chosen& chosen);

/// Writes Decider::decide of each of the crowd.
void decide(DecisionTables const& tables, MonthContext const& month, Crowd crowd, Decision* decisions);

}  // namespace tributer
