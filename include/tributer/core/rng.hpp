#pragma once
// Luck belongs to people, not to generators: a draw is a pure function of
// (seed, replicate, entity id, month, stream, index) through Philox4x32-10 (Salmon et al. 2011).
// Key = seed (64 bit); counter = id (48) | month (16) | stream (16) | index (16) | replicate (32).
#include <Random123/philox.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "tributer/core/math.hpp"

namespace tributer {

/// One named stream per decision. Numbers below 1,024 are built in; an instrument's stream is
/// 1,024 + hash of its id modulo 64,512.
enum class Stream : uint16_t {
  person = 1,           ///< attributes at birth into the table
  start_location = 3,   ///< where the initial population stands
  reconsider = 4,       ///< whether a person reconsiders this month
  choice = 5,           ///< tastes of the month, by alternative
  choice_location = 6,  ///< tastes of the month, by destination (index = destination)
  placement = 7,        ///< lottery for rationed places
  eviction = 8,         ///< whether enforcement finds a person
  eviction_harm = 9,    ///< injury, death, confiscation, payment to officials
  income = 10,          ///< the monthly lottery of digging
  accident = 11,        ///< injury at work
  school = 12,          ///< attendance of each child (index = child)
  leaving = 13,         ///< exit from the working population
  promotion = 14,       ///< advance in rank
  site_shock = 15,      ///< productivity of a concession
  rainfall = 16,        ///< rain of a concession
  news = 17,            ///< noise in news from a neighbour
  conflict = 18,        ///< riots, battles, looting
  discovery = 19,       ///< new ground
  panel = 20,           ///< who is in the keyed sample (month 0)
  manager = 21,         ///< lasting traits of a manager (month 0)
  operation = 22,       ///< failure of a pit, harassment, wear, succession
  formality = 23,       ///< a manager's misjudgement of the month; the office's order
  loan = 24,            ///< fixed cost of an application; attention of a borrower
  company = 25,         ///< a company's choice of posture; liability
  trust = 26,           ///< whether a person or manager believes what is offered this month
  aid = 27,             ///< who is paid or enrolled first; loss of given goods
  country = 28,         ///< hazard of pits that a country shares (by country)
  currency = 29,        ///< change of a country's currency against the dollar (by country)
};
inline constexpr uint16_t first_instrument_stream = 1024;
uint16_t instrument_stream(std::string_view instrument_id);

using PhiloxBlock = std::array<uint32_t, 4>;

/// Philox4x32-10 on a raw counter and key; equal to the published known answers.
inline PhiloxBlock philox4x32_10(PhiloxBlock counter, std::array<uint32_t, 2> key) {
  auto const out = r123::Philox4x32_R<10>()({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
  return {out[0], out[1], out[2], out[3]};
}

#ifdef TRIBUTER_PLANTED_CALL_ORDER  // a fault made on purpose, for the twin of the pairing test
uint64_t planted_call_number();
#endif

/// The luck of one replicate.
class Luck {
 public:
  Luck(uint64_t seed, uint32_t replicate) : seed_(seed), replicate_(replicate) {}

  /// Four words of the stream `stream` of entity `id` in `month` (months since the burn-in began).
  PhiloxBlock block(uint64_t id, uint32_t month, Stream stream, uint16_t index = 0) const {
#ifdef TRIBUTER_PLANTED_CALL_ORDER
    id = planted_call_number();
#endif
    return philox4x32_10({static_cast<uint32_t>(id), static_cast<uint32_t>(id >> 32) | month << 16,
                          static_cast<uint32_t>(stream) | static_cast<uint32_t>(index) << 16, replicate_},
                         {static_cast<uint32_t>(seed_), static_cast<uint32_t>(seed_ >> 32)});
  }
  /// A uniform in (0, 1).
  float uniform(uint64_t id, uint32_t month, Stream stream, uint16_t index = 0) const {
    return to_uniform(block(id, month, stream, index)[0]);
  }
  /// Uniform in (0, 1) from 23 bits: never 0, never 1. (With 24 bits the last half would not fit a float,
  /// and the greatest word would be rounded up to 1.)
  static constexpr float to_uniform(uint32_t word) {
    return (static_cast<float>(word >> 9) + 0.5f) * (1.0f / 8388608.0f);
  }
  static float to_normal(uint32_t word) { return math::inverse_normal(to_uniform(word)); }
  static float to_gumbel(uint32_t word) { return math::gumbel(to_uniform(word)); }

  uint64_t seed() const { return seed_; }
  uint32_t replicate() const { return replicate_; }

 private:
  uint64_t seed_;
  uint32_t replicate_;
};

/// Number of events in a month at `rate` (inverse transform; 0 for rate 0, at most 255).
int poisson(double rate, float uniform);

}  // namespace tributer
