#pragma once
// Large-scale mines, one row a place; phase `none` where there is none. What a mine is this month, how its
// company treats the diggers around it, and what that has cost it.
#include <cstdint>

#include "tributer/core/enumeration.hpp"
#include "tributer/core/money.hpp"
#include "tributer/state/operations.hpp"

namespace tributer {

enum class Phase : uint8_t { none, exploration, construction, operation, closure };
inline constexpr std::size_t n_phases = n_of<Phase>;

/// How a company treats those who dig on its concession.
enum class Posture : uint8_t { tolerate, secure, engage, partner };
inline constexpr std::size_t n_postures = n_of<Posture>;

struct Company {
  Phase phase = Phase::none;
  Posture posture = Posture::tolerate;
  Posture next_posture = Posture::tolerate;  ///< decided, in force from month `changes` of the run
  uint16_t changes = never;
  int64_t jobs = 0;
  double skilled_share = 0;        ///< of jobs, open to skilled ranks only
  double wage_usd = 0;             ///< a month, at price level 1
  double local_share = -1;         ///< of places kept for locals while any apply; negative: the usual one
  double women_share = 0;          ///< of places kept for women while any apply
  double excluded = 0;             ///< share of the ground that diggers may not use
  double land_taken = 0;           ///< share of farm income lost with the land; not given back at closure
  double presence = 0, force = 0;  ///< of the company's guards
  int64_t slots = 0;               ///< for tributers
  double tribute = 0;              ///< share of what tributers sell
  double tribute_output = 1;       ///< gold of a tributer over the plain yield
  double tribute_price = 1;        ///< price of a tributer over that of a free seller
  int64_t in_migrants = 0;         ///< who come this month for what was announced
  Cents procurement_cents = 0;     ///< spent locally this month
  double riots_a_year = 0;         ///< as experienced, fading over a year
  friend bool operator==(Company const&, Company const&) = default;
};

}  // namespace tributer
