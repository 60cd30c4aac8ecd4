// Luck and math of many people side by side, in the vectors of the processor. A kernel (a source file *_kernel.cpp)
// includes this within its own loop over the kinds of vector; it is not a header for anything else. The scalar twins
// that define everything here are core/math, core/rng and core/money: the same operations in the same order, so the
// same bits with vectors of every width.
#include <hwy/highway.h>

#include <cstdint>

#include "tributer/core/rng.hpp"

#if defined(TRIBUTER_CORE_VECTOR_MATH_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef TRIBUTER_CORE_VECTOR_MATH_HPP
#undef TRIBUTER_CORE_VECTOR_MATH_HPP
#else
#define TRIBUTER_CORE_VECTOR_MATH_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace tributer {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Words of 32 bits, whole numbers and real numbers: one of each for every person of a vector.
using Words = hn::ScalableTag<uint32_t>;
using Wholes = hn::ScalableTag<int32_t>;
using Reals = hn::ScalableTag<float>;
using WordV = hn::Vec<Words>;
using WholeV = hn::Vec<Wholes>;
using RealV = hn::Vec<Reals>;
using RealMask = hn::Mask<Reals>;

struct WordProducts {
  WordV high, low;
};

/// Both halves of the products of each word with `factor`.
inline WordProducts multiply_words(WordV words, WordV factor) {
  Words const d;
#if HWY_TARGET == HWY_SCALAR
  uint64_t const product = uint64_t{hn::GetLane(words)} * hn::GetLane(factor);
  return {hn::Set(d, static_cast<uint32_t>(product >> 32)), hn::Set(d, static_cast<uint32_t>(product))};
#else
  WordV const even = hn::BitCast(d, hn::MulEven(words, factor)),
              odd = hn::BitCast(d, hn::MulEven(hn::Shuffle2301(words), factor));
  return {hn::OddEven(odd, hn::Shuffle2301(even)), hn::OddEven(hn::Shuffle2301(odd), even)};
#endif
}

/// One block of Philox for each person.
struct WordBlock {
  WordV word[4];
};

/// philox4x32_10 of each counter c0, c1, c2, c3.
inline WordBlock philox(WordV c0, WordV c1, WordV c2, WordV c3, uint64_t key) {
  Words const d;
  WordV const factor_0 = hn::Set(d, 0xD2511F53), factor_1 = hn::Set(d, 0xCD9E8D57);
  uint32_t key_0 = static_cast<uint32_t>(key), key_1 = static_cast<uint32_t>(key >> 32);
  constexpr int rounds = 10;
  for (int round = 0; round < rounds; ++round) {
    WordProducts const p0 = multiply_words(c0, factor_0), p1 = multiply_words(c2, factor_1);
    c0 = hn::Xor(hn::Xor(p1.high, c1), hn::Set(d, key_0));
    c2 = hn::Xor(hn::Xor(p0.high, c3), hn::Set(d, key_1));
    c1 = p1.low, c3 = p0.low;
    key_0 += 0x9E3779B9, key_1 += 0xBB67AE85;
  }
  return {{c0, c1, c2, c3}};
}

/// Both words of each person's identity.
struct Identities {
  WordV low, high;
};
inline Identities identities(uint64_t const* column) {
  Words const d;
#if HWY_TARGET == HWY_SCALAR
  return {hn::Set(d, static_cast<uint32_t>(*column)), hn::Set(d, static_cast<uint32_t>(*column >> 32))};
#else
  hn::Repartition<uint64_t, Words> const wide;
  WordV const first = hn::BitCast(d, hn::LoadU(wide, column)),
              second = hn::BitCast(d, hn::LoadU(wide, column + hn::Lanes(wide)));
  return {hn::ConcatEven(d, second, first), hn::ConcatOdd(d, second, first)};
#endif
}

/// Luck::block of each person; `key` as of Luck::key.
inline WordBlock luck_block(Identities people, uint32_t month, uint64_t key, uint64_t index = 0) {
  Words const d;
#ifdef TRIBUTER_PLANTED_CALL_ORDER
  uint64_t calls[hn::MaxLanes(d)];
  for (uint64_t& call : calls) call = planted_call_number();
  people = identities(calls);
#endif
  return philox(people.low, people.high, hn::Set(d, static_cast<uint32_t>(index)),
                hn::Set(d, static_cast<uint32_t>(index >> 32) << 16 | month), key);
}

/// Luck::to_uniform.
inline RealV to_uniform(WordV words) {
  Reals const d;
  RealV const count = hn::ConvertTo(d, hn::BitCast(Wholes(), hn::ShiftRight<9>(words)));
  return hn::Mul(hn::Add(count, hn::Set(d, 0.5f)), hn::Set(d, 1.0f / 8388608.0f));
}

