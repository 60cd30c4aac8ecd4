#pragma once
// What the children of households do in a school term, decided child by child with a draw of luck each.
#include <array>

#include "tributer/core/rng.hpp"
#include "tributer/state/miners.hpp"

namespace tributer {

/// Bounds between what children do, of a uniform draw: school below the first, then home, other work, mining.
using Bounds = std::array<float, 3>;

/// What the children of one sex of a household do.
struct Doing {
  uint8_t out = 0, other = 0, mining = 0;
  friend bool operator==(Doing const&, Doing const&) = default;
};

inline constexpr int children_a_draw = 4;
/// Number of the first draw for the children of each sex.
inline constexpr std::array<uint16_t, n_of<Sex>> first_draw{32, 0};

Doing decide(Luck const& luck, uint32_t month, uint64_t id, Sex sex, int children, Bounds const& bounds);

/// Households whose children are decided on side by side, in the vectors of the processor. Of the children of a sex,
/// `children_a_draw` are decided on, and no more.
struct SchoolTerm {
  static constexpr std::size_t most = 128;
  template <class T>
  struct alignas(64) List : std::array<T, most> {};
  struct OfSex {
    List<int32_t> children;
    std::array<List<float>, Bounds{}.size()> bounds;
    List<uint8_t> out, other, mining;
    void set(std::size_t k, int n_children, Bounds const& at) {
      children[k] = n_children;
      for (std::size_t b = 0; b < at.size(); ++b) bounds[b][k] = at[b];
    }
    Doing doing(std::size_t k) const { return {out[k], other[k], mining[k]}; }
  };

  std::size_t n = 0;
  List<uint32_t> id_low, id_high;
  OfSex girls, boys;

  void clear() { n = 0; }
  void add(uint64_t id, int n_girls, Bounds const& girls_at, int n_boys, Bounds const& boys_at) {
#ifdef TRIBUTER_PLANTED_CALL_ORDER
    id = planted_call_number();
#endif
    id_low[n] = static_cast<uint32_t>(id), id_high[n] = static_cast<uint32_t>(id >> 32);
    girls.set(n, n_girls, girls_at), boys.set(n, n_boys, boys_at);
    ++n;
  }
  /// Decides for all: `girls.doing(k)` and `boys.doing(k)` are then those of the household that was added as number k.
  void decide(Luck const& luck, uint32_t month);
};

}  // namespace tributer
