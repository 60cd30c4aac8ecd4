// Kernels of Draws for each kind of vector, of which the processor's widest is chosen while the program runs. The
// scalar twins that define them are philox4x32_10, Luck::to_uniform and math::gumbel: the same operations in the same
// order.
#include "tributer/core/draws.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "draws.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Word = hn::ScalableTag<uint32_t>;
using WordV = hn::Vec<Word>;
using Float = hn::ScalableTag<float>;
using FloatV = hn::Vec<Float>;

struct Products {
  WordV high, low;
};

/// Both halves of the products of each word with `factor`.
Products multiply(WordV words, WordV factor) {
  Word const d;
#if HWY_TARGET == HWY_SCALAR
  uint64_t const product = uint64_t{hn::GetLane(words)} * hn::GetLane(factor);
  return {hn::Set(d, static_cast<uint32_t>(product >> 32)), hn::Set(d, static_cast<uint32_t>(product))};
#else
  WordV const even = hn::BitCast(d, hn::MulEven(words, factor)),
              odd = hn::BitCast(d, hn::MulEven(hn::Shuffle2301(words), factor));
  return {hn::OddEven(odd, hn::Shuffle2301(even)), hn::OddEven(hn::Shuffle2301(odd), even)};
#endif
}

struct FirstWords {
  WordV first, second;
};

FirstWords philox(WordV c0, WordV c1, WordV c2, WordV c3, uint32_t key_0, uint32_t key_1) {
  Word const d;
  WordV const factor_0 = hn::Set(d, 0xD2511F53), factor_1 = hn::Set(d, 0xCD9E8D57);
  constexpr int rounds = 10;
  for (int round = 0; round < rounds; ++round) {
    Products const p0 = multiply(c0, factor_0), p1 = multiply(c2, factor_1);
    c0 = hn::Xor(hn::Xor(p1.high, c1), hn::Set(d, key_0));
    c2 = hn::Xor(hn::Xor(p0.high, c3), hn::Set(d, key_1));
    c1 = p1.low, c3 = p0.low;
    key_0 += 0x9E3779B9, key_1 += 0xBB67AE85;
  }
  return {c0, c1};
}

FloatV uniform_of(WordV words) {
  Float const d;
  hn::RebindToSigned<Word> const whole;
  FloatV const count = hn::ConvertTo(d, hn::BitCast(whole, hn::ShiftRight<9>(words)));
  return hn::Mul(hn::Add(count, hn::Set(d, 0.5f)), hn::Set(d, 1.0f / 8388608.0f));
}

FloatV log_of(FloatV x) {
  Float const d;
  hn::RebindToSigned<Float> const whole;
  auto const bits = hn::BitCast(whole, x), n = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(whole, 0x3f3504f3)));
  FloatV const m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(n))), one = hn::Set(d, 1.0f);
  FloatV const s = hn::Div(hn::Sub(m, one), hn::Add(m, one)), z = hn::Mul(s, s);
  FloatV p = hn::Set(d, 2.0f / 9.0f);
  for (float const next : {2.0f / 7.0f, 2.0f / 5.0f, 2.0f / 3.0f}) p = hn::Add(hn::Mul(p, z), hn::Set(d, next));
  FloatV const k = hn::ConvertTo(d, n);
  FloatV const small = hn::Add(hn::Mul(hn::Mul(s, z), p), hn::Mul(k, hn::Set(d, -2.12194440e-4f)));
  return hn::Add(hn::Mul(k, hn::Set(d, 0.693359375f)), hn::Add(hn::Mul(s, hn::Set(d, 2.0f)), small));
}

FloatV gumbel_of(WordV words) { return hn::Neg(log_of(hn::Neg(log_of(uniform_of(words))))); }

}  // namespace

void uniforms(uint32_t const* counter, std::size_t stride, std::size_t n, uint32_t key_0, uint32_t key_1,
              float* first) {
  Word const d;
  for (std::size_t k = 0; k < n; k += hn::Lanes(d)) {
    auto const word = [&](std::size_t part) { return hn::Load(d, counter + part * stride + k); };
    hn::Store(uniform_of(philox(word(0), word(1), word(2), word(3), key_0, key_1).first), Float(), first + k);
  }
}

void gumbels(uint32_t const* counter, std::size_t stride, std::size_t n, uint32_t key_0, uint32_t key_1, float* first,
             float* second) {
  Word const d;
  for (std::size_t k = 0; k < n; k += hn::Lanes(d)) {
    auto const word = [&](std::size_t part) { return hn::Load(d, counter + part * stride + k); };
    FirstWords const words = philox(word(0), word(1), word(2), word(3), key_0, key_1);
    hn::Store(gumbel_of(words.first), Float(), first + k);
    hn::Store(gumbel_of(words.second), Float(), second + k);
  }
}

std::size_t width() { return hn::Lanes(Word()); }

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributer {
namespace {

HWY_EXPORT(uniforms);
HWY_EXPORT(gumbels);
HWY_EXPORT(width);

}  // namespace

void Draws::draw_uniforms(Luck const& luck, Stream stream) {
  uint64_t const key = luck.key(stream);
  HWY_DYNAMIC_DISPATCH(uniforms)
  (counter_[0].data(), most, n_, static_cast<uint32_t>(key), static_cast<uint32_t>(key >> 32), first_.data());
}

void Draws::draw_gumbels(Luck const& luck, Stream stream) {
  uint64_t const key = luck.key(stream);
  HWY_DYNAMIC_DISPATCH(gumbels)
  (counter_[0].data(), most, n_, static_cast<uint32_t>(key), static_cast<uint32_t>(key >> 32), first_.data(),
   second_.data());
}

VectorWidth vector_width() {
  std::size_t const words = HWY_DYNAMIC_DISPATCH(width)();
  return {words, hwy::TargetName(hwy::SupportedTargets() & -hwy::SupportedTargets())};
}

}  // namespace tributer
#endif
