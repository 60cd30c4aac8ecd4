#pragma once
// Large-scale mines, one row for each location; the phase is `none` where there is no mine. A row holds what the mine
// is this month, how its company treats the miners around it, and what that has cost the company.
#include <cstdint>

#include "tributer/core/enumeration.hpp"
#include "tributer/core/money.hpp"
#include "tributer/state/operations.hpp"

namespace tributer {

enum class Phase : uint8_t { none, exploration, construction, operation, closure };
inline constexpr std::size_t n_phases = n_of<Phase>;

/// How a company treats people who mine on its concession.
enum class Posture : uint8_t { tolerate, secure, engage, partner };
inline constexpr std::size_t n_postures = n_of<Posture>;

struct Company {
  Phase phase = Phase::none;
  Posture posture = Posture::tolerate;
  Posture next_posture = Posture::tolerate;  ///< already decided; in force from month `changes` of the run
  uint16_t changes = never;
  int64_t jobs = 0;
  double skilled_share = 0;        ///< share of jobs that only skilled ranks may have
  double wage_usd = 0;             ///< a month, at price level 1
  double local_share = -1;         ///< share of openings kept for locals while any apply; negative: the usual share
  double women_share = 0;          ///< share of openings kept for women while any apply
  double excluded = 0;             ///< share of the ground that miners may not use
  double land_taken = 0;           ///< share of farm income lost with the land; not given back at closure
  double presence = 0, force = 0;  ///< presence and force of the company's guards
  int64_t slots = 0;               ///< room for tributers
  double tribute = 0;              ///< share of what tributers sell
  double tribute_output = 1;       ///< gold of a tributer over the plain yield
  double tribute_price = 1;        ///< price of a tributer over that of a free seller
  int64_t in_migrants = 0;         ///< people who come this month because of announced jobs
  Cents procurement_cents = 0;     ///< spent locally this month
  double riots_a_year = 0;         ///< riots that the company has experienced; the memory fades over a year
  friend bool operator==(Company const&, Company const&) = default;
};

}  // namespace tributer
