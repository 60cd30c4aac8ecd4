// Kernels of Draws for each kind of vector, of which the processor's widest is chosen while the program runs. Luck
// and RandomFactor define them.
#include "tributer/core/draws.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/core/draws_kernel.cpp"
#include <hwy/foreach_target.h>

#include "tributer/core/vector_math.hpp"

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {

void uniforms(uint32_t const* counter, std::size_t stride, std::size_t n, uint64_t key, float* first) {
  Words const d;
  for (std::size_t k = 0; k < n; k += hn::Lanes(d)) {
    auto const word = [&](std::size_t part) { return hn::Load(d, counter + part * stride + k); };
    hn::Store(to_uniform(philox(word(0), word(1), word(2), word(3), key).word[0]), Reals(), first + k);
  }
}

void gumbels(uint32_t const* counter, std::size_t stride, std::size_t n, uint64_t key, float* first, float* second) {
  Words const d;
  for (std::size_t k = 0; k < n; k += hn::Lanes(d)) {
    auto const word = [&](std::size_t part) { return hn::Load(d, counter + part * stride + k); };
    WordBlock const block = philox(word(0), word(1), word(2), word(3), key);
    hn::Store(to_gumbel(block.word[0]), Reals(), first + k);
    hn::Store(to_gumbel(block.word[1]), Reals(), second + k);
  }
}

void factors(uint32_t const* counter, std::size_t stride, std::size_t n, uint64_t key, RandomFactor const& factor,
             float* to) {
  Words const d;
  Reals const r;
  RealV const sd = hn::Set(r, factor.sd), most = hn::Set(r, factor.most), least = hn::Neg(most),
              shift = hn::Set(r, factor.shift);
  for (std::size_t k = 0; k < n; k += hn::Lanes(d)) {
    auto const word = [&](std::size_t part) { return hn::Load(d, counter + part * stride + k); };
    RealV const z = to_normal(philox(word(0), word(1), word(2), word(3), key).word[0]);
    RealV const cut = hn::IfThenElse(hn::Lt(z, least), least, hn::IfThenElse(hn::Gt(z, most), most, z));
    hn::Store(exp_of(hn::Add(hn::Mul(sd, cut), shift)), r, to + k);
  }
}

void blocks(uint32_t* counter, std::size_t stride, std::size_t n, uint64_t key) {
  Words const d;
  for (std::size_t k = 0; k < n; k += hn::Lanes(d)) {
    auto const word = [&](std::size_t part) { return hn::Load(d, counter + part * stride + k); };
    WordBlock const block = philox(word(0), word(1), word(2), word(3), key);
    for (std::size_t part = 0; part < 4; ++part) hn::Store(block.word[part], d, counter + part * stride + k);
  }
}

VectorWidth width() { return {hn::Lanes(Words()), hwy::TargetName(HWY_TARGET)}; }

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {

HWY_EXPORT(uniforms);
HWY_EXPORT(gumbels);
HWY_EXPORT(factors);
HWY_EXPORT(blocks);
HWY_EXPORT(width);

}  // namespace

void Draws::draw_uniforms(Luck const& luck, Stream stream) {
  HWY_DYNAMIC_DISPATCH(uniforms)(counter_[0].data(), most, n_, luck.key(stream), first_.data());
}

void Draws::draw_gumbels(Luck const& luck, Stream stream) {
  HWY_DYNAMIC_DISPATCH(gumbels)(counter_[0].data(), most, n_, luck.key(stream), first_.data(), second_.data());
}

void Draws::draw_factors(Luck const& luck, Stream stream, RandomFactor const& factor) {
  HWY_DYNAMIC_DISPATCH(factors)(counter_[0].data(), most, n_, luck.key(stream), factor, second_.data());
}

void Draws::draw_blocks(Luck const& luck, Stream stream) {
  HWY_DYNAMIC_DISPATCH(blocks)(counter_[0].data(), most, n_, luck.key(stream));
}

VectorWidth vector_width() { return HWY_DYNAMIC_DISPATCH(width)(); }

}  // namespace tributer
#endif
