#pragma once
// Luck belongs to names: to a person, a place and a decision, never to a generator or a position in a list. A draw is
// a pure function of (seed, replicate, stream, identity, month, index) through Philox4x32-10 (Salmon et al. 2011).
//   key     = mix(seed, replicate) xor the hash of the stream's name (64 bit)
//   counter = identity (64 bit) | month (16 bit) | index (48 bit)
// An identity, and an index that stands for a name, are hashes of names: of the id of a concession, of the label of a
// livelihood. So a thing that does nothing changes no other draw, wherever its name sorts.
#include <Random123/philox.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "tributer/core/math.hpp"

namespace tributer {

/// Mixes two words into one that depends on every bit of both (the finalizer of splitmix64, twice).
constexpr uint64_t mix(uint64_t a, uint64_t b) {
  auto const scramble = [](uint64_t x) {
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
  };
  return scramble(a + 0x9e3779b97f4a7c15u + scramble(b + 0x9e3779b97f4a7c15u));
}

/// The same 64 bits for the same name, on every machine and in every version of the program (FNV-1a, mixed).
constexpr uint64_t hash_of(std::string_view name) {
  uint64_t hash = 14695981039346656037u;
  for (char const c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return mix(hash, name.size());
}

/// The draws of one kind of decision. A plug-in with decisions of its own makes a stream by giving it a name.
struct Stream {
  uint64_t hash;
  bool of_people;  ///< who people are, and not what happens to them: follows random.people_seed where that is given

  explicit constexpr Stream(std::string_view name, bool about_people = false)
      : hash(hash_of(name)), of_people(about_people) {}
};

/// The streams of the model.
namespace streams {
inline constexpr Stream person{"person", true};                  ///< attributes at birth into the table
inline constexpr Stream start_location{"start_location", true};  ///< where the first people begin
inline constexpr Stream manager{"manager", true};                ///< lasting traits of a manager (month 0)
inline constexpr Stream reconsider{"reconsider"};                ///< whether a person reconsiders this month
inline constexpr Stream choice{"choice"};                        ///< tastes of the month, by livelihood
inline constexpr Stream choice_location{"choice_location"};      ///< tastes of the month, by destination
inline constexpr Stream placement{"placement"};                  ///< lottery for openings
inline constexpr Stream eviction{"eviction"};                    ///< whether enforcement finds a person
inline constexpr Stream eviction_harm{"eviction_harm"};          ///< injury, death, confiscation, payment to officials
inline constexpr Stream income{"income"};                        ///< the monthly lottery of mining
inline constexpr Stream accident{"accident"};                    ///< injury at work
inline constexpr Stream school{"school"};                        ///< attendance of each child
inline constexpr Stream leaving{"leaving"};                      ///< exit from the working population
inline constexpr Stream promotion{"promotion"};                  ///< advance in rank
inline constexpr Stream site_shock{"site_shock"};                ///< productivity of a concession
inline constexpr Stream rainfall{"rainfall"};            ///< rain of a concession; of `outside`: the common part
inline constexpr Stream news{"news"};                    ///< noise in news from a neighbour
inline constexpr Stream conflict{"conflict"};            ///< riots, battles, looting
inline constexpr Stream vein{"vein"};                    ///< veins worked out and found at a concession
inline constexpr Stream panel{"panel"};                  ///< who is in the panel (month 0)
inline constexpr Stream operation{"operation"};          ///< failure, harassment, wear, succession; order of service
inline constexpr Stream formality{"formality"};          ///< misjudgement of a manager; order of the licence office
inline constexpr Stream loan{"loan"};                    ///< cost of an application; attention; order of service
inline constexpr Stream trader{"trader"};                ///< failure of a trader; order of those who fail
inline constexpr Stream company{"company"};              ///< a company's choice of posture; liability
inline constexpr Stream company_taste{"company_taste"};  ///< how a company prefers to treat miners (month 0)
inline constexpr Stream trust{"trust"};        ///< whether a person or manager believes what is offered this month
inline constexpr Stream aid{"aid"};            ///< who is paid or enrolled first; loss of given goods
inline constexpr Stream country{"country"};    ///< hazard of operations that a country shares
inline constexpr Stream currency{"currency"};  ///< change of a country's currency against the dollar
}  // namespace streams

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
  Luck(uint64_t seed, uint32_t replicate) : Luck(seed, seed, replicate) {}
  /// `people_seed` decides who people are; `seed` decides everything else.
  Luck(uint64_t seed, uint64_t people_seed, uint32_t replicate)
      : events_(mix(seed, replicate)), people_(mix(people_seed, replicate)) {}

  /// Four words of the stream `stream` for `identity` in `month` (months since the burn-in began). Of `index`, the
  /// lower 48 bits count.
  PhiloxBlock block(uint64_t identity, uint32_t month, Stream stream, uint64_t index = 0) const {
#ifdef TRIBUTER_PLANTED_CALL_ORDER
    identity = planted_call_number();
#endif
    uint64_t const key = this->key(stream);
    return philox4x32_10({static_cast<uint32_t>(identity), static_cast<uint32_t>(identity >> 32),
                          static_cast<uint32_t>(index), static_cast<uint32_t>(index >> 32) << 16 | month},
                         {static_cast<uint32_t>(key), static_cast<uint32_t>(key >> 32)});
  }
  uint64_t key(Stream stream) const { return (stream.of_people ? people_ : events_) ^ stream.hash; }
  /// A uniform in (0, 1).
  float uniform(uint64_t identity, uint32_t month, Stream stream, uint64_t index = 0) const {
    return to_uniform(block(identity, month, stream, index)[0]);
  }
  /// Uniform in (0, 1) from 23 bits: never 0, never 1. (With 24 bits the last half would not fit a float,
  /// and the greatest word would be rounded up to 1.)
  static constexpr float to_uniform(uint32_t word) {
    return (static_cast<float>(word >> 9) + 0.5f) * (1.0f / 8388608.0f);
  }
  static float to_normal(uint32_t word) { return math::inverse_normal(to_uniform(word)); }
  static float to_gumbel(uint32_t word) { return math::gumbel(to_uniform(word)); }

 private:
  uint64_t events_, people_;
};

/// Number of events in a month at `rate` (inverse transform; 0 for rate 0, at most 255).
int poisson(double rate, float uniform);

}  // namespace tributer
