#pragma once
// Many draws of one stream in one month at once, side by side in the vectors of the processor. The words are those of
// Luck::block, bit for bit, on every processor; Luck is what defines them.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "tributer/core/random_factor.hpp"

namespace tributer {

class Draws {
 public:
  static constexpr std::size_t most = 320;
  static constexpr std::size_t batch = 64;  ///< for loops over people: enough for any vectors, and little memory

  /// Draws of `month` follow.
  explicit Draws(uint32_t month) : month_(month) {}

  void clear() { n_ = 0; }
  /// Adds the draw of Luck::block(identity, month, stream, index). At most `most` may be added before they are drawn.
  void add(uint64_t identity, uint64_t index = 0) {
#ifdef TRIBUTER_PLANTED_CALL_ORDER
    identity = planted_call_number();
#endif
    counter_[0][n_] = static_cast<uint32_t>(identity), counter_[1][n_] = static_cast<uint32_t>(identity >> 32);
    counter_[2][n_] = static_cast<uint32_t>(index);
    counter_[3][n_] = static_cast<uint32_t>(index >> 32) << 16 | month_;
    ++n_;
  }

  /// Draws all: `uniform(k)` is then Luck::uniform of the draw that was added as number k.
  void draw_uniforms(Luck const& luck, Stream stream);
  /// Draws all: `gumbel(k)` and `second_gumbel(k)` are then Luck::to_gumbel of the first and second word.
  void draw_gumbels(Luck const& luck, Stream stream);

  /// Draws all: `factor(k)` is then the random factor of the first word. Uniforms that were drawn before stay.
  void draw_factors(Luck const& luck, Stream stream, RandomFactor const& factor);

  /// Draws all: `block(k)` is then Luck::block of the draw that was added as number k. It takes the place of the draws
  /// that were added: they must be cleared before others are drawn.
  void draw_blocks(Luck const& luck, Stream stream);

  float uniform(std::size_t k) const { return first_[k]; }
  float gumbel(std::size_t k) const { return first_[k]; }
  float second_gumbel(std::size_t k) const { return second_[k]; }
  float factor(std::size_t k) const { return second_[k]; }
  PhiloxBlock block(std::size_t k) const { return {counter_[0][k], counter_[1][k], counter_[2][k], counter_[3][k]}; }

 private:
  using Words = std::array<uint32_t, most>;
  uint32_t month_;
  std::size_t n_ = 0;
  alignas(64) std::array<Words, 4> counter_;
  alignas(64) std::array<float, most> first_;
  alignas(64) std::array<float, most> second_;
};

/// Calls use(k, Luck::block(identity_of(k), month, stream, index)) for 0 <= k < n.
template <class IdentityOf, class Use>
void draw_each(Luck const& luck, uint32_t month, Stream stream, uint64_t index, std::size_t n,
               IdentityOf const& identity_of, Use const& use) {
  Draws draws(month);
  for (std::size_t begin = 0; begin < n; begin += Draws::most) {
    std::size_t const end = std::min(n, begin + Draws::most);
    draws.clear();
    for (std::size_t k = begin; k < end; ++k) draws.add(identity_of(k), index);
    draws.draw_blocks(luck, stream);
    for (std::size_t k = begin; k < end; ++k) use(k, draws.block(k - begin));
  }
}

/// The width of the vectors that Draws uses here, in words of 32 bits, and its name.
struct VectorWidth {
  std::size_t words;
  char const* name;
};
VectorWidth vector_width();

}  // namespace tributer