/// math::exp.
inline RealV exp_of(RealV x) {
  Reals const d;
  Wholes const whole;
  x = hn::Min(hn::Set(d, 87.0f), hn::Max(hn::Set(d, -87.0f), x));
  RealV const scaled = hn::Mul(x, hn::Set(d, 1.44269504f));
  RealV const half = hn::CopySign(hn::Set(d, 0.5f), scaled);
  WholeV const n = hn::ConvertTo(whole, hn::Add(scaled, half));
  RealV const k = hn::ConvertTo(d, n);
  RealV const r = hn::Sub(hn::Sub(x, hn::Mul(k, hn::Set(d, 0.693359375f))), hn::Mul(k, hn::Set(d, -2.12194440e-4f)));
  RealV p = hn::Set(d, 1.0f / 5040.0f);
  for (float const next : {1.0f / 720.0f, 1.0f / 120.0f, 1.0f / 24.0f, 1.0f / 6.0f, 0.5f, 1.0f, 1.0f})
    p = hn::Add(hn::Mul(p, r), hn::Set(d, next));
  return hn::Mul(p, hn::BitCast(d, hn::ShiftLeft<23>(hn::Add(n, hn::Set(whole, 127)))));
}

/// math::log.
inline RealV log_of(RealV x) {
  Reals const d;
  Wholes const whole;
  WholeV const bits = hn::BitCast(whole, x), n = hn::ShiftRight<23>(hn::Sub(bits, hn::Set(whole, 0x3f3504f3)));
  RealV const m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(n))), one = hn::Set(d, 1.0f);
  RealV const s = hn::Div(hn::Sub(m, one), hn::Add(m, one)), z = hn::Mul(s, s);
  RealV p = hn::Set(d, 2.0f / 9.0f);
  for (float const next : {2.0f / 7.0f, 2.0f / 5.0f, 2.0f / 3.0f}) p = hn::Add(hn::Mul(p, z), hn::Set(d, next));
  RealV const k = hn::ConvertTo(d, n);
  RealV const small = hn::Add(hn::Mul(hn::Mul(s, z), p), hn::Mul(k, hn::Set(d, -2.12194440e-4f)));
  return hn::Add(hn::Mul(k, hn::Set(d, 0.693359375f)), hn::Add(hn::Mul(s, hn::Set(d, 2.0f)), small));
}

/// Luck::to_gumbel.
inline RealV to_gumbel(WordV words) { return hn::Neg(log_of(hn::Neg(log_of(to_uniform(words))))); }

/// Luck::to_normal. The far tail of math::inverse_normal is left out, because no uniform of 23 bits reaches it.
inline RealV to_normal(WordV words) {
  Reals const d;
  auto const set = [&](float value) { return hn::Set(d, value); };
  auto const polynomial = [&](RealV r, float a, float b, float c, float e) {
    return hn::Add(hn::Mul(hn::Add(hn::Mul(hn::Add(hn::Mul(set(a), r), set(b)), r), set(c)), r), set(e));
  };
  RealV const p = to_uniform(words), q = hn::Sub(p, set(0.5f));
  RealMask const central = hn::And(hn::Ge(q, set(-0.425f)), hn::Le(q, set(0.425f)));
  RealV const r_central = hn::Sub(set(0.180625f), hn::Mul(q, q));
  RealV const middle =
      hn::Div(hn::Mul(q, polynomial(r_central, 59.109374720f, 159.29113202f, 50.434271938f, 3.3871327179f)),
              polynomial(r_central, 67.187563600f, 78.757757664f, 17.895169469f, 1.0f));
  if (hn::AllTrue(d, central)) return middle;
  RealMask const low = hn::Lt(q, hn::Zero(d));
  RealV const tail = hn::IfThenElse(low, p, hn::Sub(set(1.0f), p));
  RealV const r = hn::Sub(hn::Sqrt(hn::Neg(log_of(tail))), set(1.6f));
  RealV const z =
      hn::Div(polynomial(r, 0.17023821103f, 1.3067284816f, 2.7568153900f, 1.4234372777f),
              hn::Add(hn::Mul(hn::Add(hn::Mul(set(0.12021132975f), r), set(0.73700164250f)), r), set(1.0f)));
  return hn::IfThenElse(central, middle, hn::IfThenElse(low, hn::Neg(z), z));
}

}  // namespace HWY_NAMESPACE
}  // namespace tributer
HWY_AFTER_NAMESPACE();

#endif
