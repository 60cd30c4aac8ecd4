#pragma once
// A way of making a living. Plug-ins fill small tables per concession; the loops over people read
// the tables and never ask a livelihood about a person.
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "tributer/core/check.hpp"
#include "tributer/core/month.hpp"
#include "tributer/core/rng.hpp"
#include "tributer/state/world.hpp"

namespace tributer {

struct LivelihoodTraits {
  std::string label;
  bool mining = false;      ///< pay comes from the ground
  bool unlicensed = false;  ///< enforcement acts on it; legitimacy weighs on it
  bool own_account = true;  ///< pay grows with rank; a posted wage does not
  bool rationed = false;    ///< has a number of openings
  bool licensed = false;    ///< mining on the crew of a licensed operation
};

class Livelihood {
 public:
  virtual ~Livelihood() = default;
  virtual LivelihoodTraits traits() const = 0;
  /// Monthly pay in USD of a worker at `location` before season, at this month's price level;
  /// negative if it does not exist there. Ways of mining return 0 where there is ground.
  virtual double posted_usd(World const& world, std::size_t location) const = 0;
  /// Known seasonal factor on pay, mean about 1.
  virtual double season(Month) const { return 1.0; }
  /// Room at `location`, holders included (rationed livelihoods).
  virtual int64_t openings(World const&, std::size_t) const { return 0; }
};

/// A person's column names the livelihood in one byte, of which one value is kept for those who have left.
inline constexpr std::size_t most_livelihoods = gone;

using Livelihoods = std::vector<std::unique_ptr<Livelihood const>>;

/// The livelihood axis with what loops over people need, in order of label.
struct LivelihoodAxis {
  std::vector<LivelihoodTraits> traits;
  std::vector<uint64_t> key;  ///< hash of the label: tastes of the month are keyed by it
  std::size_t size() const { return traits.size(); }
  /// 1 for each livelihood whose traits are wanted, otherwise 0; also 0 for people who have left. Loops over people
  /// read it at once, by the column of livelihoods.
  template <class Wanted>
  std::array<uint8_t, byte_values> that(Wanted const& wanted) const {
    std::array<uint8_t, byte_values> out{};
    for (std::size_t k = 0; k < traits.size(); ++k) out[k] = wanted(traits[k]) ? 1 : 0;
    return out;
  }
  std::size_t find(std::string_view label) const {
    std::size_t k = 0;
    while (k < traits.size() && traits[k].label != label) ++k;
    return k;
  }
};

/// The condition of a total on the livelihoods that have a trait: "livelihood=formal_mining|tributer".
template <class Has>
std::string those_with(LivelihoodAxis const& axis, Has const& has) {
  std::string labels;
  for (LivelihoodTraits const& t : axis.traits)
    if (has(t)) labels += (labels.empty() ? "" : "|") + t.label;
  return "livelihood=" + labels;
}
inline std::string those_who_mine(LivelihoodAxis const& axis) {
  return those_with(axis, [](LivelihoodTraits const& t) { return t.mining; });
}

inline LivelihoodAxis axis_of(Livelihoods const& livelihoods) {
  LivelihoodAxis axis;
  for (auto const& livelihood : livelihoods) {
    axis.traits.push_back(livelihood->traits());
    axis.key.push_back(hash_of(axis.traits.back().label));
  }
  check(axis.size() <= most_livelihoods, "there are more livelihoods than a person's column can name");
  return axis;
}

}  // namespace tributer
